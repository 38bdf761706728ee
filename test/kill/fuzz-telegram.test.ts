/** Telegram's two doors under fire: broken updates, hostile texts, buttons that never were. */
import { describe, expect, test } from 'vitest';
import { type FakeTelegram, startFakeTelegram } from '../fakes/telegram.ts';
import { until } from '../platform.ts';
import { expectDrained } from './drained.ts';
import { type InProcess, startInProcess, token } from './in-process.ts';
import { expectAnsweredLast, lastQuestion } from './last-question.ts';
import { type Random, seed, seeded } from './seeded.ts';
import { startSlowLine } from './slow-line.ts';
import { wildText, wildValue } from './wild.ts';
import { brokenUpdate, soundUpdate } from './wild-updates.ts';

/** Below what is taken for a flood, with room for the question at the end. */
const updatesEach = 25;
const megabyte = 1024 * 1024;

describe(`whatever comes from Telegram (KILL_SEED=${seed})`, () => {
  test('by polling: 2,500 updates, and everybody who did something sensible is answered', async () => {
    const random = seeded('polling');
    const fake = await startFakeTelegram({ token });
    const line = await startSlowLine(fake.root, random, 0);
    const server = await startInProcess({ TELEGRAM_API_ROOT: line.root });
    const crowd = createCrowd(fake, random, 100, (body) => void fake.update(body));
    crowd.storm();
    for (let who = 900_001; who <= 900_003; who++) fake.person(who).says('hồ sơ '.repeat(megabyte / 8));
    await until(
      () => fake.unconfirmed() === 0,
      () => `the last update to be taken: ${server.complaints.join('')}`,
      120_000,
    );
    await expectPeace(server, fake, crowd);
    for (let who = 900_001; who <= 900_003; who++) expect(fake.person(who).received()).toHaveLength(1);
    await server.stop();
    await line.stop();
    await fake.stop();
  });

  test('by webhook: 2,100 calls, none of which Telegram would have to repeat', async () => {
    const random = seeded('webhook');
    const secret = 'a_secret-of-the-test';
    const fake = await startFakeTelegram({ token });
    const line = await startSlowLine(fake.root, random, 0);
    const server = await startInProcess({
      TELEGRAM_API_ROOT: line.root,
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: secret,
      PUBLIC_URL: 'https://ocop.test',
    });
    await until(
      () => fake.webhook() !== null,
      () => 'the webhook to be set',
    );
    const knock = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${server.address}/telegram/webhook`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret, ...headers },
        body,
      }).then(({ status }) => status);

    const calls = new Map<number, string[]>();
    let updateId = 1_000;
    const crowd = createCrowd(fake, random, 60, (body, who) => {
      const call = JSON.stringify({ update_id: updateId++, ...body });
      calls.set(who, [...(calls.get(who) ?? []), call]);
    });
    crowd.storm();
    const statuses = new Set<number>();
    await inLanes(8, [...calls.values()], async (ofOne) => {
      for (const body of ofOne) statuses.add(await knock(body));
    });
    expect([...statuses]).toEqual([200]);

    for (let n = 0; n < 580; n++) {
      const body = random.pick([
        () => wildText(random),
        () => JSON.stringify(wildValue(random)),
        () => JSON.stringify({ update_id: wildValue(random), message: wildValue(random) }),
        () => JSON.stringify(brokenUpdate(random, 5)).slice(0, random.whole(0, 300)),
      ])();
      expect([200, 400]).toContain(await knock(body));
    }
    for (let n = 0; n < 10; n++) expect(await knock('['.repeat(megabyte))).toBe(400);
    for (let n = 0; n < 5; n++) expect(await knock(`"${'x'.repeat(megabyte)}"`)).toBe(413);
    for (const wrong of ['', 'x', secret.slice(1), `${secret}x`, 'é', 'x'.repeat(5_000)]) {
      expect(await knock('{}', { 'x-telegram-bot-api-secret-token': wrong })).toBe(401);
    }
    await expectPeace(server, fake, crowd);
    await server.stop();
    await line.stop();
    await fake.stop();
  });
});

interface WildCrowd {
  /** Sends everything, and last of all a question from everybody. */
  storm(): void;
  /** How many times each person is answered, at least and at most, by id. */
  awaited: Map<number, { least: number; most: number }>;
}

/** People in pairs: one does what a telephone can do, from the other comes what only a forger sends. */
function createCrowd(
  fake: FakeTelegram,
  random: Random,
  size: number,
  send: (body: Record<string, unknown>, who: number) => void,
): WildCrowd {
  const awaited = new Map<number, { least: number; most: number }>();
  return {
    awaited,
    storm() {
      for (let person = 0; person < size; person++) {
        const who = 50_000 + person;
        const isForger = person % 2 === 1;
        fake.person(who);
        const answers = { least: 1, most: 1 };
        for (let n = 1; n < updatesEach; n++) {
          if (isForger) {
            send(brokenUpdate(random, who), who);
            continue;
          }
          const { body, wantsAnswer } = soundUpdate(random, who);
          send(body, who);
          if (wantsAnswer === 'yes') answers.least++;
          if (wantsAnswer !== 'no') answers.most++;
        }
        awaited.set(who, answers);
        const chat = { id: who, type: 'private' };
        send({ message: { message_id: 1, date: 0, chat, from: { id: who, is_bot: false }, text: lastQuestion } }, who);
      }
    },
  };
}

/** Everything is answered, nobody is stuck, and nothing went wrong on the way. */
async function expectPeace(server: InProcess, fake: FakeTelegram, crowd: WildCrowd) {
  await expectDrained(server);
  const {
    database: { client },
    complaints,
    address,
  } = server;
  expect(await client.outbox.findMany({ where: { state: 'refused' } }), 'replies that Telegram refused').toEqual([]);
  for (const [who, answers] of crowd.awaited) {
    const received = fake.person(who).received();
    if (who % 2 === 0) {
      const made = await client.outbox.findMany({ where: { chat: String(who) }, select: { createdAt: true } });
      expect(received.length, `messages to ${who}, each sent once`).toBe(made.length);
      expect(received.length, `answers to ${who}`).toBeGreaterThanOrEqual(answers.least);
      // A button that was hit by chance may bring a long text, in several messages of one moment.
      const moments = new Set(made.map(({ createdAt }) => createdAt.getTime()));
      expect(moments.size, `answers to ${who}`).toBeLessThanOrEqual(answers.most);
    }
    expectAnsweredLast(
      received.map(({ text }) => text),
      String(who),
    );
  }
  expect(fake.violations).toEqual([]);
  expect(complaints.filter((line) => !line.includes('chat not found'))).toEqual([]);
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
}

/** Works through a list several at a time, in order of its start. */
async function inLanes<T>(lanes: number, all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = all.values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const one of rest) await work(one);
    }),
  );
}
