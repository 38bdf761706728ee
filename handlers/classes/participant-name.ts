/** Who comes, for the organiser's list: asked of people who have registered no product, and so are known by no name. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import { isInDialog } from '../../bot/dialog/host.ts';
import { isNothing } from '../../bot/dialog/words.ts';
import { plainLabel } from '../../bot/label.ts';
import { type Reply, reply } from '../../bot/message.ts';
import type { NoticeRow } from '../notices/notice.ts';
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
