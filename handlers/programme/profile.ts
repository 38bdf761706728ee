import { readFileSync } from 'node:fs';
import { localDay } from './days.ts';
import {
  type Level,
  type Profile,
  profileSchema,
  type ReviewAction,
  type ReviewStep,
  type Stars,
} from './profile-schema.ts';

/** The profiles that ship, the earliest first. */
export const profiles: readonly Profile[] = ['ninh-thuan-2024', 'khanh-hoa-2026'].map(readProfile);

/** What `PROGRAMME_PROFILE` may be. */
export const programmeProfileIds: readonly string[] = profiles.map((profile) => profile.id);

/**
 * The profile that holds: the configured one, or the one whose period holds today in Việt Nam. Before the first period it
 * is the first, after the last the last. An unknown id is refused at the start (`PROGRAMME_PROFILE`), and thrown on here.
 */
export function profileAt(now: Date, configured: string | null = null): Profile {
  if (configured !== null) return profileById(configured);
  const today = localDay(now);
  const begun = profiles.findLast((profile) => profile.period.from <= today) ?? profiles[0];
  if (!begun) throw new Error('no programme profile ships');
  return begun;
}

/** The profile of a registration that was made under it. Throws for an id that does not ship. */
export function profileById(id: string): Profile {
  const profile = profiles.find((one) => one.id === id);
  if (!profile) throw new Error(`unknown programme profile "${id}"; there are ${programmeProfileIds.join(', ')}`);
  return profile;
}

/** The review step of a level, null where the profile has no such level. */
export function stepOf(profile: Profile, level: Level): ReviewStep | null {
  return profile.steps.find((step) => step.level === level) ?? null;
}

/** The step that a dossier goes on to, null after the last. */
export function stepAfter(profile: Profile, level: Level): ReviewStep | null {
  const at = profile.steps.findIndex((step) => step.level === level);
  return at < 0 ? null : (profile.steps[at + 1] ?? null);
}

/** Whether officers of a level may do this with a dossier. */
export function mayDo(profile: Profile, level: Level, action: ReviewAction): boolean {
  return stepOf(profile, level)?.does.includes(action) ?? false;
}

/** The results that officers of a level may enter (2023 rules: tham-quyen; Quyết định 26/2026/QĐ-TTg, Điều 4). */
export function starsRecordedBy(profile: Profile, level: Level): Stars[] {
  return profile.stars.powers.filter((power) => power.recordedBy === level).map((power) => power.stars);
}

function readProfile(id: string): Profile {
  const file = new URL(`./profiles/${id}.json`, import.meta.url);
  return profileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
