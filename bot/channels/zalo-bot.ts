/**
 * Zalo's Bot Platform: messages come by long polling or by webhook, replies go out as plain messages with numbered
 * choices. It has no buttons, edits and files, and no way to get an arrival a second time.
 */
import type { Logger } from 'pino';
import type { Channel, Receive } from '../channel.ts';
import type { FileStore } from '../files.ts';
import type { Inbound } from '../message.ts';
import type { Meter } from '../quota.ts';
import { createHealth } from './health.ts';
import { type Patience, patience, untilDone } from './patience.ts';
import { codeOf, describe } from './zalo/error.ts';
import { createFetcher } from './zalo/fetching.ts';
import { createKeeping } from './zalo/keeping.ts';
import { createLinks } from './zalo/links.ts';
import { createPacing } from './zalo/pacing.ts';
import { messageLength } from './zalo/render.ts';
import {
  lastStoringMs,
  longPollSeconds,
  officialRoot,
  pace,
  secondTryAfterMs,
  webhookAnswerMs,
} from './zalo-bot/assumptions.ts';
import { createClient } from './zalo-bot/client.ts';
import { pauseAsked, troubleOf } from './zalo-bot/errors.ts';
import { poll } from './zalo-bot/polling.ts';
import { createSender } from './zalo-bot/sending.ts';
import { type BotIdentity, eventsIn, readUpdate } from './zalo-bot/update.ts';
import { createWebhook } from './zalo-bot/webhook.ts';

export interface ZaloBotOptions {
  token: string;
  apiRoot?: string;
  mode: 'polling' | { webhook: { url: string; secret: string } };
  /** Under which Zalo and people reach this server; null: files cannot be handed out. */
  publicUrl: string | null;
  /** 64 hex digits; signs the addresses of files. */
  secretKey: string;
  files: Pick<FileStore, 'read' | 'put'>;
  now(): Date;
  /** Counts what goes out and comes in. */
  meter: Meter;
  log: Logger;
  pace?: { perSecond: number; chatRestMs: number };
  /** How long a call may take before its outcome counts as unknown. */
  timeoutMs?: number;
  longPollSeconds?: number;
  secondTryAfterMs?: number;
  patience?: Patience;
}

export interface ZaloBotChannel extends Channel {
  /** Answers POST /zalo/bot/webhook; 404 while the channel polls. */
  webhook(request: Request): Promise<Response>;
  /** Answers GET /zalo/bot/files/<seal>/<name>. */
  file(seal: string, name: string): Promise<Response>;
}

/** Sources and choices stand below the text, within the same 2,000. */
const textLength = 1400;

