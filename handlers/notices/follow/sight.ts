/** Which notices an officer follows: those that were composed by officers within their area. */
import type { Turn } from '../../../bot/capability.ts';
import type { Tx } from '../../../prisma/open.ts';
import { officeOf, officesOf } from '../../officers/office.ts';
import { type Office, officeThatMay } from '../../officers/rights.ts';
import { type Notice, type NoticeRow, readNotice } from '../notice.ts';

export interface Followed {
  notice: NoticeRow & Notice;
  composer: Omit<Office, 'id'>;
  /** The office by which the person follows it. */
  office: Office;
  offices: readonly Office[];
}

/** A composer whose data is gone leaves the notice to the province. */
const nobody: Omit<Office, 'id'> = { role: 'province', area: { level: 'province' } };

/** Ids of the officers whose notices these offices follow; null: everybody's. */
export async function composersInSight(tx: Tx, offices: readonly Office[]): Promise<bigint[] | null> {
  if (mayFollow(offices, nobody)) return null;
  const officers = await tx.officer.findMany({ select: { id: true, role: true, area: true } });
  return officers.map(officeOf).flatMap((one) => (mayFollow(offices, one) ? [one.id] : []));
}

/** Null when there is none such, or none that this person may follow. */
export async function noticeInSight(
  { tx, personId }: Pick<Turn, 'tx' | 'personId'>,
  id: bigint,
): Promise<Followed | null> {
  const offices = await officesOf(tx, personId);
  const row = await tx.notice.findUnique({ where: { id } });
  if (!row) return null;
  const officer = await tx.officer.findUnique({ where: { id: row.officer } });
  const composer = officer ? officeOf(officer) : nobody;
  const office = mayFollow(offices, composer);
  return office && { notice: readNotice(row), composer, office, offices };
}

function mayFollow(offices: readonly Office[], composer: Omit<Office, 'id'>): Office | null {
  return officeThatMay(offices, 'follow-notice', { kind: 'office', role: composer.role, area: composer.area }).office;
}
