import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWebChannel, type WebChannel } from '../../../bot/channels/web/channel.ts';
import { reply } from '../../../bot/message.ts';
import { welcome } from '../../../handlers/welcome.ts';
import { openTemporaryFiles, type TemporaryFiles } from '../../files.ts';
import { createMemoryChat, type MemoryChat } from './web-memory.ts';
import { WebVisitor } from './web-visitor.ts';

const now = () => new Date('2026-06-01T02:30:00Z');
const attachment = { name: 'dữ liệu của tôi.json', mime: 'application/json', text: '{"tên":"Lan"}' };
let chat: MemoryChat;
let errors: unknown[];
let files: TemporaryFiles;

function open(secure = false, secretKey = 'ab'.repeat(32)): WebChannel {
  const channel = createWebChannel({
    welcome,
    transcript: chat.transcript,
    files,
    secretKey,
    secure,
    random: () => randomBytes(16).toString('hex'),
    now,
    onError: (error) => errors.push(error),
  });
  void channel.start(chat.receive);
  return channel;
}

/** Somebody who has opened the page. */
async function arrive(channel: WebChannel): Promise<WebVisitor> {
  const visitor = new WebVisitor(channel.routes);
  await visitor.get('/');
  return visitor;
}

async function sentence(response: Response): Promise<string> {
  const body: unknown = await response.json();
  return typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : '';
}

beforeEach(() => {
  chat = createMemoryChat({ now });
  errors = [];
  files = openTemporaryFiles();
});

afterEach(() => files.end());

