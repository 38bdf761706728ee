/** The chat platforms that have settings, put together from them; the page and the terminal are always there. */
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { PrismaClient } from '../prisma/generated/client.ts';
import type { Command } from './capability.ts';
import type { Channel } from './channel.ts';
import { createTelegramChannel, type TelegramChannel } from './channels/telegram.ts';
import { basicPlan, pace as zaloBotPace } from './channels/zalo-bot/assumptions.ts';
import { createZaloBotChannel, type ZaloBotChannel } from './channels/zalo-bot.ts';
import { paidMessages, perSecond as zaloOaPerSecond } from './channels/zalo-oa/assumptions.ts';
import { createGrantStore } from './channels/zalo-oa/grants.ts';
import { createZaloOaChannel, type ZaloOaChannel } from './channels/zalo-oa.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { FileStore } from './files.ts';
import type { ChannelName } from './message.ts';
import { createMeter, createTemplateMeter, type Quota, type Quotas } from './quota.ts';

export interface PlatformParts {
  config: Config;
  client: PrismaClient;
  clock: Clock;
  log: Logger;
  files: FileStore;
  /** Seals tokens and links. */
  secretKey: string;
  /** Names this process among all that share the database. */
  holder: string;
  /** Shown by Telegram's menu button. */
  commands: readonly Command[];
  /** A test does not wait as long as Zalo's service makes a bot wait. */
  zaloBotPace?: { perSecond: number; chatRestMs: number };
}

export interface Platforms {
  channels: readonly Channel[];
  /** Opens the doors at which they knock. */
  route(app: Hono): void;
}

export function createPlatforms(parts: PlatformParts): Platforms {
  const { config } = parts;
  const telegram = config.telegram && telegramOf(config.telegram, parts);
  const zaloBot = config.zaloBot && zaloBotOf(config.zaloBot, parts);
  const zaloOa = config.zaloOa && zaloOaOf(config.zaloOa, parts);
  return {
    channels: [telegram, zaloBot, zaloOa].filter((channel) => channel !== null),
    route(app) {
      if (telegram) app.post('/telegram/webhook', (c) => telegram.webhook(c.req.raw));
      if (zaloBot) {
        app.post('/zalo/bot/webhook', (c) => zaloBot.webhook(c.req.raw));
        app.get('/zalo/bot/files/:seal/:name', (c) => zaloBot.file(c.req.param('seal'), c.req.param('name')));
      }
      if (zaloOa) {
        app.post('/zalo/oa/webhook', (c) => zaloOa.webhook(c.req.raw));
        app.get('/zalo/oa/contact.png', () => zaloOa.contactPicture());
        app.get('/zalo/oa/files/:seal/:name', (c) => zaloOa.file(c.req.param('seal'), c.req.param('name')));
      }
    },
  };
}

/** Messages a second of each that is configured and has a limit. */
export function ratesOf({ telegram, zaloBot, zaloOa }: Config): Partial<Record<ChannelName, number>> {
  return {
    ...(telegram && { telegram: telegram.perSecond }),
    ...(zaloBot && { 'zalo-bot': zaloBotPace.perSecond }),
    ...(zaloOa && { 'zalo-oa': zaloOaPerSecond }),
  };
}

/** What those that count messages allow. */
export function quotasOf({ zaloBot, zaloOa }: Config): Quotas {
  return { ...(zaloBot && { 'zalo-bot': basicPlan }), ...(zaloOa && { 'zalo-oa': quotaOfAccount(zaloOa) }) };
}

function quotaOfAccount({ template }: NonNullable<Config['zaloOa']>): Quota {
  if (template === null) return paidMessages;
  return { ...paidMessages, templates: { perMonth: template.perMonth, price: template.price } };
}

function telegramOf(
  { token, apiRoot, perSecond, mode }: NonNullable<Config['telegram']>,
  { commands, files, log }: PlatformParts,
): TelegramChannel {
  return createTelegramChannel({
    token,
    apiRoot,
    perSecond,
    mode: mode.kind === 'webhook' ? { webhook: { url: mode.url, secret: mode.secret } } : 'polling',
    commands: commands.map(({ name, description }) => ({ command: name, description })),
    files,
    log,
  });
}

function zaloBotOf(
  { token, apiRoot, mode }: NonNullable<Config['zaloBot']>,
  { config, client, clock, log, files, secretKey, zaloBotPace: pace }: PlatformParts,
): ZaloBotChannel {
  return createZaloBotChannel({
    token,
    apiRoot,
    mode: mode.kind === 'webhook' ? { webhook: { url: mode.url, secret: mode.secret } } : 'polling',
    publicUrl: config.publicUrl,
    secretKey,
    files,
    now: () => clock.now(),
    meter: createMeter({ client, clock, channel: 'zalo-bot', quota: basicPlan, log }),
    log,
    ...(pace && { pace }),
  });
}

function zaloOaOf(
  settings: NonNullable<Config['zaloOa']>,
  { config, client, clock, log, files, secretKey, holder }: PlatformParts,
): ZaloOaChannel {
  const metered = { client, clock, channel: 'zalo-oa', quota: quotaOfAccount(settings), log } as const;
  return createZaloOaChannel({
    ...settings,
    grants: createGrantStore({ client, appId: settings.appId, secretKey, holder }),
    publicUrl: config.publicUrl,
    linkKey: secretKey,
    files,
    now: () => clock.now(),
    meter: createMeter(metered),
    templateMeter: createTemplateMeter(metered),
    async lastHeard(chat) {
      const [heard] = await client.conversation.findMany({
        where: { channel: 'zalo-oa', chat },
        select: { lastInboundAt: true },
      });
      return heard?.lastInboundAt ?? null;
    },
    log,
  });
}
