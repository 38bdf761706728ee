import { describe, expect, test } from 'vitest';
import { createGrantStore } from '../../../bot/channels/zalo-oa/grants.ts';
import { createSeal } from '../../../bot/channels/zalo-oa/seal.ts';
import { linkKey, type OnLine, onLine, until } from './zalo-oa-on-line.ts';

const hourMs = 60 * 60_000;
const signIns = ({ fake }: OnLine) => fake.requests.filter(({ call }) => call === 'sign-in').length;
const readable = { text: 'Chào bạn' };

/** With somebody who may be written to, and the first token renewed. */
async function renewed(circumstances: Parameters<typeof onLine>[0] = {}) {
  const line = await onLine(circumstances);
  const lan = line.fake.person(1);
  lan.follows();
  await expect.poll(async () => (await line.database.client.oaGrant.findFirst())?.version).toBe(2);
  await until(() => line.arrivals.length === 1, 'the follower');
  return { ...line, lan };
}

describe('an access token', () => {
  test('is got with the refresh token of the settings, used again and again, and kept over a restart', async () => {
    const { fake, lan, sends, another, channel } = await renewed();
    expect(await sends(lan.chat, readable)).toMatchObject({ kind: 'sent' });
    expect(await sends(lan.chat, readable, { key: '2' })).toMatchObject({ kind: 'sent' });
    const next = await another();
    expect(
      await next.channel.send({ key: '3', chat: lan.chat, reply: { sources: [], choices: [], ...readable } }),
    ).toMatchObject({ kind: 'sent' });
    expect(fake.signIn.granted).toBe(1);
    expect(channel.trouble()).toBeNull();
  });

  test('that ends in the middle of a message is renewed, and the message goes out', async () => {
    const { fake, lan, sends } = await renewed();
    fake.signIn.expire();
    expect(await sends(lan.chat, readable)).toMatchObject({ kind: 'sent' });
    expect(fake.signIn.granted).toBe(2);
    expect(lan.received()).toHaveLength(1);
  });

  test.each([
    ['with status 401', { status401: true }],
    ['with a code without its sign', { unsigned: true }],
  ])('is known to have ended %s', async (_, habits) => {
    const { fake, lan, sends } = await renewed({ platform: { habits } });
    fake.signIn.expire();
    expect(await sends(lan.chat, readable)).toMatchObject({ kind: 'sent' });
    expect(fake.signIn.granted).toBe(2);
  });

  test('is renewed in good time, before any message needs it', async () => {
    const { fake, clock, lan, sends } = await renewed();
    clock.advance(19 * hourMs);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(fake.signIn.granted).toBe(1);
    clock.advance(1.1 * hourMs);
    await until(() => fake.signIn.granted === 2, 'the renewal');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(fake.signIn.granted).toBe(2);
    expect(await sends(lan.chat, readable)).toMatchObject({ kind: 'sent' });
  });

  test('that is refused right after its renewal is trouble, not a loop', async () => {
    const { fake, lan, sends, channel, quota } = await renewed();
    fake.fail({ kind: { code: -216 }, times: 2 });
    expect(await sends(lan.chat, readable)).toMatchObject({ kind: 'retry' });
    expect(fake.signIn.granted).toBe(2);
    expect(channel.trouble()).toContain('just renewed');
    expect(await sends(lan.chat, readable)).toMatchObject({ kind: 'sent' });
    expect(channel.trouble()).toBeNull();
    expect(quota.counted).toBe(0);
  });

  test('of several processes is renewed by one of them, however many messages meet its end', async () => {
    const line = await renewed();
    const others = [await line.another({ tendEveryMs: 3_600_000 }), await line.another({ tendEveryMs: 3_600_000 })];
    const channels = [line.channel, ...others.map(({ channel }) => channel)];
    const send = (key: number) =>
      channels[key % 3]?.send({
        key: String(key),
        chat: line.lan.chat,
        reply: { sources: [], choices: [], text: `tin ${key}` },
      });
    for (let key = 0; key < 3; key++) await send(key);
    line.fake.signIn.expire();
    const before = signIns(line);
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, n) => send(n + 3)));
    expect(outcomes.map((outcome) => outcome?.kind)).toEqual(Array(100).fill('sent'));
    expect(signIns(line) - before).toBe(1);
    expect(new Set(line.lan.received().map(({ text }) => text)).size).toBe(103);
    expect(line.lan.received()).toHaveLength(103);
  });
});

