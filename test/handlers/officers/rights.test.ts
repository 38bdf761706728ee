/** Every action × every role × own and other area × both profiles, against a table written out by hand. */
import { describe, expect, test } from 'vitest';
import { type Action, actions, officeThatMay, type Role, refusalOf, roles } from '../../../handlers/officers/rights.ts';
import type { Area } from '../../../handlers/programme/area.ts';
import { profileById } from '../../../handlers/programme/profile.ts';
import { type Level, levels } from '../../../handlers/programme/profile-schema.ts';
import { decisions, type Standing, statuses } from '../../../handlers/registration/flow.ts';

/** Vĩnh Hải, huyện Ninh Hải, and places elsewhere, under both lists of units. */
const places = {
  'ninh-thuan-2024': { commune: '2024:22846', other: '2024:22738', district: '2024:586', otherDistrict: '2024:582' },
  'khanh-hoa-2026': { commune: '2025:22846', other: '2025:22738', district: '2024:586', otherDistrict: '2024:582' },
} as const;
type ProfileId = keyof typeof places;
const profileIds: readonly ProfileId[] = ['ninh-thuan-2024', 'khanh-hoa-2026'];

/** Who decides what, by profile, desk and status. All else is closed. */
const desks: Record<ProfileId, Record<string, readonly string[]>> = {
  'ninh-thuan-2024': {
    'commune submitted': ['confirm-shares', 'ask-changes'],
    'district submitted': ['accept', 'ask-changes', 'decline'],
    'province submitted': ['accept', 'ask-changes', 'decline'],
    'commune dossier_sent': ['pass-on', 'ask-changes', 'review-item'],
    'district dossier_sent': ['pass-on', 'ask-changes', 'decline', 'score', 'review-item'],
    'province dossier_sent': ['ask-changes', 'decline', 'score', 'review-item'],
  },
  'khanh-hoa-2026': {
    'commune submitted': ['confirm-shares', 'ask-changes'],
    'province submitted': ['accept', 'ask-changes', 'decline'],
    'commune dossier_sent': ['pass-on', 'ask-changes', 'review-item'],
    'province dossier_sent': ['ask-changes', 'decline', 'score', 'review-item'],
  },
};
const deskOf: Record<Role, Level> = {
  commune: 'commune',
  district: 'district',
  province: 'province',
  admin: 'province',
};
/** Who may give which role where: `own` reaches the area's own communes, `whole` everything. */
const mayInvite: Record<Role, readonly Role[]> = {
  commune: [],
  district: ['commune'],
  province: ['commune', 'district'],
  admin: ['commune', 'district', 'province', 'admin'],
};
const onRegistrations: readonly Action[] = ['open', 'see-phone', ...decisions, 'review-item'];

function areaOf(role: Role, id: ProfileId): Area {
  if (role === 'commune') return { level: 'commune', code: places[id].commune };
  return role === 'district' ? { level: 'district', code: places[id].district } : { level: 'province' };
}

function deskActions(id: ProfileId, standing: Standing): readonly string[] {
  const key = `${standing.waitsFor} ${standing.status}`;
  const desk = desks[id][key] ?? [];
  if (!standing.isHelpRequest) return desk;
  return standing.status === 'submitted' && desk.length > 0 ? ['help-given'] : [];
}

const standings: readonly Standing[] = statuses.flatMap((status) =>
  [null, ...levels].flatMap((waitsFor) =>
    [true, false].flatMap((isConfirmed) =>
      [true, false].map((isHelpRequest) => ({ status, waitsFor, isConfirmed, isHelpRequest })),
    ),
  ),
);

