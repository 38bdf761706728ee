import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createWebChannel, type WebChannel } from '../../../bot/channels/web/channel.ts';
import { createUploadGate, maxUploads } from '../../../bot/channels/web/upload-gate.ts';
import { maxFileBytes } from '../../../bot/files.ts';
import { reply } from '../../../bot/message.ts';
import { phrases } from '../../../bot/phrases.ts';
import { welcome } from '../../../handlers/welcome.ts';
import { openTemporaryFiles, pdf, phonePhoto, type TemporaryFiles } from '../../files.ts';
import { createMemoryChat, type MemoryChat } from './web-memory.ts';
import { entryOf, WebVisitor } from './web-visitor.ts';

const now = () => new Date('2026-06-01T02:30:00Z');
let chat: MemoryChat;
let files: TemporaryFiles;
let channel: WebChannel;

beforeEach(async () => {
  chat = createMemoryChat({ now });
  files = openTemporaryFiles();
  channel = createWebChannel({
    welcome,
    transcript: chat.transcript,
    files,
    secretKey: 'ab'.repeat(32),
    secure: false,
    random: () => randomBytes(16).toString('hex'),
    now,
    onError: () => {},
  });
  await channel.start(chat.receive);
});
afterEach(() => files.end());

async function arrive(): Promise<WebVisitor> {
  const visitor = new WebVisitor(channel.routes);
  await visitor.get('/');
  return visitor;
}
const sentence = async (response: Response) => z.object({ error: z.string() }).parse(await response.json()).error;

describe('a file from the page', () => {
  test('is cleaned and kept at once, and arrives as stored', async () => {
    const visitor = await arrive();
    const id = randomUUID();
    expect((await visitor.upload(id, 'Nhãn mật nho.jpg', await phonePhoto())).status).toBe(202);
    const [arrival] = chat.arrivals;
    expect(arrival).toMatchObject({
      id: `${arrival?.chat}.${id}`,
      content: {
        kind: 'media',
        media: 'photo',
        caption: '',
        file: { state: 'stored', name: 'Nhãn mật nho.jpg', mime: 'image/jpeg' },
      },
    });
    const file = arrival?.content.kind === 'media' && arrival.content.file;
    const kept = file && file.state === 'stored' ? await files.read(file.hash) : null;
    expect(kept?.toString('latin1')).not.toMatch(/Exif|GPS/);
  });

  test('sent again under the same id is one message', async () => {
    const visitor = await arrive();
    const [id, photo] = [randomUUID(), await phonePhoto()];
    for (const _ of [1, 2, 3]) expect((await visitor.upload(id, 'a.jpg', photo)).status).toBe(202);
    await Promise.all([visitor.upload(id, 'a.jpg', photo), visitor.upload(id.toUpperCase(), 'a.jpg', photo)]);
    expect(chat.arrivals).toHaveLength(1);
  });

  test('stands in the talk after a reload', async () => {
    const visitor = await arrive();
    await visitor.upload(randomUUID(), 'nhãn.png', await phonePhoto());
    await visitor.upload(randomUUID(), 'Phương án', pdf());
    const stream = await visitor.stream();
    const entries = (await stream.until('ready')).filter(({ event }) => event === 'entry');
    expect(entries.map(({ data }) => entryOf(data).text)).toEqual(['🖼 nhãn.jpg', '📎 Phương án.pdf']);
    await stream.close();
  });

  test.each([
    ['of a wrong type', Buffer.from('<html>'), 415, phrases.fileRefused['wrong-type']],
    ['that is empty', Buffer.alloc(0), 422, phrases.fileRefused.unreadable],
    ['that is too large', Buffer.alloc(maxFileBytes + 1), 413, phrases.fileRefused['too-large']],
  ])('%s is refused with what to do instead', async (_, bytes, status, why) => {
    const visitor = await arrive();
    const response = await visitor.upload(randomUUID(), 'anh.jpg', bytes);
    expect([response.status, await sentence(response)]).toEqual([status, why]);
    expect(chat.arrivals).toEqual([]);
  });

  test('of no visitor, of another site, or without a proper id is refused', async () => {
    const [visitor, photo] = [await arrive(), await phonePhoto()];
    expect((await new WebVisitor(channel.routes).upload(randomUUID(), 'a.jpg', photo)).status).toBe(401);
    expect((await visitor.upload('1', 'a.jpg', photo)).status).toBe(400);
    const elsewhere = { 'sec-fetch-site': 'cross-site' };
    expect((await visitor.upload(randomUUID(), 'a.jpg', photo, elsewhere)).status).toBe(403);
    const simple = { 'content-type': 'text/plain' };
    expect((await visitor.upload(randomUUID(), 'a.jpg', photo, simple)).status).toBe(400);
    expect(chat.arrivals).toEqual([]);
  });

  test('waits while too many messages wait, or the database does not answer', async () => {
    const [visitor, photo] = [await arrive(), await phonePhoto()];
    chat.waiting = 1_000;
    const response = await visitor.upload(randomUUID(), 'a.jpg', photo);
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '5']);
    chat.waiting = 0;
    chat.outage = new Error('down');
    expect((await visitor.upload(randomUUID(), 'a.jpg', photo)).status).toBe(503);
  });
});

