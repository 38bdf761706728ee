/** Zalo's two doors under fire: broken events, hostile texts, bodies that are none. */
import { describe, expect, test } from 'vitest';
import { type FakeZaloBot, startFakeZaloBot } from '../fakes/zalo-bot.ts';
import { until } from '../platform.ts';
import { expectDrained } from './drained.ts';
import { type InProcess, startInProcess, token } from './in-process.ts';
import { expectAnswered, expectAnsweredLast, lastQuestion } from './last-question.ts';
import { type Random, seed, seeded } from './seeded.ts';
import { wildText, wildValue } from './wild.ts';
import { brokenEvent, question, soundEvent } from './wild-zalo.ts';

/** Below what is taken for a flood, and all together below the month's quota. */
const eventsEach = 14;
const people = { polling: 8, webhook: 40 };
const megabyte = 1024 * 1024;

describe(`whatever comes from Zalo (KILL_SEED=${seed})`, () => {
  test('by polling: 120 events, and everybody is answered', async () => {
    const random = seeded('zalo polling');
    const fake = await startFakeZaloBot({ token });
    const server = await startInProcess({ ...unset, ZALO_BOT_TOKEN: token, ZALO_BOT_API_ROOT: fake.root });
    for (const event of storm(random, fake, people.polling)) fake.event(event);
    await until(
      () => fake.underWay() === 0,
      () => `the last event to be taken: ${server.complaints.join('')}`,
      120_000,
    );
    await expectPeace(server, fake, people.polling);
    await server.stop();
    await fake.stop();
  });

  test('by webhook: 1,000 calls, none of which Zalo would have to repeat', async () => {
    const random = seeded('zalo webhook');
    const secret = 'a_secret-of-the-test';
    const fake = await startFakeZaloBot({ token });
    const server = await startInProcess({
      ...unset,
      ZALO_BOT_TOKEN: token,
      ZALO_BOT_API_ROOT: fake.root,
      ZALO_BOT_MODE: 'webhook',
      ZALO_BOT_WEBHOOK_SECRET: secret,
      PUBLIC_URL: 'https://ocop.test',
    });
    await until(
      () => fake.webhook() !== null,
      () => 'the webhook to be set',
    );
    const knock = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${server.address}/zalo/bot/webhook`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-bot-api-secret-token': secret, ...headers },
        body,
      }).then(({ status }) => status);
    const statuses = new Set<number>();
    for (const event of storm(random, fake, people.webhook)) {
      statuses.add(await knock(JSON.stringify(random.next() < 0.5 ? event : { ok: true, result: event })));
    }
    expect([...statuses]).toEqual([200]);
    for (let n = 0; n < 400; n++) {
      const body = random.pick([
        () => wildText(random),
        () => JSON.stringify(wildValue(random)),
        () => JSON.stringify({ event_name: wildValue(random), message: wildValue(random) }),
        () => JSON.stringify({ result: [wildValue(random), wildValue(random)] }),
        () => JSON.stringify(brokenEvent(random, 'x', 'y')).slice(0, random.whole(0, 300)),
      ])();
      expect([200, 400]).toContain(await knock(body));
    }
    for (let n = 0; n < 5; n++) expect(await knock('['.repeat(megabyte))).toBe(400);
    for (let n = 0; n < 5; n++) expect(await knock(`"${'x'.repeat(megabyte)}"`)).toBe(413);
    for (const wrong of ['', 'x', secret.slice(1), `${secret}x`, 'é', 'x'.repeat(5_000)]) {
      expect(await knock('{}', { 'x-bot-api-secret-token': wrong })).toBe(401);
    }
    await expectPeace(server, fake, people.webhook);
    await server.stop();
    await fake.stop();
  });
});

/** Telegram has nothing to do here. */
const unset = { TELEGRAM_BOT_TOKEN: '' };
const idOf = (who: number) => `a1b2c3d4e5${String(who).padStart(10, '0')}`;

/** From every second person come events that only a forger sends; all ask something sensible in the end. */
function storm(random: Random, fake: FakeZaloBot, size: number): Record<string, unknown>[] {
  let message = 0;
  return Array.from({ length: size }, (_, person) => {
    fake.person(person);
    const who = idOf(person);
    const make = person % 2 === 0 ? soundEvent : brokenEvent;
    const wild = Array.from({ length: eventsEach }, () => make(random, who, `m${++message}`));
    return [...wild, question(random, who, `m${++message}`, lastQuestion)];
  }).flat();
}

/** Everybody's question at the end is answered, and nothing went wrong on the way. */
async function expectPeace(server: InProcess, fake: FakeZaloBot, size: number) {
  await expectDrained(server);
  const {
    database: { client },
    complaints,
    address,
  } = server;
  for (let person = 0; person < size; person++) {
    const received = fake.person(person).received();
    const texts = received.map(({ text }) => text);
    if (person % 2 === 0) {
      expectAnsweredLast(texts, String(person));
      // What is no text may share an answer with what came just before.
      expect(received.length).toBeGreaterThanOrEqual(eventsEach / 4);
    } else expectAnswered(texts, String(person));
    const made = await client.outbox.count({ where: { chat: idOf(person), state: 'sent' } });
    expect(received.length, `messages to ${person}, each sent once`).toBe(made);
  }
  expect(fake.violations).toEqual([]);
  expect(complaints.filter((line) => !/not found|quota|could not verify the webhook/i.test(line))).toEqual([]);
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
}
