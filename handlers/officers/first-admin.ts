/** The first admin comes in by a code from the settings, or by one that is printed once. */
import type { PrismaClient } from '../../prisma/generated/client.ts';
import { writeAudit } from '../registration/store.ts';
import { hashCode, makeCode, type RandomBytes } from './codes.ts';

/** Any number that no other lock of this kind has. */
const lock = 7_024_001;

export interface FirstAdminOptions {
  /** From the settings; null: a code is made and told. */
  adminInviteCode: string | null;
  randomBytes: RandomBytes;
  /** Shows a new code to whoever runs the program; it is kept nowhere. */
  tell(code: string): void;
}

/**
 * Makes sure that somebody can become admin while nobody is: with the code of the settings, else with one that is made
 * and told once. Only its hash is kept. It does not expire, since an office may take its time, but works once. A code
 * of the settings that was used is not opened again: whoever lost their admin sets another one.
 */
export async function openFirstInvitation(client: PrismaClient, now: Date, options: FirstAdminOptions): Promise<void> {
  const { adminInviteCode, randomBytes, tell } = options;
  await client.$transaction(async (tx) => {
    // Several processes may start at once; only one of them may make and tell a code.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lock})`;
    if ((await tx.officer.count({ where: { role: 'admin', revokedAt: null } })) > 0) return;
    const first = { role: 'admin', invitedBy: null };
    const open = await tx.invitation.findMany({ where: { ...first, usedAt: null, revokedAt: null } });
    if (adminInviteCode === null && open.length > 0) return;
    const code = adminInviteCode ?? makeCode(randomBytes);
    const codeHash = hashCode(code);
    await tx.invitation.updateMany({
      where: { id: { in: open.flatMap((one) => (one.codeHash === codeHash ? [] : [one.id])) } },
      data: { revokedAt: now },
    });
    if ((await tx.invitation.count({ where: { codeHash } })) > 0) return;
    const made = await tx.invitation.create({ data: { ...first, codeHash, createdAt: now, hiddenAt: now } });
    const after = { role: 'admin', area: null };
    await writeAudit(tx, now, { officer: null, action: 'invite' }, `invitation:${made.id}`, null, after);
    // Before the commit: killed in between, the next start makes and tells another one. The other way round it were lost.
    if (adminInviteCode === null) tell(code);
  });
}
