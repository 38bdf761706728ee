/** `/lop`: what is coming, first what concerns the person. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { NoticeRow } from '../notices/notice.ts';
import { topicsChoice } from '../notices/topics.ts';
import { roomIn } from './seats.ts';
import { hasBegun } from './timing.ts';
import { concerns, endSql, inOrder } from './told.ts';
import { noticeLabel, showRoom, showTimes } from './wording.ts';

const perPage = 5;

/** Meant for people by name, or by how their dossiers stand: not for others to see. */
const isPrivate = Prisma.sql`jsonb_path_exists(n.audience, '$.conditions[*] ? (@.by == "list" || @.by == "notice" || @.by == "status")')`;

const rowsSchema = z.array(z.object({ id: z.bigint(), mine: z.boolean() }));

/** One page, counted from 0; beyond the end the last one. */
export async function showComing(turn: Turn, wanted: number): Promise<Reply> {
  const { tx, now, personId } = turn;
  const isComing = Prisma.sql`n.state = 'sent' AND n.kind IN ('class', 'event', 'meeting', 'deadline') AND ${endSql} > ${now}
    AND (NOT ${isPrivate} OR ${concerns(personId)})`;
  const [counted] = z
    .array(z.object({ count: z.number() }))
    .parse(await tx.$queryRaw`SELECT count(*)::int AS count FROM notice n WHERE ${isComing}`);
  const count = counted?.count ?? 0;
  if (count === 0) {
    return reply(
      'Chưa có lớp tập huấn, sự kiện hay cuộc họp nào sắp tới. Có lớp mới tôi báo bạn, nếu bạn đã chọn nhận tin ở /thongbao. Trong lúc chờ, bạn cứ hỏi, ví dụ: **hồ sơ gồm những gì**.',
      { choices: [topicsChoice] },
    );
  }
  const pages = Math.ceil(count / perPage);
  const page = Math.min(wanted, pages - 1);
  const rows = rowsSchema.parse(
    await tx.$queryRaw`
      SELECT n.id, ${concerns(personId)} AS mine FROM notice n WHERE ${isComing}
      ORDER BY mine DESC, n.starts_at, n.id LIMIT ${perPage} OFFSET ${page * perPage}`,
  );
  const notices = await inOrder(
    tx,
    rows.map(({ id }) => id),
  );
  const mine = new Set(rows.flatMap((row) => (row.mine ? [row.id] : [])));
  const parts: string[] = [];
  for (const [index, notice] of notices.entries()) {
    const before = notices[index - 1];
    if (before === undefined || mine.has(before.id) !== mine.has(notice.id)) {
      parts.push(mine.has(notice.id) ? '**Dành cho bạn**' : mine.size > 0 || page > 0 ? '**Lớp và sự kiện khác**' : '');
    }
    parts.push(await describe(turn, notice, index + 1));
  }
  const where = pages > 1 ? ` (trang ${page + 1}/${pages})` : '';
  return reply(
    [`Lớp, sự kiện, cuộc họp, hạn nộp sắp tới: ${count}${where}. Bạn chọn một mục để xem và đăng ký.`, ...parts]
      .filter((part) => part !== '')
      .join('\n\n'),
    {
      choices: [
        ...notices.map((notice) => ({ label: noticeLabel(notice), value: `class:open:${notice.id}` })),
        ...(page > 0 ? [{ label: 'Trang trước', value: `class:coming:${page - 1}` }] : []),
        ...(page + 1 < pages ? [{ label: 'Trang sau', value: `class:coming:${page + 1}` }] : []),
      ],
    },
  );
}

async function describe(turn: Turn, notice: NoticeRow, number: number): Promise<string> {
  const facts = [await roomOf(turn, notice), await ownAnswer(turn, notice)].filter((fact) => fact !== null);
  return [
    `${number}. **${notice.title}**`,
    `${notice.kind === 'deadline' ? 'Hạn: ' : ''}${showTimes(notice)}${notice.place ? ` · ${notice.place}` : ''}`,
    ...(facts.length > 0 ? [facts.join(' · ')] : []),
  ].join('\n');
}

async function roomOf({ tx, now }: Turn, notice: NoticeRow): Promise<string | null> {
  if (hasBegun(notice, now)) return 'đang diễn ra';
  return notice.signUp ? showRoom(notice, await roomIn(tx, notice)) : null;
}

/** `bạn: tham dự, 2 người`; null where nothing was asked. */
export async function ownAnswer({ tx, personId }: Turn, { id, signUp }: NoticeRow): Promise<string | null> {
  if (!signUp) return null;
  const own = await tx.signUp.findUnique({ where: { noticeId_personId: { noticeId: id, personId } } });
  if (!own) return 'bạn: chưa trả lời';
  if (own.attendedAt) return 'bạn: đã điểm danh';
  if (own.state === 'declined') return 'bạn: không tham dự';
  return `bạn: ${own.state === 'going' ? 'tham dự' : 'trong danh sách chờ'}, ${own.people} người`;
}
