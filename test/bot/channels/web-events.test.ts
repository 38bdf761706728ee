import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { createWebChannel, type WebChannel } from '../../../bot/channels/web/channel.ts';
import { streamTiming } from '../../../bot/channels/web/events.ts';
import { maxPages } from '../../../bot/channels/web/listeners.ts';
import { reply } from '../../../bot/message.ts';
import { welcome } from '../../../handlers/welcome.ts';
import { noFiles } from '../../files.ts';
import { createMemoryChat, type MemoryChat } from './web-memory.ts';
import { entryOf, texts, WebVisitor } from './web-visitor.ts';

let clock: number;
let chat: MemoryChat;
let channel: WebChannel;
let errors: unknown[];
const now = () => new Date(clock);

function open(timing = { ...streamTiming, livelyMs: 20, beatMs: 10_000 }): WebChannel {
  channel = createWebChannel({
    welcome,
    transcript: chat.transcript,
    files: noFiles,
    secretKey: 'ab'.repeat(32),
    secure: false,
    random: () => randomBytes(16).toString('hex'),
    now,
    onError: (error) => errors.push(error),
    timing,
  });
  void channel.start(chat.receive);
  return channel;
}

/** Somebody who has said hello: the visitor, and the address of their chat. */
async function arrive(): Promise<{ visitor: WebVisitor; address: string }> {
  const visitor = new WebVisitor(channel.routes);
  await visitor.get('/');
  await visitor.post({ id: randomUUID(), text: 'chào' });
  return { visitor, address: chat.arrivals.at(-1)?.chat ?? '' };
}

/** Delivers as the core does: `send` first, and only then is the message in the transcript. */
async function deliver(address: string, text: string): Promise<void> {
  await channel.send({ key: String(1_000 + clock), chat: address, reply: reply(text) });
}

beforeEach(() => {
  clock = Date.parse('2026-06-01T02:30:00Z');
  errors = [];
  chat = createMemoryChat({ now });
  open();
});

