/** What people read about classes: times, seats, their own answer, and why something cannot be done. */
import { type Choice, type Reply, reply } from '../../bot/message.ts';
import { shortened } from '../dossier/wording.ts';
import type { NoticeRow } from '../notices/notice.ts';
import { showDate, showMoment, showRange } from '../notices/when/show.ts';
import { localDay } from '../programme/days.ts';
import { largestPartyOf } from './party.ts';
import type { Room } from './seats.ts';
import type { Closed } from './signing-up.ts';
import type { Timed } from './timing.ts';

export const joinChoice = (id: bigint): Choice => ({ label: 'Tham dự', value: `class:join:${id}` });
export const declineChoice = (id: bigint, label = 'Không'): Choice => ({ label, value: `class:decline:${id}` });
export const waitChoice = (id: bigint, people: number): Choice => ({
  label: `Chờ chỗ cho ${people} người`,
  value: `class:wait:${id}:${people}`,
});
export const sizeChoice = (id: bigint): Choice => ({ label: 'Đổi số người', value: `class:size:${id}` });
export const calendarChoice = (id: bigint): Choice => ({ label: 'Lịch (.ics)', value: `class:ics:${id}` });
export const comingChoice: Choice = { label: 'Lớp và sự kiện', value: 'class:coming:0' };
const hourMs = 60 * 60_000;
export const giveUp = 'Không đi được nữa';

/** `1 người` to `5 người`; more are typed. None where one person is all that a class takes. */
export function partyChoices({ id, seats }: Pick<NoticeRow, 'id' | 'seats'>): Choice[] {
  const most = largestPartyOf({ seats });
  return [1, 2, 3, 4, 5]
    .filter((people) => most > 1 && people <= most)
    .map((people) => ({ label: `${people} người`, value: `class:size:${id}:${people}` }));
}

/** `08:00–11:30 thứ Năm, ngày 03/12/2026` */
export function showTimes({ startsAt, endsAt }: Timed): string {
  if (startsAt === null) return 'chưa định giờ';
  return endsAt ? showRange(startsAt, endsAt) : showMoment(startsAt);
}

/** Time and place, a line each. */
export function whenAndWhere(notice: NoticeRow): string[] {
  return [
    `${notice.kind === 'deadline' ? 'Hạn' : 'Thời gian'}: ${showTimes(notice)}`,
    ...(notice.place ? [`Địa điểm: ${notice.place}`] : []),
  ];
}

/** `còn 12/40 chỗ`; null where there is nothing to say. */
export function showRoom(
  { signUp, seats }: Pick<NoticeRow, 'signUp' | 'seats'>,
  { free, waiting }: Room,
): string | null {
  if (!signUp || seats === null || free === null) return null;
  if (free === 0 || waiting > 0) return `hết chỗ (${seats} chỗ), ${waiting} lượt đăng ký đang chờ`;
  return `còn ${free}/${seats} chỗ`;
}

/** A button that names a notice: `Tập huấn bao bì · 03/12`. */
export function noticeLabel({ title, startsAt }: Pick<NoticeRow, 'title' | 'startsAt'>): string {
  const day = startsAt === null ? '' : ` · ${showDate(localDay(startsAt)).slice(0, 5)}`;
  return `${shortened(title, 34)}${day}`;
}

/** To somebody on the waiting list who has seats now. */
export function movedUp(notice: NoticeRow, people: number): Reply {
  return reply(
    [
      `🎉 Đã có chỗ cho bạn: **${notice.title}**`,
      ...whenAndWhere(notice),
      `Tôi đã giữ ${people} chỗ. Nếu không đi được nữa, bạn bấm nút dưới để nhường người đang chờ.`,
    ].join('\n'),
    { choices: [declineChoice(notice.id, giveUp), sizeChoice(notice.id), calendarChoice(notice.id)] },
  );
}

/** The day or the hours before. */
export function reminder(notice: NoticeRow, people: number, now: Date): Reply {
  return reply(
    [
      `🔔 Nhắc bạn: **${notice.title}**`,
      ...(notice.startsAt ? howSoon(notice.startsAt, now) : []),
      ...whenAndWhere(notice),
      `Bạn đã đăng ký ${people} người. Nếu bận, bạn bấm nút dưới để nhường chỗ cho người khác.`,
    ].join('\n'),
    { choices: reminderChoices(notice.id) },
  );
}

function howSoon(startsAt: Date, now: Date): string[] {
  const tomorrow = new Date(now.getTime() + 24 * hourMs);
  if (localDay(startsAt) === localDay(tomorrow)) return ['**Ngày mai**.'];
  if (localDay(startsAt) !== localDay(now)) return [];
  const hours = Math.round((startsAt.getTime() - now.getTime()) / hourMs);
  return [hours < 1 ? '**Hôm nay**, sắp bắt đầu.' : `**Hôm nay**, khoảng ${hours} giờ nữa.`];
}

/** No other message has exactly these. */
export const reminderChoices = (id: bigint): Choice[] => [declineChoice(id, giveUp)];

const closedWords: Readonly<Record<Exclude<Closed, 'gone'>, (title: string) => string>> = {
  'no-sign-up': (title) => `**${title}** không cần đăng ký, bạn cứ đến theo thông báo. Gõ /lop để xem giờ và địa điểm.`,
  'not-sent': (title) => `**${title}** chưa gửi đi nên chưa nhận đăng ký. Bạn gõ /lop để xem lớp đang mở.`,
  withdrawn: (title) => `**${title}** đã được rút lại nên không nhận đăng ký. Bạn gõ /lop để xem lớp khác.`,
  'called-off': (title) => `**${title}** đã huỷ, bạn không cần làm gì thêm. Bạn gõ /lop để xem lớp khác.`,
  begun: (title) =>
    `**${title}** đã bắt đầu nên tôi không đổi đăng ký được nữa. Nếu bạn đang ở đó, bạn nhắn mã ở cửa, ví dụ: **điểm danh 4821**. Bạn gõ /lop để xem lớp khác.`,
  attended: (title) =>
    `Bạn đã điểm danh **${title}** rồi nên đăng ký giữ nguyên. Cần đổi thì bạn báo cán bộ tại đó nhé.`,
};

export function closed(why: Closed, notice: Pick<NoticeRow, 'title'> | null): Reply {
  const text =
    why === 'gone' || notice === null
      ? 'Tôi không còn thấy thông báo này. Bạn gõ /lop để xem các lớp và sự kiện sắp tới.'
      : closedWords[why](notice.title);
  return reply(text, { choices: [comingChoice] });
}
