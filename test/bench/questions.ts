/** What the people of a benchmark write: the questions of the evaluation set. */
import { readFileSync } from 'node:fs';
import { readQuestions } from '../eval/question.ts';

export const questions = readQuestions(readFileSync(new URL('../eval/qa-dev.jsonl', import.meta.url), 'utf8')).map(
  ({ question }) => question,
);

/** For each of `people`, as many `messages`, all in turn. */
export function scriptsOf(people: number, messages: number): string[][] {
  return Array.from({ length: people }, (_, person) =>
    Array.from({ length: messages }, (_, message) => question(person * messages + message)),
  );
}

function question(at: number): string {
  const text = questions[at % questions.length];
  if (text === undefined) throw new Error('the evaluation set is empty');
  return text;
}