describe('the stream', () => {
  test('begins with the talk so far, then says that it is complete', async () => {
    const { visitor, address } = await arrive();
    chat.say(address, reply('Chào bạn!'));
    const stream = await visitor.stream();
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    expect(stream.response.headers.get('cache-control')).toBe('no-store');
    const events = await stream.until('ready');
    expect(texts(events)).toEqual(['chào', 'Chào bạn!']);
    await stream.close();
  });

  test('shows the newest hundred messages of a long talk', async () => {
    const { visitor, address } = await arrive();
    for (let n = 1; n <= 130; n++) chat.say(address, reply(`tin ${n}`));
    const stream = await visitor.stream();
    const shown = texts(await stream.until('ready'));
    expect([shown.length, shown[0], shown.at(-1)]).toEqual([100, 'tin 31', 'tin 130']);
    await stream.close();
  });

  test('brings what was said while the page was away, all of it, however much', async () => {
    const { visitor, address } = await arrive();
    clock += 60_000;
    const first = await visitor.stream();
    const cursor = (await first.until('ready')).at(-1)?.id ?? '';
    await first.close();
    for (let n = 1; n <= 250; n++) chat.say(address, reply(`tin ${n}`));
    clock += 60_000;
    const again = await visitor.stream(cursor);
    expect(texts(await again.until('ready'))).toEqual(Array.from({ length: 250 }, (_, n) => `tin ${n + 1}`));
    await again.close();
  });

  test('goes by Last-Event-ID, which browsers send by themselves', async () => {
    const { visitor, address } = await arrive();
    clock += 60_000;
    const first = await visitor.stream();
    const cursor = (await first.until('ready')).at(-1)?.id ?? '';
    await first.close();
    chat.say(address, reply('mới'));
    const again = await visitor.stream('', { 'last-event-id': cursor });
    expect(texts(await again.until('ready'))).toEqual(['mới']);
    await again.close();
  });

  test('shows a message at once when it is delivered, and not again when it is in the transcript', async () => {
    const { visitor, address } = await arrive();
    const stream = await visitor.stream();
    await stream.until('ready');
    await channel.send({ key: '1', chat: address, reply: reply('ngay lập tức') });
    expect(entryOf((await stream.next()).data)).toMatchObject({ key: '1', text: 'ngay lập tức' });
    expect(chat.say(address, reply('ngay lập tức'))).toBe('1');
    chat.say(address, reply('tin sau'));
    expect(entryOf((await stream.next()).data)).toMatchObject({ key: '2', text: 'tin sau' });
    await stream.close();
  });

  test('shows what another process delivered', async () => {
    const { visitor, address } = await arrive();
    const stream = await visitor.stream();
    await stream.until('ready');
    chat.say(address, reply('từ máy khác'));
    expect(entryOf((await stream.next()).data).text).toBe('từ máy khác');
    await stream.close();
  });

  test('misses nothing that becomes visible late, behind what was already shown', async () => {
    const { visitor, address } = await arrive();
    const stream = await visitor.stream();
    await stream.until('ready');
    chat.say(address, reply('ghi sau'), new Date(clock + 2_000));
    expect(entryOf((await stream.next()).data).text).toBe('ghi sau');
    chat.say(address, reply('ghi trước, thấy muộn'), new Date(clock + 1_000));
    expect(entryOf((await stream.next()).data).text).toBe('ghi trước, thấy muộn');
    chat.say(address, reply('cuối'), new Date(clock + 3_000));
    expect(entryOf((await stream.next()).data).text).toBe('cuối');
    await stream.close();
  });

  test('shows the person their own message under the id that their page made', async () => {
    const { visitor } = await arrive();
    const stream = await visitor.stream();
    await stream.until('ready');
    const id = randomUUID();
    await visitor.post({ id, text: 'từ thẻ khác' });
    expect(entryOf((await stream.next()).data)).toMatchObject({ key: id, from: 'person', text: 'từ thẻ khác' });
    await stream.close();
  });

  test('says which button was pressed', async () => {
    const { visitor, address } = await arrive();
    const key = chat.say(address, reply('Hữu ích không?', { choices: [{ label: '👍 Có ích', value: 'ask:good' }] }));
    await visitor.post({ id: randomUUID(), choice: { message: key, index: 0 } });
    const stream = await visitor.stream();
    const events = await stream.until('ready');
    expect(entryOf(events[2]?.data)).toMatchObject({ text: '👍 Có ích', picked: { message: key, index: 0 } });
    await stream.close();
  });

  test('keeps inner values to itself and gathers quotes under their source', async () => {
    const { visitor, address } = await arrive();
    const source = { label: 'Kế hoạch OCOP 2024, mục II.1', quote: 'Một' };
    chat.say(address, {
      ...reply('Đây', { sources: [source, { ...source, quote: 'Hai' }, source, { label: 'Phụ lục', quote: '' }] }),
      choices: [{ label: 'Hồ sơ', value: 'ask:secret' }],
      attachment: { name: 'a.txt', mime: 'text/plain', text: 'ổi' },
    });
    const stream = await visitor.stream();
    const event = (await stream.until('ready'))[1];
    expect(JSON.stringify(event?.data)).not.toContain('secret');
    expect(event?.data).toMatchObject({
      sources: [
        { label: source.label, quotes: ['Một', 'Hai'] },
        { label: 'Phụ lục', quotes: [] },
      ],
      choices: ['Hồ sơ'],
      attachment: { name: 'a.txt', bytes: 4 },
    });
    await stream.close();
  });

  test('never carries the talk of somebody else', async () => {
    const mine = await arrive();
    const theirs = await arrive();
    chat.say(theirs.address, reply('chuyện của người khác'));
    const stream = await mine.visitor.stream();
    expect(texts(await stream.until('ready'))).toEqual(['chào']);
    await deliver(theirs.address, 'vẫn của người khác');
    await channel.typing(theirs.address);
    await deliver(mine.address, 'của tôi');
    expect(entryOf((await stream.next()).data).text).toBe('của tôi');
    await stream.close();
  });

  test('shows that an answer is being prepared', async () => {
    const { visitor, address } = await arrive();
    const stream = await visitor.stream();
    await stream.until('ready');
    await channel.typing(address);
    expect((await stream.next()).event).toBe('typing');
    await stream.close();
  });

  test('is heard from even when nothing happens', async () => {
    open({ ...streamTiming, livelyMs: 10_000, beatMs: 30 });
    const { visitor } = await arrive();
    const stream = await visitor.stream();
    await stream.until('ready');
    expect((await stream.until('beat')).map(({ event }) => event)).toEqual(['beat']);
    await stream.close();
  });

  test('reads the database rarely once the talk has gone quiet', async () => {
    open({ ...streamTiming, livelyMs: 5, quietAfterMs: 40, quietMs: 10_000 });
    const { visitor } = await arrive();
    const stream = await visitor.stream();
    await stream.until('ready');
    await new Promise((resolve) => setTimeout(resolve, 150));
    const reads = chat.reads;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(chat.reads).toBe(reads);
    expect(reads).toBeGreaterThan(2);
    await stream.close();
  });

  test('reads nothing any more once the page is gone', async () => {
    const { visitor } = await arrive();
    const stream = await visitor.stream();
    await stream.until('ready');
    await stream.close();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const reads = chat.reads;
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(chat.reads).toBe(reads);
  });

  test('ends when the database is away, so that the page comes back later', async () => {
    const { visitor } = await arrive();
    const stream = await visitor.stream();
    await stream.until('ready');
    chat.outage = new Error('gone');
    expect((await stream.next()).event).toBe('end');
    expect(errors).toEqual([chat.outage]);
    expect(channel.trouble()).toBe('the database did not answer: gone');
  });

  test('is refused to a visitor who has too many pages open, until one closes', async () => {
    const { visitor } = await arrive();
    const streams = await Promise.all(Array.from({ length: maxPages.perVisitor }, () => visitor.stream()));
    expect((await visitor.get('/web/events')).status).toBe(429);
    await streams[0]?.close();
    const next = await visitor.stream();
    expect(next.response.status).toBe(200);
    for (const stream of [...streams.slice(1), next]) await stream.close();
  });

  test('is not opened for a page of another site', async () => {
    const { visitor } = await arrive();
    expect((await visitor.get('/web/events', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  test.each(['khong-co', '../../etc', `${'9'.repeat(200)}`, '1;drop table'])(
    'survives the cursor %s',
    async (after) => {
      const { visitor } = await arrive();
      const stream = await visitor.stream(encodeURIComponent(after));
      expect(stream.response.status).toBe(200);
      expect((await stream.until('ready')).at(-1)?.event).toBe('ready');
      await stream.close();
    },
  );
});

test('a send to a chat whose page is closed counts as sent: the page reads it when it opens', async () => {
  expect(await channel.send({ key: '7', chat: 'nobody', reply: reply('…') })).toEqual({
    kind: 'sent',
    platformId: '7',
  });
});

describe('a message that says something else by now', () => {
  test('is given its new words on every open page', async () => {
    const { visitor, address } = await arrive();
    const key = chat.say(address, reply('Đang gửi', { progress: { done: 0, total: 4 } }));
    const stream = await visitor.stream();
    await stream.until('ready');
    clock += 60_000;
    const changed = reply('Đang gửi', { progress: { done: 1, total: 4 } });
    chat.edit(key, changed);
    await channel.edit?.({ key, chat: address, reply: changed, platformId: key });
    const edited = (await stream.until('edited')).at(-1);
    expect(entryOf(edited?.data)).toMatchObject({ key, progress: { done: 1, total: 4 } });
    await stream.close();
  });

  test('is read anew by a page that was cut off, and by a fresh one', async () => {
    const { visitor, address } = await arrive();
    const key = chat.say(address, reply('cũ'));
    clock += 60_000;
    const stream = await visitor.stream();
    const seen = (await stream.until('ready')).at(-1)?.id ?? '';
    await stream.close();
    clock += 60_000;
    chat.edit(key, reply('mới'));
    clock += 3_600_000;
    const again = await visitor.stream(seen);
    const events = await again.until('ready');
    expect(texts(events)).toEqual([]);
    expect(events.filter(({ event }) => event === 'edited').map(({ data }) => entryOf(data).text)).toEqual(['mới']);
    await again.close();
    const fresh = await visitor.stream();
    const all = await fresh.until('ready');
    expect(texts(all)).toContain('mới');
    expect(all.some(({ event }) => event === 'edited')).toBe(false);
    await fresh.close();
  });

  test('comes from another process, too, each change once', async () => {
    channel = open({ ...streamTiming, livelyMs: 20, editsMs: 30 });
    const { visitor, address } = await arrive();
    const key = chat.say(address, reply('cũ'));
    const stream = await visitor.stream();
    await stream.until('ready');
    clock += 1;
    chat.edit(key, reply('một'));
    expect(entryOf((await stream.until('edited')).at(-1)?.data).text).toBe('một');
    clock += 1;
    chat.edit(key, reply('hai'));
    expect(entryOf((await stream.next()).data).text).toBe('hai');
    await stream.close();
  });
});
