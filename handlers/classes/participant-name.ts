/** Who comes, for the organiser's list: asked of people who have registered no product, and so are known by no name. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import { isInDialog } from '../../bot/dialog/host.ts';
import { isNothing } from '../../bot/dialog/words.ts';
import { plainLabel } from '../../bot/label.ts';
import { type Reply, reply } from '../../bot/message.ts';
import type { NoticeRow } from '../notices/notice.ts';
import { forgetNames } from './forget-names.ts';
import { whyClosed } from './signing-up.ts';
import { nameIn } from './spoken-name.ts';

const slot = 'class.name';
const slotSchema = z.object({ notice: z.string(), at: z.number() });
/** So long the next text may be the name that was asked for. */
const awaitedMs = 60 * 60_000;

const ask =
  '✍️ Bạn nhắn **họ tên** để tôi ghi vào danh sách, ví dụ: **Nguyễn Thị Lan**. Chỉ cán bộ tổ chức thấy. Không muốn thì gõ **bỏ qua**.';

/**
 * Adds the question to what was said to a sign-up. Somebody who told their name before is not asked again: it stands in
 * this list too. In a dialog the next text is an answer there, and in a group others read along, so nothing is asked.
 */
export async function alsoAskName(turn: Turn, { id }: Pick<NoticeRow, 'id'>, answer: Reply): Promise<Reply> {
  const { tx, now, personId } = turn;
  const own = { personId, name: { not: null } };
  const named = await tx.signUp.findFirst({ where: own, orderBy: { since: 'desc' }, select: { name: true } });
  if (named) {
    await tx.signUp.updateMany({ where: { noticeId: id, personId, name: null }, data: { name: named.name } });
    return answer;
  }
  if (!turn.isPrivate || isInDialog(turn) || (await tx.registration.count({ where: { personId } })) > 0) return answer;
  turn.remember(slot, { notice: id.toString(), at: now.getTime() });
  return { ...answer, text: `${answer.text}\n${ask}` };
}

const takesBack =
  /^(?:(?:da|vang|hay|xin|nho|lam on|ban|giup|cho|toi|em|minh|chau|con) )*(?:xoa|bo|go|rut|dung ghi)(?: bo)? (?:ho )?ten(?: (?:cua )?(?:toi|tui|em|minh|chau|con))(?: (?:di|nhe|nha|a|giup|voi|khoi|trong|o|danh sach|lop))*$/;

/** `xoá tên tôi`: the sign-up stays, without a name. */
async function forgetOwnName(turn: Turn): Promise<Reply> {
  const { tx, personId } = turn;
  await forgetNames(tx, personId);
  const { count } = await tx.signUp.updateMany({ where: { personId, name: { not: null } }, data: { name: null } });
  turn.remember(slot, null);
  turn.keepChoices();
  return reply(
    count === 0
      ? 'Tôi không giữ tên bạn trong danh sách lớp, sự kiện nào. Muốn xem, xoá những gì tôi giữ về bạn thì bạn gõ /riengtu.'
      : 'Đã xoá tên bạn khỏi danh sách các lớp, sự kiện; chỗ bạn đã đăng ký vẫn giữ. Muốn xem, xoá những gì khác tôi giữ thì bạn gõ /riengtu.',
  );
}

/** Keeps the name, for every sign-up of this person that is still to come; null when the text is something else. */
export async function hearName(turn: Turn, text: string): Promise<Reply | null> {
  const { tx, now, personId } = turn;
  const awaited = turn.recall(slot, slotSchema);
  const wasAsked = awaited !== null && now.getTime() - awaited.at <= awaitedMs;
  if (wasAsked && (isNothing(text) || plainLabel(text) === 'bo qua')) {
    turn.remember(slot, null);
    turn.keepChoices();
    return reply('Vâng, tôi không ghi tên. Đổi ý thì bạn nhắn, ví dụ: **tên tôi là Nguyễn Thị Lan**.');
  }
  if (takesBack.test(plainLabel(text))) return forgetOwnName(turn);
  const name = nameIn(text, wasAsked);
  if (name === null) return null;
  const own = await tx.signUp.findMany({
    where: { personId, state: { in: ['going', 'waiting'] }, notice: { state: 'sent' } },
    orderBy: { since: 'desc' },
    include: { notice: true },
  });
  const open = own.filter(
    ({ notice, noticeId }) => whyClosed(notice, now) === null || noticeId.toString() === awaited?.notice,
  );
  const [latest] = open;
  if (!latest) return null;
  await tx.signUp.updateMany({
    where: { personId, noticeId: { in: open.map(({ noticeId }) => noticeId) } },
    data: { name },
  });
  turn.keepChoices();
  const where = open.length === 1 ? `**${latest.notice.title}**` : `${open.length} lớp, sự kiện bạn đã đăng ký`;
  return reply(
    `✅ Đã ghi tên **${name}** vào danh sách ${where}. Sai thì bạn nhắn lại, ví dụ: **tên tôi là ${name}**.`,
  );
}
