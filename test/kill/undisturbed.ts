/** The same people served by a program that nobody kills: what every other run has to come to. */
import { startFakeTelegram } from '../fakes/telegram.ts';
import { until } from '../platform.ts';
import { type Books, readBooks } from './books.ts';
import { chats, createCrowd, messagesOfAll, seen } from './crowd.ts';
import { startInProcess, token } from './in-process.ts';
import { seeded } from './seeded.ts';
import { startSlowLine } from './slow-line.ts';

export interface Undisturbed {
  /** What each person saw, in order, by chat. */
  seen: Map<string, string[]>;
  books: Books;
}

export async function runUndisturbed(): Promise<Undisturbed> {
  const fake = await startFakeTelegram({ token });
  const random = seeded('undisturbed');
  const line = await startSlowLine(fake.root, random, 0);
  const { database, stop } = await startInProcess({ TELEGRAM_API_ROOT: line.root });
  const crowd = createCrowd(fake);
  while (crowd.saysSomething(random));
  await until(
    () => fake.sent.length >= messagesOfAll,
    () => `${messagesOfAll} answers; there are ${fake.sent.length}`,
    120_000,
  );
  await until(
    async () => (await database.client.outbox.count({ where: { state: { not: 'sent' } } })) === 0,
    () => 'the sends to be written down',
  );
  const result = {
    seen: new Map(chats.map((chat) => [chat, fake.person(chat).received().map(seen)])),
    books: await readBooks(database.client),
  };
  await stop();
  await line.stop();
  await fake.stop();
  return result;
}
