/** An Official Account on line with a fake of the service and a real database for its tokens. */
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Outgoing, Receive } from '../../../bot/channel.ts';
import { createGrantStore } from '../../../bot/channels/zalo-oa/grants.ts';
import { createZaloOaChannel, type ZaloOaChannel, type ZaloOaOptions } from '../../../bot/channels/zalo-oa.ts';
import type { Inbound, Reply } from '../../../bot/message.ts';
import type { Meter } from '../../../bot/quota.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { type FakeZaloOa, type FakeZaloOaOptions, startFakeZaloOa } from '../../fakes/zalo-oa.ts';
import { type TemporaryFiles, temporaryFiles } from '../../files.ts';
import { createTestClock, type TestClock } from '../../machine.ts';

export const linkKey = 'ab'.repeat(32);

export interface OnLine {
  fake: FakeZaloOa;
  channel: ZaloOaChannel;
  database: TestDatabase;
  clock: TestClock;
  files: TemporaryFiles;
  arrivals: Inbound[];
  /** Messages that were counted as paid for, whether the rest is kept for answers, and when people were last heard of. */
  quota: { counted: number; isKept: boolean; lastHeard: Date | null; templates: number; isSpent: boolean };
  logged(): string;
  takesIn(count: number): Promise<Inbound[]>;
  sends(
    chat: string,
    reply: Partial<Reply> & { text: string },
    rest?: Partial<Outgoing>,
  ): ReturnType<ZaloOaChannel['send']>;
  /** A channel of another process on the same database. */
  another(options?: Partial<ZaloOaOptions>): Promise<{ channel: ZaloOaChannel; logged(): string }>;
}

export interface Circumstances {
  options?: Partial<ZaloOaOptions>;
  platform?: Partial<FakeZaloOaOptions>;
  /** Stores a batch; throws as a database would. */
  receive?: Receive;
  /** Leaves the channel unstarted. */
  idle?: boolean;
}

export async function onLine({ options, platform, receive, idle }: Circumstances = {}): Promise<OnLine> {
  const files = temporaryFiles();
  const clock = createTestClock();
  const database = await openTestDatabase();
  const arrivals: Inbound[] = [];
  const quota: OnLine['quota'] = {
    counted: 0,
    isKept: false,
    lastHeard: clock.now(),
    templates: 0,
    isSpent: false,
  };
  const meter: Meter = {
    count(messages) {
      quota.counted += messages;
    },
    isKeptForAnswers: async () => quota.isKept,
    settled: async () => {},
  };
  const channels: ZaloOaChannel[] = [];
  const fake = await startFakeZaloOa({
    webhook: 'https://ocop.example/zalo/oa/webhook',
    knock: async (request) => channels[0]?.webhook(request) ?? new Response(null, { status: 503 }),
    now: () => clock.now().getTime(),
    ...platform,
  });
  // What stands in the settings of all.
  const refreshToken = fake.signIn.grant;
  let processes = 0;

  async function open(more: Partial<ZaloOaOptions> = {}, start = true) {
    const lines: string[] = [];
    const channel = createZaloOaChannel({
      appId: fake.appId,
      appSecret: fake.appSecret,
      secretKey: fake.secretKey,
      refreshToken,
      apiRoot: fake.root,
      oauthRoot: fake.root,
      grants: createGrantStore({
        client: database.client,
        appId: fake.appId,
        secretKey: linkKey,
        holder: `process ${++processes}`,
      }),
      publicUrl: null,
      linkKey,
      files,
      now: () => clock.now(),
      meter,
      template: null,
      templateMeter: {
        count(messages) {
          quota.templates += messages;
        },
        isSpent: async () => quota.isSpent,
        settled: async () => {},
      },
      lastHeard: async () => quota.lastHeard,
      log: pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }),
      secondTryAfterMs: 1,
      tendEveryMs: 20,
      patience: {
        async pause(_, signal) {
          if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 5));
        },
        random: () => 1,
      },
      ...more,
    });
    channels.push(channel);
    if (start) {
      await channel.start(async (batch) => {
        await receive?.(batch);
        arrivals.push(...batch);
      });
    }
    return { channel, logged: () => lines.join('') };
  }

  const first = await open(options, !idle);
  onTestFinished(async () => {
    for (const channel of channels) await channel.stop();
    await fake.stop();
    await database.close();
  });
  return {
    fake,
    channel: first.channel,
    database,
    clock,
    files,
    arrivals,
    quota,
    logged: first.logged,
    async takesIn(count) {
      await until(() => arrivals.length >= count, `${count} arrivals, got ${arrivals.length}`);
      return arrivals;
    },
    sends: (chat, reply, rest) =>
      first.channel.send({ key: '1', chat, reply: { sources: [], choices: [], ...reply }, ...rest }),
    another: (more) => open({ ...options, ...more }),
  };
}

/** Resolves as soon as `condition` holds. */
export async function until(condition: () => boolean, what: string, withinMs = 15_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
