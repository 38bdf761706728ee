/** The promise that a program which is asked to end while it still starts ends what it has begun to send. */
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../prisma/open.ts';
import { testServer } from '../database-server.ts';
import { startFakeTelegram } from '../fakes/telegram.ts';
import { until } from '../platform.ts';
import { token } from './in-process.ts';
import { createPlace, killAll, runProgram } from './program.ts';
import { pause, seeded } from './seeded.ts';
import { startSlowLine } from './slow-line.ts';

afterAll(() => killAll());

const people = 20;

test.skipIf(!testServer)('nothing is sent twice by a program that is asked to end before it has started', async () => {
  const place = await createPlace(testServer);
  if (place.location.kind !== 'server') throw new Error('this needs a server');
  await planAnswers(place.location);
  const fake = await startFakeTelegram({ token });
  for (let who = 1; who <= people; who++) fake.person(who);
  const line = await startSlowLine(fake.root, seeded('end of start'), 1_000);
  const start = () =>
    runProgram({ ...place.settings, TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: line.root, TELEGRAM_RATE: '1000' });

  // The last lease that a start asks for is held by somebody who does not let go: the start stops there.
  const holder = new pg.Client({ connectionString: place.location.url });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query(`INSERT INTO lease (name, holder, expires_at) VALUES ('sweep', 'the test', now())`);
  const program = start();
  await until(
    () => line.taken.size > 0,
    () => `the first answer: ${program.errors()}`,
    60_000,
  );
  expect(program.output(), 'the start is over').not.toContain('http');
  program.process.kill('SIGTERM');
  await pause(200);
  await holder.query('ROLLBACK');
  expect(await program.ended).toEqual({ code: 0, signal: null });

  const next = start();
  const left = `SELECT FROM outbox WHERE state <> 'sent'`;
  await until(
    async () => (await holder.query(left)).rowCount === 0,
    () => `the rest: ${next.errors()}`,
    60_000,
  );
  await holder.end();
  await next.end('SIGTERM');
  expect(fake.sent.map(({ text }) => text).sort()).toEqual(textsOfAll().sort());
  await line.stop();
  await fake.stop();
  await place.remove();
});

const textsOfAll = () => Array.from({ length: people }, (_, index) => `Trả lời ${index + 1}`);

async function planAnswers(location: { kind: 'server'; url: string }): Promise<void> {
  const database = await openDatabase(location);
  const now = new Date();
  for (const [index, text] of textsOfAll().entries()) {
    const chat = String(index + 1);
    const { id: personId } = await database.client.person.create({ data: { createdAt: now } });
    const { id: conversationId } = await database.client.conversation.create({
      data: { personId, channel: 'telegram', chat, sender: chat },
    });
    await database.client.outbox.create({
      data: {
        conversationId,
        channel: 'telegram',
        chat,
        priority: 0,
        payload: { text },
        notBefore: now,
        createdAt: now,
      },
    });
  }
  await database.close();
}
