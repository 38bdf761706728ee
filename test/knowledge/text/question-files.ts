import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const Question = z.object({ question: z.string(), kind: z.string(), answerable: z.boolean() });
export type Question = z.infer<typeof Question>;

/** The questions of the named files of test/eval; a file that is not there has none. */
export function questionsOf(...files: string[]): Question[] {
  return files.flatMap((file) => {
    const path = new URL(`../../eval/${file}`, import.meta.url);
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
    return lines.map((line) => Question.parse(JSON.parse(line)));
  });
}
