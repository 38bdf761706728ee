/** `Điểm danh` of an officer: the code to show at the door, when it holds, and how many have come. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import type { Tx } from '../../prisma/open.ts';
import type { NoticeRow } from '../notices/notice.ts';
import { showRange } from '../notices/when/show.ts';
import type { RandomBytes } from '../officers/codes.ts';
import { menuChoice } from '../officers/wording.ts';
import { markChoice } from './mark-came.ts';
import { noticeForOfficer } from './may-see.ts';
import { lockNotice } from './seats.ts';
import { doorTimes } from './timing.ts';
import { whenAndWhere } from './wording.ts';

export async function showDoor(turn: Turn, id: bigint, randomBytes: RandomBytes): Promise<Reply> {
  const { tx, now } = turn;
  const seen = await noticeForOfficer(turn, id);
  if ('refusal' in seen) return seen.refusal;
  const { notice } = seen;
  const times = doorTimes(notice);
  const choices = [
    { label: 'Làm mới', value: `class:door:${id}` },
    { label: 'Danh sách', value: `class:list:${id}` },
    ...(times !== null && times.from <= now ? [markChoice(id)] : []),
    menuChoice,
  ];
  if (notice.state !== 'sent' || times === null) {
    const why =
      notice.state === 'called_off' || notice.state === 'withdrawn'
        ? 'đã huỷ hoặc rút lại'
        : times === null
          ? 'chưa có giờ bắt đầu'
          : 'chưa gửi đi';
    return reply(`**${notice.title}** ${why} nên chưa có mã điểm danh. Bạn bấm **Danh sách** để xem ai đã đăng ký.`, {
      choices: choices.slice(1).filter(({ value }) => value !== markChoice(id).value),
    });
  }
  const code = notice.attendanceCode ?? (await giveCode(tx, id, randomBytes));
  const { _count, _sum } = await tx.signUp.aggregate({
    where: { noticeId: id, attendedAt: { not: null } },
    _count: true,
    _sum: { people: true },
  });
  const isOpen = times.from <= now && now < times.until;
  return reply(
    [
      `🔑 Mã điểm danh: **${notice.title}**`,
      '',
      `**${code}**`,
      '',
      ...whenAndWhere(notice),
      `Nhận điểm danh: ${showRange(times.from, times.until)} (${isOpen ? 'đang mở' : now < times.from ? 'chưa đến giờ' : 'đã hết giờ'})`,
      `Đã đến: **${_sum.people ?? 0} người** (${_count} lượt điểm danh)`,
      `Bạn viết mã lên bảng. Người dự nhắn cho tôi, ví dụ: **điểm danh ${code}**. Ai không nhắn được thì bạn bấm **Ghi có mặt**. Xong lớp bạn bấm **Danh sách** để tải về.`,
    ].join('\n'),
    { choices },
  );
}

/** A code for a notice that has none; two officers who open the page at once see the same. */
async function giveCode(tx: Tx, id: bigint, randomBytes: RandomBytes): Promise<string> {
  const notice = await lockNotice(tx, id);
  if (notice?.attendanceCode) return notice.attendanceCode;
  const attendanceCode = await newAttendanceCode(tx, randomBytes, notice);
  await tx.notice.update({ where: { id }, data: { attendanceCode } });
  return attendanceCode;
}

/** So often another code is drawn where one is in use on the same days. */
const draws = 20;
const nearMs = 36 * 60 * 60_000;

/** Four digits, none of which another notice at about the same time has. */
export async function newAttendanceCode(
  tx: Tx,
  randomBytes: RandomBytes,
  notice: Pick<NoticeRow, 'startsAt'> | null,
): Promise<string> {
  const at = notice?.startsAt?.getTime();
  const used =
    at === undefined
      ? []
      : await tx.notice.findMany({
          where: {
            startsAt: { gte: new Date(at - nearMs), lte: new Date(at + nearMs) },
            attendanceCode: { not: null },
          },
          select: { attendanceCode: true },
        });
  let code = '';
  for (let draw = 0; draw < draws; draw++) {
    const [high = 0, low = 0, lower = 0] = randomBytes(3);
    code = String(1_000 + (((high << 16) | (low << 8) | lower) % 9_000));
    if (used.every(({ attendanceCode }) => attendanceCode !== code)) break;
  }
  return code;
}
