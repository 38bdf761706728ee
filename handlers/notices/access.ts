/** Which officer may do what with a notice: its author, and whoever's area holds the author's. */
import type { Tx } from '../../prisma/open.ts';
import { officeOf, officesOf } from '../officers/office.ts';
import { areaWithin, levelOf, type Office, refusalOf } from '../officers/rights.ts';
import type { Profile } from '../programme/profile-schema.ts';
import { type Audience, isNarrow } from './audience.ts';
import type { NoticeRow } from './notice.ts';

const nothing = { kind: 'nothing' } as const;
const breadth = { province: 0, district: 1, commune: 2 } as const;

/** The office with the widest area that may announce: whom it reaches is bounded by that area. */
export function composingOffice(offices: readonly Office[]): Office | null {
  const may = offices.filter((office) => refusalOf(office, 'announce', nothing) === null);
  const [widest = null] = [...may].sort((one, other) => breadth[levelOf(one.role)] - breadth[levelOf(other.role)]);
  return widest;
}

/** The office and the person that a notice is of, also when the role was taken back since. */
export async function authorOf(
  tx: Tx,
  { officer }: Pick<NoticeRow, 'officer'>,
): Promise<{ office: Office; personId: string; isRevoked: boolean }> {
  const row = await tx.officer.findUniqueOrThrow({ where: { id: officer } });
  return { office: officeOf(row), personId: row.personId, isRevoked: row.revokedAt !== null };
}

/** The office by which a person may change, send or withdraw a notice of this author; null when there is none. */
export function officeOver(offices: readonly Office[], author: Pick<Office, 'area'>): Office | null {
  const over = offices.filter(({ area }) => areaWithin(author.area, area));
  return composingOffice(over);
}

/** The office by which somebody may approve; nobody approves what is their own. */
export function approvingOffice(offices: readonly Office[]): Office | null {
  return offices.find((office) => refusalOf(office, 'approve-notice', nothing) === null) ?? null;
}

/** Everybody but the author who could approve. */
export async function approversBeside(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx.officer.findMany({ where: { revokedAt: null, personId: { not: personId } } });
  const may = rows.filter((row) => approvingOffice([officeOf(row)]) !== null);
  return [...new Set(may.map((row) => row.personId))];
}

/** `alone`: it would be needed, but there is nobody else who could. */
export type Approval = 'not-needed' | 'needed' | 'alone';

/** What the officer reads who is the only one that could. */
export const skippedApproval = 'Chưa có cán bộ nào khác duyệt được nên tôi bỏ qua bước duyệt.';

/** Whether what this office sends to the whole province waits for a second officer. */
export async function approvalOf(
  tx: Tx,
  profile: Profile,
  office: Pick<Office, 'role'>,
  personId: string,
): Promise<Approval> {
  if (!profile.notices.provinceWideNeedsApproval || levelOf(office.role) !== 'province') return 'not-needed';
  return (await approversBeside(tx, personId)).length > 0 ? 'needed' : 'alone';
}

/** The same for one audience: some places, or people by name, are not the whole province. */
export function approvalFor(approval: Approval, audience: Audience): Approval {
  return isNarrow(audience) ? 'not-needed' : approval;
}

/** What a person holds, with the office by which they may handle the notice. */
export async function officesOver(tx: Tx, personId: string, author: Pick<Office, 'area'>) {
  const offices = await officesOf(tx, personId);
  return { offices, office: officeOver(offices, author) };
}
