/** A broadcast to a crowd, planned before any program runs, and what its ledger must say at every moment and at the end. */
import { expect } from 'vitest';
import { type Ledger, ledgerStates, readLedger } from '../../bot/broadcast.ts';
import { type Database, openDatabase } from '../../prisma/open.ts';
import { planFor } from '../audience.ts';
import { addPeople, firstChat, theCrowd } from '../crowd-rows.ts';
import type { CountingTelegram } from '../fakes/counting-telegram.ts';
import type { Place } from './program.ts';

export const text = 'Mời bà con tập huấn bao bì';
/** Sends that may be under way at once; a kill leaves at most so many undecided. */
export const mostInFlight = 32;

export interface MassMessage {
  id: bigint;
  audience: number;
}

export async function planIn(place: Place, audience: number): Promise<MassMessage> {
  return within(place, async ({ client }) => {
    await addPeople(client, audience, new Date());
    return { id: await planFor(client, new Date(), text, { people: theCrowd }), audience };
  });
}

/** With the database that a place holds; an embedded one is nobody else's meanwhile. */
export async function within<T>(place: Place, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(place.location);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Times that a chat was given the message. */
export const copies = (fake: CountingTelegram, chat: string): number =>
  fake.received(chat).filter((one) => one === text).length;

export const chatsOf = ({ audience }: MassMessage): string[] =>
  Array.from({ length: audience }, (_, n) => `${firstChat + n}`);

/** The sums hold: as many rows as people, each in one state. */
export async function expectSums(client: Database['client'], { id, audience }: MassMessage): Promise<Ledger> {
  const ledger = await readLedger(client, id);
  expect(ledger).toMatchObject({ audience, erased: 0 });
  expect(ledgerStates.reduce((sum, state) => sum + ledger[state], 0)).toBe(audience);
  return ledger;
}

/** Looks at the sums again and again until `stop`, which gives back how many looks there were. */
export function keepLooking(client: Database['client'], message: MassMessage): { stop(): Promise<number> } {
  let looks = 0;
  let isOver = false;
  const looking = (async () => {
    while (!isOver) {
      await expectSums(client, message);
      looks++;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  // Reported by `stop`.
  looking.catch(() => {});
  return {
    async stop() {
      isOver = true;
      await looking;
      return looks;
    },
  };
}

/**
 * Nothing is left to do, and the ledger says what people got: once who is in *sent*, at most once who is in *unknown*,
 * never who is in *refused* or *unreachable*.
 */
export async function expectTrueLedger(
  client: Database['client'],
  fake: CountingTelegram,
  message: MassMessage,
): Promise<Ledger> {
  const ledger = await expectSums(client, message);
  expect(ledger).toMatchObject({ planned: 0, sending: 0, cancelled: 0 });
  const rows = await client.outbox.findMany({
    where: { broadcastId: message.id },
    select: { chat: true, state: true },
  });
  const wrong = rows.filter(({ chat, state }) => {
    const got = copies(fake, chat);
    return state === 'sent' ? got !== 1 : got > (state === 'unknown' ? 1 : 0);
  });
  expect(wrong.map(({ chat, state }) => `${chat} is ${state} and got ${copies(fake, chat)}`)).toEqual([]);
  return ledger;
}

/** Chats whose row is in that state. */
export async function chatsIn(
  client: Database['client'],
  { id }: MassMessage,
  state: (typeof ledgerStates)[number],
): Promise<string[]> {
  const rows = await client.outbox.findMany({ where: { broadcastId: id, state }, select: { chat: true } });
  return rows.map(({ chat }) => chat);
}
