/**
 * Officers hear of what is new on their desk: at once up to five times a day, and of what comes beyond that in one
 * message the next morning.
 */
import { reply } from '../../bot/message.ts';
import { priority } from '../../bot/outbox.ts';
import { tellPeople } from '../../bot/tell.ts';
import type { Tx } from '../../prisma/open.ts';
import { areaName } from '../programme/area.ts';
import { addDays, localDay } from '../programme/days.ts';
import { profileOf, type Registration, readLevel } from '../registration/store.ts';
import { areasAround, officesOf } from './office.ts';
import { sumWaiting } from './queue.ts';
import { dayOf, levelName, queueChoice } from './wording.ts';

/** More than this many a day become one message. */
export const announcementsADay = 5;
const digestTime = '07:30:00+07:00';

/**
 * Tells the officers of the level and area that a registration waits for them. To be called once whenever it comes to
 * a desk: after it is created, sent again, or passed on.
 */
export async function announceToDesk(tx: Tx, now: Date, registration: Registration): Promise<void> {
  const level = readLevel(registration.waitsFor);
  if (!level) return;
  const roles = level === 'province' ? ['province', 'admin'] : [level];
  const { communes, districts } = areasAround(registration.communeCode);
  const areas = level === 'commune' ? communes : districts;
  const today = localDay(now);
  const morning = new Date(`${addDays(today, 1)}T${digestTime}`);
  // In the order of their ids, so that two registrations at once never wait for each other's officers in a circle.
  const told = await tx.$queryRaw<{ person_id: string; told_times: number }[]>`
    WITH desk AS (
      SELECT id FROM officer
      WHERE revoked_at IS NULL AND role = ANY(${roles}) AND (${level === 'province'} OR area = ANY(${areas}))
        AND NOT (told_on IS NOT DISTINCT FROM ${today}::date AND told_times > ${announcementsADay})
      ORDER BY id FOR NO KEY UPDATE
    )
    UPDATE officer o SET
      told_on = ${today}::date,
      told_times = CASE WHEN o.told_on = ${today}::date THEN o.told_times + 1 ELSE 1 END,
      digest_at = CASE
        WHEN o.told_on = ${today}::date AND o.told_times >= ${announcementsADay} THEN COALESCE(o.digest_at, ${morning})
        ELSE o.digest_at END
    FROM desk WHERE o.id = desk.id
    RETURNING o.person_id, o.told_times`;
  const people = told.flatMap((one) => (one.told_times <= announcementsADay ? [one.person_id] : []));
  if (people.length === 0) return;
  const { code, productName, producerName, communeCode, isHelpRequest } = registration;
  const what = isHelpRequest ? 'Có chủ thể xin hướng dẫn' : 'Có việc mới chờ bạn';
  const text = [
    `🔔 ${what} (${levelName(profileOf(registration), level)}):`,
    `${code} · ${productName} · ${producerName} · ${areaName({ level: 'commune', code: communeCode })}`,
    'Bạn bấm **Mở** hoặc gõ /canbo để xem.',
  ].join('\n');
  const choices = [{ label: 'Mở', value: `officer:open:${registration.id}` }, queueChoice];
  await tellPeople(tx, now, people, reply(text, { choices }), priority.reminder);
}

/**
 * Sends the digests that are due; whoever has nothing waiting any more gets none. Taking a digest and sending it is one
 * transaction, so two processes that sweep at once do not send it twice.
 */
export async function sendDigests(tx: Tx, now: Date): Promise<void> {
  const due = await tx.officer.updateManyAndReturn({
    where: { digestAt: { lte: now } },
    data: { digestAt: null },
    select: { personId: true },
  });
  for (const personId of new Set(due.map((one) => one.personId))) {
    const offices = await officesOf(tx, personId);
    const { count, since } =
      offices.length === 0 ? { count: 0, since: null } : await sumWaiting(tx, { personId, offices });
    if (count === 0) continue;
    const oldest = since === null ? '' : `, lâu nhất từ ${dayOf(since)}`;
    const text = `🔔 Bạn có **${count}** việc đang chờ${oldest}. Hôm trước có nhiều việc mới nên tôi gộp vào một tin. Bạn bấm **Việc đang chờ** hoặc gõ /canbo.`;
    await tellPeople(tx, now, [personId], reply(text, { choices: [queueChoice] }), priority.reminder);
  }
}
