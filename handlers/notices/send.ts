/** Sends a notice: once, whoever presses and however many processes sweep. */
import { countExpected, planBroadcast } from '../../bot/broadcast.ts';
import { reply } from '../../bot/message.ts';
import { priority } from '../../bot/outbox.ts';
import { nextLoud } from '../../bot/quiet-hours.ts';
import { templatedChannels } from '../../bot/quota.ts';
import { tellPeople } from '../../bot/tell.ts';
import type { Tx } from '../../prisma/open.ts';
import { codeOf, officeOf } from '../officers/office.ts';
import type { Office } from '../officers/rights.ts';
import { authorOf, officeOver } from './access.ts';
import { audienceSql } from './audience-sql.ts';
import { noticeMessage } from './notice.ts';
import type { SendingFacts } from './preview.ts';
import { composedChoice } from './standing.ts';
import { changeNotice, readStored, type Stored } from './store.ts';

export interface Sent {
  notice: Stored;
  broadcastId: bigint;
  /** How many people it goes to; who cannot be reached stands in the ledger alone. */
  reachable: number;
}

/**
 * Plans the broadcast of a notice that waits, and marks it as sent; null if it has changed or is sent already. All of it
 * stands or falls with the transaction. `officer`: whose deed it is.
 */
export async function sendNotice(
  tx: Tx,
  now: Date,
  seen: Stored,
  { facts, officer }: { facts: SendingFacts; officer: bigint },
): Promise<Sent | null> {
  const { office } = await authorOf(tx, seen);
  const deed = { officer, action: 'send-notice', area: codeOf(office.area) };
  const notice = await changeNotice(tx, now, seen, ['scheduled'], { state: 'sent', sendAt: now }, deed);
  if (!notice) return null;
  const { id } = await planBroadcast(tx, now, {
    payload: noticeMessage(notice),
    people: audienceSql(notice.kind, office.area, notice.audience),
    urgent: notice.urgent,
    notBefore: notice.urgent ? now : nextLoud(facts.quietHours, now),
  });
  await tx.sending.create({
    data: { noticeId: notice.id, broadcastId: id, purpose: 'first', officer, createdAt: now },
  });
  const reachable = await countExpected(tx, now, id, templatedChannels(facts.quotas ?? {}));
  return { notice, broadcastId: id, reachable };
}

/**
 * Sends what has been due longest: one in a transaction, since a large audience takes seconds to plan; the next sweep
 * takes the next. What has begun in the meantime (the program was off) is not sent late: its author is told.
 */
export async function sendDueNotices(tx: Tx, now: Date, facts: SendingFacts): Promise<void> {
  const due = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM notice WHERE state = 'scheduled' AND send_at <= ${now}
    ORDER BY send_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`;
  for (const { id } of due) {
    const notice = readStored(await tx.notice.findUniqueOrThrow({ where: { id } }));
    const { office, personId, isRevoked } = await authorOf(tx, notice);
    if (isRevoked) {
      await holdBack(tx, now, notice, office);
      continue;
    }
    const tell = (text: string) =>
      tellPeople(tx, now, [personId], reply(text, { choices: [composedChoice] }), priority.reminder);
    if (notice.startsAt !== null && notice.startsAt <= now) {
      const deed = { officer: null, action: 'notice-too-late', area: codeOf(office.area) };
      await changeNotice(tx, now, notice, ['scheduled'], { state: 'withdrawn' }, deed);
      await tell(`Thông báo **${notice.title}** không gửi được đúng hẹn và nay đã quá giờ, nên tôi không gửi nữa.`);
      continue;
    }
    const sent = await sendNotice(tx, now, notice, { facts, officer: notice.officer });
    if (sent)
      await tell(`Đúng hẹn, tôi bắt đầu gửi **${notice.title}** tới ${sent.reachable.toLocaleString('vi-VN')} người.`);
  }
}

/** Whoever composed it is no officer any more: others who may handle it decide whether it goes out. */
async function holdBack(tx: Tx, now: Date, notice: Stored, office: Office): Promise<void> {
  const deed = { officer: null, action: 'withdraw-notice', area: codeOf(office.area) };
  await changeNotice(tx, now, notice, ['scheduled'], { state: 'withdrawn' }, deed);
  const rows = await tx.officer.findMany({ where: { revokedAt: null } });
  const heirs = rows.filter((row) => officeOver([officeOf(row)], office) !== null).map((row) => row.personId);
  const text = `Thông báo **${notice.title}** đã hẹn giờ nhưng người soạn không còn là cán bộ, nên tôi chưa gửi. Bạn mở **Thông báo đã soạn**, xem lại rồi bấm **Sửa rồi gửi lại** nếu vẫn cần.`;
  await tellPeople(tx, now, heirs, reply(text, { choices: [composedChoice] }), priority.reminder);
}
