/** Who signed up for a notice, with the names and numbers that an officer may see. */
import type { Prisma, SignUp } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
import { type Office, officeThatMay } from '../officers/rights.ts';
import { areaName } from '../programme/area.ts';
import { showPhone } from '../register/phone.ts';
import { profileOf, type Registration, standingOf } from '../registration/store.ts';

export interface RosterRow {
  signUp: SignUp;
  /** `Nguyễn Thị Lan`, as they said or registered; `người dùng #1A2B3C` of somebody who did neither. */
  name: string;
  producer: string | null;
  /** Of the registration, whose names go from this list, too, when its producer has their data deleted. */
  code: string | null;
  commune: string | null;
  /** Null too where this officer may not see it. */
  phone: string | null;
}

/** In the order going, waiting, declined, and by when they said so. */
export async function rosterRows(
  tx: Tx,
  offices: readonly Office[],
  noticeId: bigint,
  page: { skip: number; take: number } | null,
): Promise<RosterRow[]> {
  const orderBy: Prisma.SignUpOrderByWithRelationInput[] = [{ state: 'asc' }, { since: 'asc' }, { personId: 'asc' }];
  const signUps = await tx.signUp.findMany({ where: { noticeId }, orderBy, ...page });
  const registrations = await tx.registration.findMany({
    where: { personId: { in: signUps.map(({ personId }) => personId) } },
    orderBy: { id: 'desc' },
    distinct: ['personId'],
  });
  return signUps.map((signUp) => {
    const one = registrations.find(({ personId }) => personId === signUp.personId);
    return {
      signUp,
      name: signUp.name ?? one?.representative ?? `người dùng #${signUp.personId.slice(0, 6).toUpperCase()}`,
      producer: one?.producerName ?? null,
      code: one?.code ?? null,
      commune: one ? areaName({ level: 'commune', code: one.communeCode }) : null,
      phone: one && mayCall(offices, one) ? showPhone(one.phone) : null,
    };
  });
}

function mayCall(offices: readonly Office[], one: Registration): boolean {
  const about = {
    kind: 'registration' as const,
    communeCode: one.communeCode,
    profile: profileOf(one),
    standing: standingOf(one),
  };
  return officeThatMay(offices, 'see-phone', about).office !== null;
}
