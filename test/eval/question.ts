import { z } from 'zod';

const statuses = ['answered', 'clarify', 'unknown', 'refused', 'smalltalk'] as const;

const questionLine = z.object({
  id: z.string(),
  question: z.string(),
  style: z.string(),
  kind: z.string(),
  answerable: z.boolean(),
  gold_sections: z.array(z.string()).default([]),
  must_match: z.array(z.string()).default([]),
  must_not_match: z.array(z.string()).default([]),
  note: z.string().default(''),
  accept_status: z.array(z.enum(statuses)).optional(),
});

const answerLine = z.object({
  id: z.string(),
  status: z.string(),
  answer: z.string(),
  citations: z.array(z.object({ source: z.string().optional(), section: z.string(), quote: z.string() })),
  latency_ms: z.number().optional(),
});

/** One line of a question set. `must_match` and `must_not_match` are regular expressions. */
export type EvalQuestion = z.infer<typeof questionLine>;

/** One line of answers, best citation first; a citation without `source` is of the plan. */
export type EvalAnswer = z.infer<typeof answerLine>;

/** Reads a question set (JSON lines). Throws with the line number of the first bad line. */
export function readQuestions(content: string): EvalQuestion[] {
  return readLines(content, questionLine);
}

/** Reads a file of answers (JSON lines). Throws with the line number of the first bad line. */
export function readAnswers(content: string): EvalAnswer[] {
  return readLines(content, answerLine);
}

function readLines<T>(content: string, schema: z.ZodType<T>): T[] {
  return content.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = schema.safeParse(JSON.parse(line));
    if (!parsed.success) throw new Error(`line ${index + 1}: ${parsed.error.issues[0]?.message ?? 'unreadable'}`);
    return [parsed.data];
  });
}
