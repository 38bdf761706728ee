import { z } from 'zod';

/** What the model is to write: an answer with its quotes, or that the passages do not hold one. */
const writtenSchema = z.object({
  status: z.enum(['answered', 'unknown']),
  answer: z.string(),
  citations: z.array(z.object({ passage: z.string(), quote: z.string() })),
});
export type Written = z.infer<typeof writtenSchema>;

/** A question put into words that the index knows. */
const rewrittenSchema = z.object({ question: z.string() });

/** What was stated of each field. */
const fieldsSchema = z.object({ values: z.array(z.object({ field: z.string(), value: z.string() })) });

/** What a call for an answer, a question or fields is to bring, under the name that the server is told. */
export interface Shape<T> {
  name: string;
  schema: z.ZodType<T>;
}

export const answerShape: Shape<Written> = { name: 'answer', schema: writtenSchema };
export const questionShape: Shape<z.infer<typeof rewrittenSchema>> = { name: 'question', schema: rewrittenSchema };
export const fieldsShape: Shape<z.infer<typeof fieldsSchema>> = { name: 'fields', schema: fieldsSchema };

/**
 * The JSON object in what a model wrote, checked; null where there is none. Servers that know no JSON mode wrap it in
 * words or in a code fence.
 */
export function readWritten<T>({ schema }: Shape<T>, text: string): T | null {
  const from = text.indexOf('{');
  const to = text.lastIndexOf('}');
  if (from < 0 || to <= from) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(text.slice(from, to + 1)));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
