/**
 * The platform brings a person's wish to be forgotten there. Whoever is known through it alone is deleted as if they had
 * pressed it here; whoever also writes elsewhere, or is an officer, loses what came through it, and is told elsewhere.
 */
import type { Turn } from '../../bot/capability.ts';
import { reply } from '../../bot/message.ts';
import { priority } from '../../bot/outbox.ts';
import { phrases } from '../../bot/phrases.ts';
import type { QuietHours } from '../../bot/quiet-hours.ts';
import { tellPeople } from '../../bot/tell.ts';
import { channelLabels } from '../notices/platform-names.ts';
import { writeAudit } from '../registration/store.ts';
import { remove } from './choices.ts';
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
  const consents = await tx.consent.updateMany({
    where: { personId, channel, withdrawnAt: null },
    data: { withdrawnAt: now },
  });
  await writeAudit(tx, now, { officer: null, action: 'forget-place' }, 'person', null, {
    channel,
    consents: consents.count,
  });
  const text = `Bạn đã yêu cầu ${channelLabels[channel]} xoá dữ liệu. Tôi đã xoá tin nhắn và điều bạn đồng ý ở đó, và không nhắn vào đó nữa. Đăng ký của bạn còn giữ, vì bạn vẫn dùng ở đây. Muốn xoá hết thì bấm **Xoá dữ liệu**.`;
  await tellPeople(tx, now, [personId], reply(text, { choices: [remove] }), priority.reminder);
}
