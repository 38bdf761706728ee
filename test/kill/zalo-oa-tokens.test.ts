/** An Official Account's tokens under several processes, and under a kill at the worst moment. */
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../prisma/open.ts';
import { testServer } from '../database-server.ts';
import { type FakeZaloOa, startFakeZaloOa } from '../fakes/zalo-oa.ts';
import { until } from '../platform.ts';
import { createPlace, killAll, type Place, type Program, runProgram } from './program.ts';

const secretKey = 'ab'.repeat(32);
const people = 100;

let fake: FakeZaloOa;
let place: Place;
/** Where the next event is brought. */
let addresses: string[] = [];
let brought = 0;
afterEach(async () => {
  await killAll();
  await fake.stop();
  await place.remove();
});

async function begin(): Promise<void> {
  addresses = [];
  place = await createPlace(testServer);
  fake = await startFakeZaloOa({
    webhook: 'http://localhost/zalo/oa/webhook',
    async knock(request) {
      const address = addresses[brought++ % addresses.length];
      if (address === undefined) throw new Error('nobody listens');
      const { headers } = request;
      return fetch(`${address}/zalo/oa/webhook`, { method: 'POST', headers, body: await request.text() });
    },
  });
}

function run(settings: Record<string, string> = {}): Program {
  return runProgram({
    ...place.settings,
    SECRET_KEY: secretKey,
    ZALO_OA_APP_ID: fake.appId,
    ZALO_OA_APP_SECRET: fake.appSecret,
    ZALO_OA_SECRET_KEY: fake.secretKey,
    ZALO_OA_REFRESH_TOKEN: fake.signIn.grant,
    ZALO_OA_API_ROOT: fake.root,
    ZALO_OAUTH_ROOT: fake.root,
    ...settings,
  });
}

async function started(program: Program): Promise<string> {
  const address = await program.started;
  addresses.push(address);
  return address;
}

const signIns = () => fake.requests.filter(({ call }) => call === 'sign-in').length;
const answered = (text: RegExp) => fake.sent.filter((message) => text.test(message.text)).length;

/** What /readyz says of the account. */
async function troubleAt(address: string): Promise<string | undefined> {
  const { parts } = (await (await fetch(`${address}/readyz`)).json()) as { parts: Record<string, string> };
  return parts['zalo-oa'];
}

async function expectAllSent(): Promise<void> {
  const database = await openDatabase(
    place.location.kind === 'server' ? place.location : { kind: 'folder', folder: place.location.folder },
  );
  expect(await database.client.outbox.count({ where: { state: { not: 'sent' } } })).toBe(0);
  await database.close();
}

test.skipIf(!testServer)(
  'three processes, a hundred people, and a token that ends for all at once: one renewal',
  async () => {
    await begin();
    const grant = fake.signIn.grant;
    const programs = [1, 2, 3].map(() => run({ ZALO_OA_REFRESH_TOKEN: grant }));
    for (const program of programs) await started(program);
    await until(
      () => fake.signIn.granted === 1,
      () => 'the first renewal',
    );
    const crowd = Array.from({ length: people }, (_, n) => fake.person(n + 1));
    for (const person of crowd.slice(0, 5)) person.says('nhóm 5 là gì');
    await until(
      () => answered(/sinh vật cảnh/) === 5,
      () => 'the first answers',
      60_000,
    );
    fake.signIn.expire();
    const before = signIns();
    for (const person of crowd) person.says('nhóm 5 là gì');
    await until(
      () => answered(/sinh vật cảnh/) === people + 5,
      () => `all answers, ${answered(/sinh vật cảnh/)} so far`,
      120_000,
    );
    // Each of the three sees that its token has ended, and one gets the next.
    expect(signIns() - before).toBe(1);
    // The sender that met the end dies; the next one finds the new token in the database.
    for (const program of programs.slice(0, 2)) await program.end('SIGKILL');
    addresses = addresses.slice(2);
    crowd[0]?.says('nhóm 1 là gì');
    await until(
      () => answered(/[Tt]hực phẩm/) > 0,
      () => 'an answer of the last one',
      60_000,
    );
    expect(signIns() - before).toBe(1);
    expect(fake.violations).toEqual([]);
    for (const program of programs) expect(program.errors()).toBe('');
    expect(await programs[2]?.end('SIGTERM')).toEqual({ code: 0, signal: null });
    await expectAllSent();
  },
);

describe('killed while Zalo’s answer with the next tokens is on its way', () => {
  test('before Zalo had the question: the next start asks again, and nothing was lost', async () => {
    await begin();
    fake.fail({ kind: 'hang', method: 'sign-in' });
    const first = run();
    await started(first);
    await until(
      () => signIns() === 1,
      () => 'the question',
    );
    await first.end('SIGKILL');
    addresses = [];
    const second = run();
    const address = await started(second);
    fake.person(1).says('nhóm 5 là gì');
    await until(
      () => answered(/sinh vật cảnh/) === 1,
      () => 'the answer',
      60_000,
    );
    expect(await troubleAt(address)).toBeUndefined();
    expect(second.errors()).toBe('');
  });

  test.skipIf(!testServer)(
    'between the answer and the database: one alert says that it was lost, until there is a new token',
    async () => {
      await begin();
      const release = fake.holdSignIn();
      const grant = fake.signIn.grant;
      const first = run();
      await started(first);
      await until(
        () => fake.signIn.granted === 1,
        () => 'the renewal',
      );
      // The answer comes, and cannot be written.
      const connect = async () => {
        const client = new pg.Client({ connectionString: place.settings.DATABASE_URL });
        await client.connect();
        return client;
      };
      // Inside its transaction a connection does not see what others do meanwhile.
      const [client, watcher] = [await connect(), await connect()];
      await client.query('BEGIN');
      await client.query('SELECT FROM oa_grant FOR UPDATE');
      release();
      const waits = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%UPDATE oa_grant SET sealed%'`;
      await until(
        async () => (await watcher.query(waits)).rowCount === 1,
        () => 'the statement that waits',
      );
      await first.end('SIGKILL');
      // Its statement ends with its connection, undone.
      await watcher.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      await client.query('ROLLBACK');
      for (const one of [client, watcher]) await one.end();
      addresses = [];

      const second = run({ ZALO_OA_REFRESH_TOKEN: grant });
      const address = await started(second);
      fake.person(1).says('nhóm 5 là gì');
      await until(
        async () =>
          /answer with the next tokens was lost.*ZALO_OA_REFRESH_TOKEN/.test((await troubleAt(address)) ?? ''),
        () => 'the alert in /readyz',
        60_000,
      );
      // The page goes on, and so does everything else.
      expect((await fetch(address)).status).toBe(200);
      expect((await fetch(`${address}/readyz`)).status).toBe(200);
      const alerts = second
        .errors()
        .split('\n')
        .filter((line) => line.includes('ZALO_OA_REFRESH_TOKEN'));
      expect(alerts).toHaveLength(1);
      expect(second.errors()).not.toMatch(/access-\d|refresh-\d|first-|secret-for-tests/);
      expect(await second.end('SIGTERM')).toEqual({ code: 0, signal: null });
      addresses = [];

      const third = run({ ZALO_OA_REFRESH_TOKEN: fake.signIn.consent() });
      const mended = await started(third);
      await until(
        () => answered(/sinh vật cảnh/) === 1,
        () => 'the answer that had waited',
        90_000,
      );
      expect(await troubleAt(mended)).toBeUndefined();
    },
  );
});
