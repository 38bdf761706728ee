/** After all kills: everybody answered, in order, nothing twice without a reason, the database as if nothing happened. */
import { expect } from 'vitest';
import { openDatabase } from '../../prisma/open.ts';
import type { FakeTelegram, SentMessage } from '../fakes/telegram.ts';
import { until } from '../platform.ts';
import { noLooseEnds, readBooks, readLooseEnds } from './books.ts';
import { chats, seen } from './crowd.ts';
import { placesOf, progress, repeatsOf, unexplained, withoutEchoes } from './order.ts';
import type { Place } from './program.ts';
import type { SlowLine } from './slow-line.ts';
import type { Undisturbed } from './undisturbed.ts';

/** A message taken by the platform counts as in flight this long, while its sender has not written down that it was. */
const inFlightMs = 3_000;

/** A frozen process wakes up, and within this time what it was just handing to the network goes out. */
const echoMs = 2_000;

/** The end of a freeze, and the line of the process that was frozen; milliseconds since the epoch. */
export interface Wake {
  at: number;
  line: SlowLine;
}

/** Waits until everybody has seen all that they should. */
export async function calm(fake: FakeTelegram, undisturbed: Undisturbed, withinMs: number): Promise<void> {
  const missing = () =>
    chats.flatMap((chat) => {
      const expected = undisturbed.seen.get(chat) ?? [];
      const here = progress(fake.person(chat).received().map(seen), expected);
      return here < expected.length ? [`${chat} has ${here} of ${expected.length}`] : [];
    });
  await until(
    () => missing().length === 0,
    () => `the answers: ${missing().join(', ')}`,
    withinMs,
  );
}

/** Checks what people saw; gives back how many messages were sent twice. */
export function expectGoodAnswers(
  fake: FakeTelegram,
  undisturbed: Undisturbed,
  lines: readonly SlowLine[],
  kills: readonly number[],
  wakes: readonly Wake[] = [],
): number {
  const takenAt = (id: number) => lines.map((line) => line.taken.get(id)).find((at) => at !== undefined) ?? Number.NaN;
  const repeats = chats.flatMap((chat) => {
    const expected = undisturbed.seen.get(chat) ?? [];
    const all = fake.person(chat).received();
    const messages = withoutEchoes(
      all,
      wakes.map(({ at, line }) => ({ messageId }: SentMessage) => {
        const taken = line.taken.get(messageId) ?? 0;
        return taken >= at && taken < at + echoMs;
      }),
      (index) => all.slice(0, index).some((earlier) => seen(earlier) === seen(all[index] ?? earlier)),
    );
    const places = placesOf(messages.map(seen), expected);
    expect(new Set(places).size, `answers to ${chat}`).toBe(expected.length);
    return repeatsOf(
      chat,
      places,
      messages.map(({ messageId }) => takenAt(messageId)),
    );
  });
  expect(unexplained(repeats, kills, inFlightMs), 'answers sent twice though no kill interrupted them').toEqual([]);
  expect(fake.violations).toEqual([]);
  return repeats.length;
}

/** Opens the database that the programs left behind and holds it against the undisturbed one. */
export async function expectCleanBooks(place: Place, undisturbed: Undisturbed): Promise<void> {
  const database = await openDatabase(place.location);
  try {
    expect(await readLooseEnds(database.client)).toEqual(noLooseEnds);
    const books = await readBooks(database.client);
    for (const chat of chats) expect(books[chat], `the conversation of ${chat}`).toEqual(undisturbed.books[chat]);
    expect(Object.keys(books)).toEqual(Object.keys(undisturbed.books));
  } finally {
    await database.close();
  }
}