describe('a sign-in', () => {
  test.each(['html-error', 'cut-before', 'strange-json'] as const)(
    'that fails once (%s) is tried again',
    async (kind) => {
      const { fake, lan, sends } = await renewed();
      fake.signIn.expire();
      fake.fail({ kind, method: 'sign-in' });
      expect(await sends(lan.chat, readable)).toMatchObject({ kind: 'sent' });
      expect(fake.signIn.granted).toBe(2);
    },
  );

  test('out of reach is trouble until it works again; the message waits', async () => {
    const { fake, lan, sends, channel, another } = await renewed();
    fake.signIn.expire();
    fake.fail({ kind: 'html-error', method: 'sign-in', times: 3 });
    expect(await sends(lan.chat, readable)).toEqual({ kind: 'retry', why: 'no access token for now', afterMs: 30_000 });
    expect(channel.trouble()).toContain('cannot be reached');
    // It is left alone for a while.
    expect(await sends(lan.chat, readable)).toMatchObject({ kind: 'retry' });
    expect(fake.requests.filter(({ call }) => call === 'sign-in')).toHaveLength(4);
    const next = await another();
    expect(
      await next.channel.send({ key: '1', chat: lan.chat, reply: { sources: [], choices: [], ...readable } }),
    ).toMatchObject({ kind: 'sent' });
    // What the other process got is found in the database.
    expect(await sends(lan.chat, readable)).toMatchObject({ kind: 'sent' });
    await until(() => channel.trouble() === null, 'the end of the trouble');
  });

  test('that refuses the app names the settings to look at', async () => {
    const { channel, logged } = await onLine({ options: { appSecret: 'another-secret' } });
    await until(() => channel.trouble() !== null, 'the trouble');
    expect(channel.trouble()).toMatch(/-14004.*ZALO_OA_APP_SECRET/);
    expect(logged()).not.toContain('another-secret');
  });
});

describe('a refresh token', () => {
  test.each([-14020, -14014, -118] as const)(
    'that is used up (%i) is one alert; a new one in the settings ends it',
    async (usedGrant) => {
      const line = await renewed({ platform: { habits: { usedGrant } } });
      const { fake, lan, sends, channel, logged, another } = line;
      const oldGrant = fake.signIn.grant;
      const consent = fake.signIn.consent();
      for (let n = 0; n < 5; n++) expect(await sends(lan.chat, readable)).toMatchObject({ kind: 'retry' });
      expect(channel.trouble()).toMatch(new RegExp(`${usedGrant}.*ZALO_OA_REFRESH_TOKEN`));
      const alerts = logged()
        .split('\n')
        .filter((one) => one.includes('"level":50'));
      expect(alerts).toHaveLength(1);
      expect(alerts[0]).toContain('API Explorer');
      expect(signIns(line)).toBe(2);
      // Neither what was in the settings from the beginning nor what is stored is tried again.
      const same = await another();
      await until(() => same.channel.trouble() !== null, 'the trouble of the next start');
      expect(signIns(line)).toBe(2);
      const mended = await another({ refreshToken: consent });
      expect(
        await mended.channel.send({ key: '1', chat: lan.chat, reply: { sources: [], choices: [], ...readable } }),
      ).toMatchObject({ kind: 'sent' });
      // Those who never stopped find it, too.
      expect(await sends(lan.chat, readable)).toMatchObject({ kind: 'sent' });
      await until(() => channel.trouble() === null, 'the end of the trouble');
      // A machine whose settings are behind changes nothing.
      const behind = await another({ refreshToken: oldGrant });
      await until(() => behind.channel.trouble() === null, 'the other start');
      expect(await sends(lan.chat, readable)).toMatchObject({ kind: 'sent' });
    },
  );

  test('whose answer was lost is said to be so, and is not asked for again and again', async () => {
    const { fake, lan, sends, channel } = await renewed();
    fake.signIn.expire();
    fake.fail({ kind: 'cut-after', method: 'sign-in' });
    expect(await sends(lan.chat, readable)).toMatchObject({ kind: 'retry' });
    expect(channel.trouble()).toMatch(/an answer with the next tokens was lost.*ZALO_OA_REFRESH_TOKEN/);
  });

  test('is missing: that is said, and the rest runs', async () => {
    const { channel, sends, fake } = await onLine({ options: { refreshToken: null } });
    await until(() => channel.trouble() !== null, 'the trouble');
    expect(channel.trouble()).toContain('there is no refresh token yet');
    expect(await sends(fake.person(1).chat, readable)).toMatchObject({ kind: 'retry' });
  });

  test('is sealed: another SECRET_KEY cannot open it, and neither token stands in the database', async () => {
    const { fake, database, another } = await renewed();
    const [row] = await database.client.oaGrant.findMany();
    expect(JSON.stringify(row)).not.toMatch(/access-|refresh-|first-/);
    const grants = createGrantStore({
      client: database.client,
      appId: fake.appId,
      secretKey: 'cd'.repeat(32),
      holder: 'another',
    });
    const { channel } = await another({ grants });
    await until(() => channel.trouble() !== null, 'the trouble');
    expect(channel.trouble()).toMatch(/another SECRET_KEY.*put that key back/);
    expect(fake.signIn.granted).toBe(1);
  });

  test('that cannot be read for now lets messages wait: nobody knows of them', async () => {
    const { fake, lan, sends, database } = await renewed();
    fake.signIn.expire();
    await database.client.$executeRaw`ALTER TABLE oa_grant RENAME TO gone`;
    expect(await sends(lan.chat, readable, { bulk: true })).toMatchObject({
      kind: 'retry',
      why: 'no access token for now',
    });
    await database.client.$executeRaw`ALTER TABLE gone RENAME TO oa_grant`;
    expect(await sends(lan.chat, readable, { bulk: true })).toMatchObject({ kind: 'sent' });
  });

  test('that cannot be stored is not used before it is', async () => {
    const { fake, lan, sends, database, logged } = await renewed();
    fake.signIn.expire();
    const release = fake.holdSignIn();
    const outcome = sends(lan.chat, readable);
    await until(() => fake.signIn.granted === 2, 'the renewal');
    await database.client.$executeRaw`ALTER TABLE oa_grant RENAME TO gone`;
    release();
    await until(() => logged().includes('new tokens could not be stored'), 'the failure');
    // A message that went out with it all the same would have arrived by then.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(lan.received()).toEqual([]);
    await database.client.$executeRaw`ALTER TABLE gone RENAME TO oa_grant`;
    expect(await outcome).toMatchObject({ kind: 'sent' });
    expect(logged()).not.toMatch(/access-\d|refresh-\d/);
  });
});

