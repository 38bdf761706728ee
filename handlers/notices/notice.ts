/** A notice (thông báo) as it is stored, and as people read it. */
import { z } from 'zod';
import { attachmentSchema, type Brief, type Reply, reply } from '../../bot/message.ts';
import type { Tx } from '../../prisma/open.ts';
import { showMoment, showRange, showShort } from './when/show.ts';

export const noticeKinds = ['class', 'event', 'deadline', 'meeting', 'general'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const kindNames: Readonly<Record<NoticeKind, string>> = {
  class: 'Lớp tập huấn',
  event: 'Sự kiện, hội chợ, xúc tiến thương mại',
  deadline: 'Hạn nộp hồ sơ',
  meeting: 'Họp',
  general: 'Thông báo chung',
};

const icons: Readonly<Record<NoticeKind, string>> = {
  class: '🎓',
  event: '🛍️',
  deadline: '⏰',
  meeting: '👥',
  general: '📢',
};

/** Why a notice is sent to somebody (again). */
export type Purpose = 'first' | 'correction' | 'change' | 'call_off';

const headings: Readonly<Record<Purpose, string>> = {
  first: '',
  correction: 'Đính chính: ',
  change: 'Thay đổi: ',
  call_off: 'Huỷ: ',
};

export type NoticeRow = NonNullable<Awaited<ReturnType<Tx['notice']['findUnique']>>>;
export type Notice = Pick<
  NoticeRow,
  'id' | 'title' | 'startsAt' | 'endsAt' | 'place' | 'seats' | 'content' | 'signUp' | 'state'
> & { kind: NoticeKind; attachment: z.infer<typeof attachmentSchema> | null };

/** Throws when the row was not written by this program. */
export function readNotice(row: NoticeRow): NoticeRow & Notice {
  return {
    ...row,
    kind: z.enum(noticeKinds).parse(row.kind),
    attachment: attachmentSchema.nullable().parse(row.attachment),
  };
}

/** A change reaches those who come or wait, and those who have not answered yet. */
const stillSignedUp =
  'Bạn đã đăng ký thì đăng ký vẫn giữ; giờ hoặc nơi mới không tiện thì bấm **Không** để nhường chỗ. Chưa đăng ký mà muốn dự thì bấm **Tham dự**.';

/** `note`: what has changed, in a line of its own under the heading. */
export function noticeMessage(notice: Omit<Notice, 'state'>, purpose: Purpose = 'first', note?: string): Reply {
  const { id, kind, title, startsAt, endsAt, place, seats, content, signUp, attachment } = notice;
  const text = [
    `${icons[kind]} **${headings[purpose]}${title}**`,
    ...(note ? [note] : []),
    ...(startsAt
      ? [`${kind === 'deadline' ? 'Hạn' : 'Thời gian'}: ${endsAt ? showRange(startsAt, endsAt) : showMoment(startsAt)}`]
      : []),
    ...(place ? [`Địa điểm: ${place}`] : []),
    ...(seats === null ? [] : [`Số chỗ: ${seats}`]),
    ...(content === '' ? [] : [content]),
    ...(purpose === 'change' && signUp ? [stillSignedUp] : []),
  ].join('\n');
  const answers = [
    { label: 'Tham dự', value: `class:join:${id}` },
    { label: 'Không', value: `class:decline:${id}` },
  ];
  // Replaces the entry that they have put into their phone's calendar.
  const calendar = { label: 'Lịch (.ics)', value: `class:ics:${id}` };
  const isMoved = startsAt !== null && (purpose === 'change' || purpose === 'call_off');
  return reply(text, {
    choices: signUp ? [...(purpose === 'call_off' ? [] : answers), ...(isMoved ? [calendar] : [])] : [],
    ...(attachment && { attachment }),
    brief: briefOf(notice, purpose, note),
  });
}

/** What has changed comes before what stays. */
function briefOf(
  { title, startsAt, endsAt, place, content }: Omit<Notice, 'state'>,
  purpose: Purpose,
  note?: string,
): Brief {
  return {
    title: `${headings[purpose]}${title}`,
    time:
      startsAt === null
        ? []
        : [...(endsAt ? [showRange(startsAt, endsAt)] : []), showMoment(startsAt), showShort(startsAt)],
    place,
    content: [note, content].filter((line) => line).join(' '),
  };
}
