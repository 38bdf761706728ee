/** Saying that one comes, with how many, or not: every change of a sign-up, under the notice's lock. */
import type { Turn } from '../../bot/capability.ts';
import { priority } from '../../bot/outbox.ts';
import type { QuietHours } from '../../bot/quiet-hours.ts';
import type { SignUp } from '../../prisma/generated/client.ts';
import type { NoticeRow } from '../notices/notice.ts';
import { largestPartyOf } from './party.ts';
import { endOfLine, fillSeats, lockNotice, positionOf, roomIn, tellMovedUp } from './seats.ts';
import { hasBegun } from './timing.ts';

/** Why nothing can be changed. */
export type Closed = 'gone' | 'no-sign-up' | 'not-sent' | 'withdrawn' | 'called-off' | 'begun' | 'attended';

export type Outcome =
  | { kind: 'closed'; why: Closed; notice: NoticeRow | null }
  /** `isNew`: this very message made it so. */
  | { kind: 'going'; notice: NoticeRow; people: number; isNew: boolean }
  | { kind: 'waiting'; notice: NoticeRow; people: number; position: number; isNew: boolean }
  | { kind: 'declined'; notice: NoticeRow; isNew: boolean }
  | { kind: 'too-many'; notice: NoticeRow; most: number; isHolding: boolean }
  /** They have nothing, and so many do not fit into the `free` seats, of which there are some: nothing is recorded. */
  | { kind: 'too-few-seats'; notice: NoticeRow; free: number }
  /** They have nothing, and all there is for so many is the waiting list: nothing is recorded until they want that. */
  | { kind: 'full'; notice: NoticeRow; people: number; isQueued: boolean }
  /** What they have stays; `free` more could be had, none while others wait. */
  | { kind: 'no-room'; notice: NoticeRow; people: number; free: number; isQueued: boolean };

/** Null while people can sign up and change their minds. */
export function whyClosed(notice: NoticeRow | null, now: Date): Closed | null {
  if (notice === null) return 'gone';
  if (notice.state === 'called_off') return 'called-off';
  if (notice.state === 'withdrawn') return 'withdrawn';
  if (notice.state !== 'sent') return 'not-sent';
  if (!notice.signUp) return 'no-sign-up';
  return hasBegun(notice, now) ? 'begun' : null;
}

/** Locks the notice and looks up what the person said; or why nothing can be changed. */
async function open({ tx, now, personId }: Turn, id: bigint) {
  const notice = await lockNotice(tx, id);
  const why = whyClosed(notice, now);
  if (notice === null || why !== null) return { outcome: { kind: 'closed', why: why ?? 'gone', notice } as const };
  const own = await tx.signUp.findUnique({ where: { noticeId_personId: { noticeId: id, personId } } });
  if (own?.attendedAt) return { outcome: { kind: 'closed', why: 'attended', notice } as const };
  return { outcome: null, notice, own };
}

/** Takes one seat, or a place at the end of the waiting list. Whoever has either keeps it. */
export function join(turn: Turn, id: bigint): Promise<Outcome> {
  return take(turn, id, 1, true);
}

/** Gives back the seat or the place on the waiting list, and lets the next ones move up. */
export async function decline(turn: Turn, id: bigint, quietHours: QuietHours): Promise<Outcome> {
  const { tx, now, personId } = turn;
  const { outcome, notice, own } = await open(turn, id);
  if (outcome) return outcome;
  if (own?.state === 'declined') return { kind: 'declined', notice, isNew: false };
  await tx.signUp.upsert({
    where: { noticeId_personId: { noticeId: id, personId } },
    create: { noticeId: id, personId, state: 'declined', since: now },
    update: { state: 'declined', people: 1, since: now },
  });
  await unsay(turn, id);
  if (own) await letOthersUp(turn, notice, quietHours);
  return { kind: 'declined', notice, isNew: true };
}

/**
 * Signs up with so many at once. A number that cannot be had records nothing. `mayWait`: the person has agreed to the
 * waiting list. Whoever is signed up already keeps what they have.
 */
