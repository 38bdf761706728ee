/** `Danh sách` of an officer: who comes, who waits, who came, and how it was. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import type { SignUp } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
import { csvMark, csvRows } from '../csv.ts';
import { showDate, showTime } from '../notices/when/show.ts';
import { menuChoice } from '../officers/wording.ts';
import { localDay } from '../programme/days.ts';
import { rosterName } from './forget-names.ts';
import { markChoice } from './mark-came.ts';
import { noticeForOfficer } from './may-see.ts';
import { ratingLines } from './ratings.ts';
import { type RosterRow, rosterRows } from './roster-rows.ts';
import { doorTimes } from './timing.ts';
import { showTimes } from './wording.ts';

const perPage = 8;

const stateNames: Readonly<Record<SignUp['state'], string>> = {
  going: 'tham dự',
  waiting: 'chờ',
  declined: 'không dự',
};

/** One page, counted from 0; beyond the end the last one. */
export async function showRoster(turn: Turn, id: bigint, wanted: number): Promise<Reply> {
  const seen = await noticeForOfficer(turn, id);
  if ('refusal' in seen) return seen.refusal;
  const { notice, offices } = seen;
  const { tx } = turn;
  const count = await tx.signUp.count({ where: { noticeId: id } });
  const pages = Math.max(1, Math.ceil(count / perPage));
  const page = Math.min(wanted, pages - 1);
  const rows = await rosterRows(tx, offices, id, { skip: page * perPage, take: perPage });
  const door = doorTimes(notice);
  const isDoorOpen = notice.state === 'sent' && door !== null && door.from <= turn.now;
  const lines = rows.map((row, index) => lineOf(row, page * perPage + index + 1));
  return reply(
    [
      `👥 **${notice.title}** · ${showTimes(notice)}`,
      await sums(tx, id, notice.seats),
      ...(page === 0 ? await ratingLines(tx, id) : []),
      ...(count === 0
        ? ['Chưa ai trả lời. Khi có người đăng ký, bạn bấm **Làm mới** để xem.']
        : [`Danh sách${pages > 1 ? ` (trang ${page + 1}/${pages})` : ''}:`, ...lines]),
    ].join('\n'),
    {
      choices: [
        ...(page > 0 ? [{ label: 'Trang trước', value: `class:list:${id}:${page - 1}` }] : []),
        ...(page + 1 < pages ? [{ label: 'Trang sau', value: `class:list:${id}:${page + 1}` }] : []),
        { label: 'Làm mới', value: `class:list:${id}` },
        ...(count > 0 ? [{ label: 'Tải danh sách (CSV)', value: `class:csv:${id}` }] : []),
        { label: 'Mã điểm danh', value: `class:door:${id}` },
        ...(isDoorOpen ? [markChoice(id)] : []),
        menuChoice,
      ],
    },
  );
}

/** `Tải danh sách (CSV)` */
export async function handOutRoster(turn: Turn, id: bigint): Promise<Reply> {
  const seen = await noticeForOfficer(turn, id);
  if ('refusal' in seen) return seen.refusal;
  const rows = await rosterRows(turn.tx, seen.offices, id, null);
  const text = csvRows([
    [
      'STT',
      'Người đại diện',
      'Chủ thể',
      'Mã đăng ký',
      'Xã, phường',
      'Điện thoại',
      'Số người',
      'Trả lời',
      'Trả lời lúc',
      'Điểm danh lúc',
    ],
    ...rows.map(({ signUp, name, producer, code, commune, phone }, index) => [
      String(index + 1),
      name,
      producer ?? '',
      code ?? '',
      commune ?? '',
      phone ?? '',
      String(signUp.state === 'declined' ? 0 : signUp.people),
      stateNames[signUp.state],
      momentOf(signUp.since),
      signUp.attendedAt === null ? '' : momentOf(signUp.attendedAt),
    ]),
  ]);
  return reply(
    `Danh sách **${seen.notice.title}**, ${rows.length} dòng, mở được bằng Excel. Có dữ liệu cá nhân: bạn chỉ dùng cho việc tổ chức lớp, xong thì xoá.`,
    {
      choices: [{ label: 'Danh sách', value: `class:list:${id}` }, menuChoice],
      attachment: { name: rosterName(id), mime: 'text/csv', text: csvMark + text },
    },
  );
}

async function sums(tx: Tx, noticeId: bigint, seats: number | null): Promise<string> {
  const rows = await tx.signUp.groupBy({ by: ['state'], where: { noticeId }, _sum: { people: true }, _count: true });
  const came = await tx.signUp.aggregate({
    where: { noticeId, attendedAt: { not: null } },
    _sum: { people: true },
    _count: true,
  });
  const of = (state: SignUp['state']) => {
    const row = rows.find((one) => one.state === state);
    return { people: row?._sum.people ?? 0, count: row?._count ?? 0 };
  };
  const [going, waiting] = [of('going'), of('waiting')];
  return [
    `Tham dự: **${going.people}${seats === null ? '' : `/${seats}`} người** (${going.count} lượt đăng ký)`,
    `Chờ: ${waiting.people} người (${waiting.count} lượt) · Không dự: ${of('declined').count} lượt`,
    `Đã đến: **${came._sum.people ?? 0} người** (${came._count} lượt)`,
  ].join('\n');
}

function lineOf({ signUp, name, producer, code, phone }: RosterRow, number: number): string {
  const size = signUp.state === 'declined' ? [] : [`${signUp.people} người`];
  return [
    `${number}. ${name}${producer ? ` (${producer})` : ''}`,
    ...(code ? [code] : []),
    ...(signUp.state === 'going' ? [] : [stateNames[signUp.state]]),
    ...size,
    ...(phone ? [phone] : []),
    ...(signUp.attendedAt ? [`✅ đến ${showTime(signUp.attendedAt)}`] : []),
  ].join(' · ');
}

/** `02/12/2026 08:15` */
function momentOf(at: Date): string {
  return `${showDate(localDay(at))} ${showTime(at)}`;
}
