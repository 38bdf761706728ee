/** Corrections that wait for a second officer: at most one of a notice, and only while it is as it was seen. */
import type { Turn } from '../../../bot/capability.ts';
import { reply } from '../../../bot/message.ts';
import { priority } from '../../../bot/outbox.ts';
import { tellPeople } from '../../../bot/tell.ts';
import { maskPersonalData } from '../../../knowledge/mask.ts';
import type { Correction } from '../../../prisma/generated/client.ts';
import type { Tx } from '../../../prisma/open.ts';
import { menuChoice } from '../../officers/wording.ts';
import { authorOf } from '../access.ts';
import { type NoticeDeed, writeDeed } from './deed.ts';
import type { Followed } from './sight.ts';
import { openChoice } from './wording.ts';

/** What a correction sets right. */
export type Words = Pick<Correction, 'title' | 'content'>;

export function awaitingCorrection(tx: Tx, noticeId: bigint): Promise<Correction | null> {
  return tx.correction.findFirst({ where: { noticeId, state: 'awaiting' } });
}

/** Stores one that waits, in place of any that waits already. To be called under the notice's lock. */
export async function keepCorrection(turn: Turn, followed: Followed, words: Words): Promise<Correction> {
  const { tx, now } = turn;
  const { notice, office } = followed;
  await endWaiting(turn, followed, 'replaced');
  const kept = await tx.correction.create({
    data: { ...words, noticeId: notice.id, version: notice.version, officer: office.id, createdAt: now },
  });
  await writeDeed(turn, followed, 'notice-correct-ask', { correction: kept.id.toString(), version: kept.version });
  return kept;
}

/** What a second officer decides; the caller holds the notice's lock and has found it waiting. */
export async function decideCorrection(
  turn: Pick<Turn, 'tx' | 'now'>,
  followed: Followed,
  { id, version }: Correction,
  decision: { state: 'sent' } | { state: 'refused'; why: string },
): Promise<void> {
  const { state } = decision;
  await turn.tx.correction.update({ where: { id }, data: { state, decidedBy: followed.office.id } });
  const known = { correction: id.toString(), version };
  if (decision.state === 'sent') await writeDeed(turn, followed, 'notice-correct-approve', known);
  else await writeDeed(turn, followed, 'notice-correct-refuse', { ...known, remark: maskPersonalData(decision.why) });
}

/** Its author takes it back; the caller holds the notice's lock and has found it waiting. */
export async function withdrawCorrection(turn: Turn, followed: Followed, { id, version }: Correction): Promise<void> {
  await turn.tx.correction.update({ where: { id }, data: { state: 'withdrawn' } });
  await writeDeed(turn, followed, 'notice-correct-withdraw', { correction: id.toString(), version });
}

/**
 * What is lost by sending something else about the notice now; null where no correction waits. `isCorrection`: that is
 * a correction, too.
 */
export async function waitingWarning(tx: Tx, noticeId: bigint, isCorrection = false): Promise<string | null> {
  const waiting = await awaitingCorrection(tx, noticeId);
  if (!waiting) return null;
  const what = `⚠️ Bản đính chính **${waiting.title}** của cán bộ số ${waiting.officer} đang chờ duyệt`;
  return isCorrection
    ? `${what}: gửi bản này thì bản đó bị thay.`
    : `${what}: gửi tin này thì bản đó không gửi nữa. Nếu vẫn cần, bạn đợi duyệt xong, hoặc đính chính lại sau.`;
}

type End = 'overtaken' | 'replaced';

const deeds: Readonly<Record<End, NoticeDeed>> = {
  overtaken: 'notice-correct-overtaken',
  replaced: 'notice-correct-replaced',
};

const whys: Readonly<Record<End, string>> = {
  overtaken: 'vừa thay đổi thông báo. Bạn xem lại rồi đính chính lại nếu vẫn cần.',
  replaced: 'vừa gửi duyệt một bản đính chính khác.',
};

/** Ends what waits, if anything does, and tells its author; `followed.office` is whose deed that is. */
export async function endWaiting(
  turn: Pick<Turn, 'tx' | 'now'>,
  followed: Pick<Followed, 'notice' | 'composer' | 'office'>,
  end: End,
): Promise<void> {
  const { tx, now } = turn;
  const { notice, office } = followed;
  const waiting = await awaitingCorrection(tx, notice.id);
  if (!waiting) return;
  await tx.correction.update({ where: { id: waiting.id }, data: { state: end } });
  await writeDeed(turn, followed, deeds[end], { correction: waiting.id.toString(), version: waiting.version });
  // Whoever does it to their own knows: they were warned.
  if (waiting.officer === office.id) return;
  const { personId } = await authorOf(tx, waiting);
  const text = `Bản đính chính **${waiting.title}** đang chờ duyệt nay không gửi nữa: cán bộ số ${office.id} ${whys[end]}`;
  const told = reply(text, { choices: [openChoice(notice.id), menuChoice] });
  await tellPeople(tx, now, [personId], told, priority.reminder);
}
