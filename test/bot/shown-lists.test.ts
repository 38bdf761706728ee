/** Where there are no buttons: what people type means a line of what they see. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Capability } from '../../bot/capability.ts';
import { findNearChoice } from '../../bot/label.ts';
import type { Machine } from '../../bot/machine.ts';
import { reply } from '../../bot/message.ts';
import { priority } from '../../bot/outbox.ts';
import { findTyped } from '../../bot/shown-lists.ts';
import { tellPeople } from '../../bot/tell.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { createTestClock, startTestMachine, type TestClock } from '../machine.ts';
import { createPlatform, type Platform } from '../platform.ts';

const choices = (...labels: string[]) => labels.map((label) => ({ label, value: `shop:${label}` }));
const goods = choices('Mật nho', 'Nước mắm Cà Ná', 'Gốm Bàu Trúc');

test.each([
  ['2', 'Nước mắm Cà Ná'],
  ['2.', 'Nước mắm Cà Ná'],
  ['2️⃣', 'Nước mắm Cà Ná'],
  ['chọn số 2 nhé', 'Nước mắm Cà Ná'],
  ['dạ em chọn câu 2 ạ', 'Nước mắm Cà Ná'],
  ['nuoc mam ca na', 'Nước mắm Cà Ná'],
  ['nước mắm', 'Nước mắm Cà Ná'],
  ['lấy mật nho nha', 'Mật nho'],
  ['gom bau trucs', 'Gốm Bàu Trúc'],
  ['gốm bàu tr', null],
  ['gomm bauu truc', null],
  ['4', null],
  ['số', null],
  ['', null],
  ['nước mắm thuộc nhóm mấy', null],
])('«%s» is near %s', (typed, label) => {
  expect(findNearChoice(goods, typed, () => false)?.choice.label ?? null).toBe(label);
});

test('a slip is none where it could be another name, nor where a dialog reads what is typed', () => {
  const communes = choices('Xã Phước Hậu', 'Xã Phước Hữu');
  expect(findNearChoice(communes, 'xa phuoc hou', () => false)).toBeUndefined();
  expect(findNearChoice(choices('Nhóm hàng 1'), 'nhom hang 2', () => false)).toBeUndefined();
  expect(findNearChoice(communes.slice(0, 1), 'xa phuoc huu', () => true)).toBeUndefined();
});

test('where a number is the answer, a letter chooses', () => {
  const list = { message: '7', choices: goods, lettered: true, isNew: true };
  expect(findTyped([list], [], 'b')).toEqual({ choice: goods[1], message: '7', typed: 'b' });
  expect(findTyped([list], [], 'B.')?.choice).toBe(goods[1]);
  expect(findTyped([list], [], 'd')).toBeNull();
});

let database: TestDatabase;
let clock: TestClock;
let platform: Platform;
let machine: Machine;

/** Offers goods, and tells what was chosen and from which message. */
const shop: Capability = {
  name: 'shop',
  async pick(_turn, value, _choice, message) {
    return [reply(`Đã chọn ${value}${message === null ? '' : ` (tin ${message})`}`)];
  },
  async message({ input }) {
    return [reply('Bạn mua gì?', input.kind === 'text' && input.text === 'mua' ? { choices: goods } : {})];
  },
};

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  clock = createTestClock();
  platform = createPlatform('zalo-bot');
  platform.choices = 'numbered';
  machine = await startTestMachine({ database, clock, channels: [platform], capabilities: [shop] });
});
afterEach(() => machine.stop());

async function says(text: string, count: number): Promise<string> {
  clock.advance(2_000);
  await platform.says('lan', text);
  return (await platform.replies('lan', count)).at(-1)?.text ?? '';
}

/** A message that nobody asked for. */
async function tells(text: string, labels: string[], count: number): Promise<void> {
  clock.advance(2_000);
  const { personId } = await database.client.conversation.findFirstOrThrow();
  const news = reply(text, { choices: choices(...labels) });
  await database.client.$transaction((tx) => tellPeople(tx, clock.now(), [personId], news, priority.reminder));
  await platform.replies('lan', count);
  await expect.poll(() => database.client.outbox.count({ where: { state: { not: 'sent' } } })).toBe(0);
}

test('a number means the newest list, also one under a message that came unasked', async () => {
  await says('mua', 1);
  await tells('Lớp mới', ['Tham dự', 'Không'], 2);
  expect(await says('1', 3)).toMatch(/^Đã chọn Tham dự \(tin \d+\)$/);
});

test('what the newest list does not hold is looked for in what was asked last', async () => {
  await says('mua', 1);
  await tells('Lớp mới', ['Tham dự', 'Không'], 2);
  expect(await says('gốm bàu trúc', 3)).toBe('Đã chọn Gốm Bàu Trúc');
});

test('once something else was said, a number means nothing, but the words of an older line still do', async () => {
  await says('mua', 1);
  await says('xin chào', 2);
  expect(await says('1', 3)).toBe('Bạn mua gì?');
  expect(await says('nuoc mam ca na', 4)).toMatch(/^Đã chọn Nước mắm Cà Ná \(tin \d+\)$/);
});

test('an answer whose sender died before it wrote down that it was sent is the newest list all the same', async () => {
  await says('mua', 1);
  const { client } = database;
  const { id } = await client.outbox.findFirstOrThrow();
  await tells('Lớp mới', ['Tham dự', 'Không'], 2);
  await machine.stop();
  // The person saw the goods last; nobody could write it down, and they came once more after what was typed.
  await client.outbox.update({ where: { id }, data: { state: 'planned', settledAt: null, attempts: 1 } });
  clock.advance(2_000);
  machine = await startTestMachine({ database, clock, channels: [platform], capabilities: [shop] });
  expect(await says('1', 4)).toMatch(/^Đã chọn Mật nho/);
});

test('with buttons, none of this holds', async () => {
  await machine.stop();
  platform = createPlatform('zalo-bot');
  machine = await startTestMachine({ database, clock, channels: [platform], capabilities: [shop] });
  await says('mua', 1);
  await tells('Lớp mới', ['Tham dự', 'Không'], 2);
  expect(await says('1', 3)).toBe('Đã chọn Mật nho');
});
