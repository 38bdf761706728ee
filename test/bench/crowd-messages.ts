/** What the benchmark and its crowd tell each other. */
import { z } from 'zod';

export const crowdToken = '7001:AAH-token-of-the-benchmark-bot';

/** A text; with `until`, the answer is complete when a message of the bot holds that. */
const lineSchema = z.union([z.string(), z.object({ text: z.string(), until: z.string() })]);
export type Line = z.infer<typeof lineSchema>;

export const crowdOrderSchema = z.discriminatedUnion('kind', [
  /** One person for each script begins every `everyMs`, and writes on as soon as they are answered. */
  z.object({ kind: z.literal('crowd'), scripts: z.array(z.array(lineSchema)), everyMs: z.number() }),
  /** Somebody writes while no bot is running. */
  z.object({ kind: z.literal('write-early'), text: z.string() }),
  z.object({ kind: z.literal('await-early') }),
]);
export type CrowdOrder = z.infer<typeof crowdOrderSchema>;

const talkSchema = z.object({
  /** From writing to the reply, one a message, in milliseconds. */
  waits: z.array(z.number()),
  /** All of it. */
  ms: z.number(),
});
export type Talk = z.infer<typeof talkSchema>;

export const crowdReportSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), root: z.string() }),
  z.object({ kind: z.literal('done'), talk: talkSchema.nullable() }),
  z.object({ kind: z.literal('failed'), why: z.string() }),
]);
