/** An answer as the language model words it where the index is unsure, and what was said before in the talk. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import type { Answer } from '../../knowledge/answer.ts';
import { maskPersonalData } from '../../knowledge/mask.ts';
import type { LanguageModel } from '../../knowledge/model/language-model.ts';
import type { Topic } from '../../knowledge/topic.ts';
import { answerSchema, answerWithinMs, historySchema, type ModelRequest } from './exchange.ts';

/** What the answers need of the model within a turn; asking itself is the consultant's. */
export type Judge = Pick<LanguageModel, 'isWorthAsking'>;

const slot = 'talk';
const mostTurns = 3;
const longestQuestion = 300;
const longestAnswer = 400;

/** The model's answer, or `plain` where it is not worth asking, nobody may be asked, or none came in time. */
export function advisedAnswer(
  turn: Turn,
  model: Judge,
  { question, topic, plain }: { question: string; topic: Topic | null; plain: Answer },
): Answer | 'pending' {
  if (!model.isWorthAsking(question, plain)) return plain;
  const request: ModelRequest = {
    kind: 'answer',
    question,
    history: turn.recall(slot, historySchema) ?? [],
    now: turn.now.toISOString(),
    topic,
  };
  const consulted = turn.consult('answer', z.json().parse(request), { withinMs: answerWithinMs });
  return consulted === 'pending' ? 'pending' : (answerSchema.safeParse(consulted.advice).data ?? plain);
}

/** Keeps the talk's last turns, short and masked, for the next question that the model is asked. */
export function rememberTalk(turn: Turn, question: string, { status, text }: Answer): void {
  if (status === 'smalltalk' || question.trim() === '') return;
  const earlier = turn.recall(slot, historySchema) ?? [];
  const said = {
    question: maskPersonalData(question.slice(0, 2 * longestQuestion)).slice(0, longestQuestion),
    answer: maskPersonalData(text).slice(0, longestAnswer),
  };
  turn.remember(slot, [...earlier, said].slice(-mostTurns));
}
