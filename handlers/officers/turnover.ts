/**
 * What stands open under a profile whose period is over goes on under the one that holds: since 1/7/2025 there is no
 * district desk to wait for, and most communes have become part of another (knowledge/sources/hanh-chinh-hai-cap-2025.md).
 */
import { reply } from '../../bot/message.ts';
import { isQuiet } from '../../bot/quiet-hours.ts';
import type { Tx } from '../../prisma/open.ts';
import { profileAt, profiles, stepOf } from '../programme/profile.ts';
import { type Level, levels, type Profile } from '../programme/profile-schema.ts';
import { communeUnder } from '../programme/units.ts';
import { deskName } from '../registration/desk.ts';
import type { Status } from '../registration/flow.ts';
import { changeRegistration, type Registration, readLevel } from '../registration/store.ts';
import { announceToDesk } from './announce.ts';
import type { OfficerOptions } from './officers.ts';
import { tellProducer } from './tell-producer.ts';

const openStatuses: Status[] = ['submitted', 'changes', 'accepted', 'dossier_sent'];

export async function takeOver(
  tx: Tx,
  now: Date,
  { profileId, quietHours }: Pick<OfficerOptions, 'profileId' | 'quietHours'>,
): Promise<void> {
  const profile = profileAt(now, profileId);
  const earlier = profiles.slice(0, profiles.indexOf(profile)).map(({ id }) => id);
  if (earlier.length === 0 || isQuiet(quietHours, now)) return;
  const open = await tx.registration.findMany({
    where: { profile: { in: earlier }, status: { in: openStatuses } },
    orderBy: { id: 'asc' },
    take: 50,
  });
  for (const one of open) await moveTo(tx, now, one, profile);
}

async function moveTo(tx: Tx, now: Date, one: Registration, profile: Profile): Promise<void> {
  const waited = readLevel(one.waitsFor);
  const level = waited && deskUnder(profile, waited);
  const moved = await changeRegistration(
    tx,
    now,
    one,
    { profile: profile.id, communeCode: communeUnder(profile, one.communeCode) ?? one.communeCode, waitsFor: level },
    { officer: null, action: 'taken-over' },
  );
  // Another process that sweeps at the same time, or a person, was faster: the next sweep looks again.
  if (!moved) return;
  if (moved.personId !== null) {
    const offices = profile.steps.map((step) => deskName(moved, profile, step.level)).join(', rồi ');
    const text = `ℹ️ Nơi xem đăng ký **${moved.productName}** (${moved.code}) đã đổi theo quy định đang áp dụng: ${offices}.\nBạn không phải làm lại. Giấy tờ cần có thể đã khác, bạn gõ /hoso để xem.`;
    await tellProducer(tx, now, moved, reply(text));
  }
  if (level !== waited) await announceToDesk(tx, now, moved);
}

/** The same desk, or the next one above that there is. */
function deskUnder(profile: Profile, waited: Level): Level | null {
  return levels.slice(levels.indexOf(waited)).find((level) => stepOf(profile, level) !== null) ?? null;
}
