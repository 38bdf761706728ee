/** `👍 Có ích` and `👎 Chưa đúng` under an answer, kept for review. */
import { z } from 'zod';
import type { Capability } from '../bot/capability.ts';
import { type Choice, reply } from '../bot/message.ts';

const votedSchema = z.object({
  /** Inbox id of the question. */
  answer: z.string(),
  /** Personal data masked. */
  question: z.string(),
  /** `document#section`. */
  citations: z.array(z.string()),
});

const kinds = { helpful: '👍 Có ích', wrong: '👎 Chưa đúng' } as const;

export function voteChoices(about: z.infer<typeof votedSchema>): Choice[] {
  const tail = JSON.stringify(about);
  return [
    { label: kinds.helpful, value: `vote:helpful ${tail}` },
    { label: kinds.wrong, value: `vote:wrong ${tail}` },
  ];
}

export const feedback: Capability = {
  name: 'vote',
  async pick(turn, value) {
    const [, kind, tail] = /^(helpful|wrong) (.*)$/s.exec(value) ?? [];
    if ((kind !== 'helpful' && kind !== 'wrong') || tail === undefined) return [reply('Bạn gõ câu hỏi của mình nhé.')];
    const { answer, question, citations } = votedSchema.parse(JSON.parse(tail));
    const where = { conversationId_answerKey: { conversationId: turn.conversationId, answerKey: `vote:${answer}` } };
    await turn.tx.feedback.upsert({
      where,
      create: { ...where.conversationId_answerKey, kind, question, citations, createdAt: turn.now },
      update: { kind },
    });
    turn.keepChoices();
    return [
      kind === 'helpful'
        ? reply('Cảm ơn bạn! Bạn hỏi tiếp điều khác cũng được.')
        : reply(
            'Cảm ơn bạn đã báo. Tôi đã ghi lại để người phụ trách xem. Bạn thử hỏi lại cho rõ hơn, hoặc hỏi UBND xã, phường nơi mình sản xuất.',
          ),
    ];
  },
};
