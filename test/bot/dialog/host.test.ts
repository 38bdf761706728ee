import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Capability } from '../../../bot/capability.ts';
import type { Machine } from '../../../bot/machine.ts';
import { reply } from '../../../bot/message.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { createTestClock, echo, startTestMachine, type TestClock } from '../../machine.ts';
import { createPlatform, type Platform, until } from '../../platform.ts';
import { picnic, picnicDialog } from './picnic.ts';

let database: TestDatabase;
let machine: Machine;
let platform: Platform;
let clock: TestClock;
let submitted: unknown[];
let heard: number;

/** Answers what ends with a question mark. */
const answering: Capability = {
  ...echo,
  commands: [{ name: 'menu', description: 'Menu' }],
  command: async () => [reply('Menu đây.')],
  answersQuestion: async (_turn, text) => (text.endsWith('?') ? [reply(`Trả lời: ${text}`)] : null),
};

const start = async (capabilities: Capability[], ...platforms: Platform[]) => {
  machine = await startTestMachine({ database, clock, capabilities, channels: platforms });
};

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  clock = createTestClock();
  submitted = [];
  heard = 0;
  platform = createPlatform();
  await start([picnic(submitted), answering], platform);
});
afterEach(() => machine.stop());

/** Says it and returns what is said back, all of it. */
async function says(text: string, on = platform): Promise<string[]> {
  await on.says('an', text, `m${++heard}`);
  await until(
    async () => (await database.client.inbox.count({ where: { doneAt: null } })) === 0,
    () => `an answer to ${text}`,
  );
  const planned = () => database.client.outbox.count({ where: { state: { in: ['planned', 'sending'] } } });
  await until(
    async () => (await planned()) === 0,
    () => 'the answer to be sent',
  );
  const said = on.delivered.map((message) => message.reply.text);
  return said.splice(said.length - (said.length - seen(on, said.length)));
}
const counts = new WeakMap<Platform, number>();
function seen(on: Platform, length: number): number {
  const before = counts.get(on) ?? 0;
  counts.set(on, length);
  return before;
}
const firstLines = (texts: string[]) => texts.map((text) => text.split('\n')[0]);
const drafts = () => database.client.draft.count();

test('a dialog is walked through by messages, and submitted once', async () => {
  expect(firstLines(await says('/dangoai'))).toEqual(['Bước 1/6 · Đồng ý']);
  for (const text of ['đồng ý', 'núi', 'Hè vui', '4', 'nho', 'xong']) await says(text);
  expect(await says('chốt')).toEqual(['Đã chốt.']);
  expect(submitted).toEqual([{ consent: true, kind: 'hill', name: 'Hè vui', people: 4, food: ['grape'] }]);
  expect(await drafts()).toBe(0);
  expect(await says('chốt')).toEqual(['Bạn nói: chốt']);
});

test('nothing is stored before the first answer, nor when the person declines', async () => {
  await says('/dangoai');
  expect(await drafts()).toBe(0);
  expect(await says('không đồng ý')).toEqual(['Không lưu gì.']);
  expect(await drafts()).toBe(0);
  expect(await says('chào')).toEqual(['Bạn nói: chào']);
});

test('a question in the middle is answered, then the prompt is shown again and the dialog goes on', async () => {
  for (const text of ['/dangoai', 'đồng ý', 'núi']) await says(text);
  const [answer, prompt] = await says('Núi cao bao nhiêu?');
  expect(answer).toBe('Trả lời: Núi cao bao nhiêu?');
  expect(prompt).toContain('Bước 3/6 · Tên');
  expect(firstLines(await says('Hè vui'))).toEqual(['Bước 4/6 · Số người']);
});

test('a question that is the answer after all is taken as it stands', async () => {
  for (const text of ['/dangoai', 'đồng ý', 'núi', 'Đi đâu đó?']) await says(text);
  expect(firstLines(await says('ghi nguyên câu vừa rồi'))).toEqual(['Bước 4/6 · Số người']);
  const { draft } = await database.client.draft.findFirstOrThrow();
  expect(draft).toMatchObject({ state: { values: { name: 'Đi đâu đó?' } } });
});

