/** A Zalo channel under the kill tests: its fake service, which comes again until a message is stored, and its people. */
import { expect } from 'vitest';
import { startFakeZaloBot } from '../fakes/zalo-bot.ts';
import { startFakeZaloOa } from '../fakes/zalo-oa.ts';
import { token } from './in-process.ts';
import { pause, type Random } from './seeded.ts';
import { startSlowLine } from './slow-line.ts';

export const zaloChannels = ['zalo-bot', 'zalo-oa'] as const;
export type ZaloChannel = (typeof zaloChannels)[number];

/** A message as the person sees it, and its place among all that the service has taken. */
export interface Taken {
  text: string;
  place: number;
}

export interface ZaloService {
  settings: Record<string, string>;
  /** Where events are brought from now on; null: nobody is there, and they wait. */
  listensAt(address: string | null): void;
  /** Messages of people that the program has stored. */
  stored(): number;
  /** Whether a program has made itself known, so that events are brought to it. */
  isReady(): boolean;
  says(person: number, text: string): void;
  received(person: number): Taken[];
  /** Messages that were taken so far. */
  taken(): number;
  violations(): readonly string[];
  stop(): Promise<void>;
}

/** Takes up the connection again this long after it was refused. */
const againMs = 20;

/** `longestMs` is what each way of a call takes at most. */
export async function startZaloService(channel: ZaloChannel, random: Random, longestMs: number): Promise<ZaloService> {
  let address: string | null = null;
  let stored = 0;
  let isOver = false;
  const strange: string[] = [];
  const byChat = new Map<string, Taken[]>();
  let sorted = 0;

  /** The next event waits meanwhile: otherwise nobody could tell which order the person meant. */
  async function knock(request: Request): Promise<Response> {
    const { headers, url } = request;
    const body = await request.text();
    // The trial of an address has no body, and is made once.
    const isTrial = body === '';
    const isSaid = /"event_name":"(?:user_send|message\.)/.test(body);
    for (;;) {
      const to = address;
      const response =
        to === null
          ? null
          : await fetch(new URL(new URL(url).pathname, to), { method: 'POST', headers, body }).catch(() => null);
      if (response?.status === 200 && isSaid) stored += 1;
      if (response?.status === 200 || isTrial || isOver) return new Response(null, { status: response?.status ?? 502 });
      if (response && response.status < 500) strange.push(`the webhook said ${response.status}`);
      await pause(againMs);
    }
  }

  const fake =
    channel === 'zalo-bot'
      ? await startFakeZaloBot({ token, knock })
      : await startFakeZaloOa({ webhook: 'http://program/zalo/oa/webhook', knock });
  const line = await startSlowLine(fake.root, random, longestMs);
  const settings =
    'signIn' in fake
      ? {
          ZALO_OA_APP_ID: fake.appId,
          ZALO_OA_APP_SECRET: fake.appSecret,
          ZALO_OA_SECRET_KEY: fake.secretKey,
          ZALO_OA_REFRESH_TOKEN: fake.signIn.grant,
          ZALO_OA_API_ROOT: line.root,
          ZALO_OAUTH_ROOT: line.root,
        }
      : {
          ZALO_BOT_TOKEN: token,
          ZALO_BOT_API_ROOT: line.root,
          ZALO_BOT_MODE: 'webhook',
          ZALO_BOT_WEBHOOK_SECRET: 'a_secret-of-the-test',
        };
  return {
    settings: { ...settings, PUBLIC_URL: 'http://program', SECRET_KEY: 'ab'.repeat(32), TELEGRAM_BOT_TOKEN: '' },
    listensAt(where) {
      address = where;
    },
    stored: () => stored,
    isReady: () => ('signIn' in fake ? fake.signIn.granted > 0 : fake.webhook() !== null),
    says: (person, text) => fake.person(person).says(text),
    received(person) {
      for (; sorted < fake.sent.length; sorted++) {
        const message = fake.sent[sorted];
        if (message === undefined) continue;
        const text = [message.text, ...message.labels].join('\n');
        byChat.set(message.chat, [...(byChat.get(message.chat) ?? []), { text, place: sorted }]);
      }
      return byChat.get(fake.person(person).chat) ?? [];
    },
    taken: () => fake.sent.length,
    violations: () => [...fake.violations, ...strange],
    async stop() {
      isOver = true;
      await line.stop();
      await fake.stop();
    },
  };
}

/** Nothing was called that the service does not have, and no event was turned away. */
export function expectNoViolations(service: ZaloService): void {
  expect(service.violations()).toEqual([]);
}
