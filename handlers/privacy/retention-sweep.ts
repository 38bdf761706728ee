/** Ends what is past its period (periods.ts): a little at each sweep, so that no sweep takes long. */
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
import {
  daysAgo,
  invitationsKeptDays,
  registrationsKeptDays,
  signUpNamesKeptDays,
  wrongCodesKeptDays,
} from './periods.ts';
import { noPhone, pseudonymise } from './pseudonymise.ts';

const mostAtOnce = 50;

export async function sweepPersonalData(tx: Tx, now: Date): Promise<void> {
  const due = await tx.registration.findMany({
    where: { phone: { not: noPhone }, OR: endedBefore(daysAgo(now, registrationsKeptDays)) },
    orderBy: { id: 'asc' },
    take: mostAtOnce,
  });
  for (const one of due) await pseudonymise(tx, now, one, 'period-over');
  await tx.consent.deleteMany({ where: { OR: consentsSpentBefore(daysAgo(now, registrationsKeptDays)) } });
  await tx.wrongCode.deleteMany({ where: { at: { lt: daysAgo(now, wrongCodesKeptDays) } } });
  const over = { lt: daysAgo(now, signUpNamesKeptDays) };
  await tx.signUp.updateMany({
    where: { name: { not: null }, notice: { OR: [{ startsAt: over }, { startsAt: null, sendAt: over }] } },
    data: { name: null },
  });
  const before = { lt: daysAgo(now, invitationsKeptDays) };
  await tx.invitation.deleteMany({
    where: {
      // A first admin's code that was used must stay known, or the settings would open it again.
      invitedBy: { not: null },
      OR: [{ usedAt: before }, { revokedAt: before }, { expiresAt: before, usedAt: null, revokedAt: null }],
    },
  });
}

/** A result without a certificate, and help that was given, are ends too: nothing follows. */
function endedBefore(moment: Date): Prisma.RegistrationWhereInput[] {
  const before = { lt: moment };
  return [
    { status: { in: ['declined', 'withdrawn'] }, updatedAt: before },
    { status: 'rated', certificateEnds: before },
    { status: 'rated', certificateEnds: null, updatedAt: before },
    { status: 'accepted', isHelpRequest: true, updatedAt: before },
  ];
}

/** The proof of a consent is needed as long as what it was given for is there. */
function consentsSpentBefore(moment: Date): Prisma.ConsentWhereInput[] {
  return [
    { withdrawnAt: { lt: moment }, person: { registrations: { none: {} } } },
    { givenAt: { lt: moment }, person: { registrations: { none: {} }, drafts: { none: {} } } },
  ];
}