test('a typed number is the answer where numbers are asked for, and a button elsewhere', async () => {
  for (const text of ['/dangoai', '1', '2', 'Hè vui']) await says(text);
  await says('1');
  const { draft } = await database.client.draft.findFirstOrThrow();
  expect(draft).toMatchObject({ state: { values: { consent: true, kind: 'hill', people: 1 } } });
});

test('another command asks whether to leave, and the draft waits', async () => {
  for (const text of ['/dangoai', 'đồng ý', 'núi']) await says(text);
  expect((await says('/menu'))[0]).toContain('Tạm dừng');
  expect(firstLines(await says('làm tiếp'))).toEqual(['Bước 3/6 · Tên']);
  await says('menu');
  expect(await says('tạm dừng')).toEqual(['Menu đây.']);
  expect(await says('chào')).toEqual(['Bạn nói: chào']);
  expect((await says('/dangoai'))[0]).toContain('đã ghi 2 mục');
  expect(firstLines(await says('làm tiếp'))).toEqual(['Bước 3/6 · Tên']);
});

test('/huy asks once, then throws the draft away', async () => {
  for (const text of ['/dangoai', 'đồng ý', 'núi', '/huy']) await says(text);
  expect((await says('đồng ý bỏ'))[0]).toContain('Đã bỏ');
  expect(await drafts()).toBe(0);
});

test('starting anew forgets the old draft', async () => {
  for (const text of ['/dangoai', 'đồng ý', 'núi', '/dangoai']) await says(text);
  expect(firstLines(await says('làm lại từ đầu'))).toEqual(['Bước 1/6 · Đồng ý']);
  expect(await drafts()).toBe(0);
});

test('goes on after a restart between any two answers', async () => {
  for (const text of ['/dangoai', 'đồng ý', 'núi', 'Hè vui', '4', 'nho', 'xong', 'chốt']) {
    await says(text);
    await machine.stop();
    await start([picnic(submitted), answering], platform);
  }
  expect(submitted).toEqual([{ consent: true, kind: 'hill', name: 'Hè vui', people: 4, food: ['grape'] }]);
});

test('goes on days later on another channel of the same person', async () => {
  for (const text of ['/dangoai', 'đồng ý', 'núi']) await says(text);
  await machine.stop();
  const web = createPlatform('web');
  await start([picnic(submitted), answering], platform, web);
  await says('chào', web);
  const [first] = await database.client.conversation.findMany({ orderBy: { id: 'asc' } });
  await database.client.conversation.updateMany({ data: { personId: first?.personId ?? '' } });
  clock.advance(3 * 24 * 60 * 60_000);
  // After three days a reminder may come as well.
  expect((await says('/dangoai', web)).join('\n')).toContain('đã ghi 2 mục');
  expect(firstLines(await says('1', web))).toContain('Bước 3/6 · Tên');
});

test('a changed form keeps the answers that still fit, and says so', async () => {
  for (const text of ['/dangoai', 'đồng ý', 'biển', 'Hè vui']) await says(text);
  await machine.stop();
  await start([picnic(submitted, picnicDialog(2, ['boat'])), answering], platform);
  const [note, prompt] = await says('4');
  expect(note).toContain('Mẫu hỏi vừa được cập nhật');
  expect(prompt).toContain('Bước 4/6 · Số người');
});

test('a draft is reminded of once after a day, and deleted after thirty, as the reminder said', async () => {
  for (const text of ['/dangoai', 'đồng ý', 'núi']) await says(text);
  const before = platform.delivered.length;
  clock.advance(25 * 60 * 60_000);
  await until(
    () => platform.delivered.length > before,
    () => 'the reminder',
  );
  const reminder = platform.delivered.at(-1);
  expect(reminder?.reply.text).toContain('xoá sau ngày 23/12/2026');
  expect(reminder?.reply.choices.map(({ label }) => label)).toEqual(['Làm tiếp', 'Làm lại từ đầu']);
  expect((await database.client.outbox.findFirst({ orderBy: { id: 'desc' } }))?.priority).toBe(1);
  clock.advance(30 * 24 * 60 * 60_000);
  await until(
    async () => (await drafts()) === 0,
    () => 'the draft to be deleted',
  );
  expect(platform.delivered.length).toBe(before + 1);
});