export function createZaloBotChannel(options: ZaloBotOptions): ZaloBotChannel {
  const { token, mode, log, meter } = options;
  const apiRoot = (options.apiRoot ?? officialRoot).replace(/\/+$/, '');
  const seconds = options.longPollSeconds ?? longPollSeconds;
  const waiting = options.patience ?? patience;
  const { perSecond, chatRestMs } = options.pace ?? pace;
  const timeout = options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs };
  const client = createClient({ token, apiRoot, ...timeout });
  const health = createHealth({ log, platform: 'zalo-bot', describe, troubleOf });
  const { now, files, secretKey } = options;
  // Zalo fetches pictures over https alone.
  const isReached = apiRoot !== officialRoot || options.publicUrl?.startsWith('https:');
  const links = createLinks({
    path: '/zalo/bot/files',
    publicUrl: isReached ? options.publicUrl : null,
    secretKey,
    files,
    now,
  });
  const send = createSender({
    client,
    health,
    meter,
    rest: createPacing(chatRestMs),
    handOut: links.handOut,
    secondTryAfterMs: options.secondTryAfterMs ?? secondTryAfterMs,
  });

  let bot: BotIdentity = { id: '', names: [] };
  let deliver: Receive | null = null;
  let ending = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const keeping = createKeeping({ platform: 'zalo-bot', log, patience: waiting, lastStoringMs, webhookAnswerMs });

  /** Null when nothing of it could be an event. */
  function read(events: unknown[]): Inbound[] | null {
    const updates = events.map((event) => readUpdate(event, bot));
    for (const { kind, inbound } of updates) {
      if (inbound === null) log.debug({ kind }, 'a zalo-bot event that needs no answer');
    }
    if (updates.every(({ kind, inbound }) => kind === 'unknown' && inbound === null)) return null;
    return updates.flatMap(({ inbound }) => inbound ?? []);
  }

  /** Both ways in count. */
  const counted =
    (receive: Receive): Receive =>
    async (arrivals) => {
      await receive(arrivals);
      meter.count(arrivals.length);
    };

  /** Null when `signal` ended the tries. A call that is refused for good must not keep the bot from answering. */
  async function patiently<T>(step: () => Promise<T>, signal: AbortSignal): Promise<T | null | undefined> {
    const orRefused = async () => {
      try {
        return await step();
      } catch (error) {
        if (![400, 404].includes(codeOf(error) ?? 0)) throw error;
        health.failed(error);
        return null;
      }
    };
    return untilDone(orRefused, { onFailure: health.failed, pauseAsked, patience: waiting }, signal);
  }

  async function listenByWebhook({ url, secret }: { url: string; secret: string }, signal: AbortSignal): Promise<void> {
    const step = () => client.setWebhook(url, secret, signal);
    const outcome = await untilDone(step, { onFailure: health.failed, pauseAsked, patience: waiting }, signal);
    if (outcome === undefined) return;
    health.succeeded();
    if (outcome !== null) log.warn({ outcome }, 'zalo could not verify the webhook; send the bot a message to see');
  }

  /** A webhook of earlier days would keep every message from a bot that polls. */
  async function dropWebhook(signal: AbortSignal): Promise<void> {
    const url = await patiently(() => client.webhookUrl(signal), signal);
    if (!url) return;
    log.warn({ host: URL.canParse(url) ? new URL(url).host : 'unknown' }, 'zalo had a webhook set: it is taken down');
    await patiently(() => client.deleteWebhook(signal), signal);
  }

  async function run(receive: Receive, signal: AbortSignal): Promise<void> {
    const persistence = { onFailure: health.failed, pauseAsked, patience: waiting };
    const me = await untilDone(() => client.getMe(signal), persistence, signal);
    if (me === undefined) return;
    bot = me;
    health.succeeded();
    if (mode === 'polling') await dropWebhook(signal);
    else await listenByWebhook(mode.webhook, signal);
    if (signal.aborted) return;
    log.info({ bot: me.names[0], mode: mode === 'polling' ? mode : 'webhook' }, 'zalo-bot is listening');
    if (mode !== 'polling') return;
    await poll(
      {
        fetch: (until) => client.getUpdates(seconds, until),
        async take(events) {
          const arrivals = read(events);
          if (arrivals !== null && arrivals.length > 0) await keeping.keep(arrivals, counted(receive));
          return arrivals !== null;
        },
        succeeded: () => health.succeeded(),
        failed(error) {
          health.failed(error);
          // What polling ends in while a webhook is set is not documented.
          if ([400, 404, 409].includes(codeOf(error) ?? 0)) void dropWebhook(signal);
        },
        patience: waiting,
      },
      signal,
    );
  }

  function accept(body: unknown): Promise<boolean> | null {
    if (deliver === null) return null;
    const arrivals = read(eventsIn(body)) ?? [];
    if (arrivals.length === 0) return Promise.resolve(true);
    return keeping.keepInTime(arrivals, counted(deliver));
  }

  const webhook =
    mode === 'polling'
      ? async () => new Response(null, { status: 404 })
      : createWebhook({ secret: mode.webhook.secret, accept });

  return {
    name: 'zalo-bot',
    receiving: mode === 'polling' ? 'alone' : 'everywhere',
    choices: 'numbered',
    limits: { textLength: Math.min(textLength, messageLength), perSecond },
    async start(receive) {
      ending = new AbortController();
      keeping.start();
      deliver = receive;
      // Zalo out of reach must not keep the other channels from starting: the loop tries until it stands.
      running = run(receive, ending.signal);
    },
    async stop() {
      deliver = null;
      ending.abort();
      await keeping.stop(running);
      await meter.settled();
    },
    send,
    fetchFile: createFetcher(apiRoot),
    async typing(chat) {
      try {
        await client.sendTyping(chat);
      } catch (error) {
        log.debug({ reason: describe(error) }, 'typing not shown');
      }
    },
    trouble: () => health.trouble(),
    webhook,
    file: links.serve,
  };
}