describe('a visitor', () => {
  test('is known by a signed cookie that scripts cannot read, for a year', async () => {
    const visitor = new WebVisitor(open().routes);
    const response = await visitor.get('/');
    expect(response.headers.get('set-cookie')).toMatch(
      /^ocop_visitor=[0-9a-f]{32}\.[^;]+; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  test('gets a cookie bound to this host over https', async () => {
    const visitor = new WebVisitor(open(true).routes);
    const response = await visitor.get('/');
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-ocop_visitor=.*; Secure/);
    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect((await visitor.post({ id: randomUUID(), text: 'Xin chào' })).status).toBe(202);
  });

  test('stays the same person over visits', async () => {
    const channel = open();
    const visitor = await arrive(channel);
    await visitor.post({ id: randomUUID(), text: 'một' });
    await visitor.get('/');
    await visitor.post({ id: randomUUID(), text: 'hai' });
    expect(new Set(chat.arrivals.map((arrival) => arrival.chat)).size).toBe(1);
  });

  test('with a forged cookie is somebody new and gets a cookie of their own', async () => {
    const channel = open();
    const victim = await arrive(channel);
    await victim.post({ id: randomUUID(), text: 'chuyện riêng' });
    const thief = new WebVisitor(channel.routes);
    const id = chat.arrivals[0]?.chat ?? '';
    thief.cookie = `ocop_visitor=${id}.${'A'.repeat(43)}%3D`;
    expect((await thief.post({ id: randomUUID(), text: 'cho tôi xem' })).status).toBe(401);
    const stream = await thief.stream();
    expect((await stream.until('ready')).map(({ event }) => event)).toEqual(['ready']);
    await stream.close();
    expect(thief.cookie).not.toContain(id);
  });

  test('whose cookie was signed with another key is somebody new', async () => {
    const visitor = await arrive(open(false, 'cd'.repeat(32)));
    const elsewhere = new WebVisitor(open().routes);
    elsewhere.cookie = visitor.cookie;
    expect((await elsewhere.post({ id: randomUUID(), text: 'a' })).status).toBe(401);
  });
});

describe('the door', () => {
  test('takes a text under the id of the page, bound to its visitor', async () => {
    const visitor = await arrive(open());
    const id = randomUUID();
    expect((await visitor.post({ id, text: '  Hồ sơ gồm gì?\r\n ' })).status).toBe(202);
    const [arrival] = chat.arrivals;
    expect(arrival).toEqual({
      channel: 'web',
      id: `${arrival?.chat}.${id}`,
      chat: arrival?.chat,
      sender: arrival?.chat,
      content: { kind: 'text', text: 'Hồ sơ gồm gì?' },
    });
  });

  test('takes a pressed button', async () => {
    const visitor = await arrive(open());
    expect((await visitor.post({ id: randomUUID(), choice: { message: '42', index: 1 } })).status).toBe(202);
    expect(chat.arrivals[0]?.content).toEqual({ kind: 'choice', message: '42', index: 1 });
  });

  test('takes the same message twice as one', async () => {
    const visitor = await arrive(open());
    const body = { id: randomUUID(), text: 'một lần thôi' };
    expect((await visitor.post(body)).status).toBe(202);
    expect((await visitor.post(body)).status).toBe(202);
    expect(chat.arrivals).toHaveLength(1);
  });

  test('lets two visitors use the same id', async () => {
    const channel = open();
    const body = { id: randomUUID(), text: 'trùng mã' };
    await (await arrive(channel)).post(body);
    await (await arrive(channel)).post(body);
    expect(chat.arrivals).toHaveLength(2);
  });

  test('passes on nothing that a database cannot store', async () => {
    const visitor = await arrive(open());
    await visitor.post(`{"id":"${randomUUID()}","text":"a\\u0000b\\ud800c\\u0007 \\ud83c\\udf3e\\n\\td"}`);
    expect(chat.arrivals[0]?.content).toEqual({ kind: 'text', text: 'ab\uFFFDc 🌾\n\td' });
  });

  test.each([
    ['no JSON', 'xin chào'],
    ['no object', '[]'],
    ['no id', { text: 'a' }],
    ['an id that is no uuid', { id: '1', text: 'a' }],
    ['neither text nor choice', { id: randomUUID() }],
    ['both at once', { id: randomUUID(), text: 'a', choice: { message: '1', index: 0 } }],
    ['a text that is none', { id: randomUUID(), text: 5 }],
    [
      'an outbox id beyond what the database counts',
      { id: randomUUID(), choice: { message: '9'.repeat(19), index: 0 } },
    ],
    ['a negative place', { id: randomUUID(), choice: { message: '1', index: -1 } }],
    ['fields that nobody knows', { id: randomUUID(), text: 'a', chat: 'somebody else' }],
  ])('refuses a message with %s', async (_what, body) => {
    const visitor = await arrive(open());
    const response = await visitor.post(body);
    expect(response.status).toBe(400);
    expect(await sentence(response)).toMatch(/^Trang gửi lên nội dung không đọc được/);
    expect(chat.arrivals).toEqual([]);
  });

  test('says in Vietnamese that a text is empty, too long, or far too large', async () => {
    const visitor = await arrive(open());
    const empty = await visitor.post({ id: randomUUID(), text: ' \n ' });
    expect([empty.status, await sentence(empty)]).toEqual([400, expect.stringMatching(/^Tin nhắn đang trống/)]);
    expect((await visitor.post({ id: randomUUID(), text: 'ă'.repeat(4000) })).status).toBe(202);
    const long = await visitor.post({ id: randomUUID(), text: 'ă'.repeat(4001) });
    expect([long.status, await sentence(long)]).toEqual([400, expect.stringMatching(/^Tin nhắn dài quá 4\.000 ký tự/)]);
    const huge = await visitor.post({ id: randomUUID(), text: 'a'.repeat(1_000_000) });
    expect([huge.status, await sentence(huge)]).toEqual([413, expect.stringMatching(/^Nội dung gửi lên quá lớn/)]);
  });

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }],
  ])('refuses what %s sends with the cookie of our visitor', async (_who, headers) => {
    const visitor = await arrive(open());
    const response = await visitor.post({ id: randomUUID(), text: 'giả mạo' }, headers);
    expect(response.status).toBe(403);
    expect(await sentence(response)).toMatch(/^Chỉ dùng được từ chính trang/);
    expect(chat.arrivals).toEqual([]);
  });

  test('goes by the origin where the browser does not name the site', async () => {
    const channel = open();
    const visitor = await arrive(channel);
    const send = (headers: Record<string, string>) =>
      channel.routes.request('http://192.168.1.5:3000/web/messages', {
        method: 'POST',
        headers: { 'content-type': 'application/json', host: '192.168.1.5:3000', cookie: visitor.cookie, ...headers },
        body: JSON.stringify({ id: randomUUID(), text: 'mạng nội bộ' }),
      });
    expect((await send({ origin: 'http://192.168.1.5:3000' })).status).toBe(202);
    expect((await send({ origin: 'http://192.168.1.66' })).status).toBe(403);
    expect((await send({ origin: 'null' })).status).toBe(403);
    expect((await send({})).status).toBe(403);
  });

  test('refuses a form that another site could post without asking', async () => {
    const visitor = await arrive(open());
    const response = await visitor.post({ id: randomUUID(), text: 'a' }, { 'content-type': 'text/plain' });
    expect(response.status).toBe(400);
  });

  test('asks for patience when more than 200 messages wait, and takes on after it', async () => {
    const visitor = await arrive(open());
    chat.waiting = 201;
    const response = await visitor.post({ id: randomUUID(), text: 'nữa' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '5']);
    expect(await sentence(response)).toMatch(/^Bạn đang có quá nhiều tin chờ trả lời/);
    chat.waiting = 200;
    expect((await visitor.post({ id: randomUUID(), text: 'nữa' })).status).toBe(202);
  });

  test('says 503 while the database is away, tells the operator, and recovers', async () => {
    const channel = open();
    const visitor = await arrive(channel);
    chat.outage = new Error('connection refused');
    const body = { id: randomUUID(), text: 'đừng làm mất' };
    const response = await visitor.post(body);
    expect([response.status, await sentence(response)]).toEqual([503, expect.stringMatching(/^Hệ thống đang bận/)]);
    expect(channel.trouble()).toBe('the database did not answer: connection refused');
    expect(errors).toHaveLength(1);
    chat.outage = null;
    expect((await visitor.post(body)).status).toBe(202);
    expect(channel.trouble()).toBeNull();
  });

  test('takes nothing more once the channel has stopped', async () => {
    const channel = open();
    const visitor = await arrive(channel);
    const stream = await visitor.stream();
    await stream.until('ready');
    await channel.stop();
    expect((await stream.next()).event).toBe('end');
    expect((await visitor.post({ id: randomUUID(), text: 'muộn' })).status).toBe(503);
    expect((await visitor.get('/web/events')).status).toBe(503);
  });
});

