/** Zalo's Official Account API over real HTTP, as strict as it is documented to be and as odd as it was seen to be. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Faults, type PlannedFault } from './faults.ts';
import { Chats, type ShownMessage } from './zalo-oa/chats.ts';
import { Events } from './zalo-oa/events.ts';
import { type FaultKind, type Habits, usualHabits } from './zalo-oa/habits.ts';
import { answer, calls, headerOf, readAll } from './zalo-oa/http.ts';
import { readMessage } from './zalo-oa/message.ts';
import { SignIn } from './zalo-oa/oauth.ts';
import { createPerson, type Person } from './zalo-oa/people.ts';
import { Refusal } from './zalo-oa/refusal.ts';
import { readTemplate } from './zalo-oa/templates.ts';
import { Uploads } from './zalo-oa/uploads.ts';

export type { ShownMessage } from './zalo-oa/chats.ts';

export interface Fault extends PlannedFault {
  kind: FaultKind;
}

export interface FakeZaloOaOptions {
  habits?: Partial<Habits>;
  /** Where events are brought. */
  webhook: string;
  /** Reaches the webhook; over the network unless given. */
  knock?: (request: Request) => Promise<Response>;
  /** Milliseconds since 1970, for windows, tokens and uploads. */
  now?: () => number;
  /** Of an access token. */
  lifeSeconds?: number;
  ladderMs?: readonly number[];
}

export interface FakeZaloOa {
  /** For ZALO_OA_API_ROOT and ZALO_OAUTH_ROOT. */
  root: string;
  appId: string;
  appSecret: string;
  secretKey: string;
  accountId: string;
  signIn: SignIn;
  uploads: Uploads;
  events: Events;
  /** The same id gives the same person. */
  person(id: number | string): Person;
  /** As if this one, by the service's own id, had just written something that a test brings itself. */
  hears(userId: string): void;
  /** Messages of the account that were taken, over all people. */
  sent: ShownMessage[];
  /** Of these, what was not free. */
  paid(): number;
  /** Every call, in order: `sign-in`, `message`, `template`, `upload`. */
  requests: { call: string; token: string | undefined; body: unknown }[];
  /** Calls that no client of ours should make; a test expects none. */
  violations: string[];
  downloads: string[];
  /** Until the result is called, renewals are granted but not answered. */
  holdSignIn(): () => void;
  fail(fault: Fault): void;
  heal(): void;
  stop(): Promise<void>;
}

const dayMs = 24 * 60 * 60_000;
const mostCallsAMinute = 4000;

