/** Registrations in the database: every change is checked against the version that was seen, and written to the audit log. */
import type { Prisma, Registration } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
import { profileById } from '../programme/profile.ts';
import { type Level, levels, type Profile } from '../programme/profile-schema.ts';
import type { Standing } from './flow.ts';
import { nameless } from './nameless.ts';

export type { Registration };

/** Who did something: an officer's id, or null for the producer and for the system. */
export interface Deed {
  officer: bigint | null;
  action: string;
  /** What the audit log must say beside the new state: the dossier item that was looked at, say. */
  note?: Prisma.InputJsonObject;
}

export function profileOf(registration: Pick<Registration, 'profile'>): Profile {
  return profileById(registration.profile);
}

export function standingOf(registration: Registration): Standing {
  return {
    status: registration.status,
    waitsFor: readLevel(registration.waitsFor),
    isConfirmed: registration.confirmedAt !== null,
    isHelpRequest: registration.isHelpRequest,
  };
}

export function readLevel(text: string | null): Level | null {
  return levels.find((level) => level === text) ?? null;
}

/** The columns of a standing. Whoever gets it on the desk has it since `now`. */
export function standingColumns(standing: Standing, now: Date) {
  return { status: standing.status, waitsFor: standing.waitsFor, waitsSince: standing.waitsFor === null ? null : now };
}

/** The next code of the year in Viet Nam: `OCOP-2026-0001`. Codes of one year wait for each other until their turn is over. */
export async function nextCode(tx: Tx, now: Date): Promise<string> {
  const year = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Ho_Chi_Minh', year: 'numeric' }).format(now);
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO counter (name, last) VALUES (${`registration ${year}`}, 1)
    ON CONFLICT (name) DO UPDATE SET last = counter.last + 1 RETURNING last`;
  if (!row) throw new Error('The counter returned no row.');
  return `OCOP-${year}-${String(row.last).padStart(4, '0')}`;
}

export async function createRegistration(
  tx: Tx,
  data: Prisma.RegistrationUncheckedCreateInput,
  deed: Deed,
): Promise<Registration> {
  const made = await tx.registration.create({ data });
  await writeAudit(tx, made.submittedAt, deed, `registration:${made.id}`, null, auditable(made));
  return made;
}

/**
 * Changes a registration if it still is as it was seen; null if somebody else was faster. The caller shows the newer
 * state instead.
 */
export async function changeRegistration(
  tx: Tx,
  now: Date,
  seen: Registration,
  change: Prisma.RegistrationUncheckedUpdateManyInput,
  deed: Deed,
): Promise<Registration | null> {
  const { count } = await tx.registration.updateMany({
    where: { id: seen.id, version: seen.version },
    data: { ...change, version: seen.version + 1, updatedAt: now },
  });
  if (count === 0) return null;
  const changed = await tx.registration.findUniqueOrThrow({ where: { id: seen.id } });
  await writeAudit(tx, now, deed, `registration:${seen.id}`, auditable(seen), { ...auditable(changed), ...deed.note });
  return changed;
}

export async function writeAudit(
  tx: Tx,
  at: Date,
  { officer, action }: Deed,
  subject: string,
  before: Prisma.InputJsonObject | null,
  after: Prisma.InputJsonObject | null,
): Promise<void> {
  await tx.audit.create({
    data: { at, officer, action, subject, ...(before && { before }), ...(after && { after }) },
  });
}

/** What the audit log keeps of a registration: decisions and facts, nothing that names or reaches a person. */
function auditable(one: Registration): Prisma.InputJsonObject {
  return {
    code: one.code,
    status: one.status,
    waitsFor: one.waitsFor,
    version: one.version,
    productName: one.productName,
    productGroup: one.productGroup,
    communeCode: one.communeCode,
    localMaterial: one.localMaterial,
    localLabour: one.localLabour,
    confirmedMaterial: one.confirmedMaterial,
    confirmedLabour: one.confirmedLabour,
    wishedStars: one.wishedStars,
    remark: one.remark === null ? null : nameless(one.remark, one),
    scoreHundredths: one.scoreHundredths,
    stars: one.stars,
    certifiedOn: one.certifiedOn?.toISOString() ?? null,
  };
}
