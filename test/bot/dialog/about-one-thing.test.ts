/** Dialogs that are opened with a seed: they begin with values, ask a single thing, and are left without a question. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Capability, HostedDialog } from '../../../bot/capability.ts';
import type { Values } from '../../../bot/dialog.ts';
import type { Machine } from '../../../bot/machine.ts';
import { reply } from '../../../bot/message.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { createTestClock, echo, startTestMachine } from '../../machine.ts';
import { createPlatform, type Platform, until } from '../../platform.ts';
import { picnicDialog } from './picnic.ts';

let database: TestDatabase;
let machine: Machine;
let platform: Platform;
let submitted: Values[];

const known = { consent: true, kind: 'hill', name: 'Hè vui', people: 4 };
const seedSchema = z.object({ trip: z.number() });

/** Changes a trip that was planned before. */
const mend: HostedDialog = {
  name: 'mend',
  command: null,
  title: 'sửa chuyến đi',
  begin: async (_turn, seed) => seed,
  seedOf: (context) => context,
  initial: () => known,
  build: () => ({ ...picnicDialog(), name: 'mend', atStake: 'Chuyến đi vẫn như cũ.' }),
  async submit(_turn, values, context) {
    submitted.push(values);
    return [reply(`Đã sửa chuyến ${seedSchema.parse(context).trip}.`)];
  },
};
/** Asks for the pictures of a trip. */
const pictures: HostedDialog = {
  name: 'pictures',
  command: null,
  title: 'gửi ảnh',
  begin: async (_turn, seed) => seed,
  seedOf: (context) => context,
  build: () => ({
    name: 'pictures',
    title: 'gửi ảnh',
    version: 1,
    submit: 'Xong',
    withoutReview: true,
    fields: [
      {
        name: 'pictures',
        label: 'Ảnh',
        prompt: 'Gửi ảnh.',
        most: 3,
        takesFiles: true,
        read: (heard) =>
          heard.kind === 'file' ? { kind: 'value', value: heard.file } : { kind: 'no', why: 'Gửi ảnh.' },
        schema: z.array(z.json()).min(1),
        show: (value) => (Array.isArray(value) ? `${value.length} ảnh` : ''),
      },
    ],
  }),
  async submit(_turn, values) {
    submitted.push(values);
    return [reply('Đã nhận ảnh.')];
  },
};
const trips: Capability = {
  name: 'trips',
  commands: [{ name: 'chuyendi', description: 'Chuyến đi' }],
  dialogs: [mend, pictures],
  async command(turn, _command, argument) {
    if (argument === '') return [reply('Các chuyến đi.')];
    turn.enter(argument === 'anh' ? 'pictures' : 'mend', { trip: 7 });
    return [];
  },
};

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  submitted = [];
  platform = createPlatform();
  const rest: Capability = { ...echo, commands: [{ name: 'huy', description: 'Huỷ' }] };
  machine = await startTestMachine({
    database,
    clock: createTestClock(),
    capabilities: [trips, rest],
    channels: [platform],
  });
});
afterEach(() => machine.stop());

async function answers(act: () => Promise<void>): Promise<string[]> {
  const before = platform.delivered.length;
  await act();
  await until(
    async () =>
      (await database.client.inbox.count({ where: { doneAt: null } })) === 0 &&
      (await database.client.outbox.count({ where: { state: { in: ['planned', 'sending'] } } })) === 0,
    () => 'the answer',
  );
  return platform.delivered.slice(before).map(({ reply: { text } }) => text);
}
const says = (text: string) => answers(() => platform.says('an', text));
const presses = (label: string) => answers(() => platform.presses(platform.delivered.at(-1), label));
const picture = (letter: string) =>
  answers(() =>
    platform.arrives('an', {
      kind: 'media',
      media: 'photo',
      caption: '',
      file: { state: 'stored', hash: letter.repeat(64), name: 'a.jpg', mime: 'image/jpeg', bytes: 1 },
    }),
  );

test('a dialog that begins with values opens in its review, and only what is changed changes', async () => {
  const [review] = await says('/chuyendi 7');
  expect(review).toMatch(/^Bước 6\/6 · Xem lại/);
  expect(review).toContain('• Tên: **Hè vui**');
  expect(review).toContain('• Đồ ăn: chưa ghi');
  await says('sửa số người');
  expect(await says('5')).toEqual([expect.stringContaining('Xem lại')]);
  expect(await presses('Chốt')).toEqual(['Đã sửa chuyến 7.']);
  expect(submitted).toEqual([{ ...known, people: 5 }]);
});

test('untouched, it is cancelled at once and left by a command at once; touched, it asks', async () => {
  await says('/chuyendi 7');
  expect(await says('huỷ')).toEqual([expect.stringContaining('Chuyến đi vẫn như cũ.')]);
  await says('/chuyendi 7');
  expect(await says('/chuyendi')).toEqual(['Các chuyến đi.']);
  await says('/chuyendi 7');
  await says('sửa số người');
  await says('5');
  expect(await presses('Huỷ')).toEqual(['Bỏ việc lên kế hoạch dã ngoại đang làm? Chuyến đi vẫn như cũ.']);
  expect(await presses('Đồng ý bỏ')).toEqual([expect.stringContaining('Đã bỏ việc sửa chuyến đi.')]);
  expect(submitted).toEqual([]);
});

test('an unfinished one is begun anew about the same thing', async () => {
  await says('/chuyendi 7');
  await says('sửa số người');
  await says('5');
  await says('/chuyendi');
  await presses('Tạm dừng');
  await database.client.draft.updateMany({ data: { touchedAt: new Date('2026-11-21T00:00:00Z') } });
  await until(
    () => platform.delivered.at(-1)?.reply.text.includes('sửa chuyến đi dở') ?? false,
    () => 'the reminder',
  );
  expect(await presses('Làm lại từ đầu')).toEqual([expect.stringContaining('• Số người: **4 người**')]);
  expect(await presses('Chốt')).toEqual(['Đã sửa chuyến 7.']);
});

test('one that asks a single thing ends with Xong, without a review; the same file twice is one', async () => {
  const [asked] = await says('/chuyendi anh');
  expect(asked).toMatch(/^Bước 1\/1 · Ảnh/);
  expect(await presses('Xong')).toEqual([expect.stringContaining('cần có câu trả lời'), expect.anything()]);
  await picture('a');
  expect(await picture('a')).toEqual([expect.stringContaining('Đang ghi: **1 ảnh**')]);
  await picture('b');
  expect(await presses('Xong')).toEqual(['Đã nhận ảnh.']);
  expect(submitted).toMatchObject([{ pictures: [{ hash: 'a'.repeat(64) }, { hash: 'b'.repeat(64) }] }]);
});

test('a file that fills the list ends it', async () => {
  await says('/chuyendi anh');
  await picture('a');
  await picture('b');
  expect(await picture('c')).toEqual(['Đã nhận ảnh.']);
});
