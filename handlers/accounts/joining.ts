/**
 * Two people who are one: everything of the one goes to the other, and what was brought is written down, so that it can
 * be taken apart again. What is made after that belongs to the one who stays.
 */
import { z } from 'zod';
import type { QuietHours } from '../../bot/quiet-hours.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
import { writeAudit } from '../registration/store.ts';
import { joinSignUps } from './join-sign-ups.ts';

/** Another message of the same broadcast went, or goes, to the same person. */
export const toldElsewhere = 'told on another channel';

const ids = z.array(z.string());
const broughtSchema = z.object({
  conversations: ids,
  registrations: ids,
  officers: ids,
  consents: ids,
  /** Ids of notices. */
  signUps: ids,
  joinings: ids,
  /** The choice of notices as it was. */
  subscription: z
    .object({ topics: z.array(z.string()), communeCode: z.string().nullable(), chosenAt: z.coerce.date() })
    .nullable(),
});
type Brought = z.infer<typeof broughtSchema>;

export interface Joined {
  id: bigint;
  conversations: readonly bigint[];
  at: Date;
}

/** Unfinished dialogs that both have: one would be lost, so they keep two people from being joined. */
export async function draftsInTheWay(tx: Tx, one: string, other: string): Promise<string[]> {
  const rows = await tx.draft.groupBy({ by: ['dialog'], where: { personId: { in: [one, other] } }, _count: true });
  return rows.flatMap(({ dialog, _count }) => (_count > 1 ? [dialog] : []));
}

/** Makes `former` a part of `keeper`. The caller's turn holds the lock of the former. */
export async function joinPeople(
  tx: Tx,
  now: Date,
  { keeper, former, quietHours }: { keeper: string; former: string; quietHours: QuietHours },
): Promise<void> {
  await tx.$queryRaw`SELECT id FROM person WHERE id = ${keeper}::uuid FOR NO KEY UPDATE`;
  const whose = { where: { personId: former } };
  const to = { ...whose, data: { personId: keeper } };
  const idsOf = (rows: readonly { id: bigint }[]) => rows.map(({ id }) => id.toString());
  const select = { id: true };
  const subscription = await tx.subscription.findUnique(whose);
  const brought: Brought = {
    conversations: idsOf(await tx.conversation.findMany({ ...whose, select })),
    registrations: idsOf(await tx.registration.findMany({ ...whose, select })),
    officers: idsOf(await tx.officer.findMany({ ...whose, select })),
    consents: idsOf(await tx.consent.findMany({ ...whose, select })),
    signUps: (await joinSignUps(tx, now, { keeper, former, quietHours })).map((id) => id.toString()),
    joinings: idsOf(await tx.joining.findMany({ ...whose, select })),
    subscription: subscription && {
      topics: subscription.topics,
      communeCode: subscription.communeCode,
      chosenAt: subscription.chosenAt,
    },
  };
  await joinSubscriptions(tx, keeper, former);
  await joinLedgers(tx, now, keeper, former);
  await tx.conversation.updateMany(to);
  await tx.registration.updateMany(to);
  await tx.officer.updateMany(to);
  await tx.consent.updateMany(to);
  await tx.draft.updateMany(to);
  await tx.wrongCode.updateMany(to);
  await tx.joining.updateMany(to);
  await tx.joinCode.deleteMany({ where: { personId: { in: [keeper, former] } } });
  await tx.person.delete({ where: { id: former } });
  await tx.joining.create({ data: { personId: keeper, formerId: former, at: now, brought: asJson(brought) } });
  await writeAudit(tx, now, { officer: null, action: 'join' }, 'person', null, {
    registrations: brought.registrations.length,
    roles: brought.officers.length,
  });
}

/** The choice made last holds. */
async function joinSubscriptions(tx: Tx, keeper: string, former: string): Promise<void> {
  const [own, other] = [
    await tx.subscription.findUnique({ where: { personId: keeper } }),
    await tx.subscription.findUnique({ where: { personId: former } }),
  ];
  if (other === null) return;
  if (own !== null && own.chosenAt >= other.chosenAt) {
    await tx.subscription.delete({ where: { personId: former } });
    return;
  }
  if (own !== null) await tx.subscription.delete({ where: { personId: keeper } });
  await tx.subscription.update({ where: { personId: former }, data: { personId: keeper } });
}

