/** A Zalo channel on line with a fake of the platform, and all that it took in and wrote to the log. */
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Outgoing, Receive } from '../../../bot/channel.ts';
import { createZaloBotChannel, type ZaloBotChannel, type ZaloBotOptions } from '../../../bot/channels/zalo-bot.ts';
import type { Inbound, Reply } from '../../../bot/message.ts';
import type { Meter } from '../../../bot/quota.ts';
import { type FakeZaloBot, type FakeZaloBotOptions, startFakeZaloBot } from '../../fakes/zalo-bot.ts';
import { type TemporaryFiles, temporaryFiles } from '../../files.ts';

export const token = '1234567890123456789:very-secret_tokenOfABot';

export interface OnLine {
  fake: FakeZaloBot;
  channel: ZaloBotChannel;
  files: TemporaryFiles;
  arrivals: Inbound[];
  /** Waits that the channel asked for between tries, in milliseconds; they end at once. */
  pauses: number[];
  /** Messages that the channel counted, and whether the rest is kept for answers. */
  quota: { counted: number; isKept: boolean };
  logged(): string;
  takesIn(count: number): Promise<Inbound[]>;
  sends(
    chat: string,
    reply: Partial<Reply> & { text: string },
    rest?: Partial<Outgoing>,
  ): ReturnType<ZaloBotChannel['send']>;
}

export interface Circumstances {
  options?: Partial<ZaloBotOptions>;
  platform?: Partial<FakeZaloBotOptions>;
  /** Stores a batch; throws as a database would. */
  receive?: Receive;
  /** Leaves the channel unstarted. */
  idle?: boolean;
}

export async function onLine({ options, platform, receive, idle }: Circumstances = {}): Promise<OnLine> {
  const files = temporaryFiles();
  const fake = await startFakeZaloBot({ token, ...platform });
  const arrivals: Inbound[] = [];
  const pauses: number[] = [];
  const lines: string[] = [];
  const quota = { counted: 0, isKept: false };
  const meter: Meter = {
    count(messages) {
      quota.counted += messages;
    },
    isKeptForAnswers: async () => quota.isKept,
    settled: async () => {},
  };
  const channel = createZaloBotChannel({
    token,
    apiRoot: fake.root,
    mode: 'polling',
    publicUrl: null,
    secretKey: 'ab'.repeat(32),
    files,
    now: () => new Date('2026-11-23T08:00:00+07:00'),
    meter,
    log: pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }),
    pace: { perSecond: 1000, chatRestMs: 0 },
    secondTryAfterMs: 1,
    patience: {
      async pause(ms, signal) {
        pauses.push(ms);
        if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 5));
      },
      random: () => 1,
    },
    ...options,
  });
  if (!idle) {
    await channel.start(async (batch) => {
      await receive?.(batch);
      arrivals.push(...batch);
    });
  }
  onTestFinished(async () => {
    await channel.stop();
    await fake.stop();
  });
  return {
    fake,
    channel,
    files,
    arrivals,
    pauses,
    quota,
    logged: () => lines.join(''),
    async takesIn(count) {
      await until(() => arrivals.length >= count, `${count} arrivals, got ${arrivals.length}`);
      return arrivals;
    },
    sends: (chat, reply, rest) =>
      channel.send({ key: '1', chat, reply: { sources: [], choices: [], ...reply }, ...rest }),
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
