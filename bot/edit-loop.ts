/**
 * Brings what platforms show up to date with what messages say by now, under the lease of the channel. An edit that is
 * made twice does no harm, so nothing is marked before it; one that is overtaken during the call is made again.
 */
import type { Logger } from 'pino';
import type { PrismaClient } from '../prisma/generated/client.ts';
import type { Channel, EditOutcome } from './channel.ts';
import type { Clock } from './clock.ts';
import { closeEdit, type DueEdit, dropEdits, hasEdits, postponeEdit, readDueEdits } from './edits.ts';

/** Also the pause between two edits in one chat. */
const everyMs = 1_000;
/** Chats whose messages are edited in one round: a small part of what a platform allows. */
const mostAtOnce = 8;
const maxAttempts = 5;
const firstBackoffMs = 2_000;

export interface EditLoop {
  /** `mayStillEdit` is asked right before each call: an old text must not take the place of a newer one. */
  start(mayStillEdit: () => boolean): void;
  /** Ends once the edits under way are settled. */
  stop(): Promise<void>;
}

export function createEditLoop(options: {
  client: PrismaClient;
  channel: Channel;
  holder: string;
  clock: Clock;
  log: Logger;
}): EditLoop {
  const { client, channel, holder, clock, log } = options;
  const outbox = { client, channel: channel.name, holder };
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let isOn = false;
  let mayEdit = () => true;
  /** The platform asked for a pause until then, by `performance.now()`. */
  let heldUntil = 0;

  const settle = async (due: DueEdit, outcome: EditOutcome) => {
    const { id, attempts } = due;
    const known = { channel: channel.name, message: id.toString() };
    if (outcome.kind === 'done') return closeEdit(outbox, due);
    if (outcome.kind === 'refused' || (outcome.afterMs === undefined && attempts + 1 >= maxAttempts)) {
      log.warn({ ...known, reason: outcome.why }, 'a message stays as it was sent');
      return closeEdit(outbox, due);
    }
    const { afterMs } = outcome;
    if (afterMs !== undefined) heldUntil = Math.max(heldUntil, performance.now() + afterMs);
    const pauseMs = afterMs ?? firstBackoffMs * 2 ** attempts;
    return postponeEdit(outbox, due, new Date(clock.now().getTime() + pauseMs), afterMs === undefined);
  };

  const edit = async (due: DueEdit) => {
    if (!mayEdit() || !channel.edit) return;
    const { id, chat, platformId, payload } = due;
    const outcome: EditOutcome =
      payload === null
        ? { kind: 'refused', why: 'the message cannot be read' }
        : await channel.edit({ key: id.toString(), chat, reply: payload, platformId });
    await settle(due, outcome);
  };

  const round = async () => {
    try {
      if (performance.now() < heldUntil || !(await hasEdits(client))) return;
      await dropEdits(outbox, channel.edit === undefined);
      if (channel.edit) await Promise.all((await readDueEdits(outbox, clock.now(), mostAtOnce)).map(edit));
    } catch (error) {
      log.error({ err: error, channel: channel.name }, 'edits could not be read or written, trying again');
    }
  };

  const schedule = () => {
    timer = setTimeout(() => {
      running = round().then(() => {
        if (isOn) schedule();
      });
    }, everyMs);
  };

  return {
    start(mayStillEdit) {
      mayEdit = mayStillEdit;
      isOn = true;
      schedule();
    },
    async stop() {
      isOn = false;
      clearTimeout(timer);
      await running;
    },
  };
}