export async function take(turn: Turn, id: bigint, people: number, mayWait = false): Promise<Outcome> {
  const { tx, now, personId } = turn;
  const { outcome, notice, own } = await open(turn, id);
  if (outcome) return outcome;
  if (own && own.state !== 'declined') return standing(turn, notice, own, false);
  const most = largestPartyOf(notice);
  const { free, waiting } = await roomIn(tx, notice);
  const isQueued = waiting > 0;
  const fits = free === null || (!isQueued && people <= free);
  if (!fits && free > 0 && !isQueued && !mayWait) return { kind: 'too-few-seats', notice, free };
  if (people < 1 || people > most) return { kind: 'too-many', notice, most, isHolding: false };
  if (!fits && !mayWait) return { kind: 'full', notice, people, isQueued };
  const answer = fits
    ? { state: 'going' as const, people, since: now }
    : { state: 'waiting' as const, people, since: await endOfLine(tx, now, id) };
  const made = await tx.signUp.upsert({
    where: { noticeId_personId: { noticeId: id, personId } },
    create: { noticeId: id, personId, ...answer },
    update: answer,
  });
  return standing(turn, notice, made, true);
}

/** Changes how many come together, or signs up with so many. Who wants more seats comes after those who wait already. */
export async function resize(turn: Turn, id: bigint, people: number, quietHours: QuietHours): Promise<Outcome> {
  const { tx, now, personId } = turn;
  const { outcome, notice, own } = await open(turn, id);
  if (outcome) return outcome;
  if (!own || own.state === 'declined') return take(turn, id, people);
  const most = largestPartyOf(notice);
  if (people < 1 || people > most) return { kind: 'too-many', notice, most, isHolding: true };
  if (people === own.people) return standing(turn, notice, own, false);
  const more = people - own.people;
  if (own.state === 'going' && more > 0) {
    const { free, waiting } = await roomIn(tx, notice);
    if (free !== null && (waiting > 0 || free < more)) {
      return { kind: 'no-room', notice, people: own.people, free, isQueued: waiting > 0 };
    }
  }
  const isBehind = own.state === 'waiting' && more > 0;
  const since = isBehind ? await endOfLine(tx, now, id) : own.since;
  const key = { noticeId_personId: { noticeId: id, personId } };
  await tx.signUp.update({ where: key, data: { people, since } });
  await letOthersUp(turn, notice, quietHours);
  return standing(turn, notice, await tx.signUp.findUniqueOrThrow({ where: key }), true);
}

/** Who asks is answered, the others who got seats by it are told. */
async function letOthersUp({ tx, now, personId }: Turn, notice: NoticeRow, quietHours: QuietHours): Promise<void> {
  const moved = await fillSeats(tx, now, notice);
  const others = moved.filter((one) => one.personId !== personId);
  await tellMovedUp(tx, now, notice, others, quietHours);
}

/** What a sign-up comes to. */
export async function standing(
  { tx }: Pick<Turn, 'tx'>,
  notice: NoticeRow,
  own: SignUp,
  isNew: boolean,
): Promise<Outcome> {
  const { state, people, since } = own;
  if (state === 'declined') return { kind: 'declined', notice, isNew };
  if (state === 'going') return { kind: 'going', notice, people, isNew };
  return { kind: 'waiting', notice, people, position: await positionOf(tx, notice.id, since), isNew };
}

/** A reminder, or word of a seat, that still waits for the morning is not sent to somebody who does not come. */
async function unsay({ tx, now, personId }: Turn, id: bigint): Promise<void> {
  const button = JSON.stringify([{ value: `class:decline:${id}` }]);
  await tx.$executeRaw`
    UPDATE outbox SET state = 'cancelled', reason = 'declined since', settled_at = ${now}
    WHERE conversation_id IN (SELECT id FROM conversation WHERE person_id = ${personId}::uuid)
      AND state = 'planned' AND priority = ${priority.reminder} AND broadcast_id IS NULL
      AND payload->'choices' @> ${button}::jsonb`;
}
