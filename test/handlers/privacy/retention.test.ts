/** What is told to people about how long things stay, kept. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { forgetOld } from '../../../bot/retention.ts';
import { createPrivacy } from '../../../handlers/privacy/privacy.ts';
import { sweepPersonalData } from '../../../handlers/privacy/retention-sweep.ts';
import { profiles } from '../../../handlers/programme/profile.ts';
import { consentText } from '../../../handlers/register/consent.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { createTestClock, type TestClock } from '../../machine.ts';
import { register } from './chat.ts';

const dayMs = 24 * 60 * 60_000;
let database: TestDatabase;
let clock: TestClock;
let personId: string;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  clock = createTestClock();
  personId = (await database.client.person.create({ data: {} })).id;
});

const sweep = () => database.client.$transaction((tx) => sweepPersonalData(tx, clock.now()));
const make = (change: Partial<Prisma.RegistrationUncheckedCreateInput>) =>
  register({ database, clock }, personId, change);
const named = async () =>
  (await database.client.registration.findMany({ where: { phone: { not: '' } }, orderBy: { id: 'asc' } })).map(
    ({ status }) => status,
  );

test('the sweep is part of the capability', () => {
  expect(
    createPrivacy({ messagesDays: 1, feedbackDays: 1, draftsDays: 1, undeliveredDays: 1, modelDays: null }).sweep,
  ).toBe(sweepPersonalData);
});

test('a name told for the list of a class goes 730 days after it, and the sign-up stays', async () => {
  const at = clock.now();
  const { id: noticeId } = await database.client.notice.create({
    data: {
      ...{ kind: 'class', title: 'Tập huấn', content: '', audience: {}, signUp: true, urgent: false, state: 'sent' },
      ...{ startsAt: at, sendAt: at, createdAt: at, updatedAt: at, officer: 1n },
    },
  });
  await database.client.signUp.create({
    data: { noticeId, personId, state: 'going', since: at, name: 'Nguyễn Thị Lan' },
  });
  const name = async () => (await database.client.signUp.findFirstOrThrow()).name;
  clock.advance(730 * dayMs);
  await sweep();
  expect(await name()).toBe('Nguyễn Thị Lan');
  clock.advance(1);
  await sweep();
  expect(await name()).toBeNull();
});

test('a registration loses its names 730 days after its end, and not a day before', async () => {
  await make({ status: 'declined' });
  await make({ status: 'withdrawn' });
  await make({ status: 'rated', stars: 2 });
  await make({ status: 'accepted', isHelpRequest: true });
  for (const status of ['submitted', 'changes', 'accepted', 'dossier_sent'] as const) await make({ status });
  const waiting = ['submitted', 'changes', 'accepted', 'dossier_sent'];
  clock.advance(730 * dayMs);
  await sweep();
  expect(await named()).toEqual(['declined', 'withdrawn', 'rated', 'accepted', ...waiting]);
  clock.advance(1000);
  await sweep();
  expect(await named()).toEqual(waiting);
  expect(await database.client.registration.count({ where: { personId: null } })).toBe(4);
  expect(await database.client.registrationFile.count()).toBe(4 * 2);
  expect(await database.client.audit.findMany({ select: { action: true, officer: true } })).toEqual(
    Array.from({ length: 4 }, () => ({ action: 'period-over', officer: null })),
  );
});

test('the end of one with a certificate is the day that it runs out', async () => {
  await make({
    status: 'rated',
    stars: 4,
    certifiedOn: new Date('2026-11-01T00:00:00Z'),
    certificateEnds: new Date('2029-11-01T00:00:00Z'),
  });
  clock.moveTo('2031-10-31T12:00:00+07:00');
  await sweep();
  expect(await named()).toEqual(['rated']);
  clock.moveTo('2031-11-03T12:00:00+07:00');
  await sweep();
  expect(await named()).toEqual([]);
  expect(await database.client.registration.findFirstOrThrow()).toMatchObject({
    status: 'rated',
    stars: 4,
    personId: null,
  });
});

test('more than one sweep can do are done by the next, and what is done is left alone', async () => {
  for (let count = 0; count < 53; count++) await make({ status: 'declined' });
  clock.advance(731 * dayMs);
  await sweep();
  expect(await named()).toHaveLength(3);
  await sweep();
  expect(await named()).toEqual([]);
  const after = await database.client.registration.findMany({ orderBy: { id: 'asc' } });
  await sweep();
  expect(await database.client.registration.findMany({ orderBy: { id: 'asc' } })).toEqual(after);
});

test('a consent goes once nothing is left that it was given for', async () => {
  const { client } = database;
  const give = (withdrawnAt: Date | null) =>
    client.consent.create({
      data: { personId, purpose: 'registration', version: 1, channel: 'web', givenAt: clock.now(), withdrawnAt },
    });
  await give(clock.now());
  await give(null);
  const one = await make({});
  clock.advance(731 * dayMs);
  await sweep();
  expect(await client.consent.count()).toBe(2);
  await client.registration.update({ where: { id: one.id }, data: { status: 'withdrawn', updatedAt: clock.now() } });
  clock.advance(731 * dayMs);
  await sweep();
  expect(await client.consent.count()).toBe(0);
});

test('wrong codes go after a day', async () => {
  await database.client.wrongCode.create({ data: { personId, at: clock.now() } });
  clock.advance(dayMs);
  await sweep();
  expect(await database.client.wrongCode.count()).toBe(1);
  clock.advance(1000);
  await sweep();
  expect(await database.client.wrongCode.count()).toBe(0);
});

test('invitations go 90 days after they ended; open ones and the first of all stay', async () => {
  const at = clock.now();
  const later = new Date(at.getTime() + 7 * dayMs);
  const hashes = async () =>
    (await database.client.invitation.findMany({ orderBy: { id: 'asc' } })).map(({ codeHash }) => codeHash);
  await database.client.invitation.createMany({
    data: [
      { codeHash: 'used', role: 'commune', invitedBy: 1n, createdAt: at, expiresAt: later, usedAt: at },
      { codeHash: 'revoked', role: 'commune', invitedBy: 1n, createdAt: at, expiresAt: later, revokedAt: at },
      { codeHash: 'expired', role: 'commune', invitedBy: 1n, createdAt: at, expiresAt: later },
      { codeHash: 'open', role: 'commune', invitedBy: 1n, createdAt: at },
      { codeHash: 'first', role: 'admin', createdAt: at, usedAt: at },
    ],
  });
  clock.advance(90 * dayMs);
  await sweep();
  expect(await hashes()).toEqual(['used', 'revoked', 'expired', 'open', 'first']);
  clock.advance(dayMs);
  await sweep();
  expect(await hashes()).toEqual(['expired', 'open', 'first']);
  clock.advance(7 * dayMs);
  await sweep();
  expect(await hashes()).toEqual(['open', 'first']);
});

test('what is remembered of a talk goes with its messages', async () => {
  const { client } = database;
  await client.conversation.create({
    data: { personId, channel: 'web', chat: 'a', sender: 'a', memory: { slots: { a: 1 } }, lastInboundAt: clock.now() },
  });
  clock.advance(30 * dayMs);
  await forgetOld(client, clock.now());
  expect(await client.conversation.findFirstOrThrow()).toMatchObject({ memory: { slots: { a: 1 } } });
  clock.advance(1000);
  await forgetOld(client, clock.now());
  expect(await client.conversation.findFirstOrThrow()).toMatchObject({ memory: {} });
});

test.each(profiles)('the consent asked for under $id says what is really done', (profile) => {
  const said = consentText(profile, 730, false);
  for (const part of ['730 ngày', '30 ngày', 'không có tên', 'rút lại đồng ý', '/riengtu'])
    expect(said).toContain(part);
  expect(said.length).toBeLessThan(900);
});
