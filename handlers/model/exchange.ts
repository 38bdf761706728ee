/** What the chat asks a language model, and what comes back: both lie in the inbox for a moment, so both are parsed. */
import { z } from 'zod';
import type { Answer } from '../../knowledge/answer.ts';
import { topicSchema } from '../../knowledge/topic.ts';

/** An answer goes out this soon after its question, with or without the model's help. */
const answerMs = 8_000;
/** For the turn after the advice, and to notice that a process died over it. */
const marginMs = 1_200;
export const answerWithinMs = answerMs - marginMs;
/** A voice message is fetched and listened to as a whole. */
export const transcriptWithinMs = 45_000;

const turnSchema = z.object({ question: z.string(), answer: z.string() });
export const historySchema = z.array(turnSchema);

const fieldSchema = z.object({
  name: z.string(),
  title: z.string(),
  prompt: z.string(),
  example: z.string().nullable(),
  choices: z.array(z.string()).readonly(),
});

export const requestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    question: z.string(),
    history: historySchema,
    now: z.coerce.date(),
    topic: topicSchema.nullable(),
  }),
  z.object({ kind: z.literal('fields'), text: z.string(), fields: z.array(fieldSchema) }),
  z.object({ kind: z.literal('transcription') }),
]);
export type ModelRequest = z.input<typeof requestSchema>;

export const answerSchema: z.ZodType<Answer> = z.object({
  status: z.enum(['answered', 'clarify', 'unknown', 'refused', 'smalltalk']),
  text: z.string(),
  citations: z.array(z.object({ source: z.string(), section: z.string(), label: z.string(), quote: z.string() })),
  choices: z.array(z.object({ label: z.string(), question: z.string() })),
  topic: topicSchema.nullable(),
});

/** What a text states of fields, by their names. */
export const statedSchema = z.record(z.string(), z.string());

/** `unheard`: why there is no text. */
export const transcriptSchema = z.union([
  z.object({ text: z.string() }),
  z.object({ unheard: z.enum(['too-large', 'wrong-type', 'unreadable', 'gone', 'unclear']) }),
]);
export type Transcript = z.infer<typeof transcriptSchema>;
