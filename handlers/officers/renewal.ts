/**
 * A certificate holds 36 months; its renewal is handed in 180 to 120 days before the end (Quyết định 26/2026/QĐ-TTg,
 * Điều 4 khoản 3 and Điều 7 khoản 6). The rules of the day decide, also on certificates given under earlier ones.
 */
import { reply } from '../../bot/message.ts';
import { priority } from '../../bot/outbox.ts';
import { isQuiet } from '../../bot/quiet-hours.ts';
import { tellPeople } from '../../bot/tell.ts';
import { shownDay } from '../../knowledge/rounds.ts';
import type { Tx } from '../../prisma/open.ts';
import { addDays, localDay } from '../programme/days.ts';
import { renewalWindow } from '../programme/deadlines.ts';
import { profileAt } from '../programme/profile.ts';
import { type Registration, writeAudit } from '../registration/store.ts';
import { areasAround } from './office.ts';
import type { OfficerOptions } from './officers.ts';
import { tellProducer, toldInWords } from './tell-producer.ts';

/** Tells producers and the commune's officers, once a certificate, that its renewal has opened. */
export async function tellRenewals(
  tx: Tx,
  now: Date,
  { profileId, quietHours }: Pick<OfficerOptions, 'profileId' | 'quietHours'>,
): Promise<void> {
  const profile = profileAt(now, profileId);
  const { renewal } = profile.certificate;
  const today = localDay(now);
  if (renewal === null || today < profile.rules.from || isQuiet(quietHours, now)) return;
  const due = await tx.registration.findMany({
    where: {
      status: 'rated',
      renewalToldAt: null,
      certificateEnds: { gte: new Date(today), lte: new Date(addDays(today, renewal.firstDayBefore)) },
    },
    orderBy: { certificateEnds: 'asc' },
    take: 50,
  });
  for (const one of due) {
    const end = one.certificateEnds?.toISOString().slice(0, 10);
    const window = end === undefined ? null : renewalWindow(profile, end);
    if (end === undefined || window === null) continue;
    // Another process that sweeps at the same time may have told it.
    const told = await tx.registration.updateMany({
      where: { id: one.id, renewalToldAt: null },
      data: { renewalToldAt: now },
    });
    if (told.count === 0) continue;
    await tellBoth(tx, now, one, { ...window, end, isLate: today > window.until });
    const after = { code: one.code, communeCode: one.communeCode, ...window };
    await writeAudit(tx, now, { officer: null, action: 'renewal-told' }, `registration:${one.id}`, null, after);
  }
}

async function tellBoth(
  tx: Tx,
  now: Date,
  one: Registration,
  { from, until, end, isLate }: { from: string; until: string; end: string; isLate: boolean },
): Promise<void> {
  const product = `**${one.productName}** (${one.code})`;
  const ends = `Giấy chứng nhận OCOP của ${product} hết hạn ngày ${shownDay(end)}.`;
  const days = `từ ${shownDay(from)} đến ${shownDay(until)}`;
  const advice = isLate
    ? `Hồ sơ đánh giá lại phải nộp ${days}, nay đã qua. Bạn hỏi ngay UBND xã, phường xem còn cách nào.`
    : `Hồ sơ đánh giá lại nộp cho UBND xã, phường ${days}. Bạn nên chuẩn bị ngay từ bây giờ; cần giúp thì hỏi UBND xã, phường.`;
  const told = await tellProducer(tx, now, one, reply(`⏰ ${ends}\n${advice}`));
  const officers = await tx.officer.findMany({
    where: { revokedAt: null, role: 'commune', area: { in: areasAround(one.communeCode).communes } },
  });
  const people = officers.flatMap(({ personId }) => (personId === one.personId ? [] : [personId]));
  if (people.length === 0) return;
  const text = `⏰ ${ends}\nChủ thể: ${one.producerName}. Hạn nộp hồ sơ đánh giá lại: ${days}${isLate ? ' (đã qua)' : ''}. ${toldInWords(told, 'Tôi đã nhắc chủ thể.')}`;
  const choices = [{ label: 'Mở', value: `officer:open:${one.id}` }];
  await tellPeople(tx, now, people, reply(text, { choices }), priority.reminder);
}
