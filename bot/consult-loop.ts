/**
 * Asks for the advice that capabilities wished for. A row is claimed for a limited time, advice is asked for outside any
 * transaction, written into the row, and the row is given back to the turns. Killed at any instant, an asking is only
 * repeated; once its time is over the message is answered without.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { Prisma, type PrismaClient } from '../prisma/generated/client.ts';
import type { Channel } from './channel.ts';
import type { Clock } from './clock.ts';
import { type Consult, type Consultation, wishSchema } from './consult.ts';
import { deadlineAt } from './deadline.ts';
import type { Json } from './dialog.ts';
import { checkRecording } from './files/recording.ts';
import { type ChannelName, channelNames, offeredFileSchema } from './message.ts';
import type { ShowTyping } from './typing.ts';
import { createWake } from './wake.ts';

/** Askings under way at once: they wait for others, and each may hold a recording. */
const mostAtOnce = 8;
/** How often rows are looked for unasked: those of other processes, and those whose time is over. */
const pollMs = 500;
const pollWhileBusyMs = 150;
const afterDatabaseErrorMs = 1_000;
/** Who is told that it is too late may still say what became of it. */
const graceMs = 200;
/** A claim outlives the time by this, so that nobody else takes the row for a dead process's. */
const claimedLongerMs = graceMs + 100;
const fetchAgainAfterMs = 1_000;

const claimedSchema = z.object({
  id: z.bigint(),
  channel: z.enum(channelNames),
  chat: z.string(),
  conversation_id: z.bigint(),
  recording: offeredFileSchema.nullable(),
  request: wishSchema,
  until: z.date(),
  tries: z.number(),
});
type Claimed = z.infer<typeof claimedSchema>;
const overdueSchema = z.object({
  channel: z.enum(channelNames),
  request: z.object({ name: z.string() }).catch({ name: '' }),
});

export type ConsultResult = 'advised' | 'none';

export interface ConsultLoopOptions {
  client: PrismaClient;
  clock: Clock;
  log: Logger;
  channels: ReadonlyMap<ChannelName, Channel>;
  consult: Consult;
  typing: ShowTyping;
  onConsulted(name: string, result: ConsultResult): void;
}

export interface ConsultLoop {
  /** A turn wishes for advice. */
  ring(): void;
  /** Ends the askings under way; whoever runs next begins them anew, as far as there is time. */
  stop(): Promise<void>;
}

export function startConsultLoop(options: ConsultLoopOptions): ConsultLoop {
  const { client, clock, log, channels } = options;
  const ending = new AbortController();
  const wake = createWake();
  const underWay = new Set<Promise<void>>();

  async function recordingOf({ channel, recording }: Claimed, signal: AbortSignal): Promise<Consultation['recording']> {
    const fetchFile = channels.get(channel)?.fetchFile;
    if (!recording || !fetchFile) return { state: 'refused', why: 'gone' };
    for (;;) {
      const outcome = await fetchFile(recording.ref, signal);
      if (outcome.kind === 'bytes') return checkRecording(outcome.bytes);
      if (outcome.kind === 'refused') return { state: 'refused', why: outcome.why };
      await pause(outcome.afterMs ?? fetchAgainAfterMs, null, { signal });
    }
  }

  /** Null when none came in time. Never rejects. */
  async function adviceFor(claimed: Claimed, signal: AbortSignal): Promise<Json> {
    const { request, withRecording, name } = claimed.request;
    const asked = async () => {
      const recording = withRecording ? await recordingOf(claimed, signal) : null;
      return options.consult({ conversationId: claimed.conversation_id, request, recording }, signal);
    };
    const given = asked().catch((error: unknown) => {
      if (!signal.aborted) log.error({ err: error, name }, 'advice could not be asked for');
      return null;
    });
    return Promise.race([given, afterAbort(signal, graceMs)]);
  }

  async function serve(claimed: Claimed): Promise<void> {
    const deadline = deadlineAt(clock, claimed.until);
    const ended = options.typing(claimed.channel, claimed.chat);
    try {
      const advice = await adviceFor(claimed, AbortSignal.any([ending.signal, deadline.signal]));
      if (advice === null && ending.signal.aborted) return await giveUp(client, claimed, clock.now());
      await settle(client, claimed, advice, clock.now());
      options.onConsulted(claimed.request.name, advice === null ? 'none' : 'advised');
    } finally {
      deadline.end();
      ended();
    }
  }

  const begin = (claimed: Claimed) => {
    const serving = serve(claimed)
      // The claim runs out, and the message is answered without.
      .catch((error: unknown) => log.error({ err: error }, 'advice could not be kept'))
      .finally(() => {
        underWay.delete(serving);
        wake.ring();
      });
    underWay.add(serving);
  };

  const work = async () => {
    while (!ending.signal.aborted) {
      try {
        const now = clock.now();
        for (const { request } of await release(client, now)) options.onConsulted(request.name, 'none');
        const claimed = await claim(client, now, [...channels.keys()], mostAtOnce - underWay.size);
        for (const one of claimed) begin(one);
        if (claimed.length === 0) await wake.sleep(underWay.size > 0 ? pollWhileBusyMs : pollMs);
      } catch (error) {
        log.error({ err: error }, 'wishes for advice could not be read, trying again');
        await wake.sleep(afterDatabaseErrorMs);
      }
    }
  };

  const running = work();
  return {
    ring: wake.ring,
    async stop() {
      ending.abort();
      wake.ring();
      await running;
      await Promise.all(underWay);
    },
  };
}