test('a process that was frozen over its claim still stores the only good pair; one that is too late changes nothing', async () => {
  const { database, fake } = await onLine({ idle: true });
  const of = (holder: string) =>
    createGrantStore({ client: database.client, appId: fake.appId, secretKey: linkKey, holder });
  const [frozen, other] = [of('frozen'), of('other')];
  expect(await Promise.all([frozen.adopt('from-settings'), other.adopt('from-settings')])).toContain(false);
  expect(await frozen.claim(1)).toEqual({ mayBeUsed: false });
  expect(await other.claim(1)).toBeNull();
  await database.client.$executeRaw`UPDATE oa_grant SET refresh_until = clock_timestamp()`;
  expect(await other.claim(1)).toEqual({ mayBeUsed: true });
  expect(await other.end(1, 'used')).toBe(true);
  expect(await frozen.end(1, 'used')).toBe(false);
  expect(await other.claim(1)).toBeNull();
  const tokens = { refresh: 'r', access: 'a', renewAt: 1, endsAt: 2 };
  expect(await frozen.replace(1, tokens)).toBe(true);
  expect(await other.read()).toEqual({ version: 2, tokens, ended: null });
  expect(await other.replace(1, { ...tokens, access: 'late' })).toBe(false);
  await frozen.release(1, true);
  expect(await other.claim(2)).toEqual({ mayBeUsed: false });
  expect(await other.adopt('from-settings')).toBe(false);
  expect(await other.adopt('anew')).toBe(true);
  expect(await other.read()).toMatchObject({ version: 3, tokens: { refresh: 'anew', access: null } });
});

test('a seal opens with its own key, for its own purpose and owner, unchanged', () => {
  const seal = createSeal(linkKey, 'tokens', 'app 1');
  const sealed = seal.close('bí mật');
  expect(seal.open(sealed)).toBe('bí mật');
  expect(seal.close('bí mật')).not.toBe(sealed);
  expect(createSeal(linkKey, 'tokens', 'app 2').open(sealed)).toBeNull();
  expect(createSeal(linkKey, 'links', 'app 1').open(sealed)).toBeNull();
  expect(createSeal('cd'.repeat(32), 'tokens', 'app 1').open(sealed)).toBeNull();
  const bytes = Buffer.from(sealed, 'base64url');
  for (const at of [0, 12, 28, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(seal.open(changed.toString('base64url'))).toBeNull();
  }
  expect(seal.open('')).toBeNull();
});
