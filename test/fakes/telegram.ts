/** Telegram's Bot API over real HTTP, as strict as the original, with people who use it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Faults } from './faults.ts';
import { Chats, type SentMessage } from './telegram/chats.ts';
import type { Fault } from './telegram/faults.ts';
import { Files } from './telegram/files.ts';
import { checkParameters, methods, type Platform } from './telegram/methods.ts';
import { createPerson, type Person } from './telegram/people.ts';
import { Refusal } from './telegram/refusal.ts';
import { type Call, readCall } from './telegram/request.ts';
import { Updates } from './telegram/updates.ts';

export type { SentMessage } from './telegram/chats.ts';
export type { Fault } from './telegram/faults.ts';
export type { Person } from './telegram/people.ts';

export interface FakeTelegramOptions {
  /** `<digits>:<secret>`, as Telegram's tokens are. */
  token: string;
  username?: string;
  port?: number;
  /** Messages a second that are taken, over all chats and in each; nothing limits them unless given. */
  perSecond?: number;
  perChatPerSecond?: number;
  /** Reaches the webhook; over the network unless given. */
  knock?: (request: Request) => Promise<Response>;
}

export interface FakeTelegram {
  /** For TELEGRAM_API_ROOT. */
  root: string;
  /** A private chat; the same id gives the same chat. */
  person(id: number | string): Person;
  group(
    id: number | string,
    type?: 'group' | 'supergroup',
  ): { member(id: number | string): Person; movesTo(id: number): void };
  /** Puts in any update, however broken. An `update_id` of its own is kept. */
  update(body: Record<string, unknown>): number;
  /** Messages of the bot that were taken, over all chats. */
  sent: SentMessage[];
  /** Every call with a right token, in order. */
  requests: { method: string; parameters: Record<string, unknown> }[];
  /** Calls that no bot of ours should make; a test expects none. */
  violations: string[];
  callbacks: { open: Set<string>; answered: string[] };
  /** Paths of files that were downloaded. */
  downloads: string[];
  commands: { command: string; description: string }[];
  webhook(): { url: string; secret: string } | null;
  /** Updates that nobody has confirmed. */
  unconfirmed(): number;
  fail(fault: Fault): void;
  /** Ends all planned faults. */
  heal(): void;
  stop(): Promise<void>;
}