/** Nobody gets a notice twice: where both are in a ledger, the row of the one who goes is not sent any more. */
async function joinLedgers(tx: Tx, now: Date, keeper: string, former: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE outbox o SET state = 'cancelled', reason = ${toldElsewhere}, settled_at = ${now}
    FROM conversation c
    WHERE c.id = o.conversation_id AND c.person_id = ${former}::uuid AND o.person_id = ${former}::uuid AND o.state = 'planned'
      AND EXISTS (
        SELECT FROM outbox k WHERE k.broadcast_id = o.broadcast_id AND k.person_id = ${keeper}::uuid
          AND k.state IN ('planned', 'sending', 'sent', 'unknown')
      )`;
  await tx.$executeRaw`
    UPDATE outbox o SET person_id = ${keeper}::uuid
    FROM conversation c
    WHERE c.id = o.conversation_id AND c.person_id = ${former}::uuid AND o.person_id = ${former}::uuid
      AND NOT EXISTS (SELECT FROM outbox k WHERE k.broadcast_id = o.broadcast_id AND k.person_id = ${keeper}::uuid)`;
}

/** What a person was joined with, oldest first. */
export async function joinedWith(tx: Tx, personId: string): Promise<Joined[]> {
  const rows = await tx.joining.findMany({ where: { personId }, orderBy: { id: 'asc' } });
  return rows.map(({ id, at, brought }) => ({
    id,
    at,
    conversations: broughtSchema.parse(brought).conversations.map(BigInt),
  }));
}

/** Gives back what was brought, as far as it is still there; false when there is no such joining of this person. */
export function takeApart(tx: Tx, now: Date, keeper: string, id: bigint): Promise<boolean> {
  return giveBack(tx, now, keeper, id);
}

/** After a person had all their data deleted: each place is on its own again, and nothing comes back with it. */
export async function releasePlaces(tx: Tx, now: Date, personId: string): Promise<void> {
  await tx.joinCode.deleteMany({ where: { personId } });
  for (const { id } of await joinedWith(tx, personId)) await giveBack(tx, now, personId, id, true);
}

async function giveBack(tx: Tx, now: Date, keeper: string, id: bigint, isErased = false): Promise<boolean> {
  const row = await tx.joining.findFirst({ where: { id, personId: keeper } });
  if (row === null) return false;
  const brought = broughtSchema.parse(row.brought);
  const { formerId: former } = row;
  const give = (what: readonly string[]) => ({
    where: { id: { in: what.map(BigInt) }, personId: keeper },
    data: { personId: former },
  });
  await tx.person.create({ data: { id: former, createdAt: now } });
  await tx.conversation.updateMany(give(brought.conversations));
  await tx.registration.updateMany(give(brought.registrations));
  await tx.officer.updateMany(give(brought.officers));
  await tx.consent.updateMany(give(brought.consents));
  await tx.joining.updateMany(give(brought.joinings));
  await tx.signUp.updateMany({
    where: { personId: keeper, noticeId: { in: brought.signUps.map(BigInt) } },
    data: { personId: former },
  });
  if (brought.subscription && !isErased)
    await tx.subscription.create({ data: { personId: former, ...brought.subscription } });
  await tx.$executeRaw`
    UPDATE outbox o SET person_id = ${former}::uuid FROM conversation c
    WHERE c.id = o.conversation_id AND c.person_id = ${former}::uuid AND o.person_id = ${keeper}::uuid`;
  await tx.joining.delete({ where: { id } });
  if (isErased) return true;
  await writeAudit(tx, now, { officer: null, action: 'take-apart' }, 'person', null, {
    registrations: brought.registrations.length,
    roles: brought.officers.length,
  });
  return true;
}

function asJson(brought: Brought): Prisma.InputJsonObject {
  const { subscription, ...lists } = brought;
  return { ...lists, subscription: subscription && { ...subscription, chosenAt: subscription.chosenAt.toISOString() } };
}
