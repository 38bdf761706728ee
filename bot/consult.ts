/**
 * Advice from outside, such as a language model's, in the words of the chat machine: a turn wishes for it, the consult
 * loop (consult-loop.ts) asks for it between two turns, and the message comes again with what came of it.
 */
import { z } from 'zod';
import type { Json } from './dialog.ts';
import type { Content, RefusedFile } from './message.ts';

/** What is asked of whoever gives advice. */
export interface Consultation {
  conversationId: bigint;
  request: Json;
  /** The recording of the message, where that was wanted; it is held in memory alone. */
  recording: { bytes: Uint8Array; mime: string } | RefusedFile | null;
}

/** Gives advice. Must settle soon after `signal` aborts; what it throws is logged, and counts as no advice. */
export type Consult = (consultation: Consultation, signal: AbortSignal) => Promise<Json>;

export interface ConsultOptions {
  /** Counted from the message's arrival, or from when its recording was heard. Later the message is answered without. */
  withinMs: number;
  /** Hands over the recording that the message offers. */
  withRecording?: boolean;
}

/** `pending`: return `[]` right after. Advice is null where none came in time, or nobody gives any. */
export type Consulted = 'pending' | { advice: Json | null };

/** In less than this nobody could give advice. */
const leastMs = 300;

export const wishSchema = z.object({ name: z.string(), request: z.json(), withRecording: z.boolean() });
/** `heardAt`: of a recording, when its words were known. */
export const adviceSchema = z.record(z.string(), z.object({ advice: z.json(), heardAt: z.coerce.date().nullable() }));

export interface Wish extends z.infer<typeof wishSchema> {
  until: Date;
}

/** What a turn of one message may ask, and what it wished for in the end. */
export function consultsOf(
  message: { content: Content; received_at: Date; advice: z.infer<typeof adviceSchema> | null },
  now: Date,
  isAdvised: boolean,
) {
  let wish: Wish | null = null;
  const known = message.advice ?? {};
  const askedAt = Math.max(
    message.received_at.getTime(),
    ...Object.values(known).map(({ heardAt }) => heardAt?.getTime() ?? 0),
  );
  return {
    wish: () => wish,
    consult(name: string, request: Json, { withinMs, withRecording = false }: ConsultOptions): Consulted {
      const given = known[name];
      if (given) return { advice: given.advice };
      const { content } = message;
      if (withRecording && (content.kind !== 'media' || content.recording === undefined))
        throw new Error('No recording is offered.');
      const until = new Date(askedAt + withinMs);
      if (!isAdvised || until.getTime() - now.getTime() < leastMs) return { advice: null };
      wish ??= { name, request, withRecording, until };
      return 'pending';
    },
  };
}
