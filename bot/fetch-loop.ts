/**
 * Fetches the files that capabilities asked for. A row is claimed for a limited time, the file is fetched outside any
 * transaction, checked, stored, and the row is given back to the turns with the file in its content. Killed at any
 * instant, a fetch is only repeated.
 */
import type { Logger } from 'pino';
import { z } from 'zod';
import { Prisma, type PrismaClient } from '../prisma/generated/client.ts';
import type { Channel, FetchOutcome } from './channel.ts';
import type { Clock } from './clock.ts';
import { takeFile } from './files/intake.ts';
import { type FileStore, maxFileBytes } from './files.ts';
import { type ChannelName, channelNames, fileSchema, type RefusedFile, type StoredFile } from './message.ts';
import { createWake } from './wake.ts';

/** Files under way at once: each may take ten megabytes, and a picture its pixels besides. */
const workers = 2;
/** How often rows are looked for unasked: retries whose time has come, wishes of other processes. */
const pollMs = 500;
const afterDatabaseErrorMs = 1_000;
/** Pauses after failed tries, about two minutes in all; when they are used up, the file counts as gone. */
const pausesMs = [2_000, 8_000, 25_000, 75_000];
/** A fetch takes at most this long; a claim outlives it, so that nobody else begins meanwhile. */
const fetchMs = 90_000;
const claimMs = 120_000;
/** More tries than this were begun: whatever ends the process each time is this file. */
const mostTries = 20;

const claimedSchema = z.object({
  id: z.bigint(),
  channel: z.enum(channelNames),
  file: fileSchema.nullable(),
  file_tries: z.number(),
});
type Claimed = z.infer<typeof claimedSchema>;

type Retry = Extract<FetchOutcome, { kind: 'retry' }>;

export type FetchResult = 'stored' | 'refused' | 'retry';

export interface FetchLoopOptions {
  client: PrismaClient;
  clock: Clock;
  log: Logger;
  channels: ReadonlyMap<ChannelName, Channel>;
  files: FileStore;
  onFetched(channel: ChannelName, result: FetchResult): void;
}

export interface FetchLoop {
  /** A turn has asked for a file. */
  ring(): void;
  /** Ends the fetches under way; whoever runs next begins them anew. */
  stop(): Promise<void>;
}

export function startFetchLoop(options: FetchLoopOptions): FetchLoop {
  const { client, clock, log, channels, files } = options;
  const ending = new AbortController();
  const wakes = Array.from({ length: workers }, createWake);
  const ring = () => {
    for (const wake of wakes) wake.ring();
  };

  /** Never throws but when the disk fails, which is worth another try. */
  async function fetchAndStore(claimed: Claimed): Promise<StoredFile | RefusedFile | Retry> {
    const { file } = claimed;
    if (file?.state !== 'offered') return file ?? { state: 'refused', why: 'gone' };
    if (claimed.file_tries > mostTries) return { state: 'refused', why: 'unreadable' };
    if ((file.bytes ?? 0) > maxFileBytes) return { state: 'refused', why: 'too-large' };
    const channel = channels.get(claimed.channel);
    if (!channel?.fetchFile) return { state: 'refused', why: 'gone' };
    const outcome = await channel.fetchFile(file.ref, AbortSignal.any([ending.signal, AbortSignal.timeout(fetchMs)]));
    if (outcome.kind === 'retry') return outcome;
    if (outcome.kind === 'refused') return { state: 'refused', why: outcome.why };
    return takeFile(files, { bytes: outcome.bytes, name: file.name });
  }

  async function serve(claimed: Claimed): Promise<void> {
    const { channel, file_tries: tries } = claimed;
    const result = await fetchAndStore(claimed).catch((error: unknown): Retry => {
      log.error({ err: error, channel }, 'a file could not be stored');
      return { kind: 'retry', why: 'could not be stored' };
    });
    if ('state' in result) {
      await settle(client, claimed, result);
      return options.onFetched(channel, result.state === 'stored' ? 'stored' : 'refused');
    }
    if (ending.signal.aborted) return postpone(client, claimed, clock.now(), tries - 1);
    log.warn({ channel, tries, reason: result.why }, 'a file could not be fetched');
    const pauseMs = pausesMs[tries - 1];
    if (pauseMs === undefined) {
      await settle(client, claimed, { state: 'refused', why: 'gone' });
      return options.onFetched(channel, 'refused');
    }
    const dueAt = new Date(clock.now().getTime() + Math.max(pauseMs, result.afterMs ?? 0));
    await postpone(client, claimed, dueAt, tries);
    options.onFetched(channel, 'retry');
  }

  const work = async (wake: ReturnType<typeof createWake>) => {
    while (!ending.signal.aborted) {
      try {
        const claimed = await claim(client, clock.now(), [...channels.keys()]);
        if (claimed) await serve(claimed);
        else await wake.sleep(pollMs);
      } catch (error) {
        log.error({ err: error }, 'the files to fetch could not be read or settled, trying again');
        await wake.sleep(afterDatabaseErrorMs);
      }
    }
  };

  const running = wakes.map(work);
  return {
    ring,
    async stop() {
      ending.abort();
      ring();
      await Promise.all(running);
    },
  };
}

/** Counts the try at once: a file that kills the process must not be fetched for ever. */
async function claim(client: PrismaClient, now: Date, channels: readonly ChannelName[]): Promise<Claimed | undefined> {
  if (channels.length === 0) return undefined;
  const deadAt = new Date(now.getTime() + claimMs);
  const rows = await client.$queryRaw<unknown[]>`
    UPDATE inbox SET file_tries = file_tries + 1, file_due_at = ${deadAt}
    WHERE id = (
      SELECT id FROM inbox
      WHERE file_due_at <= ${now} AND done_at IS NULL AND channel IN (${Prisma.join(channels)})
      ORDER BY file_due_at, id LIMIT 1
      FOR UPDATE SKIP LOCKED
    )
    RETURNING id, channel, content->'file' AS file, file_tries`;
  return rows.length === 0 ? undefined : claimedSchema.parse(rows[0]);
}

/** Does nothing when the claim ran out and somebody else fetches, or the message was deleted. */
async function settle(
  client: PrismaClient,
  { id, file_tries }: Claimed,
  file: StoredFile | RefusedFile,
): Promise<void> {
  await client.$executeRaw`
    UPDATE inbox SET content = jsonb_set(content, '{file}', ${JSON.stringify(file)}::jsonb), file_due_at = NULL
    WHERE id = ${id} AND file_tries = ${file_tries} AND file_due_at IS NOT NULL AND done_at IS NULL`;
}

async function postpone(client: PrismaClient, { id, file_tries }: Claimed, dueAt: Date, tries: number): Promise<void> {
  await client.$executeRaw`
    UPDATE inbox SET file_due_at = ${dueAt}, file_tries = ${tries}
    WHERE id = ${id} AND file_tries = ${file_tries} AND file_due_at IS NOT NULL`;
}