/** Where nobody gives advice any more: what still waits for some is answered without. */
export async function releaseAll(client: PrismaClient): Promise<void> {
  await client.$executeRaw`
    UPDATE inbox SET consult_due_at = NULL, consult_until = NULL, consult_request = NULL WHERE consult_due_at IS NOT NULL`;
}

/** Resolves with null. */
async function afterAbort(signal: AbortSignal, ms: number): Promise<null> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return pause(ms, null, { ref: false });
}

/** Gives those back whose time is over, however many askings are under way. */
async function release(client: PrismaClient, now: Date): Promise<z.infer<typeof overdueSchema>[]> {
  const rows = await client.$queryRaw<unknown[]>`
    UPDATE inbox i SET advice = COALESCE(i.advice, '{}') || jsonb_build_object(
        i.consult_request->>'name', '{"advice": null, "heardAt": null}'::jsonb
      ), consult_due_at = NULL, consult_until = NULL, consult_request = NULL
    FROM (
      SELECT id, channel, consult_request AS request FROM inbox
      WHERE consult_due_at <= ${now} AND consult_until <= ${now} AND done_at IS NULL
      FOR UPDATE SKIP LOCKED
    ) o
    WHERE i.id = o.id
    RETURNING o.channel, o.request`;
  return z.array(overdueSchema).parse(rows);
}

async function claim(
  client: PrismaClient,
  now: Date,
  channels: readonly ChannelName[],
  most: number,
): Promise<Claimed[]> {
  if (channels.length === 0 || most <= 0) return [];
  const rows = await client.$queryRaw<unknown[]>`
    UPDATE inbox i SET consult_tries = i.consult_tries + 1, consult_due_at = i.consult_until + ${claimedLongerMs}::int * interval '1 ms'
    FROM (
      SELECT w.id, c.chat FROM inbox w JOIN conversation c ON c.id = w.conversation_id
      WHERE w.consult_due_at <= ${now} AND w.consult_until > ${now} AND w.done_at IS NULL
        AND w.channel IN (${Prisma.join(channels)})
      ORDER BY w.consult_due_at, w.id LIMIT ${most}
      FOR UPDATE OF w SKIP LOCKED
    ) due
    WHERE i.id = due.id
    RETURNING i.id, i.channel, due.chat, i.conversation_id, i.content->'recording' AS recording, i.consult_request AS request,
      i.consult_until AS until, i.consult_tries AS tries`;
  return z.array(claimedSchema).parse(rows);
}

/** Does nothing when the claim ran out, or the message was deleted. */
async function settle(client: PrismaClient, { id, tries, request }: Claimed, advice: Json, now: Date): Promise<void> {
  const given = { [request.name]: { advice, heardAt: request.withRecording ? now : null } };
  await client.$executeRaw`
    UPDATE inbox SET advice = COALESCE(advice, '{}') || ${JSON.stringify(given)}::jsonb,
      consult_due_at = NULL, consult_until = NULL, consult_request = NULL
    WHERE id = ${id} AND consult_tries = ${tries} AND consult_due_at IS NOT NULL AND done_at IS NULL`;
}

async function giveUp(client: PrismaClient, { id, tries }: Claimed, now: Date): Promise<void> {
  await client.$executeRaw`
    UPDATE inbox SET consult_due_at = ${now} WHERE id = ${id} AND consult_tries = ${tries} AND consult_due_at IS NOT NULL`;
}
