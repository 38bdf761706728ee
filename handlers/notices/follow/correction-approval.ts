/** A correction of a notice to the whole province waits for a second officer, who sees what people would read. */
import type { Turn } from '../../../bot/capability.ts';
import { type Reply, reply } from '../../../bot/message.ts';
import { priority } from '../../../bot/outbox.ts';
import { tellPeople } from '../../../bot/tell.ts';
import type { Correction } from '../../../prisma/generated/client.ts';
import { officesOf } from '../../officers/office.ts';
import type { Office } from '../../officers/rights.ts';
import { menuChoice, refused } from '../../officers/wording.ts';
import { approversBeside, approvingOffice, authorOf } from '../access.ts';
import { createRefusalDialog, refusalSeed } from '../refusal-dialog.ts';
import { approvalChoices, authorChoices, correctionMessages, noSuchCorrection, showEnded } from './correction-page.ts';
import { decideCorrection } from './corrections.ts';
import { showNotice } from './page.ts';
import { lockNotice } from './send-after.ts';
import { sendCorrection, whyCorrectionWaits } from './send-correction.ts';
import { type Followed, noticeInSight } from './sight.ts';
import { noSuchNotice, openChoice } from './wording.ts';

/** Shows everybody else who may approve what people would read, then who gets it and what it read before. */
export async function askToApproveCorrection(turn: Turn, followed: Followed, correction: Correction): Promise<void> {
  const { tx, now, personId } = turn;
  const head = '📝 **Chờ bạn duyệt**';
  const asks = await correctionMessages(turn, followed, correction, { head, choices: approvalChoices(correction) });
  const others = await approversBeside(tx, personId);
  for (const one of asks) await tellPeople(tx, now, others, one, priority.reminder);
}

interface Ready {
  kind: 'ready';
  correction: Correction;
  /** By the office that approves. */
  followed: Followed;
  author: { personId: string; office: Office; isRevoked: boolean };
}

/** A correction that this person may approve; else what to say. Whatever is decided is decided under the notice's lock. */
async function correctionToApprove(turn: Turn, id: bigint): Promise<Ready | { kind: 'instead'; said: Reply }> {
  const { tx, personId } = turn;
  const office = approvingOffice(await officesOf(tx, personId));
  if (!office) return instead(refused('not-your-role'));
  const found = await tx.correction.findUnique({ where: { id } });
  if (!found) return instead(noSuchCorrection);
  await lockNotice(tx, found.noticeId);
  const correction = await tx.correction.findUniqueOrThrow({ where: { id } });
  const followed = await noticeInSight(turn, correction.noticeId);
  if (!followed) return instead(noSuchNotice);
  const { state } = correction;
  if (state !== 'awaiting') return instead(showEnded(correction, state));
  const author = await authorOf(tx, correction);
  if (author.personId === personId) {
    return instead(
      reply('Bản đính chính của chính bạn thì cán bộ khác duyệt. Bạn sửa hoặc rút lại được.', {
        choices: [...authorChoices(correction), openChoice(correction.noticeId), menuChoice],
      }),
    );
  }
  return { kind: 'ready', correction, followed: { ...followed, office }, author };
}

function instead(said: Reply): { kind: 'instead'; said: Reply } {
  return { kind: 'instead', said };
}

/** Approves; it goes out at once, as its author's. */
export async function approveCorrection(turn: Turn, id: bigint): Promise<Reply[]> {
  const { tx, now } = turn;
  const ready = await correctionToApprove(turn, id);
  if (ready.kind === 'instead') return [ready.said];
  const { correction, followed, author } = ready;
  const { office } = followed;
  const waits = await whyCorrectionWaits(turn, followed, 'Duyệt gửi');
  if (waits !== null) {
    return [reply(waits, { choices: [...approvalChoices(correction), openChoice(correction.noticeId), menuChoice] })];
  }
  await decideCorrection(turn, followed, correction, { state: 'sent' });
  const sender = author.isRevoked ? office : author.office;
  const sent = await sendCorrection(turn, { ...followed, office: sender }, correction);
  if (!sent) throw new Error('A correction that was just approved could not be sent.');
  const told = reply(`Cán bộ số ${office.id} đã duyệt bản đính chính **${correction.title}**. ${sent.said}`, {
    choices: [openChoice(correction.noticeId), menuChoice],
  });
  await tellPeople(tx, now, [author.personId], told, priority.reminder);
  return [await showNotice(turn, { ...sent.followed, office }, `Đã duyệt. ${sent.said}`)];
}

const refusalDialogName = 'notice-correct-refusal';

/** The author reads why it does not go out. */
export const correctionRefusalDialog = createRefusalDialog({
  name: refusalDialogName,
  title: 'không duyệt đính chính',
  refuse: (turn, { id }, why) => refuseCorrection(turn, id, why),
});

export async function askWhyRefused(turn: Turn, id: bigint): Promise<Reply[]> {
  const ready = await correctionToApprove(turn, id);
  if (ready.kind === 'instead') return [ready.said];
  turn.enter(refusalDialogName, refusalSeed(ready.correction));
  return [];
}

async function refuseCorrection(turn: Turn, id: bigint, why: string): Promise<Reply[]> {
  const { tx, now } = turn;
  const ready = await correctionToApprove(turn, id);
  if (ready.kind === 'instead') return [ready.said];
  const { correction, followed, author } = ready;
  await decideCorrection(turn, followed, correction, { state: 'refused', why });
  const text = `Cán bộ số ${followed.office.id} không duyệt bản đính chính **${correction.title}** nên không gửi. Lý do: ${why}`;
  const choices = [
    ...authorChoices({ id: correction.id, state: 'refused' }),
    openChoice(correction.noticeId),
    menuChoice,
  ];
  await tellPeople(tx, now, [author.personId], reply(text, { choices }), priority.reminder);
  return [reply(`Đã báo tác giả lý do. Bản đính chính **${correction.title}** không gửi.`, { choices: [menuChoice] })];
}