describe('how many files come in', () => {
  test('is bounded at once and over time, for one visitor and for all', () => {
    let at = 0;
    const gate = createUploadGate(() => at);
    const mine = Array.from({ length: maxUploads.perVisitor }, () => gate.enter('lan'));
    expect(mine.every((leave) => leave !== null)).toBe(true);
    expect(gate.enter('lan')).toBeNull();
    for (const leave of mine) leave?.();
    for (let count = maxUploads.perVisitor; count < maxUploads.inWindow; count++) gate.enter('lan')?.();
    expect(gate.enter('lan')).toBeNull();
    at += maxUploads.windowMs;
    gate.enter('lan')?.();
    const others = Array.from({ length: maxUploads.inAll + 1 }, (_, index) => gate.enter(`v${index}`));
    expect(others.map((leave) => leave !== null)).toEqual([...Array(maxUploads.inAll).fill(true), false]);
  });
});

describe('a file from the bot', () => {
  test('is shown when it is a picture, and handed over otherwise, to its own visitor alone', async () => {
    const [visitor, stranger] = [await arrive(), await arrive()];
    await visitor.post({ id: randomUUID(), text: 'chào' });
    await stranger.post({ id: randomUUID(), text: 'chào' });
    const address = chat.arrivals[0]?.chat ?? '';
    const photo = await phonePhoto();
    const [picture, paper, gone] = [
      { name: 'nhãn.jpg', mime: 'image/jpeg', hash: await files.put(photo), bytes: photo.length },
      { name: 'hồ sơ.pdf', mime: 'application/pdf', hash: await files.put(pdf()) },
      { name: 'a.pdf', mime: 'application/pdf', hash: '0'.repeat(64) },
    ].map((attachment) => chat.say(address, reply('Đây', { attachment })));

    const shown = await visitor.get(`/web/files/${picture}`);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': expect.stringMatching(/^inline; filename="nhan.jpg"/),
      'cache-control': 'private, max-age=3600',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(Buffer.from(await shown.arrayBuffer()).equals(photo)).toBe(true);
    const handed = await visitor.get(`/web/files/${paper}`);
    expect(handed.headers.get('content-type')).toBe('application/pdf');
    expect(handed.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect((await visitor.get(`/web/files/${gone}`)).status).toBe(404);
    expect((await stranger.get(`/web/files/${picture}`)).status).toBe(404);

    const stream = await visitor.stream();
    const entries = (await stream.until('ready')).flatMap(({ event, data }) =>
      event === 'entry' ? (entryOf(data).attachment ?? []) : [],
    );
    expect(entries).toEqual([
      { name: 'nhãn.jpg', bytes: photo.length, isPicture: true },
      { name: 'hồ sơ.pdf', bytes: null, isPicture: false },
      { name: 'a.pdf', bytes: null, isPicture: false },
    ]);
    await stream.close();
  });
});
