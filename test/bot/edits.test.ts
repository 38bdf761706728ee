/** A sent message whose words change: what the platform shows is brought up to date. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Channel, EditOutcome } from '../../bot/channel.ts';
import { editMessage, showEdits } from '../../bot/edits.ts';
import type { Machine } from '../../bot/machine.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { createTestClock, startTestMachine } from '../machine.ts';
import { createPlatform, type Platform, until } from '../platform.ts';

let database: TestDatabase;
let machine: Machine | null = null;
let clock = createTestClock();

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  clock = createTestClock();
});
afterEach(async () => {
  await machine?.stop();
  machine = null;
});

async function talk(channel: Channel & Platform): Promise<bigint> {
  machine = await startTestMachine({ database, clock, channels: [channel] });
  await channel.says('an', 'xin chào');
  await channel.replies('an', 1);
  await until(
    async () => (await database.client.outbox.count({ where: { state: 'sent' } })) === 1,
    () => 'the send to be settled',
  );
  return (await database.client.outbox.findFirstOrThrow()).id;
}
const edit = (id: bigint, changed: Reply) =>
  database.client.$transaction((tx) => editMessage(tx, clock.now(), id, changed));
const edits = () => database.client.edit.findMany();
const noneLeft = () =>
  until(
    async () => (await edits()).length === 0,
    () => 'every edit to be made',
  );

test('the platform gets the new words and buttons of a message, once', async () => {
  const platform = createPlatform();
  const id = await talk(platform);
  const changed = reply('Xong rồi.', { choices: [{ label: 'Báo cáo', value: 'echo:x' }] });
  expect(await edit(id, changed)).toBe(true);
  expect(await edit(id, changed)).toBe(false);
  await noneLeft();
  expect(platform.edits).toEqual([{ key: String(id), chat: 'an', platformId: `p${id}`, reply: changed }]);
  expect(platform.tried).toHaveLength(1);
  await platform.presses({ key: String(id), chat: 'an', reply: changed }, 'Báo cáo');
  expect((await platform.replies('an', 2)).at(-1)?.text).toBe('Bạn chọn: Báo cáo');
});

test('a message that waits goes out with its new words, and no edit follows', async () => {
  const platform = createPlatform();
  const id = await talk(platform);
  const { conversationId } = await database.client.outbox.findUniqueOrThrow({ where: { id } });
  const later = await database.client.outbox.create({
    data: {
      conversationId,
      channel: 'telegram',
      chat: 'an',
      priority: 0,
      payload: reply('cũ'),
      notBefore: new Date(clock.now().getTime() + 60_000),
      createdAt: clock.now(),
    },
  });
  expect(await edit(later.id, reply('mới'))).toBe(true);
  expect(await edits()).toEqual([]);
  clock.advance(61_000);
  expect((await platform.replies('an', 2)).at(-1)?.text).toBe('mới');
});

test('an edit that comes while another is under way is made after it', async () => {
  const platform = createPlatform();
  const id = await talk(platform);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const make = platform.edit;
  let isFirst = true;
  platform.edit = async (message) => {
    const outcome = await make?.(message);
    if (isFirst) await held;
    isFirst = false;
    return outcome ?? { kind: 'done' };
  };
  await edit(id, reply('một'));
  await until(
    () => platform.edits.length === 1,
    () => 'the first edit',
  );
  await edit(id, reply('hai'));
  await edit(id, reply('ba'));
  release();
  await noneLeft();
  expect(platform.edits.map((one) => one.reply.text)).toEqual(['một', 'ba']);
});

test('two messages of one chat are edited a second apart, two chats together', async () => {
  const platform = createPlatform();
  const id = await talk(platform);
  await platform.says('an', 'hai');
  await platform.says('bình', 'ba');
  await platform.replies('bình', 1);
  await until(
    async () => (await database.client.outbox.count({ where: { state: 'sent' } })) === 3,
    () => 'all to be sent',
  );
  const at: { chat: string; ms: number }[] = [];
  const make = platform.edit;
  platform.edit = async (message) => {
    at.push({ chat: message.chat, ms: performance.now() });
    return (await make?.(message)) ?? { kind: 'done' };
  };
  for (const row of await database.client.outbox.findMany()) await edit(row.id, reply(`sửa ${row.id}`));
  await noneLeft();
  expect(platform.edits).toHaveLength(3);
  const [first, second] = at.filter(({ chat }) => chat === 'an');
  expect((second?.ms ?? 0) - (first?.ms ?? 0)).toBeGreaterThan(950);
  expect(id).toBeDefined();
});

test('a pause that the platform asks for is kept, and costs no try', async () => {
  const platform = createPlatform();
  const id = await talk(platform);
  platform.editOutcomes.push({ kind: 'retry', why: '429', afterMs: 1_500 });
  const began = performance.now();
  await edit(id, reply('mới'));
  await until(
    async () => (await edits())[0]?.dueAt.getTime() === clock.now().getTime() + 1_500,
    () => 'the edit to be put off',
  );
  expect((await edits())[0]?.attempts).toBe(0);
  clock.advance(1_500);
  await noneLeft();
  expect(performance.now() - began).toBeGreaterThan(1_500);
  expect(platform.edits).toHaveLength(2);
});

test.each<[string, EditOutcome, number]>([
  ['fails five times', { kind: 'retry', why: 'server error' }, 5],
  ['is refused', { kind: 'refused', why: 'too old' }, 1],
])('an edit that %s is given up', async (_, outcome, tries) => {
  const platform = createPlatform();
  const id = await talk(platform);
  for (let n = 0; n < 9; n++) platform.editOutcomes.push(outcome);
  await edit(id, reply('mới'));
  await until(
    async () => {
      clock.advance(60_000);
      return (await edits()).length === 0;
    },
    () => 'the edit to be given up',
  );
  expect(platform.edits).toHaveLength(tries);
});

test('a channel that cannot edit forgets what was changed', async () => {
  const { edit: _, ...platform } = createPlatform('terminal');
  machine = await startTestMachine({ database, clock, channels: [platform] });
  const { id: personId } = await database.client.person.create({ data: {} });
  const conversation = await database.client.conversation.create({
    data: { personId, channel: 'terminal', chat: 'terminal', sender: 'terminal' },
  });
  const row = await database.client.outbox.create({
    data: {
      conversationId: conversation.id,
      channel: 'terminal',
      chat: 'terminal',
      priority: 0,
      payload: reply('cũ'),
      state: 'sent',
      platformId: 'x',
      notBefore: clock.now(),
      createdAt: clock.now(),
    },
  });
  // What the person sees is what its row must go on saying.
  expect(await edit(row.id, reply('mới'))).toBe(false);
  expect(await database.client.outbox.findUnique({ where: { id: row.id } })).toMatchObject({ payload: { text: 'cũ' } });
  await database.client.$transaction((tx) => showEdits(tx, clock.now(), Prisma.sql`SELECT ${row.id}::bigint`));
  expect(await edits()).toHaveLength(1);
  await noneLeft();
});

test('the edit of a message that never arrived is dropped', async () => {
  const platform = createPlatform();
  const id = await talk(platform);
  await database.client.edit.create({ data: { outboxId: id, dueAt: clock.now() } });
  await database.client.outbox.update({ where: { id }, data: { state: 'refused' } });
  await noneLeft();
  expect(platform.edits).toEqual([]);
});
