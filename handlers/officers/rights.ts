/**
 * Who may do what: each action names the roles that may do it and how far it reaches. What may be decided on a
 * registration comes from the programme profile (plan V.16, V.17; Quyết định 26/2026/QĐ-TTg, Điều 7). Pure.
 */
import { type Area, areaContains } from '../programme/area.ts';
import type { Level, Profile } from '../programme/profile-schema.ts';
import { type Decision, decisions, decisionsOpen, type Standing } from '../registration/flow.ts';

export const roles = ['commune', 'district', 'province', 'admin'] as const;
export type Role = (typeof roles)[number];

/** A role in an area; a person may hold several. */
export interface Office {
  id: bigint;
  role: Role;
  area: Area;
}

export const actions = [
  'see-queue',
  'open',
  'see-phone',
  ...decisions,
  'review-item',
  'invite-commune',
  'invite-district',
  'invite-province',
  'invite-admin',
  'list-roles',
  'revoke',
  'read-audit',
  'announce',
  'approve-notice',
  'see-sign-ups',
  'follow-notice',
  'review-model',
] as const;
export type Action = (typeof actions)[number];

/** What an action is done to. */
export type About =
  | { kind: 'nothing' }
  | { kind: 'registration'; communeCode: string; profile: Profile; standing: Standing }
  | { kind: 'office'; role: Role; area: Area };

/** Why an action is not open. `no-such-level`: the profile has no officers of this level. */
export type Refusal = 'not-your-role' | 'other-area' | 'other-level' | 'no-such-level' | 'not-now';

interface Right {
  roles: readonly Role[];
  /** `desk`: in the area, and the registration waits for this very level. */
  reaches: 'anything' | 'area' | 'desk';
}

const any: readonly Role[] = roles;
const desk: Right = { roles: any, reaches: 'desk' };

const rights: Readonly<Record<Action, Right>> = {
  'see-queue': { roles: any, reaches: 'anything' },
  open: { roles: any, reaches: 'area' },
  'see-phone': { roles: any, reaches: 'area' },
  'confirm-shares': desk,
  accept: desk,
  'ask-changes': desk,
  decline: desk,
  'pass-on': desk,
  score: desk,
  'help-given': desk,
  'review-item': desk,
  'invite-commune': { roles: ['district', 'province', 'admin'], reaches: 'area' },
  'invite-district': { roles: ['province', 'admin'], reaches: 'area' },
  'invite-province': { roles: ['admin'], reaches: 'area' },
  'invite-admin': { roles: ['admin'], reaches: 'area' },
  'list-roles': { roles: any, reaches: 'area' },
  revoke: { roles: ['district', 'province', 'admin'], reaches: 'area' },
  'read-audit': { roles: any, reaches: 'anything' },
  // Whom an officer may address is bounded by their area (handlers/notices/audience.ts).
  announce: { roles: any, reaches: 'anything' },
  // Of notices that an officer within the area composed.
  'follow-notice': { roles: any, reaches: 'area' },
  'approve-notice': { roles: ['province', 'admin'], reaches: 'anything' },
  // What the language model wrote for anybody in the province.
  'review-model': { roles: ['province', 'admin'], reaches: 'anything' },
  // Of a notice whose author's office lies in the area.
  'see-sign-ups': { roles: any, reaches: 'area' },
};

/** Where an officer decides: an admin has a province officer's rights too. */
export function levelOf(role: Role): Level {
  return role === 'admin' ? 'province' : role;
}

/** Null when the office may do this, else why it may not. */
export function refusalOf(office: Omit<Office, 'id'>, action: Action, about: About): Refusal | null {
  const right = rights[action];
  if (!right.roles.includes(office.role)) return 'not-your-role';
  if (right.reaches === 'anything') return null;
  if (about.kind === 'nothing') return 'other-area';
  if (about.kind === 'office') {
    if (!areaWithin(about.area, office.area)) return 'other-area';
    // Whoever may not give a role may not take it away either.
    return action === 'revoke' ? refusalOf(office, `invite-${about.role}`, about) : null;
  }
  if (!areaContains(office.area, about.communeCode)) return 'other-area';
  return right.reaches === 'desk' ? deskRefusal(office, action, about) : null;
}

function deskRefusal(
  { role }: Omit<Office, 'id'>,
  action: Action,
  { profile, standing }: Extract<About, { kind: 'registration' }>,
): Refusal | null {
  const level = levelOf(role);
  if (!profile.levels.some((one) => one.level === level)) return 'no-such-level';
  if (standing.waitsFor === null) return 'not-now';
  if (standing.waitsFor !== level) return 'other-level';
  if (action === 'review-item') return standing.status === 'dossier_sent' && !standing.isHelpRequest ? null : 'not-now';
  return decisionsOpen(profile, standing).some((one) => one === action) ? null : 'not-now';
}

/** The first office that may do this; without any, the refusal of the one that came nearest. */
export function officeThatMay(
  offices: readonly Office[],
  action: Action,
  about: About,
): { office: Office } | { office: null; why: Refusal } {
  const nearest: readonly Refusal[] = ['not-now', 'other-level', 'no-such-level', 'other-area', 'not-your-role'];
  const refusals = new Set<Refusal>();
  for (const office of offices) {
    const why = refusalOf(office, action, about);
    if (why === null) return { office };
    refusals.add(why);
  }
  return { office: null, why: nearest.find((one) => refusals.has(one)) ?? 'not-your-role' };
}

/** The decisions on a registration that one of these offices may take now, in the flow's order. */
export function decisionsFor(offices: readonly Office[], about: Extract<About, { kind: 'registration' }>): Decision[] {
  return decisionsOpen(about.profile, about.standing).filter(
    (decision) => officeThatMay(offices, decision, about).office !== null,
  );
}

/** The roles that one of these offices may give to somebody. */
export function rolesToGive(offices: readonly Office[]): Role[] {
  return roles.filter((role) => offices.some((office) => rights[`invite-${role}`].roles.includes(office.role)));
}

/** Whether one area lies in another. */
export function areaWithin(inner: Area, outer: Area): boolean {
  if (outer.level === 'province') return true;
  if (inner.level === 'commune') return areaContains(outer, inner.code);
  return inner.level === 'district' && outer.level === 'district' && inner.code === outer.code;
}