describe.each(profileIds)('under %s', (id) => {
  const profile = profileById(id);

  test.each(roles)('%s: registrations of the own area and of another', (role) => {
    const office = { role, area: areaOf(role, id) };
    const isWhole = role === 'province' || role === 'admin';
    for (const standing of standings) {
      for (const [communeCode, isOwn] of [
        [places[id].commune, true],
        [places[id].other, isWhole],
      ] as const) {
        for (const action of onRegistrations) {
          const about = { kind: 'registration' as const, communeCode, profile, standing };
          const isDesk = standing.waitsFor === deskOf[role] && deskActions(id, standing).includes(action);
          const isAllowed = isOwn && (action === 'open' || action === 'see-phone' || isDesk);
          const told = `${role} ${action} ${communeCode} ${JSON.stringify(standing)}`;
          expect(refusalOf(office, action, about) === null, told).toBe(isAllowed);
        }
      }
    }
  });

  test.each(roles)('%s: giving and taking back roles, listing them', (role) => {
    const office = { role, area: areaOf(role, id) };
    const others: { role: Role; area: Area; own: boolean }[] = [
      { role: 'commune', area: { level: 'commune', code: places[id].commune }, own: true },
      { role: 'commune', area: { level: 'commune', code: places[id].other }, own: false },
      { role: 'district', area: { level: 'district', code: places[id].district }, own: role !== 'commune' },
      { role: 'district', area: { level: 'district', code: places[id].otherDistrict }, own: false },
      { role: 'province', area: { level: 'province' }, own: false },
      { role: 'admin', area: { level: 'province' }, own: false },
    ];
    const isWhole = role === 'province' || role === 'admin';
    for (const other of others) {
      const about = { kind: 'office' as const, role: other.role, area: other.area };
      const isWithin = other.own || isWhole;
      const told = `${role} → ${other.role} ${JSON.stringify(other.area)}`;
      const may = isWithin && mayInvite[role].includes(other.role);
      expect(refusalOf(office, `invite-${other.role}`, about) === null, `invite ${told}`).toBe(may);
      expect(refusalOf(office, 'revoke', about) === null, `revoke ${told}`).toBe(may);
      expect(refusalOf(office, 'list-roles', about) === null, `list ${told}`).toBe(isWithin);
      expect(refusalOf(office, 'see-sign-ups', about) === null, `sign-ups ${told}`).toBe(isWithin);
      expect(refusalOf(office, 'follow-notice', about) === null, `follow ${told}`).toBe(isWithin);
    }
  });

  test.each(roles)('%s sees the own queue and the own log', (role) => {
    for (const action of ['see-queue', 'read-audit'] as const) {
      expect(refusalOf({ role, area: areaOf(role, id) }, action, { kind: 'nothing' })).toBeNull();
    }
  });
});

test('every officer announces, within the own area; whether to the whole province is for the province and admins', () => {
  for (const role of roles) {
    const office = { role, area: areaOf(role, 'khanh-hoa-2026') };
    expect(refusalOf(office, 'announce', { kind: 'nothing' }), role).toBeNull();
    const mayApprove = role === 'province' || role === 'admin';
    expect(refusalOf(office, 'approve-notice', { kind: 'nothing' }), role).toBe(mayApprove ? null : 'not-your-role');
    expect(refusalOf(office, 'review-model', { kind: 'nothing' }), role).toBe(mayApprove ? null : 'not-your-role');
  }
});

test('the tables above speak of every action', () => {
  const told = new Set<string>([...onRegistrations, ...roles.map((role) => `invite-${role}`)]);
  for (const one of ['revoke', 'list-roles', 'see-queue', 'read-audit', 'follow-notice', 'announce', 'approve-notice'])
    told.add(one);
  told.add('see-sign-ups');
  told.add('review-model');
  expect(actions.filter((action) => !told.has(action))).toEqual([]);
});

test('under the rules in force a district officer is told that there is no such level, and still opens', () => {
  const id = 'khanh-hoa-2026';
  const office = { id: 1n, role: 'district' as const, area: areaOf('district', id) };
  const standing: Standing = { status: 'submitted', waitsFor: 'commune', isConfirmed: false, isHelpRequest: false };
  const about = { kind: 'registration' as const, communeCode: places[id].commune, profile: profileById(id), standing };
  expect(officeThatMay([office], 'accept', about)).toEqual({ office: null, why: 'no-such-level' });
  expect(officeThatMay([office], 'open', about)).toEqual({ office });
});

test('of several roles the one that may do it is taken, else the reason that comes nearest is told', () => {
  const id = 'khanh-hoa-2026';
  const commune = { id: 1n, role: 'commune' as const, area: areaOf('commune', id) };
  const province = { id: 2n, role: 'province' as const, area: areaOf('province', id) };
  const standing: Standing = { status: 'submitted', waitsFor: 'province', isConfirmed: true, isHelpRequest: false };
  const about = { kind: 'registration' as const, communeCode: places[id].commune, profile: profileById(id), standing };
  expect(officeThatMay([commune, province], 'accept', about)).toEqual({ office: province });
  expect(officeThatMay([commune], 'accept', about)).toEqual({ office: null, why: 'other-level' });
  expect(officeThatMay([], 'accept', about)).toEqual({ office: null, why: 'not-your-role' });
});
