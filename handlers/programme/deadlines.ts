/** When to hand in: the rounds of a year, the renewal of a certificate. Days are ISO; pure. */
import { shownDay } from '../../knowledge/rounds.ts';
import { addDays, addMonths, addWorkingDays } from './days.ts';
import { stepOf } from './profile.ts';
import type { Profile } from './profile-schema.ts';

export interface NextRound {
  number: number;
  year: number;
  /** the commune's proposal must have reached the province before this day */
  submitBefore: string;
  /** the result comes before this day */
  resultBefore: string;
  /** the last day on which the commune still has all its working days; null where no rule gives it any */
  handInBy: string | null;
  /** false where that day has passed: the commune may still be quicker */
  isInTime: boolean;
  /** when to hand in, in Vietnamese */
  advice: string;
}

/**
 * The round whose deadline comes next (Quyết định 26/2026/QĐ-TTg, Điều 5, khoản 1); null where the profile has no rounds, or
 * its rules do not hold yet. A proposal must arrive *before* the deadline, so the day before it is the last.
 */
export function nextRound(profile: Profile, today: string): NextRound | null {
  if (profile.calendar === null || today < profile.rules.from) return null;
  const year = Number(today.slice(0, 4));
  for (const inYear of [year, year + 1]) {
    for (const { number, submitBefore, resultBefore } of profile.calendar.rounds) {
      const deadline = `${inYear}-${submitBefore}`;
      if (today >= deadline) continue;
      const needed = stepOf(profile, 'commune')?.workingDays ?? null;
      const handInBy = needed === null ? null : lastHandIn(deadline, needed);
      return {
        number,
        year: inYear,
        submitBefore: deadline,
        resultBefore: `${inYear}-${resultBefore}`,
        handInBy,
        isInTime: handInBy === null || today <= handInBy,
        advice: adviceFor(today, deadline, handInBy, needed),
      };
    }
  }
  return null;
}

/**
 * The days, both included, in which the dossier for a renewal is handed in (Quyết định 26/2026/QĐ-TTg, Điều 7, khoản 6);
 * null under rules that set none.
 */
export function renewalWindow(profile: Profile, certificateEnd: string): { from: string; until: string } | null {
  const { renewal } = profile.certificate;
  if (renewal === null) return null;
  return {
    from: addDays(certificateEnd, -renewal.firstDayBefore),
    until: addDays(certificateEnd, -renewal.lastDayBefore),
  };
}

/** The last day of a certificate: given on 31/12/2022 it ended on 31/12/2025 (Quyết định 26/2026/QĐ-TTg, Điều 4, khoản 3). */
export function certificateEnd(profile: Profile, grantedOn: string): string {
  return addMonths(grantedOn, profile.certificate.months);
}

function lastHandIn(deadline: string, workingDays: number): string {
  const lastArrival = addWorkingDays(deadline, -1);
  return addWorkingDays(lastArrival, -workingDays);
}

function adviceFor(today: string, deadline: string, handInBy: string | null, needed: number | null): string {
  const rule = `Đề nghị của xã phải đến tỉnh trước ${shownDay(deadline)}.`;
  if (handInBy === null) return rule;
  const why = `Xã được xem xét tối đa ${needed} ngày làm việc`;
  return today <= handInBy
    ? `${rule} ${why}, nên bạn nộp cho xã chậm nhất ${shownDay(handInBy)} (chưa trừ ngày lễ); nộp sớm hơn thì chắc hơn.`
    : `${rule} ${why}, nay không còn đủ số ngày đó: bạn hỏi ngay UBND xã, phường xem còn kịp đợt này không.`;
}
