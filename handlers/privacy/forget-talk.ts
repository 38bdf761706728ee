/** Ends what is under way: dialogs, drafts and whatever is remembered of the talk, on every channel of the person. */
import type { Turn } from '../../bot/capability.ts';

export async function forgetTalk(turn: Turn): Promise<void> {
  turn.forgetAll();
  await turn.tx.conversation.updateMany({
    where: { personId: turn.personId, id: { not: turn.conversationId } },
    data: { memory: {} },
  });
}
