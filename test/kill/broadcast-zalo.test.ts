/** A notice to many over an Official Account, partly as a template, while the program is killed: the ledger is true. */
import { afterAll, expect, test } from 'vitest';
import { readLedger } from '../../bot/broadcast.ts';
import { reply } from '../../bot/message.ts';
import { planFor } from '../audience.ts';
import { startFakeZaloOa } from '../fakes/zalo-oa.ts';
import { until } from '../platform.ts';
import { within } from './mass-message.ts';
import { createPlace, killAll, type Program, runProgram } from './program.ts';
import { pause, seed, seeded } from './seeded.ts';
import { startSlowLine } from './slow-line.ts';

const people = 200;
/** Of these, every fourth has been silent for eight days. */
const isSilent = (person: number) => person % 4 === 0;
const kills = 5;
/** Sends that may be under way at once; a kill leaves at most so many undecided. */
const mostInFlight = 32;
const dayMs = 24 * 60 * 60_000;
const idOf = (person: number) => `2${String(person).padStart(18, '0')}`;
const everybody = Array.from({ length: people }, (_, person) => person);
const brief = { title: 'Tập huấn bao bì', time: ['14:00 03/12/2026'], place: 'UBND xã Vĩnh Hải', content: 'Mời dự' };

afterAll(() => killAll());

test(`killed ${kills} times, everybody in the ledger got it as it says, and nobody twice (KILL_SEED=${seed})`, async () => {
  const random = seeded('broadcast zalo oa');
  const place = await createPlace();
  const fake = await startFakeZaloOa({ webhook: 'http://127.0.0.1:9/' });
  const line = await startSlowLine(fake.root, random, 40);
  const now = new Date();
  const id = await within(place, async ({ client }) => {
    for (const person of everybody) {
      const chat = idOf(person);
      // As far as Zalo knows, all have written just now: the program itself sees who was silent.
      fake.hears(chat);
      const lastInboundAt = isSilent(person) ? new Date(now.getTime() - 8 * dayMs) : now;
      await client.person.create({
        data: { conversations: { create: { channel: 'zalo-oa', chat, sender: chat, lastInboundAt } } },
      });
    }
    return planFor(client, now, 'x', { payload: reply('Mời bà con tập huấn bao bì', { brief }) });
  });
  const start = (): Program =>
    runProgram({
      ...place.settings,
      SECRET_KEY: 'ab'.repeat(32),
      QUIET_HOURS: 'off',
      ZALO_OA_APP_ID: fake.appId,
      ZALO_OA_APP_SECRET: fake.appSecret,
      ZALO_OA_SECRET_KEY: fake.secretKey,
      ZALO_OA_REFRESH_TOKEN: fake.signIn.grant,
      ZALO_OA_API_ROOT: line.root,
      ZALO_OAUTH_ROOT: line.root,
      ZALO_OA_TEMPLATE_ID: '234567',
    });
  let program = start();
  for (let kill = 0; kill < kills; kill++) {
    const enough = fake.sent.length + random.whole(1, 25);
    await until(
      () => fake.sent.length >= enough,
      () => `the broadcast to go on: ${program.errors()}`,
      60_000,
    );
    await pause(random.whole(0, 40));
    await program.end('SIGKILL');
    program = start();
  }
  expect(fake.sent.length, 'the broadcast was over before the last kill').toBeLessThan(people);
  const address = await program.started;
  await until(
    async () => {
      await pause(200);
      return /^ocop_outbox_waiting 0$/m.test(await (await fetch(`${address}/metrics`)).text());
    },
    () => `the rest to be sent: ${program.errors()}`,
    60_000,
  );
  expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });

  await within(place, async ({ client }) => {
    const ledger = await readLedger(client, id);
    expect(ledger).toMatchObject({ audience: people, planned: 0, sending: 0, refused: 0, unreachable: 0 });
    expect(ledger.sent + ledger.unknown).toBe(people);
    expect(ledger.unknown).toBeLessThanOrEqual(mostInFlight * kills);
    const rows = await client.outbox.findMany({ where: { broadcastId: id } });
    for (const { chat, state, reason } of rows) {
      const copies = fake.sent.filter((message) => message.chat === chat);
      const person = everybody.find((one) => idOf(one) === chat) ?? -1;
      expect(copies.length, `copies of ${person}, ${state}`).toBeLessThanOrEqual(1);
      if (state === 'sent') expect(copies).toHaveLength(1);
      if (state === 'sent') expect(reason).toBe(isSilent(person) ? 'sent as a template' : null);
      for (const { template } of copies) expect(template !== undefined).toBe(isSilent(person));
    }
    const counted = await client.counter.findFirst({ where: { name: { startsWith: 'templates zalo-oa' } } });
    const templates = fake.sent.filter(({ template }) => template !== undefined).length;
    // What a kill caught before it was counted is all that may be missing.
    expect(counted?.last ?? 0).toBeLessThanOrEqual(templates);
    expect(counted?.last ?? 0).toBeGreaterThanOrEqual(templates - ledger.unknown);
    console.log(`broadcast zalo-oa: ${kills} kills, sent ${ledger.sent}, unknown ${ledger.unknown}`);
  });
  expect(fake.violations).toEqual([]);
  await line.stop();
  await fake.stop();
  await place.remove();
});
