/** The web page's doors under fire, over real HTTP. */
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startFakeTelegram } from '../fakes/telegram.ts';
import { until } from '../platform.ts';
import { startInProcess, token } from './in-process.ts';
import { expectAnsweredLast, lastQuestion } from './last-question.ts';
import { type Random, seed, seeded } from './seeded.ts';
import { broken, wildText, wildValue } from './wild.ts';

const visitors = 64;
/** Below what is taken for a flood. */
const postsEach = 25;
/** What a client may be told; none of it says that the server is at fault. */
const honest = new Set([200, 202, 400, 401, 403, 404, 405, 413, 415, 429]);

const entrySchema = z.object({ from: z.enum(['person', 'bot']), text: z.string() });

test(`whatever comes to the web page, every visitor is answered (KILL_SEED=${seed})`, async () => {
  const random = seeded('web');
  const fake = await startFakeTelegram({ token });
  const server = await startInProcess({ TELEGRAM_API_ROOT: fake.root });
  const all = Array.from({ length: visitors }, () => new WildVisitor(server.address, random));
  const statuses = new Set<number>();
  for (const visitor of all) await visitor.arrives();
  for (let n = 1; n < postsEach; n++) {
    await Promise.all(all.map(async (visitor) => statuses.add(await visitor.doesSomething())));
  }
  for (let n = 0; n < 600; n++) statuses.add(await wanders(server.address, random, all));
  expect(
    [...statuses].filter((status) => !honest.has(status)),
    server.complaints.join(''),
  ).toEqual([]);

  for (const visitor of all) expect(await visitor.posts({ id: randomUUID(), text: lastQuestion })).toBe(202);
  const { client } = server.database;
  await until(
    async () => (await client.inbox.count({ where: { doneAt: null } })) === 0,
    () => `the last answer: ${server.complaints.join('')}`,
    120_000,
  );
  await until(
    async () => (await client.outbox.count({ where: { state: { not: 'sent' } } })) === 0,
    () => 'the last send',
  );
  expect(await client.inbox.count({ where: { failures: { gt: 0 } } }), 'turns that failed').toBe(0);
  for (const [n, visitor] of all.entries()) expectAnsweredLast(await visitor.answers(), `visitor ${n}`);
  expect(server.complaints).toEqual([]);
  await server.stop();
  await fake.stop();
});

/** A browser that is not always ours. */
class WildVisitor {
  /** Messages that the server promised to answer. */
  accepted = 0;
  private cookie = '';
  constructor(
    private readonly address: string,
    private readonly random: Random,
  ) {}

  async arrives(): Promise<void> {
    const response = await fetch(this.address);
    this.cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(this.cookie).not.toBe('');
  }

  async doesSomething(): Promise<number> {
    const { random } = this;
    const id = randomUUID();
    const honestBody = random.pick([
      { id, text: wildText(random) },
      { id, text: wildText(random) },
      { id, choice: { message: String(random.whole(0, 3_000)), index: random.whole(0, 9) } },
    ]);
    switch (random.whole(1, 14)) {
      case 1:
      case 2:
      case 3:
        return this.posts(broken(random, honestBody));
      case 4:
        return this.posts(wildValue(random));
      case 5:
        return this.posts(wildText(random), {}, false);
      case 6:
        return this.posts(honestBody, random.pick(wildHeaders));
      case 7:
        return this.posts({ id, text: 'ồ'.repeat(random.pick([3_999, 4_000, 4_001, 20_000, 25_000])) });
      case 8:
        return this.sendsTooMuch();
      default:
        return this.posts(honestBody);
    }
  }

  async posts(body: unknown, headers: Record<string, string> = {}, asJson = true): Promise<number> {
    const response = await fetch(`${this.address}/web/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie: this.cookie, ...headers },
      body: asJson ? (JSON.stringify(body) ?? '') : String(body),
    });
    const told = await response.text();
    // A refusal is a sentence that a person can read.
    if (response.status !== 202) expect(z.object({ error: z.string().min(20) }).parse(JSON.parse(told))).toBeDefined();
    else if (!('cookie' in headers)) this.accepted++;
    return response.status;
  }

  /** A megabyte is refused, if need be by hanging up before all of it has come. */
  sendsTooMuch(): Promise<number> {
    return new Promise((resolve) => {
      const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie: this.cookie };
      const post = request(`${this.address}/web/messages`, { method: 'POST', headers, agent: false });
      post.on('response', (response) => resolve(response.resume().statusCode ?? 0));
      post.on('error', () => resolve(413));
      post.end(JSON.stringify({ id: randomUUID(), text: 'x'.repeat(1024 * 1024) }));
    });
  }

  /** The texts of the answers, at least one to each message accepted, as a page would show them. */
  async answers(): Promise<string[]> {
    const leaving = new AbortController();
    const response = await fetch(`${this.address}/web/events`, {
      headers: { cookie: this.cookie },
      signal: leaving.signal,
    });
    const answers: string[] = [];
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.includes('event: ready\n')) break;
    }
    leaving.abort();
    for (const [, data] of text.matchAll(/^event: entry\ndata: ([^\n]*)\n/gm)) {
      const entry = entrySchema.parse(JSON.parse(data ?? ''));
      if (entry.from === 'bot') answers.push(entry.text);
    }
    expect(answers.length, 'answers on the page').toBeGreaterThanOrEqual(this.accepted);
    return answers;
  }
}

const wildHeaders: Record<string, string>[] = [
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'sec-fetch-site': 'cross-site' },
  { cookie: '' },
  { cookie: 'ocop_visitor=x' },
  { cookie: 'ocop_visitor=%00%ff.%E0%A4%A; ocop_visitor=aaaaaaaaaaaaaaaaaaaaaaaa.bbbb' },
  { cookie: `ocop_visitor=${'x'.repeat(4_000)}` },
  { origin: 'null', 'sec-fetch-site': '' },
];

/** A request for something that is not there, or not so. */
async function wanders(address: string, random: Random, all: readonly WildVisitor[]): Promise<number> {
  if (random.next() < 0.2) return random.pick(all).posts(wildText(random), {}, false);
  const odd = encodeURIComponent(wildText(random).slice(0, 300).toWellFormed());
  const path = random.pick([
    `/web/events?after=${odd}`,
    '/web/events?after=99999999999999999-bot-1',
    '/web/events?after=999999999999999-person-999999999999999999',
    `/web/files/${random.whole(0, 9_999)}`,
    '/web/files/9999999999999999999',
    `/web/files/${odd}`,
    `/web/${odd}/page.css`,
    '/web/x/..%2f..%2fpackage.json',
    '/web/%E0%A4%A/x',
    `/${odd}`,
    '/telegram/webhook',
    '/web/messages',
  ]);
  const leaving = new AbortController();
  const response = await fetch(`${address}${path}`, {
    method: random.pick(['GET', 'GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']),
    headers: { 'last-event-id': random.pick(['', 'x', '0-bot-0', '1-person-1', '9'.repeat(200)]) },
    signal: leaving.signal,
  });
  leaving.abort();
  return response.status;
}
