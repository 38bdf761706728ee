/** Deletes what is no longer needed, so that nothing about people is kept longer than promised. */
import type { Logger } from 'pino';
import type { PrismaClient } from '../prisma/generated/client.ts';
import type { Clock } from './clock.ts';
import { readReferences } from './files/references.ts';
import type { FileStore } from './files.ts';

/** What was said is kept this long, for the page's history and for telling a repeated message from a new one. */
export const messagesKeptDays = 30;
/** What must reach a person and has not yet (must-reach.ts). */
export const undeliveredKeptDays = 365;
/** Votes and unanswered questions (personal data masked) are kept for review. */
export const feedbackKeptDays = 365;
/** What a language model was asked and wrote, personal data masked (handlers/model/calls.ts). */
export const modelCallsKeptDays = 90;
/** Who was told what by a notice to many: the ledger that proves it. */
export const ledgersKeptDays = 730;
/** An unfinished dialog, after its last answer (dialog/drafts.ts). */
export const draftsKeptDays = 30;

/** A stored file that nothing refers to is left this long: the row that will refer to it may still be on its way. */
const unreferencedKeptMs = 24 * 60 * 60_000;

const dayMs = 24 * 60 * 60_000;

/** Removes what is past its time, and what is remembered of talks as old; returns how many rows went. */
export async function forgetOld(client: PrismaClient, now: Date): Promise<number> {
  const daysBefore = (days: number) => new Date(now.getTime() - days * dayMs);
  const messagesBefore = daysBefore(messagesKeptDays);
  const ledgersBefore = daysBefore(ledgersKeptDays);
  const [inbox, outbox, ledgers, feedback, calls] = await client.$transaction([
    client.inbox.deleteMany({ where: { doneAt: { lt: messagesBefore } } }),
    client.outbox.deleteMany({
      where: {
        broadcastId: null,
        settledAt: { lt: messagesBefore },
        OR: [{ about: null }, { state: 'sent' }, { createdAt: { lt: daysBefore(undeliveredKeptDays) } }],
      },
    }),
    client.outbox.deleteMany({ where: { broadcast: { endedAt: { lt: ledgersBefore } } } }),
    client.feedback.deleteMany({ where: { createdAt: { lt: daysBefore(feedbackKeptDays) } } }),
    client.modelCall.deleteMany({ where: { createdAt: { lt: daysBefore(modelCallsKeptDays) } } }),
    // The choices that stood open bear the words of the last question.
    client.conversation.updateMany({ where: { lastInboundAt: { lt: messagesBefore } }, data: { memory: {} } }),
  ]);
  return inbox.count + outbox.count + ledgers.count + feedback.count + calls.count;
}

/** Sweeps the files that neither a message nor `needsFile` asks for; returns how many went. */
async function sweepFiles({ client, clock, files, needsFile }: ForgettingOptions): Promise<number> {
  const needed = await readReferences(client);
  const isReferenced = async (hash: string) => needed.has(hash) || (await needsFile?.(hash)) === true;
  return files.sweep(isReferenced, new Date(clock.now().getTime() - unreferencedKeptMs));
}

export interface ForgettingOptions {
  client: PrismaClient;
  clock: Clock;
  log: Logger;
  files: FileStore;
  /** Whether something outside the chat machine still needs a stored file. */
  needsFile?: (hash: string) => Promise<boolean>;
}

/** Forgets at once and then daily; `stop` resolves once nothing of it runs any more. */
export function forgetDaily(options: ForgettingOptions): { stop(): Promise<void> } {
  const { client, clock, log } = options;
  const forget = async () => {
    try {
      const rows = await forgetOld(client, clock.now());
      log.debug({ rows, files: await sweepFiles(options) }, 'what is past its time was deleted');
    } catch (error) {
      log.error({ err: error }, 'what is past its time could not be deleted');
    }
  };
  let running = forget();
  const timer = setInterval(() => {
    running = running.then(forget);
  }, dayMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