export async function startFakeTelegram(options: FakeTelegramOptions): Promise<FakeTelegram> {
  const { token, username = 'ocop_ninhthuan_bot', perSecond, perChatPerSecond } = options;
  const faults = new Faults<Fault>(/^send(?:Message|Document|Photo)$/);
  const chats = new Chats();
  const updates = new Updates(options.knock ?? fetch);
  const requests: FakeTelegram['requests'] = [];
  const violations: string[] = [];
  const rates = new Map<string, { second: number; count: number }>();
  const platform: Platform = {
    bot: { id: Number(token.split(':')[0]), username },
    chats,
    updates,
    files: new Files(),
    callbacks: { open: new Set(), answered: [] },
    commands: [],
  };

  /** As Telegram's file server: the bytes in pieces, without saying what they are. */
  async function hand(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = faults.take('download', undefined);
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'cut-before') return void request.socket.destroy();
    if (fault !== null && fault.kind !== 'cut-after') return void response.writeHead(502).end('Bad Gateway');
    const bytes = platform.files.at(decodeURIComponent(path));
    if (bytes === null) throw new Refusal(404, 'Not Found');
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    const half = Math.floor(bytes.length / 2);
    response.write(bytes.subarray(0, half));
    if (fault?.kind === 'cut-after') return void setTimeout(() => request.socket.destroy(), 20);
    response.end(bytes.subarray(half));
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, fileToken, path = ''] = /^\/file\/bot([^/]*)\/(.+)$/.exec(request.url ?? '') ?? [];
    if (fileToken === token) return hand(path, request, response);
    const [, calledToken, method = ''] = /^\/bot([^/]*)\/(\w+)$/.exec(request.url ?? '') ?? [];
    if (calledToken === undefined || !/^\d+:[\w-]+$/.test(calledToken)) throw new Refusal(404, 'Not Found');
    if (calledToken !== token) throw new Refusal(401, 'Unauthorized');
    const call = await readCall(request, method);
    requests.push({ method, parameters: call.parameters });
    const chat = call.parameters.chat_id === undefined ? undefined : String(call.parameters.chat_id);
    const fault = faults.take(method, chat);
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'cut-before') return void request.socket.destroy();
    if (fault?.kind === 'html-error') return void response.writeHead(502).end('<html>Bad Gateway</html>');
    if (fault !== null) throwRefusalOf(fault);
    const result = await run(call, chat, response);
    if (fault?.kind === 'hang-after') return;
    if (fault?.kind === 'cut-after') return void request.socket.destroy();
    answer(response, 200, { ok: true, result });
  }

  async function run(call: Call, chat: string | undefined, response: ServerResponse): Promise<unknown> {
    const method = methods[call.method];
    if (method === undefined) {
      violations.push(`unknown method ${call.method}`);
      throw new Refusal(404, 'Not Found: method not found');
    }
    const { unknown } = checkParameters(call, method);
    if (unknown.length > 0) violations.push(`${call.method} has no parameter ${unknown.join(', ')}`);
    if (/^send(?!ChatAction)/.test(call.method)) {
      checkRate('*', perSecond);
      checkRate(chat ?? '', perChatPerSecond);
    }
    const hangUp = new AbortController();
    response.on('close', () => response.writableEnded || hangUp.abort());
    return method.run(call, platform, hangUp.signal);
  }

  function checkRate(key: string, limit: number | undefined): void {
    if (limit === undefined) return;
    const second = Math.floor(Date.now() / 1000);
    const rate = rates.get(key);
    if (rate?.second !== second) rates.set(key, { second, count: 1 });
    else if (rate.count >= limit) throw new Refusal(429, 'Too Many Requests: retry after 1', { retry_after: 1 });
    else rate.count += 1;
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (response.destroyed) return;
      const refusal = error instanceof Refusal ? error : new Refusal(400, "Bad Request: can't parse the request");
      const parameters = Object.keys(refusal.parameters).length > 0 && { parameters: refusal.parameters };
      answer(response, refusal.code, {
        ok: false,
        error_code: refusal.code,
        description: refusal.message,
        ...parameters,
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake has no port');

  const people = new Map<string, Person>();
  function personIn(place: { id: string; type: 'private' | 'group' | 'supergroup' }, userId: string): Person {
    const key = `${place.id} ${userId}`;
    const person = people.get(key) ?? createPerson(platform, place, userId);
    people.set(key, person);
    return person;
  }

  return {
    root: `http://127.0.0.1:${address.port}`,
    person: (id) => personIn({ id: String(id), type: 'private' }, String(id)),
    group: (id, type = 'supergroup') => ({
      member: (userId) => personIn({ id: String(id), type }, String(userId)),
      movesTo(newId) {
        chats.open(String(newId), 'supergroup');
        chats.open(String(id), type).movedTo = String(newId);
      },
    }),
    update: (body) => updates.push(body),
    sent: chats.sent,
    requests,
    violations,
    callbacks: platform.callbacks,
    downloads: platform.files.downloads,
    commands: platform.commands,
    webhook: () => updates.hook,
    unconfirmed: () => updates.waiting,
    fail: (fault) => faults.plan(fault),
    heal: () => faults.clear(),
    async stop() {
      updates.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function throwRefusalOf({ kind, retryAfter = 1 }: Fault): void {
  switch (kind) {
    case 'rate':
      throw new Refusal(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter });
    case 'unauthorized':
      throw new Refusal(401, 'Unauthorized');
    case 'server-error':
      throw new Refusal(500, 'Internal Server Error');
    case 'blocked':
      throw new Refusal(403, 'Forbidden: bot was blocked by the user');
    case 'unreadable':
      throw new Refusal(400, 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0');
    default:
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
