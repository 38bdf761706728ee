/** What the benchmark and its fake Telegram for crowds tell each other. */
import { z } from 'zod';

export const massOrderSchema = z.discriminatedUnion('kind', [
  /** One person writes, and waits for an answer with `until` in it. */
  z.object({ kind: z.literal('ask'), chat: z.string(), text: z.string(), until: z.string() }),
  z.object({ kind: z.literal('count') }),
]);
export type MassOrder = z.infer<typeof massOrderSchema>;

const countSchema = z.object({
  kind: z.literal('count'),
  taken: z.number(),
  /** Sends that broke the platform's limit. */
  refused: z.number(),
  /** From the first message taken to the last. */
  ms: z.number(),
});
export type Count = z.infer<typeof countSchema>;

export const massReportSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), root: z.string() }),
  z.object({ kind: z.literal('answered'), ms: z.number() }),
  countSchema,
]);
