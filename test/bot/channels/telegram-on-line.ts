/** A Telegram channel on line with a fake of the platform, and all that it took in and wrote to the log. */
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Receive } from '../../../bot/channel.ts';
import { createTelegramChannel, type TelegramChannel, type TelegramOptions } from '../../../bot/channels/telegram.ts';
import type { Inbound, Reply } from '../../../bot/message.ts';
import { type FakeTelegram, type FakeTelegramOptions, startFakeTelegram } from '../../fakes/telegram.ts';
import { type TemporaryFiles, temporaryFiles } from '../../files.ts';

export const token = '7001:AAH-very-secret_token';

export interface OnLine {
  fake: FakeTelegram;
  channel: TelegramChannel;
  files: TemporaryFiles;
  arrivals: Inbound[];
  /** Every batch, as `receive` got it. */
  batches: Inbound[][];
  /** Waits that the channel asked for between tries, in milliseconds; they end at once. */
  pauses: number[];
  /** Everything logged so far, at every level. */
  logged(): string;
  /** Resolves once `count` arrivals are stored. */
  takesIn(count: number): Promise<Inbound[]>;
  sends(chat: string, reply: Partial<Reply> & { text: string }, key?: string): ReturnType<TelegramChannel['send']>;
}

export interface Circumstances {
  options?: Partial<TelegramOptions>;
  platform?: Partial<FakeTelegramOptions>;
  /** Stores a batch; throws as a database would. */
  receive?: Receive;
  /** Leaves the channel unstarted. */
  idle?: boolean;
}

export async function onLine({ options, platform, receive, idle }: Circumstances = {}): Promise<OnLine> {
  const files = temporaryFiles();
  const fake = await startFakeTelegram({ token, ...platform });
  const arrivals: Inbound[] = [];
  const batches: Inbound[][] = [];
  const pauses: number[] = [];
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  const channel = createTelegramChannel({
    token,
    apiRoot: fake.root,
    mode: 'polling',
    commands: [{ command: 'start', description: 'Bắt đầu' }],
    files,
    log,
    patience: {
      async pause(ms, signal) {
        pauses.push(ms);
        if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 5));
      },
      random: () => 1,
    },
    ...options,
  });
  const store: Receive = async (batch) => {
    await receive?.(batch);
    batches.push(batch);
    arrivals.push(...batch);
  };
  if (!idle) await channel.start(store);
  onTestFinished(async () => {
    await channel.stop();
    await fake.stop();
  });
  return {
    fake,
    channel,
    files,
    arrivals,
    batches,
    pauses,
    logged: () => lines.join(''),
    async takesIn(count) {
      await until(() => arrivals.length >= count, `${count} arrivals, got ${arrivals.length}`);
      return arrivals;
    },
    sends: (chat, reply, key = '1') => channel.send({ key, chat, reply: { sources: [], choices: [], ...reply } }),
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
