import { createInterface } from 'node:readline';
import type { z } from 'zod';

/**
 * Hands each line of standard input to `answer`, as it comes. A line that `schema` refuses is told on standard error with
 * its number and what was `wanted`, and the rest goes on. Comes back with the exit code: 1 where a line was refused.
 */
export async function answerJsonLines<T>(
  schema: z.ZodType<T>,
  wanted: string,
  answer: (line: T) => unknown,
): Promise<number> {
  let failed = 0;
  let at = 0;
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    at += 1;
    const content = text.replace(/^\uFEFF/u, '');
    if (content.trim() === '') continue;
    const parsed = schema.safeParse(parseJson(content));
    if (parsed.success) {
      process.stdout.write(`${JSON.stringify(answer(parsed.data))}\n`);
      continue;
    }
    failed += 1;
    process.stderr.write(`dòng ${at}: ${wanted}\n`);
  }
  return failed > 0 ? 1 : 0;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
