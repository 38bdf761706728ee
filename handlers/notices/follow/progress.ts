/**
 * One message for the officer who sent something, which shows how far it is and edits itself until it has ended. Where
 * it stands is in the row of the sending, what it says comes from the ledger: a restart loses nothing.
 */
import { z } from 'zod';
import { editMessage, staysAsSent } from '../../../bot/edits.ts';
import { type Choice, type Reply, reply } from '../../../bot/message.ts';
import { priority } from '../../../bot/outbox.ts';
import { isQuiet, nextLoud, type QuietHours } from '../../../bot/quiet-hours.ts';
import { tellPerson } from '../../../bot/tell.ts';
import type { Tx } from '../../../prisma/open.ts';
import { menuChoice } from '../../officers/wording.ts';
import { showTime } from '../when/show.ts';
import { paceInWords, paceOf } from './pace.ts';
import { reasonLines, type SendingView, sendingsOf } from './sendings.ts';
import { reportChoice, settleChoices } from './settle-buttons.ts';
import { broadcastStateNames, ledgerInWords, openChoice } from './wording.ts';

/** Sendings in one sweep; more than any province has at once. */
const mostAtOnce = 20;

export async function showProgress(tx: Tx, now: Date, quietHours: QuietHours): Promise<void> {
  for (const one of await underWay(tx, now)) {
    const view = (await sendingsOf(tx, one.noticeId)).find(({ id }) => id === one.id);
    if (view) await showOne(tx, now, view, quietHours);
  }
}

/** Sendings that have begun and whose end has not been shown. */
async function underWay(tx: Tx, now: Date): Promise<{ id: bigint; noticeId: bigint }[]> {
  const rows = await tx.$queryRaw`
    SELECT s.id, s.notice_id AS "noticeId" FROM sending s JOIN broadcast b ON b.id = s.broadcast_id
    WHERE s.progress_ended IS NULL AND b.not_before <= ${now} AND (
      s.progress_outbox_id IS NOT NULL OR b.ended_at IS NOT NULL OR EXISTS (
        SELECT FROM outbox o
        WHERE o.broadcast_id = b.id AND (o.state IN ('sending', 'sent', 'refused', 'unknown') OR o.attempts > 0)
      )
    )
    ORDER BY s.id LIMIT ${mostAtOnce}`;
  return z.array(z.object({ id: z.bigint(), noticeId: z.bigint() })).parse(rows);
}

async function showOne(tx: Tx, now: Date, view: SendingView, quietHours: QuietHours): Promise<void> {
  const { id, broadcast, ledger } = view;
  const since = view.progressSince ?? now;
  const hasEnded = broadcast.endedAt !== null && ledger.planned + ledger.sending === 0;
  const message = await progressMessage(tx, now, { ...view, progressSince: since }, quietHours);
  let outboxId = view.progressOutboxId;
  // Where no message can be changed, the end is told anew.
  if (outboxId === null || (hasEnded && (await staysAsSent(tx, outboxId)))) {
    const officer = await tx.officer.findFirst({ where: { id: view.follower ?? view.officer, revokedAt: null } });
    outboxId = officer && (await tellPerson(tx, now, officer.personId, message, priority.reminder));
  } else await editMessage(tx, now, outboxId, message);
  // An officer who cannot be told has the page.
  const isOver = hasEnded || outboxId === null;
  if (!isOver && view.progressOutboxId !== null) return;
  await tx.sending.update({
    where: { id },
    data: { progressOutboxId: outboxId, progressSince: since, ...(isOver && { progressEnded: now }) },
  });
}

async function progressMessage(tx: Tx, now: Date, view: SendingView, quietHours: QuietHours): Promise<Reply> {
  const { title } = await tx.notice.findUniqueOrThrow({ where: { id: view.noticeId }, select: { title: true } });
  const { name, broadcast, ledger } = view;
  const waiting = ledger.planned + ledger.sending;
  const text = [
    `📣 **${title}** (${name}): ${broadcastStateNames[broadcast.state]}`,
    ...(broadcast.state === 'running' ? await paceLine(tx, now, view, quietHours) : []),
    ledgerInWords(ledger),
    ...(await reasonLines(tx, view.broadcastId)),
  ].join('\n');
  return reply(text, {
    choices: buttonsOf(view),
    progress: { done: ledger.audience - waiting, total: ledger.audience },
  });
}

async function paceLine(tx: Tx, now: Date, view: SendingView, quietHours: QuietHours): Promise<string[]> {
  const waiting = view.ledger.planned + view.ledger.sending;
  if (waiting === 0) return [];
  if (!view.broadcast.urgent && isQuiet(quietHours, now)) {
    return [`Đang giờ yên tĩnh, gửi tiếp từ ${showTime(nextLoud(quietHours, now))}.`];
  }
  const pace = await paceOf(tx, now, view.broadcastId, view.progressSince ?? now);
  return pace === null ? [] : [paceInWords(pace, waiting)];
}

/**
 * A button is known by its place, and the message may change under a finger: so what stands in a place never becomes
 * something that the finger did not mean.
 */
function buttonsOf(view: SendingView): Choice[] {
  const open = openChoice(view.noticeId);
  const stop = { label: 'Dừng hẳn', value: `notice-desk:stop:${view.id}` };
  switch (view.broadcast.state) {
    case 'running':
      return [{ label: 'Tạm dừng', value: `notice-desk:pause:${view.id}` }, stop];
    case 'paused':
      return [open, stop, { label: 'Tiếp tục', value: `notice-desk:resume:${view.id}` }];
    default:
      return [reportChoice(view), open, menuChoice, ...settleChoices(view)];
  }
}
