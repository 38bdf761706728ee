/** A photo's whole way: from a telephone over Telegram into the file store, and out again. */

import { pino } from 'pino';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Capability } from '../../bot/capability.ts';
import { createTelegramChannel } from '../../bot/channels/telegram.ts';
import type { Machine } from '../../bot/machine.ts';
import { reply } from '../../bot/message.ts';
import { phrases } from '../../bot/phrases.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { type FakeTelegram, startFakeTelegram } from '../fakes/telegram.ts';
import { openTemporaryFiles, phonePhoto, type TemporaryFiles } from '../files.ts';
import { createTestClock, startTestMachine } from '../machine.ts';
import { until } from '../platform.ts';

const token = '7001:AAH-very-secret_token-of-a-bot';
let database: TestDatabase;
let fake: FakeTelegram;
let files: TemporaryFiles;
let machine: Machine;
const clock = createTestClock();
const lines: string[] = [];

/** Keeps what it is sent, and shows it again. */
const album: Capability = {
  name: 'album',
  async message(turn) {
    const { input } = turn;
    if (input.kind === 'text') return [reply('Số điện thoại của bạn?', { keyboard: 'ask-contact' })];
    if (input.kind !== 'media') return [];
    if (input.phone !== undefined) return [reply(`Số của bạn: ${input.phone}`, { keyboard: 'remove' })];
    if (!input.file) return [reply('Đây không phải số của bạn.')];
    if (input.file.state === 'offered') {
      turn.wantFile();
      return [];
    }
    if (input.file.state === 'refused') return [reply(phrases.fileRefused[input.file.why])];
    return [reply(`Đã nhận ${input.file.name}`, { attachment: input.file })];
  },
};

async function start(): Promise<void> {
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  const channel = createTelegramChannel({ token, apiRoot: fake.root, mode: 'polling', commands: [], files, log });
  machine = await startTestMachine({ database, clock, channels: [channel], capabilities: [album], files });
}

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  [fake, files] = [await startFakeTelegram({ token }), openTemporaryFiles()];
  await start();
});
afterEach(async () => {
  await machine.stop();
  await fake.stop();
  files.end();
  expect(fake.violations).toEqual([]);
  expect(lines.join('')).not.toContain(token);
});

test('a photo comes back upright and without the place where it was taken', async () => {
  const lan = fake.person(1);
  const photo = await phonePhoto();
  expect((await sharp(photo).metadata()).exif?.length).toBeGreaterThan(50);
  lan.sendsPhoto(photo);
  const [shown] = await lan.waitsFor();
  expect(shown).toMatchObject({ text: 'Đã nhận anh.jpg' });
  const { exif, width, height } = await sharp(shown?.photo?.bytes ?? Buffer.alloc(0)).metadata();
  expect([exif, width, height]).toEqual([undefined, 300, 400]);
});

test('photos of an album and the word after them are answered in order, over a stop and a lost line', async () => {
  const lan = fake.person(1);
  const photo = await phonePhoto();
  fake.fail({ kind: 'cut-after', method: 'download' });
  lan.sendsPhoto(photo);
  lan.sendsDocument(photo, 'Nhãn.jpg', 'image/jpeg');
  lan.says('Xong');
  await until(
    async () =>
      (await database.client.inbox.count({ where: { fileDueAt: new Date(clock.now().getTime() + 2_000) } })) === 1,
    () => 'the first try to fail',
  );
  await machine.stop();
  await start();
  clock.advance(2_000);
  const texts = (await lan.waitsFor(3)).map(({ text }) => text);
  expect(texts).toEqual(['Đã nhận anh.jpg', 'Đã nhận Nhãn.jpg', 'Số điện thoại của bạn?']);
});

test('what only calls itself a picture is refused, with what to do instead', async () => {
  const lan = fake.person(1);
  lan.sendsDocument(Buffer.from('<html>'), 'anh.jpg', 'image/jpeg');
  expect((await lan.waitsFor())[0]?.text).toBe(phrases.fileRefused['wrong-type']);
  lan.sendsDocument(Buffer.alloc(11 * 1024 * 1024), 'lon.pdf', 'application/pdf');
  expect((await lan.waitsFor())[0]?.text).toBe(phrases.fileRefused['too-large']);
});

test('one’s own number is taken, somebody else’s is not', async () => {
  const lan = fake.person(1);
  lan.says('đăng ký');
  expect((await lan.waitsFor())[0]?.replyKeyboard).toMatchObject({ oneTime: true });
  lan.sendsContact('+84905999999', { userId: 2 });
  lan.sendsContact('+84905123456');
  const [other, own] = await lan.waitsFor(2);
  expect([other?.text, own?.text]).toEqual(['Đây không phải số của bạn.', 'Số của bạn: +84905123456']);
  expect(own?.replyKeyboard).toBe('removed');
});
