/** The end of composing: the notice is stored, and sent, kept for its time, or put before a second officer. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { isQuiet, type QuietHours } from '../../bot/quiet-hours.ts';
import { codeOf, officesOf } from '../officers/office.ts';
import type { Office } from '../officers/rights.ts';
import { menuChoice, refused } from '../officers/wording.ts';
import {
  type Approval,
  approvalFor,
  approvalOf,
  authorOf,
  composingOffice,
  officeOver,
  skippedApproval,
} from './access.ts';
import type { Composed } from './answers.ts';
import { askToApprove } from './approval.ts';
import type { ComposeContext } from './compose-context.ts';
import { withoutNumbers } from './own-list.ts';
import type { SendingFacts } from './preview.ts';
import { type Sent, sendNotice } from './send.ts';
import { composedChoice, showStanding } from './standing.ts';
import { changeNotice, columnsOf, createNotice, findNotice, type Stored } from './store.ts';

/** Stores what was composed. Rights and the need of an approval are asked anew: a draft may be days old. */
export async function submitNotice(
  turn: Turn,
  context: ComposeContext,
  composed: Composed,
  options: { facts: SendingFacts },
): Promise<Reply[]> {
  const { tx, now, personId } = turn;
  const stored = context.edits
    ? await edit(turn, context.edits, context, composed)
    : await create(turn, context, composed);
  if ('refusal' in stored) return [stored.refusal];
  const { notice, approval, office } = stored;
  if (approval === 'needed') {
    await askToApprove(tx, now, notice, { personId, facts: options.facts });
    return [showStanding(notice, 'Đã gửi cán bộ thứ hai xem.')];
  }
  const note = approval === 'alone' ? [skippedApproval] : [];
  if (composed.sendAt !== null) return [showStanding(notice, ['Đã ghi.', ...note].join(' '))];
  const sent = await sendNotice(tx, now, notice, { facts: options.facts, officer: office.id });
  if (!sent) throw new Error('A notice that was just stored could not be sent.');
  return [sentReply(sent, options.facts.quietHours, now, note)];
}

/** What the officer reads when a notice has begun to go out. */
export function sentReply(
  { notice, reachable }: Sent,
  quietHours: QuietHours,
  now: Date,
  note: readonly string[] = [],
): Reply {
  const waits = !notice.urgent && isQuiet(quietHours, now);
  const people = reachable.toLocaleString('vi-VN');
  const text = [
    waits
      ? `Đã xếp **${notice.title}** gửi tới **${people}** người. Bây giờ là giờ yên tĩnh, nên tin đi vào buổi sáng.`
      : `Đã bắt đầu gửi **${notice.title}** tới **${people}** người.`,
    ...note,
    'Bấm **Thông báo đã soạn** để xem đã tới ai.',
  ].join('\n');
  return reply(text, { choices: [composedChoice, menuChoice] });
}

interface StoredNotice {
  notice: Stored;
  approval: Approval;
  office: Office;
}
type Outcome = StoredNotice | { refusal: Reply };

/** By the office whose area was shown in the preview: with another one it would reach other people. */
async function create(turn: Turn, { profile, ...context }: ComposeContext, composed: Composed): Promise<Outcome> {
  const { tx, now, personId } = turn;
  const offices = await officesOf(tx, personId);
  const office = composingOffice(offices.filter(({ id }) => id === context.office.id));
  if (!office) return { refusal: refused('not-your-role') };
  const approval = approvalFor(await approvalOf(tx, profile, office, personId), composed.audience);
  const rest = {
    state: approval === 'needed' ? ('awaiting' as const) : ('scheduled' as const),
    officer: office.id,
  };
  const audience = await withoutNumbers(tx, office.area, composed.audience);
  const notice = await createNotice(tx, now, { ...composed, audience }, rest, codeOf(office.area));
  return { notice, approval, office };
}

/** Whatever was approved is not approved any more once it is changed. */
async function edit(
  turn: Turn,
  seen: { id: bigint; version: number },
  { profile }: ComposeContext,
  composed: Composed,
): Promise<Outcome> {
  const { tx, now, personId } = turn;
  const before = await findNotice(tx, seen.id);
  if (!before) return { refusal: noSuchNotice };
  const author = await authorOf(tx, before);
  const office = officeOver(await officesOf(tx, personId), author.office);
  if (!office) return { refusal: refused('other-area') };
  const overtaken = { refusal: showStanding(before, 'Thông báo vừa thay đổi nên bản sửa của bạn chưa được ghi.') };
  if (before.version !== seen.version) return overtaken;
  // Whoever edits what has the same reach answers for it, and cannot approve it themselves.
  const officer = codeOf(office.area) === codeOf(author.office.area) ? office : author.office;
  const approval = approvalFor(await approvalOf(tx, profile, officer, personId), composed.audience);
  const change = {
    ...columnsOf(composed, now),
    audience: await withoutNumbers(tx, officer.area, composed.audience),
    officer: officer.id,
    approvedBy: null,
    refusedBy: null,
    state: approval === 'needed' ? ('awaiting' as const) : ('scheduled' as const),
  };
  const deed = { officer: office.id, action: 'edit-notice', area: codeOf(author.office.area) };
  const notice = await changeNotice(tx, now, before, ['awaiting', 'scheduled', 'withdrawn'], change, deed);
  return notice ? { notice, approval, office } : overtaken;
}

export const noSuchNotice: Reply = reply(
  'Thông báo này không còn nữa. Bạn bấm **Thông báo đã soạn** để xem danh sách.',
  {
    choices: [composedChoice, menuChoice],
  },
);
