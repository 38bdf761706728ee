/** The door of a Zalo Official Account under fire: broken events, hostile texts, bodies that are none, forged signatures. */
import { describe, expect, test } from 'vitest';
import { type FakeZaloOa, startFakeZaloOa } from '../fakes/zalo-oa.ts';
import { expectDrained } from './drained.ts';
import { type InProcess, startInProcess } from './in-process.ts';
import { expectAnswered, expectAnsweredLast, lastQuestion } from './last-question.ts';
import { type Random, seed, seeded } from './seeded.ts';
import { wildText, wildValue } from './wild.ts';
import { brokenEvent, question, signatureFor, soundEvent } from './wild-zalo-oa.ts';

/** Below what is taken for a flood. */
const eventsEach = 14;
const people = 30;
const events = people * (eventsEach + 1);
/** The rest of ten thousand. */
const strange = { signed: 3_550, forged: 3_000, unsigned: 3_000 };
const atOnce = 8;
const megabyte = 1024 * 1024;

describe(`whatever comes to an Official Account (KILL_SEED=${seed})`, () => {
  test('10,000 calls, signed and not, none of which Zalo would repeat for good, and everybody is answered', async () => {
    expect(events + strange.signed + strange.forged + strange.unsigned).toBe(10_000);
    const random = seeded('zalo oa');
    const fake = await startFakeZaloOa({ webhook: 'http://127.0.0.1:9/', habits: { echoes: false } });
    const server = await startInProcess({
      TELEGRAM_BOT_TOKEN: '',
      ZALO_OA_APP_ID: fake.appId,
      ZALO_OA_APP_SECRET: fake.appSecret,
      ZALO_OA_SECRET_KEY: fake.secretKey,
      ZALO_OA_REFRESH_TOKEN: fake.signIn.grant,
      ZALO_OA_API_ROOT: fake.root,
      ZALO_OAUTH_ROOT: fake.root,
    });
    const knock = (body: string, headers: Record<string, string>) =>
      fetch(`${server.address}/zalo/oa/webhook`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      }).then(({ status }) => status);
    // A machine that is busy with others may not have stored it in time: then Zalo comes again.
    const signed = async (body: string) => {
      for (let tries = 1; ; tries++) {
        const status = await knock(body, { 'x-zevent-signature': signatureFor(fake, body) });
        if (status !== 500 || tries === 5) return status;
      }
    };
    const forged = (body: string) => {
      const right = signatureFor(fake, body);
      const wrong = random.pick(['', 'x', 'mac=', right.slice(0, -1), `${right}0`, signatureFor(fake, `${body} `)]);
      return knock(body, { 'x-zevent-signature': wrong });
    };

    const statuses = { sound: new Set<number>(), signed: new Set<number>(), forged: new Set<number>() };
    for (const event of storm(random, fake)) statuses.sound.add(await signed(JSON.stringify(event)));
    expect([...statuses.sound], 'what Zalo brings').toEqual([200]);

    await inTurns(strange.signed, async () => statuses.signed.add(await signed(wildBody(random, fake))));
    expect([...statuses.signed], 'whatever bears a good signature').toEqual([200]);

    const before = await arrivals(server);
    await inTurns(strange.forged, async () => statuses.forged.add(await forged(wildBody(random, fake))));
    // The console's own trial bears no event, and must get 200.
    expect([...statuses.forged].sort(), 'what bears a wrong one').toEqual([200, 401]);
    await inTurns(strange.unsigned, async () => expect(await knock(wildBody(random, fake), {})).toBe(200));
    expect(await arrivals(server), 'nothing came of what was not signed').toBe(before);

    for (let n = 0; n < 5; n++) expect(await signed('['.repeat(megabyte))).toBe(200);
    for (let n = 0; n < 5; n++) expect(await signed(`"${'x'.repeat(megabyte)}"`)).toBe(413);
    await expectPeace(server, fake);
    await server.stop();
    await fake.stop();
  });
});

const idOf = (who: number) => `2${String(who).padStart(18, '0')}`;
const arrivals = ({ database }: InProcess) => database.client.inbox.count();

/** From every second person come events that only a forger sends; all ask something sensible in the end. */
function storm(random: Random, fake: FakeZaloOa): Record<string, unknown>[] {
  let message = 0;
  return Array.from({ length: people }, (_, person) => {
    // As far as the service is concerned, all of them have written just now.
    fake.hears(idOf(person));
    const make = person % 2 === 0 ? soundEvent : brokenEvent;
    const wild = Array.from({ length: eventsEach }, () => make(random, fake, idOf(person), `m${++message}`));
    return [...wild, question(fake, idOf(person), `m${++message}`, lastQuestion)];
  }).flat();
}

/** Nothing that anybody would send, and nothing that has anybody's question in it. */
function wildBody(random: Random, fake: FakeZaloOa): string {
  const nobody = { sender: { id: wildValue(random) }, follower: wildValue(random), timestamp: wildValue(random) };
  return random.pick([
    () => wildText(random),
    () => JSON.stringify(wildValue(random)) ?? '',
    () => JSON.stringify({ event_name: wildValue(random), message: wildValue(random), ...nobody }),
    () =>
      JSON.stringify({ event_name: 'user_send_text', message: { text: 'x', msg_id: wildValue(random) }, ...nobody }),
    () => JSON.stringify({ event_name: 'user_send_image', message: { attachments: [wildValue(random)] }, ...nobody }),
    () => JSON.stringify([soundEvent(random, fake, '5', 'm1')]),
    () => JSON.stringify(brokenEvent(random, fake, '5', 'm1')).slice(0, random.whole(0, 200)),
    () => JSON.stringify({ ...nobody, event_name: wildText(random), timestamp: wildText(random) }),
  ])();
}

/** A few at once, as the service knocks. */
async function inTurns(count: number, act: () => Promise<unknown>): Promise<void> {
  let left = count;
  const one = async () => {
    while (left-- > 0) await act();
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

/** Everybody's question at the end is answered, and nothing went wrong on the way. */
async function expectPeace(server: InProcess, fake: FakeZaloOa) {
  await expectDrained(server);
  const {
    database: { client },
    complaints,
    address,
  } = server;
  for (let person = 0; person < people; person++) {
    const received = fake.person(person).received();
    const answered = person % 2 === 0 ? expectAnsweredLast : expectAnswered;
    answered(
      received.map(({ text }) => text),
      String(person),
    );
    const made = await client.outbox.count({ where: { chat: idOf(person), state: 'sent' } });
    expect(received.length, `messages to ${person}, each sent once`).toBe(made);
  }
  expect(fake.violations).toEqual([]);
  expect(complaints.filter((line) => !/signed with another key/.test(line))).toEqual([]);
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
}
