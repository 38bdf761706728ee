/** Zalo's Bot Platform over real HTTP, as strict as it is documented to be and as odd as it was seen to be. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Faults } from './faults.ts';
import { Chats, type ShownMessage } from './zalo-bot/chats.ts';
import { Events, type Habits, type Hook, usualHabits } from './zalo-bot/events.ts';
import type { Fault, FaultKind } from './zalo-bot/faults.ts';
import { known, methods, nothing, type Platform } from './zalo-bot/methods.ts';
import { createPerson, type Person, type Place } from './zalo-bot/people.ts';
import { Refusal } from './zalo-bot/refusal.ts';
import { type Parameters, readParameters } from './zalo-bot/request.ts';

export type { ShownMessage } from './zalo-bot/chats.ts';
export type { Fault } from './zalo-bot/faults.ts';
export type { Person } from './zalo-bot/people.ts';

export interface FakeZaloBotOptions {
  /** `<digits>:<secret>` */
  token: string;
  habits?: Partial<Habits>;
  /** What `getMe` tells beside the account's name. */
  displayName?: string;
  /** Messages that may still be sent and received this month. */
  left?: number;
  /** Reaches the webhook; over the network unless given. */
  knock?: (request: Request) => Promise<Response>;
  /** Addresses must be https, as they must for real. */
  onlyHttps?: boolean;
}

export interface FakeZaloBot {
  /** For ZALO_BOT_API_ROOT. */
  root: string;
  /** A private chat; the same id gives the same chat. */
  person(id: number | string): Person;
  group(id: number | string): { member(id: number | string): Person };
  /** Puts in any event, however broken. */
  event(body: unknown): void;
  /** Messages of the bot that were taken, over all chats. */
  sent: ShownMessage[];
  /** Every call with a right token, in order. */
  requests: { method: string; parameters: Parameters }[];
  /** Calls that no bot of ours should make; a test expects none. */
  violations: string[];
  /** Paths of pictures that were downloaded. */
  downloads: string[];
  webhook(): Hook | null;
  /** Sets one as somebody else with the token would. */
  setWebhook(url: string): void;
  webhookAnswers: number[];
  /** Events that are not handed out, or perhaps not stored yet. */
  underWay(): number;
  left(): number;
  /** Polls that are held. */
  polling(): number;
  fail(fault: Fault): void;
  heal(): void;
  stop(): Promise<void>;
}

/** Ids are twenty hex digits. */
const hexId = (id: number | string) => `a1b2c3d4e5${String(id).padStart(10, '0')}`;

export async function startFakeZaloBot(options: FakeZaloBotOptions): Promise<FakeZaloBot> {
  const { token, knock = fetch } = options;
  const habits: Habits = { ...usualHabits, ...options.habits };
  const faults = new Faults<Fault>(/^send(?:Message|Photo)$/);
  const chats = new Chats();
  const events = new Events(habits, knock);
  const requests: FakeZaloBot['requests'] = [];
  const violations: string[] = [];
  const downloads: string[] = [];
  const files = new Map<string, Buffer>();
  const name = options.displayName;
  const platform: Platform = {
    me: { id: token.split(':')[0] ?? '', account_name: 'bot.AbCdEfGhI', ...(name && { display_name: name }) },
    chats,
    events,
    habits,
    left: options.left ?? 3000,
    knock,
    refetchMs: 20,
    allowHttp: options.onlyHttps !== true,
  };

  /** Pictures that people sent lie open, and not behind the token. */
  function hand(path: string, request: IncomingMessage, response: ServerResponse): void {
    const fault = faults.take('media', undefined)?.kind ?? null;
    const bytes = files.get(path);
    if (fault === 'hang') return;
    if (fault === 'cut-before') return void request.socket.destroy();
    if (fault === 'html-error') return void response.writeHead(502).end('<html>Bad Gateway</html>');
    if (fault !== null || bytes === undefined) return void response.writeHead(404).end();
    downloads.push(path);
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://zalo');
    if (url.pathname.startsWith('/media/')) return hand(url.pathname, request, response);
    const [, calledToken, method = ''] = /^\/bot([^/]*)\/(\w+)$/.exec(url.pathname) ?? [];
    if (calledToken === undefined) throw new Refusal(404, 'Not found');
    if (decodeURIComponent(calledToken) !== token) throw new Refusal(401, 'Unauthorized');
    const parameters = await readParameters(request, url);
    requests.push({ method, parameters });
    const fault =
      faults.take(method, typeof parameters.chat_id === 'string' ? parameters.chat_id : undefined)?.kind ?? null;
    if (fault === 'hang') return;
    if (fault === 'cut-before') return void request.socket.destroy();
    if (fault === 'html-error') return void response.writeHead(502).end('<html>Bad Gateway</html>');
    if (fault === 'strange-json') return answer(response, { status: 'error' });
    throwRefusalOf(fault);
    const result = await run(method, parameters, response);
    if (fault === 'hang-after') return;
    if (fault === 'cut-after') return void request.socket.destroy();
    answer(response, result === nothing ? { ok: true } : { ok: true, result });
  }

  async function run(name: string, parameters: Parameters, response: ServerResponse): Promise<unknown> {
    const method = methods[name];
    if (method === undefined) {
      violations.push(`unknown method ${name}`);
      throw new Refusal(404, 'Not found');
    }
    const unknown = Object.keys(parameters).filter((one) => !known[name]?.includes(one));
    if (unknown.length > 0) violations.push(`${name} has no parameter ${unknown.join(', ')}`);
    if (name === 'getUpdates' && events.pollers > 0) violations.push('two polls at once');
    const hangUp = new AbortController();
    response.on('close', () => response.writableEnded || hangUp.abort());
    return method(parameters, platform, hangUp.signal);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (response.destroyed) return;
      const refusal = error instanceof Refusal ? error : new Refusal(400, 'Bad request');
      const code = refusal.code !== null && { error_code: refusal.code };
      answer(response, { ok: false, ...code, description: refusal.message });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake has no port');
  const root = `http://127.0.0.1:${address.port}`;

  const media = {
    add(bytes: Buffer, ending: string) {
      const path = `/media/${files.size}.${ending}`;
      files.set(path, bytes);
      return root + path;
    },
  };
  const people = new Map<string, Person>();
  function personIn(place: Place, userId: string): Person {
    const key = `${place.id} ${userId}`;
    const person = people.get(key) ?? createPerson(platform, media, place, userId);
    people.set(key, person);
    return person;
  }

  return {
    root,
    person: (id) => personIn({ id: hexId(id), isGroup: false }, hexId(id)),
    group: (id) => ({ member: (userId) => personIn({ id: `g${hexId(id)}`, isGroup: true }, hexId(userId)) }),
    event: (body) => events.push(body),
    sent: chats.sent,
    requests,
    violations,
    downloads,
    webhook: () => events.hook,
    setWebhook(url) {
      events.hook = { url, secret: 'somebody else', updatedAt: 1 };
    },
    webhookAnswers: events.answers,
    underWay: () => events.underWay,
    left: () => platform.left,
    polling: () => events.pollers,
    fail: (fault) => faults.plan(fault),
    heal: () => faults.clear(),
    async stop() {
      events.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function throwRefusalOf(fault: FaultKind | null): void {
  if (typeof fault !== 'object' || fault === null) return;
  throw new Refusal(fault.code, fault.description ?? `error ${fault.code}`);
}

/** Whatever it says, the status is 200. */
function answer(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