export async function startFakeZaloOa(options: FakeZaloOaOptions): Promise<FakeZaloOa> {
  const { knock = fetch, now = Date.now } = options;
  const habits: Habits = { ...usualHabits, ...options.habits };
  const [appId, accountId] = ['1000000000000000001', '3000000000000000003'];
  const [appSecret, secretKey] = ['app-secret-for-tests', 'oa-secret-for-tests'];
  const faults = new Faults<Fault>(/^message$/);
  const chats = new Chats();
  const uploads = new Uploads(now);
  const signIn = new SignIn({ appId, appSecret, now, habits, lifeSeconds: options.lifeSeconds ?? 90_000 });
  const ladderMs = options.ladderMs ?? [30, 100, 300, 600, 1_200];
  const events = new Events({ appId, accountId, secretKey, habits, knock, url: options.webhook, ladderMs });
  const requests: FakeZaloOa['requests'] = [];
  const violations: string[] = [];
  const downloads: string[] = [];
  const media = new Map<string, Buffer>();
  const times: number[] = [];
  let held: Promise<void> | null = null;
  let paid = 0;

  /** Files that people sent lie open, without a token. */
  function hand(path: string, response: ServerResponse): void {
    const bytes = media.get(path);
    downloads.push(path);
    if (bytes === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (path.startsWith('/media/')) return hand(path, response);
    const body = await readAll(request);
    const call = calls[path];
    if (call === undefined || request.method !== 'POST') {
      violations.push(`unknown call ${request.method} ${path}`);
      return void response.writeHead(404).end();
    }
    const token = headerOf(request, 'access_token');
    const type = headerOf(request, 'content-type') ?? '';
    const parsed = call === 'message' || call === 'template' ? JSON.parse(body.toString('utf8')) : call;
    requests.push({ call, token, body: parsed });
    const fault = faults.take(call, parsed?.recipient?.user_id ?? parsed?.user_id)?.kind ?? null;
    if (fault === 'hang') return;
    if (fault === 'cut-before') return void request.socket.destroy();
    if (fault === 'html-error') return void response.writeHead(502).end('<html>Bad Gateway</html>');
    if (fault === 'strange-json') return answer(response, { status: 'error' });
    const { status, content } = await outcomeOf(call, { fault, token, type, body, parsed, path, request });
    if (fault === 'hang-after') return;
    if (fault === 'cut-after') return void request.socket.destroy();
    answer(response, content, status);
  }

  interface Called {
    fault: FaultKind | null;
    token: string | undefined;
    type: string;
    body: Buffer;
    parsed: unknown;
    path: string;
    request: IncomingMessage;
  }

  async function outcomeOf(call: string, called: Called): Promise<{ status: number; content: unknown }> {
    const { fault, token, type, body } = called;
    const planned = typeof fault === 'object' && fault !== null ? fault : null;
    if (call === 'sign-in') {
      if (planned) return { status: 200, content: { error: planned.code, error_name: planned.message ?? 'no' } };
      const isForm = /^application\/x-www-form-urlencoded/.test(type);
      const form = new URLSearchParams(body.toString('utf8'));
      const content = signIn.answer(form, headerOf(called.request, 'secret_key'), isForm);
      await held;
      return { status: 200, content };
    }
    try {
      const refusal = planned ?? signIn.refusalOf(token);
      if (refusal) {
        const isDead = refusal.code === -216 || refusal.code === -220;
        if (isDead && habits.status401) return { status: 401, content: {} };
        throw new Refusal(refusal.code, refusal.message ?? 'no');
      }
      limitRate();
      const data = await dataOf(call, called);
      return { status: 200, content: { error: 0, message: 'Success', data } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const code = habits.unsigned ? Math.abs(error.code) : error.code;
      return { status: 200, content: { error: code, message: error.message } };
    }
  }

  function dataOf(call: string, called: Called): object | Promise<object> {
    if (call === 'upload') return uploads.take(path(called), called.body, called.type);
    return call === 'template' ? takeTemplate(called.parsed) : take(called.parsed);
  }

  const path = (called: Called) => (called.path.endsWith('/image') ? 'image' : 'file');

  function limitRate(): void {
    times.push(Date.now());
    while ((times[0] ?? 0) < Date.now() - 60_000) times.shift();
    if (times.length > mostCallsAMinute) throw new Refusal(-32, 'Your application reached limit call api');
  }

  function take(body: unknown): object {
    const { user, shown, address } = readMessage(body, habits, uploads);
    if (address !== undefined) void expectPicture(address);
    const last = chats.find(user)?.lastInteraction ?? null;
    if (last === null) throw new Refusal(-232, 'User has not interacted with the OA');
    if (now() - last > 7 * dayMs) throw new Refusal(-230, 'User has not interacted with the OA in the past 7 days');
    if (now() - last > 2 * dayMs) paid += 1;
    const messageId = chats.newMessageId();
    chats.record({ ...shown, chat: user, messageId });
    if (habits.echoes) echo(user, messageId, shown.text);
    const quota = { quota_type: 'sub_quota', remain: String(500 - paid), total: '500' };
    return { message_id: messageId, user_id: user, sent_time: String(now()), quota };
  }

  /** At whatever time the person was last heard of. */
  function takeTemplate(body: unknown): object {
    const { user, data } = readTemplate(body);
    if (chats.find(user) === undefined) throw new Refusal(-201, 'user_id is invalid!');
    const messageId = chats.newMessageId();
    chats.record({ chat: user, messageId, text: Object.values(data).join('\n'), buttons: [], template: data });
    return {
      message_id: messageId,
      user_id: user,
      sent_time: String(now()),
      quota: { quota_type: 'zbs', remain: '500' },
    };
  }

  /** Zalo fetches it when it is shown. */
  async function expectPicture(address: string): Promise<void> {
    const type = await fetch(address).then(
      (response) => response.headers.get('content-type'),
      () => null,
    );
    if (!/^image\/(?:png|jpeg)$/.test(type ?? '')) violations.push(`no picture at ${address}`);
  }

  /** What the account says comes back to it, and then what became of it. */
  function echo(user: string, messageId: string, text: string): void {
    const about = { app_id: appId, sender: { id: accountId }, recipient: { id: user }, timestamp: String(now()) };
    events.push({ ...about, event_name: 'oa_send_text', message: { text, msg_id: messageId } });
    events.push({ ...about, event_name: 'user_received_message', message: { msg_id: messageId } });
    events.push({ ...about, event_name: 'user_seen_message', message: { msg_ids: [messageId] } });
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      violations.push(String(error));
      if (!response.destroyed) response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake has no port');
  const root = `http://127.0.0.1:${address.port}`;

  const people = new Map<string, Person>();
  const around = {
    appId,
    accountId,
    chats,
    events,
    now,
    addMedia(bytes: Buffer, ending: string) {
      const place = `/media/${media.size}.${ending}`;
      media.set(place, bytes);
      return root + place;
    },
  };

  return {
    root,
    appId,
    appSecret,
    secretKey,
    accountId,
    signIn,
    uploads,
    events,
    person(id) {
      // Nineteen digits, which no number of JavaScript holds.
      const userId = `2${String(id).padStart(18, '0')}`;
      const person = people.get(userId) ?? createPerson(userId, around);
      people.set(userId, person);
      return person;
    },
    hears(userId) {
      chats.open(userId).lastInteraction = now();
    },
    sent: chats.sent,
    paid: () => paid,
    requests,
    violations,
    downloads,
    holdSignIn() {
      let release = () => {};
      held = new Promise((resolve) => {
        release = () => {
          held = null;
          resolve();
        };
      });
      return release;
    },
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
