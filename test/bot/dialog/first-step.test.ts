/** The first question of a dialog: nothing is answered yet, and still it can be passed over, asked back and given up. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Capability, HostedDialog } from '../../../bot/capability.ts';
import type { Machine } from '../../../bot/machine.ts';
import { reply } from '../../../bot/message.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { createTestClock, echo, startTestMachine } from '../../machine.ts';
import { createPlatform } from '../../platform.ts';

const weighing: HostedDialog = {
  name: 'weighing',
  command: null,
  title: 'ghi cân nặng',
  begin: async () => null,
  build: () => ({
    name: 'weighing',
    title: 'ghi cân nặng',
    version: 1,
    fields: [
      {
        name: 'kilos',
        label: 'Cân nặng',
        prompt: 'Bao nhiêu cân?',
        optional: true,
        numeric: true,
        options: [{ label: '50 cân', value: 50 }],
        schema: z.number(),
        read: (heard) => {
          const kilos = heard.kind === 'text' ? Number(heard.text) : Number.NaN;
          if (kilos > 100) return { kind: 'ask', text: 'Thật sao?', options: [{ label: 'Thật', value: kilos }] };
          return Number.isNaN(kilos) ? { kind: 'no', why: 'Bạn ghi một số.' } : { kind: 'value', value: kilos };
        },
        show: String,
      },
      { name: 'note', label: 'Ghi chú', prompt: 'Ghi chú gì?', optional: true, schema: z.string(), show: String },
    ],
    submit: 'Gửi',
  }),
  submit: async (_turn, values) => [reply(`Đã nhận ${JSON.stringify(values)}`)],
};
const scales: Capability = {
  name: 'scales',
  commands: [{ name: 'can', description: 'Ghi cân nặng' }],
  command: async (turn) => {
    turn.enter('weighing');
    return [];
  },
  dialogs: [weighing],
};

let database: TestDatabase;
let machine: Machine;
const platform = createPlatform();
beforeAll(async () => {
  database = await openTestDatabase();
  machine = await startTestMachine({
    database,
    clock: createTestClock(),
    channels: [platform],
    capabilities: [scales, echo],
  });
});
afterAll(async () => {
  await machine.stop();
  await database.close();
});

let people = 0;
async function says(chat: string, ...texts: string[]): Promise<string> {
  for (const text of texts) {
    await platform.says(chat, text);
    await machine.drain(10_000);
  }
  return platform.delivered.findLast((message) => message.chat === chat)?.reply.text ?? '';
}
const somebody = () => `first-${++people}`;

test('it can be passed over', async () => {
  const chat = somebody();
  expect(await says(chat, '/can', 'bỏ qua')).toMatch(/^Bước 2\/3 · Ghi chú/);
  expect(await says(chat, 'bỏ qua', 'Gửi')).toBe('Đã nhận {}');
});

test('what is asked back there can be answered', async () => {
  const chat = somebody();
  expect(await says(chat, '/can', '120')).toContain('Thật sao?');
  expect(await says(chat, 'Thật')).toMatch(/^Bước 2\/3 · Ghi chú/);
});

test('it can be given up there, after asking once', async () => {
  const chat = somebody();
  expect(await says(chat, '/can', 'huỷ')).toContain('Bỏ việc ghi cân nặng');
  expect(await says(chat, 'có')).toContain('Đã bỏ việc');
  expect(await says(chat, 'nho')).toBe('Bạn nói: nho');
});

test('a typed number is the answer, not the number of a button', async () => {
  const chat = somebody();
  expect(await says(chat, '/can', '1')).toMatch(/^Bước 2\/3/);
  expect(await says(chat, 'bỏ qua', 'Gửi')).toBe('Đã nhận {"kilos":1}');
});

test('a dialog without a command is asked about before another command is followed', async () => {
  const chat = somebody();
  await says(chat, '/can', '40');
  expect(await says(chat, 'một câu')).toMatch(/Ghi chú/);
  expect(await says(chat, '/can')).toContain('Tạm dừng');
});
