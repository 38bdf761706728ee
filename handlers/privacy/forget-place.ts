/**
 * The platform brings a person's wish to be forgotten there. Whoever is known through it alone is deleted as if they had
 * pressed it here; of whoever also writes elsewhere, or is an officer, the talk there goes, and they are asked elsewhere
 * about the rest: a registration belongs to the place where they still see to it as well.
 */
import type { Turn } from '../../bot/capability.ts';
import { reply } from '../../bot/message.ts';
import { priority } from '../../bot/outbox.ts';
import { phrases } from '../../bot/phrases.ts';
import type { QuietHours } from '../../bot/quiet-hours.ts';
import { tellPeople } from '../../bot/tell.ts';
import { channelLabels } from '../notices/platform-names.ts';
import { writeAudit } from '../registration/store.ts';
import { remove, withdraw } from './choices.ts';
import { erase } from './erase.ts';

export async function forgetPlace(turn: Turn, quietHours: QuietHours): Promise<void> {
  const { tx, now, personId, conversationId, channel } = turn;
  const others = await tx.conversation.count({ where: { personId, id: { not: conversationId } } });
  const offices = await tx.officer.count({ where: { personId, revokedAt: null } });
  if (others === 0 && offices === 0) {
    await erase(turn, quietHours);
    return;
  }
  await tx.feedback.deleteMany({ where: { conversationId } });
  await tx.outbox.deleteMany({ where: { conversationId, about: null } });
  await tx.inbox.deleteMany({ where: { conversationId, doneAt: { not: null } } });
  await tx.conversation.update({
    where: { id: conversationId },
    // Nobody is told anything there from now on, this news among it.
    data: { preferred: false, unreachable: phrases.leftReason },
  });
  await writeAudit(tx, now, { officer: null, action: 'forget-place' }, 'person', null, { channel });
  const text = `Bạn đã yêu cầu ${channelLabels[channel]} xoá dữ liệu. Tôi đã xoá tin nhắn ở đó và không nhắn vào đó nữa. Phần còn lại (đăng ký, loại tin đã chọn, điều đã đồng ý) vẫn giữ, vì bạn còn dùng ở đây. Muốn bỏ cả phần này thì bấm nút dưới đây.`;
  await tellPeople(tx, now, [personId], reply(text, { choices: [withdraw, remove] }), priority.reminder);
}
