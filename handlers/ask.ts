/** Questions: answered from the knowledge base, with sources, votes and likely next questions. */
import { z } from 'zod';
import type { Capability, Turn } from '../bot/capability.ts';
import { type Choice, type Reply, reply } from '../bot/message.ts';
import type { Answer, AnswerStatus } from '../knowledge/answer.ts';
import { type Assistant, topicSchema } from '../knowledge/assistant.ts';
import { isQuestion } from '../knowledge/is-question.ts';
import { maskPersonalData } from '../knowledge/mask.ts';
import { voteChoices } from './feedback.ts';
import { advisedAnswer, type Judge, rememberTalk } from './model/advised-answer.ts';

/** Statuses under which a vote makes sense. */
const voted: ReadonlySet<AnswerStatus> = new Set(['answered', 'unknown']);
const longestStoredQuestion = 500;
/** More than is stored, so that a number at the cut is seen whole. */
const longestMaskedQuestion = 1_000;

/** `onAnswer` counts the statuses. `model`: what helps where the index is unsure; null: nothing does. */
export function createAsk(
  assistant: Assistant,
  onAnswer: (status: AnswerStatus) => void,
  model: Judge | null = null,
): Capability {
  const answer = async (turn: Turn, question: string): Promise<Reply[]> => {
    const topic = turn.recall('topic', topicSchema);
    const plain = assistant.ask(question, { now: turn.now, topic });
    const result = model ? advisedAnswer(turn, model, { question, topic, plain }) : plain;
    if (result === 'pending') return [];
    onAnswer(result.status);
    if (model) rememberTalk(turn, question, result);
    turn.remember('topic', result.topic === null ? null : z.json().parse(result.topic));
    const about = {
      question: maskPersonalData(question.slice(-longestMaskedQuestion)).slice(-longestStoredQuestion),
      citations: result.citations.map(({ source, section }) => `${source}#${section}`),
    };
    if (result.status === 'unknown' && about.question !== '') {
      await turn.tx.feedback.createMany({
        data: [
          {
            conversationId: turn.conversationId,
            kind: 'unanswered',
            answerKey: `unanswered:${turn.messageId}`,
            ...about,
            createdAt: turn.now,
          },
        ],
      });
    }
    const votes = voted.has(result.status) ? voteChoices({ answer: turn.messageId.toString(), ...about }) : [];
    return [toReply(result, votes)];
  };

  return {
    name: 'ask',
    async answersQuestion(turn, text) {
      if (!isQuestion(text)) return null;
      const known = assistant.ask(text, { now: turn.now, topic: turn.recall('topic', topicSchema) });
      // Without a question mark only what the documents know of is surely a question: `có mất phí không` is, though they
      // leave it open.
      return known.status === 'answered' || known.citations.length > 0 || text.includes('?')
        ? answer(turn, text)
        : null;
    },
    pick: (turn, question) => answer(turn, question),
    async message(turn) {
      if (turn.input.kind === 'text') return answer(turn, turn.input.text);
      if (turn.input.kind === 'media') return answer(turn, turn.input.caption);
      return turn.input.kind === 'pick' ? answer(turn, turn.input.choice.label) : null;
    },
  };
}

function toReply(answer: Answer, votes: Choice[]): Reply {
  return reply(answer.text, {
    sources: answer.citations.map(({ label, quote }) => ({ label, quote })),
    choices: [...answer.choices.map(({ label, question }) => ({ label, value: `ask:${question}` })), ...votes],
  });
}
