/** A correction that waits for a second officer: as people would read it, and what may be done with it. */
import type { Turn } from '../../../bot/capability.ts';
import { type Choice, type Reply, reply } from '../../../bot/message.ts';
import type { Correction } from '../../../prisma/generated/client.ts';
import type { Tx } from '../../../prisma/open.ts';
import { officesOf } from '../../officers/office.ts';
import { menuChoice } from '../../officers/wording.ts';
import { approvingOffice, authorOf } from '../access.ts';
import { authorName, urgencyName } from '../approval-words.ts';
import { countPeople, whoGotFirst } from './recipients.ts';
import { correctionOf } from './send-correction.ts';
import type { Followed } from './sight.ts';
import { count, listChoice, noSuchNotice, openChoice } from './wording.ts';

type Known = Pick<Correction, 'id' | 'officer'>;

/** What people would read, then who gets it and what it read before; `choices` stand under the latter. */
export async function correctionMessages(
  { tx, now }: Pick<Turn, 'tx' | 'now'>,
  { notice }: Pick<Followed, 'notice'>,
  { title, content, officer }: Correction,
  { head, choices }: { head: string; choices: Choice[] },
): Promise<[Reply, Reply]> {
  const payload = correctionOf({ ...notice, title, content }, now);
  const people = await countPeople(tx, whoGotFirst(notice.id));
  const buttons = payload.choices.map(({ label }) => `**${label}**`).join(' và ');
  const text = [
    `${head}: đính chính thông báo cho toàn tỉnh, do ${await authorName(tx, officer)} gửi. Mức khẩn: ${urgencyName(notice)}.`,
    `👀 Trên đây là tin như mọi người thấy${buttons === '' ? '' : `, dưới tin có nút ${buttons}`}.`,
    `Gửi tới đúng **${count(people)}** người đã nhận tin đầu, ngay khi duyệt.`,
    ...(title === notice.title ? [] : [`Tiêu đề cũ: ${notice.title}`]),
    ...(content === notice.content || notice.content === '' ? [] : [`Nội dung cũ: ${notice.content}`]),
  ].join('\n');
  // Nobody signs up by a preview.
  return [{ ...payload, choices: [] }, reply(text, { choices })];
}

export function approvalChoices({ id }: Pick<Known, 'id'>): Choice[] {
  return [
    { label: 'Duyệt gửi', value: `notice-desk:approve-correction:${id}` },
    { label: 'Không duyệt', value: `notice-desk:refuse-correction:${id}` },
  ];
}

/** What its author may do with one that waits, or that was not approved. */
export function authorChoices({ id, state }: Pick<Correction, 'id' | 'state'>): Choice[] {
  const mend = { label: 'Sửa bản đính chính', value: `notice-desk:mend-correction:${id}` };
  return state === 'awaiting'
    ? [mend, { label: 'Rút bản đính chính', value: `notice-desk:withdraw-correction:${id}` }]
    : [mend];
}

/** On the page of the notice. `offices`: of who looks. */
export function pageChoices(waiting: Correction, offices: Followed['offices']): Choice[] {
  return [
    { label: 'Xem bản đính chính', value: `notice-desk:correction:${waiting.id}` },
    ...(offices.some(({ id }) => id === waiting.officer) ? authorChoices(waiting) : []),
  ];
}

type End = Exclude<Correction['state'], 'awaiting'>;

const ends: Readonly<Record<End, string>> = {
  sent: 'đã được duyệt',
  refused: 'không được duyệt',
  overtaken: 'không gửi nữa vì thông báo đã thay đổi',
  replaced: 'đã được thay bằng bản mới hơn',
  withdrawn: 'đã được tác giả rút lại',
};

/** What is said of one that waits no more. */
export function showEnded({ noticeId, title, decidedBy }: Correction, state: End): Reply {
  const who = decidedBy === null ? '' : ` (cán bộ số ${decidedBy})`;
  const next = state === 'replaced' ? 'Bạn xem bản mới trong tin gần nhất rồi duyệt.' : 'Bạn không phải làm gì nữa.';
  return reply(`Bản đính chính **${title}** ${ends[state]}${who}. ${next}`, {
    choices: [openChoice(noticeId), listChoice, menuChoice],
  });
}

export const noSuchCorrection: Reply = reply('Bản đính chính này không còn nữa.', {
  choices: [listChoice, menuChoice],
});

/** Opens one from the queue or from the page of its notice. */
export async function showCorrection(turn: Turn, correction: Correction, followed: Followed | null): Promise<Reply[]> {
  if (!followed) return [noSuchNotice];
  const { state } = correction;
  if (state !== 'awaiting') return [showEnded(correction, state)];
  const choices = await choicesFor(turn, correction);
  const head = '⏳ **Đang chờ duyệt**';
  return correctionMessages(turn, followed, correction, {
    head,
    choices: [...choices, openChoice(correction.noticeId), menuChoice],
  });
}

async function choicesFor({ tx, personId }: Pick<Turn, 'personId'> & { tx: Tx }, correction: Correction) {
  const { personId: author } = await authorOf(tx, correction);
  if (author === personId) return authorChoices(correction);
  return approvingOffice(await officesOf(tx, personId)) ? approvalChoices(correction) : [];
}
