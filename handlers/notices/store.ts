/** Notices in the database: every change is checked against the version that was seen, and written to the audit log. */
import { maskPersonalData } from '../../knowledge/mask.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
import { type Deed, writeAudit } from '../registration/store.ts';
import type { Composed } from './answers.ts';
import { type Audience, audienceSchema } from './audience.ts';
import { type Notice, type NoticeRow, readNotice } from './notice.ts';

/** A stored notice with its audience. */
export type Stored = NoticeRow & Notice & { audience: Audience };

/** What a button shows of the notice that it is about. */
export type Seen = Pick<NoticeRow, 'id' | 'version'>;

export function readStored(row: NoticeRow): Stored {
  return { ...readNotice(row), audience: audienceSchema.parse(row.audience) };
}

export async function findNotice(tx: Tx, id: bigint): Promise<Stored | null> {
  const row = await tx.notice.findUnique({ where: { id } });
  return row && readStored(row);
}

/** The columns of what was composed. Without a time of its own it goes out at once. */
export function columnsOf({ audience, attachment, sendAt, ...rest }: Composed, now: Date) {
  return { ...rest, audience, attachment: attachment ?? Prisma.DbNull, sendAt: sendAt ?? now };
}

export async function createNotice(
  tx: Tx,
  now: Date,
  composed: Composed,
  rest: Pick<NoticeRow, 'state' | 'officer'>,
  area: string | null,
): Promise<Stored> {
  const data = { ...columnsOf(composed, now), ...rest, createdAt: now, updatedAt: now };
  const made = readStored(await tx.notice.create({ data }));
  const deed = { officer: made.officer, action: 'compose-notice' };
  await writeAudit(tx, now, deed, subjectOf(made), null, auditable(made, area));
  return made;
}

/**
 * Changes a notice if it still is as it was seen, and in one of these states; null if somebody else was faster. Two
 * presses, or two processes, never do the same twice.
 */
export async function changeNotice(
  tx: Tx,
  now: Date,
  seen: Stored,
  from: readonly NoticeRow['state'][],
  change: Prisma.NoticeUncheckedUpdateManyInput,
  deed: Deed & { area: string | null },
): Promise<Stored | null> {
  const { count } = await tx.notice.updateMany({
    where: { id: seen.id, version: seen.version, state: { in: [...from] } },
    data: { ...change, version: seen.version + 1, updatedAt: now },
  });
  if (count === 0) return null;
  const changed = readStored(await tx.notice.findUniqueOrThrow({ where: { id: seen.id } }));
  const after = { ...auditable(changed, deed.area), ...deed.note };
  await writeAudit(tx, now, deed, subjectOf(seen), auditable(seen, deed.area), after);
  return changed;
}

function subjectOf({ id }: Pick<NoticeRow, 'id'>): string {
  return `notice:${id}`;
}

/** What the audit log keeps of a notice; `area` lets the officers of that area read it. */
function auditable(one: Stored, area: string | null): Prisma.InputJsonObject {
  return {
    title: maskPersonalData(one.title),
    kind: one.kind,
    state: one.state,
    version: one.version,
    startsAt: one.startsAt?.toISOString() ?? null,
    endsAt: one.endsAt?.toISOString() ?? null,
    sendAt: one.sendAt.toISOString(),
    urgent: one.urgent,
    area,
  };
}
