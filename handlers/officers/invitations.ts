/** One-time invitations: made, redeemed, throttled, and their codes blotted out wherever they were written. */
import type { Turn } from '../../bot/capability.ts';
import { showEdits } from '../../bot/edits.ts';
import { type Invitation, Prisma } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
import { writeAudit } from '../registration/store.ts';
import { hashCode, makeCode, type RandomBytes } from './codes.ts';
import { codeOf, officeOf } from './office.ts';
import type { Office } from './rights.ts';
import { roomForWrongCodes } from './wrong-codes.ts';

export const invitationDays = 7;
/** So long the inviter can still read the code again in the chat. */
const hiddenAfterMs = 15 * 60_000;
const blot = '••••';

/** Makes an invitation; its code is in the result and nowhere else. */
export async function invite(
  tx: Tx,
  now: Date,
  inviter: Office,
  { role, area }: Omit<Office, 'id'>,
  randomBytes: RandomBytes,
): Promise<{ code: string; until: Date }> {
  const code = makeCode(randomBytes);
  const until = new Date(now.getTime() + invitationDays * 24 * 60 * 60_000);
  const made = await tx.invitation.create({
    data: {
      codeHash: hashCode(code),
      role,
      area: codeOf(area),
      invitedBy: inviter.id,
      createdAt: now,
      expiresAt: until,
    },
  });
  const after = { role, area: codeOf(area), until: until.toISOString() };
  await writeAudit(tx, now, { officer: inviter.id, action: 'invite' }, `invitation:${made.id}`, null, after);
  return { code, until };
}

export type Redeemed =
  | { kind: 'welcome'; office: Office }
  /** They hold this role already; the code stays good for somebody else. */
  | { kind: 'held'; office: Office }
  | { kind: 'wrong'; why: 'unknown' | 'used' | 'expired' | 'revoked'; left: number }
  | { kind: 'wait'; until: Date };

/** Tries a code for the person who sent it. Whether it is right is not even looked at while they must wait. */
export async function redeem(turn: Turn, typed: string, offices: readonly Office[]): Promise<Redeemed> {
  const { tx, now, personId } = turn;
  const room = await roomForWrongCodes(turn);
  if ('until' in room) return { kind: 'wait', until: room.until };

  const found = await tx.invitation.findUnique({ where: { codeHash: hashCode(typed) } });
  const held = found && offices.find((one) => one.role === found.role && codeOf(one.area) === found.area);
  if (held) return { kind: 'held', office: held };
  const why = troubleWith(found, now);
  // Somebody else may use it at the same instant: one of the two finds it used.
  const isOurs =
    found !== null &&
    why === null &&
    (
      await tx.invitation.updateMany({
        where: { id: found.id, usedAt: null, revokedAt: null },
        data: { usedAt: now, hiddenAt: now },
      })
    ).count === 1;
  if (!isOurs) {
    await tx.wrongCode.create({ data: { personId, at: now } });
    return { kind: 'wrong', why: why ?? 'used', left: room.left - 1 };
  }
  const officer = await tx.officer.create({ data: { personId, role: found.role, area: found.area, since: now } });
  await tx.invitation.update({ where: { id: found.id }, data: { usedBy: officer.id } });
  if (found.hiddenAt === null) await hideCode(tx, now, found);
  const after = { role: found.role, area: found.area, invitation: found.id.toString() };
  await writeAudit(tx, now, { officer: officer.id, action: 'redeem' }, `officer:${officer.id}`, null, after);
  return { kind: 'welcome', office: officeOf(officer) };
}

function troubleWith(found: Invitation | null, now: Date): Extract<Redeemed, { kind: 'wrong' }>['why'] | null {
  if (!found) return 'unknown';
  if (found.usedAt) return 'used';
  if (found.revokedAt) return 'revoked';
  return found.expiresAt && found.expiresAt <= now ? 'expired' : null;
}

/**
 * Takes a typed code out of the messages that this conversation keeps, right or wrong: this one, and an earlier one
 * that had to wait while a dialog was left.
 */
export async function maskTyped({ tx, conversationId, messageId }: Turn, typed: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE inbox SET content = jsonb_build_object('kind', 'text', 'text', ${`/canbo ${blot}`}::text)
    WHERE conversation_id = ${conversationId} AND content->>'kind' = 'text' AND (id = ${messageId} OR (
      position(${typed}::text IN content->>'text') > 0
      AND content->>'text' ~* '^\\s*/?\\s*c\\S{2,4}\\s?b\\S{1,3}(@\\S+)?\\s'
    ))`;
}

/** Blots the codes out of the messages that handed them over, a quarter of an hour after they were sent. */
export async function hideOldCodes(tx: Tx, now: Date): Promise<void> {
  const due = await tx.invitation.findMany({
    where: {
      hiddenAt: null,
      invitedBy: { not: null },
      createdAt: { lte: new Date(now.getTime() - hiddenAfterMs) },
    },
    take: 100,
  });
  for (const invitation of due) {
    if (await hideCode(tx, now, invitation)) {
      await tx.invitation.update({ where: { id: invitation.id }, data: { hiddenAt: now } });
    }
  }
}

/**
 * The message was written in the same instant as the invitation; what the inviter's platform shows of it is blotted,
 * too. False while it waits to be sent.
 */
async function hideCode(tx: Tx, now: Date, { invitedBy, createdAt }: Invitation): Promise<boolean> {
  if (invitedBy === null) return true;
  const rows = await tx.$queryRaw<{ id: bigint; isWaiting: boolean }[]>`
    WITH told AS (
      SELECT o.id, o.state FROM outbox o
      JOIN conversation c ON c.id = o.conversation_id
      JOIN officer f ON f.person_id = c.person_id
      WHERE f.id = ${invitedBy} AND o.created_at = ${createdAt} AND o.payload->>'text' LIKE '%/canbo %'
    ),
    hidden AS (
      UPDATE outbox SET payload = jsonb_set(
        payload, '{text}', to_jsonb(regexp_replace(payload->>'text', '/canbo [0-9A-Z-]+', ${`/canbo ${blot}`}::text, 'g'))
      ), edited_at = ${now}
      WHERE id IN (SELECT id FROM told WHERE state NOT IN ('planned', 'sending'))
    )
    SELECT id, state IN ('planned', 'sending') AS "isWaiting" FROM told`;
  const hidden = rows.flatMap(({ id, isWaiting }) => (isWaiting ? [] : [id]));
  if (hidden.length > 0) await showEdits(tx, now, Prisma.sql`SELECT unnest(${hidden}::bigint[])`);
  return hidden.length === rows.length;
}
