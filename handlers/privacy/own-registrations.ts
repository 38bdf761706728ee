/** A person's own registrations, and what deleting or withdrawing would do to each. */
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
import { actsOpen } from '../registration/flow.ts';
import { profileOf, type Registration, standingOf } from '../registration/store.ts';

export type Own = Prisma.RegistrationGetPayload<{ include: { files: true; items: true } }>;

/** Oldest first. */
export function ownRegistrations(tx: Tx, personId: string): Promise<Own[]> {
  return tx.registration.findMany({
    where: { personId },
    include: { files: { orderBy: { id: 'asc' } }, items: { orderBy: { item: 'asc' } } },
    orderBy: { id: 'asc' },
  });
}

/** As {@link ownRegistrations}, held until the turn ends: no officer decides on one of them in between. */
export async function lockedRegistrations(tx: Tx, personId: string): Promise<Own[]> {
  await tx.$queryRaw`SELECT id FROM registration WHERE person_id = ${personId}::uuid ORDER BY id FOR UPDATE`;
  return ownRegistrations(tx, personId);
}

export function mayWithdraw(one: Registration): boolean {
  return actsOpen(standingOf(one), profileOf(one)).includes('withdraw');
}

/** The way to the decision is still open, so whom to call matters. */
export function mayCorrectContact(one: Registration): boolean {
  return one.status !== 'declined' && one.status !== 'withdrawn' && one.status !== 'rated';
}

/**
 * An officer's decision stands on it, so the office keeps the record, without who it was. A dossier that is being looked
 * at was accepted as an idea before. No rule keeps a request for help.
 */
export function isDecided({ status, isHelpRequest }: Registration): boolean {
  if (isHelpRequest) return false;
  return status === 'accepted' || status === 'dossier_sent' || status === 'rated' || status === 'declined';
}
