/** After a class: those who came say how it was, `1` to `5`, and one line if they like. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import { isNothing } from '../../bot/dialog/words.ts';
import { type Choice, type Reply, reply } from '../../bot/message.ts';
import { priority } from '../../bot/outbox.ts';
import { isQuiet, type QuietHours } from '../../bot/quiet-hours.ts';
import { tellPeople } from '../../bot/tell.ts';
import { isQuestion } from '../../knowledge/is-question.ts';
import type { Tx } from '../../prisma/open.ts';
import { feedbackWithinMs, usualLengthMs } from './timing.ts';
import { comingChoice } from './wording.ts';

const longestRemark = 300;
/** So long the next text is taken for the line that was asked for. */
const remarkAwaitedMs = 60 * 60_000;
const slot = 'class.remark';
const slotSchema = z.object({ notice: z.string(), at: z.number() });

const marks = (id: bigint): Choice[] =>
  ['1', '2', '3', '4', '5'].map((mark) => ({ label: mark, value: `class:rate:${id}:${mark}` }));

/** Asks each once, in the two days after the end, outside the quiet hours. */
export async function askForRatings(tx: Tx, now: Date, quietHours: QuietHours): Promise<void> {
  if (isQuiet(quietHours, now)) return;
  const since = new Date(now.getTime() - feedbackWithinMs);
  const before = (at: Date) => new Date(at.getTime() - usualLengthMs);
  const notices = await tx.notice.findMany({
    where: {
      state: 'sent',
      signUp: true,
      OR: [{ endsAt: { gt: since, lte: now } }, { endsAt: null, startsAt: { gt: before(since), lte: before(now) } }],
    },
    orderBy: { id: 'asc' },
  });
  for (const { id, title, startsAt, endsAt } of notices) {
    const asked = await tx.signUp.updateManyAndReturn({
      where: { noticeId: id, attendedAt: { not: null }, feedbackAskedAt: null },
      data: { feedbackAskedAt: now },
      select: { personId: true },
    });
    const ended = endsAt ?? (startsAt && new Date(startsAt.getTime() + usualLengthMs)) ?? now;
    const notAfter = new Date(ended.getTime() + feedbackWithinMs);
    const people = asked.map(({ personId }) => personId);
    await tellPeople(tx, now, people, question(id, title), priority.reminder, { notAfter });
  }
}

function question(id: bigint, title: string): Reply {
  return reply(
    `Cảm ơn bạn đã dự **${title}**. Buổi đó có ích cho bạn không? Bạn chọn từ 1 (chưa có ích) đến 5 (rất có ích), ví dụ: **4**.`,
    { choices: marks(id) },
  );
}

/** Keeps the mark, also in place of an earlier one, and asks for the line. */
export async function rate(turn: Turn, id: bigint, rating: number): Promise<Reply> {
  const { tx, now, personId } = turn;
  if (!Number.isInteger(rating) || rating < 1 || rating > 5) return reply(onlyMarks, { choices: marks(id) });
  const { count } = await tx.signUp.updateMany({
    where: { noticeId: id, personId, attendedAt: { not: null } },
    data: { rating },
  });
  if (count === 0) return reply(onlyAttended, { choices: [comingChoice] });
  turn.remember(slot, { notice: id.toString(), at: now.getTime() });
  return reply(
    `Đã ghi **${rating}/5**. Bạn góp ý thêm một dòng nhé, ví dụ: **nên có thêm phần thực hành**. Cán bộ đọc góp ý mà không thấy tên bạn. Không có gì thêm thì bấm **Bỏ qua**.`,
    { choices: [{ label: 'Bỏ qua', value: `class:no-remark:${id}` }] },
  );
}

/** `Bỏ qua` */
export function passOver(turn: Turn, id: bigint): Reply {
  turn.remember(slot, null);
  return thanks(id);
}

/** The line, when one was asked for just now; null when this text is something else. */
export async function hearRemark(turn: Turn, text: string): Promise<Reply | null> {
  const { tx, now, personId } = turn;
  const awaited = turn.recall(slot, slotSchema);
  if (!awaited) return null;
  if (now.getTime() - awaited.at > remarkAwaitedMs) {
    turn.remember(slot, null);
    return null;
  }
  if (isNothing(text)) return passOver(turn, BigInt(awaited.notice));
  if (isQuestion(text)) return null;
  const remark = text.trim().replace(/\s+/g, ' ');
  const id = BigInt(awaited.notice);
  if (remark.length > longestRemark) {
    return reply(`Góp ý dài quá ${longestRemark} chữ cái. Bạn viết ngắn lại trong một, hai câu giúp tôi nhé.`, {
      choices: [{ label: 'Bỏ qua', value: `class:no-remark:${id}` }],
    });
  }
  turn.remember(slot, null);
  await tx.signUp.updateMany({ where: { noticeId: id, personId, attendedAt: { not: null } }, data: { remark } });
  return thanks(id);
}

/** The class that a mark typed without a button is about: the latest one asked about that has none yet. */
export async function awaitsMark({ tx, now, personId }: Turn): Promise<bigint | null> {
  const asked = await tx.signUp.findFirst({
    where: { personId, rating: null, feedbackAskedAt: { gt: new Date(now.getTime() - feedbackWithinMs) } },
    orderBy: { feedbackAskedAt: 'desc' },
  });
  return asked?.noticeId ?? null;
}

function thanks(id: bigint): Reply {
  return reply('Cảm ơn bạn! Góp ý giúp các lớp sau tốt hơn. Muốn sửa thì bạn bấm **Đánh giá lại**.', {
    choices: [{ label: 'Đánh giá lại', value: `class:rate-again:${id}` }, comingChoice],
  });
}

/** `Đánh giá lại` */
export function askAgain(id: bigint): Reply {
  return reply('Bạn chọn lại từ 1 (chưa có ích) đến 5 (rất có ích), ví dụ: **4**.', { choices: marks(id) });
}

const onlyMarks = 'Bạn chọn một số từ 1 đến 5, ví dụ: **4**.';
const onlyAttended = 'Chỉ người đã điểm danh mới đánh giá được lớp này. Bạn gõ /lop để xem các lớp sắp tới.';
