/**
 * How much of what a platform allows in a month is used. The platform's own count cannot be asked for, so each channel
 * notes what it sends and gets, in one row a month.
 */
import type { Logger } from 'pino';
import { z } from 'zod';
import type { PrismaClient } from '../prisma/generated/client.ts';
import type { Tx } from '../prisma/open.ts';
import type { Clock } from './clock.ts';
import { type ChannelName, channelNames } from './message.ts';

export interface Quota {
  /** Both ways; with `freeHours` only those out. */
  messagesPerMonth: number;
  /** How many may write to the bot at all; null: any number. */
  people: number | null;
  /** What is sent to somebody within this time after their last word does not count. */
  freeHours?: number;
  /** The share of the messages from which officers are warned. */
  warnsAt: number;
  /** The share from which notices to many are refused, so that answers have what is left. */
  stopsBroadcastsAt: number;
  /** For people whom no message reaches any more; absent where the platform or the account has none. */
  templates?: TemplateQuota;
}

export interface TemplateQuota {
  perMonth: number;
  /** Đồng each; null: nobody has said. */
  price: number | null;
}

export type Quotas = Partial<Record<ChannelName, Quota>>;

/** The channels that reach people by templates, too. */
export function templatedChannels(quotas: Quotas): ChannelName[] {
  return channelNames.filter((channel) => quotas[channel]?.templates !== undefined);
}

export interface QuotaUse {
  channel: ChannelName;
  quota: Quota;
  /** `2026-11` */
  month: string;
  messages: number;
  people: number;
  /** Sent this month. */
  templates: number;
  standing: 'plenty' | 'low' | 'for-answers';
}

export interface Meter {
  /** Never fails: what cannot be written now is written with the next. */
  count(messages: number): void;
  /** Whether what is left is kept for answers. */
  isKeptForAnswers(): Promise<boolean>;
  /** Resolves once all that was counted is written, or could not be. */
  settled(): Promise<void>;
}

export interface TemplateMeter extends Pick<Meter, 'count' | 'settled'> {
  /** Whether the month's are used up. */
  isSpent(): Promise<boolean>;
}

/** Months are taken to begin at midnight in Việt Nam. */
const monthFormat = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
});

export function monthOf(now: Date): string {
  const parts = Object.fromEntries(monthFormat.formatToParts(now).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}`;
}

const counterName = (what: 'messages' | 'templates', channel: ChannelName, month: string) =>
  `${what} ${channel} ${month}`;

/** What this month has used so far. */
export async function readQuotaUse(
  tx: Pick<Tx, '$queryRaw'>,
  now: Date,
  channel: ChannelName,
  quota: Quota,
): Promise<QuotaUse> {
  const month = monthOf(now);
  const rows = await tx.$queryRaw`
    SELECT COALESCE((SELECT last FROM counter WHERE name = ${counterName('messages', channel, month)}), 0) AS messages,
      COALESCE((SELECT last FROM counter WHERE name = ${counterName('templates', channel, month)}), 0) AS templates,
      (SELECT count(DISTINCT sender) FROM conversation WHERE channel = ${channel})::int AS people`;
  const [{ messages, templates, people }] = z.tuple([useSchema]).parse(rows);
  const share = messages / quota.messagesPerMonth;
  const standing = share >= quota.stopsBroadcastsAt ? 'for-answers' : share >= quota.warnsAt ? 'low' : 'plenty';
  return { channel, quota, month, messages, people, templates, standing };
}

const useSchema = z.object({ messages: z.number(), templates: z.number(), people: z.number() });

/** The same for every channel that counts. */
export async function readQuotaUses(tx: Pick<Tx, '$queryRaw'>, now: Date, quotas: Quotas): Promise<QuotaUse[]> {
  const uses: QuotaUse[] = [];
  for (const channel of channelNames) {
    const quota = quotas[channel];
    if (quota) uses.push(await readQuotaUse(tx, now, channel, quota));
  }
  return uses;
}

export interface MeterOptions {
  client: PrismaClient;
  clock: Clock;
  channel: ChannelName;
  quota: Quota;
  log: Logger;
}

export function createMeter(options: MeterOptions): Meter {
  const { client, clock, channel, quota } = options;
  const { count, settled } = createCounter('messages', options);
  return {
    count,
    settled,
    async isKeptForAnswers() {
      await settled();
      return (await readQuotaUse(client, clock.now(), channel, quota)).standing === 'for-answers';
    },
  };
}

/** Counts what `quota.templates` bounds. */
export function createTemplateMeter(options: MeterOptions): TemplateMeter {
  const { client, clock, channel, quota } = options;
  const { count, settled } = createCounter('templates', options);
  return {
    count,
    settled,
    async isSpent() {
      await settled();
      const { templates } = await readQuotaUse(client, clock.now(), channel, quota);
      return templates >= (quota.templates?.perMonth ?? 0);
    },
  };
}

function createCounter(
  what: 'messages' | 'templates',
  { client, clock, channel, log }: MeterOptions,
): Pick<Meter, 'count' | 'settled'> {
  let uncounted = 0;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const count = uncounted;
    if (count === 0) return;
    uncounted = 0;
    try {
      await client.$executeRaw`
        INSERT INTO counter (name, last) VALUES (${counterName(what, channel, monthOf(clock.now()))}, ${count})
        ON CONFLICT (name) DO UPDATE SET last = counter.last + excluded.last`;
    } catch (error) {
      uncounted += count;
      log.warn({ err: error, channel }, `${what} could not be counted`);
    }
  }

  return {
    count(messages) {
      uncounted += messages;
      writing = writing.then(write);
    },
    settled: () => writing,
  };
}