describe('an attachment', () => {
  test('is downloaded by the person it is for, under its Vietnamese name', async () => {
    const channel = open();
    const visitor = await arrive(channel);
    await visitor.post({ id: randomUUID(), text: '/riengtu' });
    const key = chat.say(chat.arrivals[0]?.chat ?? '', reply('Đây là dữ liệu của bạn.', { attachment }));
    const response = await visitor.get(`/web/files/${key}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(attachment.text);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="du lieu cua toi.json"; filename*=UTF-8''${encodeURIComponent(attachment.name)}`,
    );
  });

  test('does not exist for anybody else', async () => {
    const channel = open();
    const owner = await arrive(channel);
    await owner.post({ id: randomUUID(), text: '/riengtu' });
    const key = chat.say(chat.arrivals[0]?.chat ?? '', reply('Đây.', { attachment }));
    expect((await (await arrive(channel)).get(`/web/files/${key}`)).status).toBe(404);
    expect((await new WebVisitor(channel.routes).get(`/web/files/${key}`)).status).toBe(404);
    expect((await owner.get('/web/files/999')).status).toBe(404);
    expect((await owner.get('/web/files/..%2f1')).status).toBe(404);
  });

  test('cannot smuggle headers or another type through its name', async () => {
    const channel = open();
    const visitor = await arrive(channel);
    await visitor.post({ id: randomUUID(), text: 'x' });
    const nasty = { name: 'a"\r\nSet-Cookie: x=1;/..\\b.html', mime: 'text/html\r\nX: y', text: '<script>' };
    const key = chat.say(chat.arrivals[0]?.chat ?? '', reply('', { attachment: nasty }));
    const response = await visitor.get(`/web/files/${key}`);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="a___Set-Cookie_ x_1__.._b.html"/,
    );
  });
});
