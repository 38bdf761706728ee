/**
 * Reminds those who come. Marking people and writing their messages is one transaction, and a person who is marked is
 * not marked again: killed at any instant, or swept by two processes at once, nobody is reminded twice.
 */
import { priority } from '../../bot/outbox.ts';
import { isQuiet, type QuietHours } from '../../bot/quiet-hours.ts';
import { tellPeople } from '../../bot/tell.ts';
import type { Tx } from '../../prisma/open.ts';
import type { NoticeRow } from '../notices/notice.ts';
import type { RemindHours } from '../programme/profile-schema.ts';
import { longestAheadMs, type ReminderName, reminderTimes } from './reminder-times.ts';
import { reminder, reminderChoices } from './wording.ts';

/** Sends the reminders that are due now and still of use. */
export async function sendReminders(
  tx: Tx,
  now: Date,
  quietHours: QuietHours,
  hoursBefore: RemindHours,
): Promise<void> {
  if (isQuiet(quietHours, now)) return;
  const notices = await tx.notice.findMany({
    where: {
      state: 'sent',
      signUp: true,
      startsAt: { gt: now, lte: new Date(now.getTime() + longestAheadMs(hoursBefore)) },
    },
    include: { sendings: { where: { purpose: { in: ['correction', 'change'] } }, select: { createdAt: true } } },
    orderBy: { id: 'asc' },
  });
  for (const { sendings, ...notice } of notices) {
    if (notice.startsAt === null) continue;
    for (const { name, at, until } of reminderTimes(notice.startsAt, quietHours, hoursBefore)) {
      // Whoever was told of a change since then knows the time already.
      const isKnown = sendings.some(({ createdAt }) => createdAt > at);
      if (at <= now && now < until && !isKnown) await remind(tx, now, notice, name, { at, until });
    }
  }
}

async function remind(
  tx: Tx,
  now: Date,
  notice: NoticeRow,
  name: ReminderName,
  { at, until }: { at: Date; until: Date },
): Promise<void> {
  const due = await tx.signUp.updateManyAndReturn({
    where: {
      noticeId: notice.id,
      state: 'going',
      attendedAt: null,
      // Who signed up later than it was due has just read when and where.
      since: { lte: at },
      ...(name === 'day' ? { dayRemindedAt: null } : { hoursRemindedAt: null }),
    },
    data: name === 'day' ? { dayRemindedAt: now } : { hoursRemindedAt: now },
    select: { personId: true, people: true },
  });
  for (const people of new Set(due.map((one) => one.people))) {
    const told = due.filter((one) => one.people === people).map(({ personId }) => personId);
    await tellPeople(tx, now, told, reminder(notice, people, now), priority.reminder, { notAfter: until });
  }
}

/**
 * Forgets who was reminded, after the time has changed: everybody is reminded anew before the new time. Reminders of
 * the old time that are still on their way are not sent.
 *
 * @example await rearmReminders(tx, notice.id);
 */
export async function rearmReminders(tx: Tx, noticeId: bigint): Promise<void> {
  const reminded = await tx.signUp.updateManyAndReturn({
    where: { noticeId, OR: [{ dayRemindedAt: { not: null } }, { hoursRemindedAt: { not: null } }] },
    data: { dayRemindedAt: null, hoursRemindedAt: null },
    select: { personId: true },
  });
  if (reminded.length === 0) return;
  const people = reminded.map(({ personId }) => personId);
  await tx.$executeRaw`
    UPDATE outbox SET state = 'cancelled', reason = 'the time has changed', settled_at = created_at
    WHERE conversation_id IN (SELECT id FROM conversation WHERE person_id = ANY(${people}::uuid[]))
      AND state = 'planned' AND priority = ${priority.reminder} AND broadcast_id IS NULL
      AND payload->'choices' = ${JSON.stringify(reminderChoices(noticeId))}::jsonb`;
}
