/** `Ghi có mặt`: an officer records those who came and could not check in themselves. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import { type Choice, type Reply, reply } from '../../bot/message.ts';
import type { QuietHours } from '../../bot/quiet-hours.ts';
import type { NoticeRow } from '../notices/notice.ts';
import { codeOf } from '../officers/office.ts';
import { menuChoice } from '../officers/wording.ts';
import { writeAudit } from '../registration/store.ts';
import { recordComing } from './attend.ts';
import { noticeForOfficer, type Seen } from './may-see.ts';
import { rosterRows } from './roster-rows.ts';
import { lockNotice, moveUp } from './seats.ts';
import { doorTimes } from './timing.ts';
import { showTimes } from './wording.ts';

const perPage = 8;

export const markChoice = (id: bigint): Choice => ({ label: 'Ghi có mặt', value: `class:mark:${id}` });

type Known = Exclude<Seen, { refusal: Reply }>;

/** The notice, once its door is open; later, too, since names are often entered after the class. */
async function openDoor(turn: Turn, id: bigint): Promise<Known | { refusal: Reply }> {
  const seen = await noticeForOfficer(turn, id);
  if ('refusal' in seen) return seen;
  const { notice } = seen;
  const times = doorTimes(notice);
  const back = { choices: [{ label: 'Danh sách', value: `class:list:${id}` }, menuChoice] };
  if (notice.state !== 'sent' || times === null) {
    return { refusal: reply(`**${notice.title}** không mở nên không ghi có mặt được.`, back) };
  }
  return turn.now < times.from
    ? { refusal: reply(`**${notice.title}** (${showTimes(notice)}) chưa đến giờ điểm danh nên chưa ghi được.`, back) }
    : seen;
}

/**
 * Those who come or wait and are not recorded yet, and after them those who said no, who may have come all the same; a
 * page counted from 0; `said` stands first.
 */
export async function showMarking(
  turn: Turn,
  id: bigint,
  wanted: number,
  said?: { text: string; undo?: Choice },
): Promise<Reply> {
  const seen = await openDoor(turn, id);
  if ('refusal' in seen) return seen.refusal;
  const all = await rosterRows(turn.tx, seen.offices, id, null);
  const open = all.filter(({ signUp }) => signUp.attendedAt === null);
  const areAllDeclined = open.every(({ signUp }) => signUp.state === 'declined');
  const pages = Math.max(1, Math.ceil(open.length / perPage));
  const page = Math.min(wanted, pages - 1);
  const rows = open.slice(page * perPage, (page + 1) * perPage);
  const lines = rows.map(({ signUp, name, producer, code }, index) =>
    [
      `${index + 1}. ${name}${producer ? ` (${producer})` : ''}`,
      ...(code ? [code] : []),
      ...(signUp.state === 'waiting' ? ['chờ'] : []),
      signUp.state === 'declined' ? 'đã báo không dự' : `${signUp.people} người`,
    ].join(' · '),
  );
  const where = pages > 1 ? ` (trang ${page + 1}/${pages})` : '';
  const allRecorded = 'Mọi người đã đăng ký đều được ghi có mặt rồi.';
  const ask =
    open.length === 0
      ? allRecorded
      : areAllDeclined
        ? `${allRecorded} Ai đã báo không dự mà vẫn đến thì bạn chọn${where}:`
        : `Ai có mặt mà chưa tự điểm danh? Bạn chọn từng người${where}:`;
  return reply([...(said ? [said.text] : []), `✍️ **${seen.notice.title}**`, ask, ...lines].join('\n'), {
    choices: [
      // Without the name: that goes from the text when its owner has their data deleted.
      ...rows.map(({ signUp }, index) => ({
        label: `Số ${index + 1} có mặt`,
        value: `class:came:${id}:${signUp.personId}`,
      })),
      ...(said?.undo ? [said.undo] : []),
      ...(page > 0 ? [{ label: 'Trang trước', value: `class:mark:${id}:${page - 1}` }] : []),
      ...(page + 1 < pages ? [{ label: 'Trang sau', value: `class:mark:${id}:${page + 1}` }] : []),
      { label: 'Danh sách', value: `class:list:${id}` },
      menuChoice,
    ],
  });
}

/** `Số 1 có mặt` */
export async function markCame(turn: Turn, id: bigint, personId: string, quietHours: QuietHours): Promise<Reply> {
  const seen = await openDoor(turn, id);
  if ('refusal' in seen) return seen.refusal;
  const { tx } = turn;
  const key = { noticeId_personId: { noticeId: id, personId } };
  const before = isPerson.test(personId) ? await tx.signUp.findUnique({ where: key }) : null;
  if (!before) {
    return showMarking(turn, id, 0, { text: 'Người này không còn trong danh sách.' });
  }
  const at = momentOf(seen.notice, turn.now);
  const came = await recordComing({ ...turn, personId }, id, quietHours, at);
  if (came.kind !== 'came') return showMarking(turn, id, 0, { text: 'Người này đã được ghi có mặt rồi.' });
  await log(turn, seen, 'class-came');
  const { state, people, since } = before;
  const was = state === 'going' ? '' : `.${state}.${people}.${since.getTime()}`;
  const undo = { label: 'Ghi nhầm, bỏ', value: `class:uncame:${id}:${personId}.${at.getTime()}${was}` };
  return showMarking(turn, id, 0, { text: `✅ Đã ghi có mặt: ${came.people} người.`, undo });
}

/** `Ghi nhầm, bỏ`: only of what that very press recorded. Whoever waited or had said no is back at that, in their old place. */
export async function unmarkCame(turn: Turn, id: bigint, rest: string, quietHours: QuietHours): Promise<Reply> {
  const seen = await openDoor(turn, id);
  if ('refusal' in seen) return seen.refusal;
  const [personId = '', ms = '', ...was] = rest.split('.');
  const before = beforeSchema.safeParse(was).data;
  await lockNotice(turn.tx, id);
  const { count } =
    isPerson.test(personId) && /^\d{1,15}$/.test(ms)
      ? await turn.tx.signUp.updateMany({
          where: { noticeId: id, personId, attendedAt: new Date(Number(ms)) },
          data: { attendedAt: null, ...before },
        })
      : { count: 0 };
  if (count > 0 && before) await moveUp(turn.tx, turn.now, id, quietHours);
  if (count > 0) await log(turn, seen, 'class-uncame');
  return showMarking(turn, id, 0, { text: count > 0 ? 'Đã bỏ ghi có mặt.' : 'Không còn gì để bỏ.' });
}

/** What somebody was before they were recorded, if not coming: `waiting`, the size of the party, and since when. */
const beforeSchema = z
  .tuple([z.enum(['waiting', 'declined']), z.coerce.number().int().positive(), z.coerce.number().int().positive()])
  .transform(([state, people, ms]) => ({ state, people, since: new Date(ms) }));

const isPerson = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Entered after the class, it counts from its start: nobody came in the evening. */
function momentOf(notice: NoticeRow, now: Date): Date {
  const times = doorTimes(notice);
  return times !== null && notice.startsAt !== null && now >= times.until ? notice.startsAt : now;
}

function log({ tx, now }: Turn, { notice, office, area }: Known, action: 'class-came' | 'class-uncame') {
  const known = { title: notice.title, area: codeOf(area) };
  return writeAudit(tx, now, { officer: office.id, action }, `notice:${notice.id}`, null, known);
}
