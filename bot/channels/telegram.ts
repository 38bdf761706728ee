/** Telegram: messages come by long polling or by webhook, replies go out as HTML with an inline keyboard. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Api, GrammyError } from 'grammy';
import type { Logger } from 'pino';
import type { Channel, Receive } from '../channel.ts';
import type { FileStore } from '../files.ts';
import type { Inbound } from '../message.ts';
import { createHealth } from './health.ts';
import { createEditor } from './telegram/editing.ts';
import { describe, troubleOf } from './telegram/errors.ts';
import { createFetcher } from './telegram/fetching.ts';
import { type Patience, patience, untilDone } from './telegram/persistence.ts';
import { poll } from './telegram/polling.ts';
import { createSender, readAddress } from './telegram/sending.ts';
import { grammySignal } from './telegram/signal.ts';
import { type BotIdentity, readUpdate, updateKinds } from './telegram/update.ts';
import { createWebhook } from './telegram/webhook.ts';

export interface TelegramOptions {
  token: string;
  /** https://api.telegram.org unless given. */
  apiRoot?: string;
  mode: 'polling' | { webhook: { url: string; secret: string } };
  /** Shown by Telegram's menu button. */
  commands: { command: string; description: string }[];
  /** Where handed-out files are read from. */
  files: Pick<FileStore, 'read'>;
  log: Logger;
  /** Messages a second over all chats; Telegram allows about 30. */
  perSecond?: number;
  /** How long a call may take before its outcome counts as unknown. */
  timeoutMs?: number;
  /** How long Telegram holds a getUpdates while nothing arrives. */
  longPollSeconds?: number;
  patience?: Patience;
}

export interface TelegramChannel extends Channel {
  /** Answers POST /telegram/webhook; 404 while the channel polls. */
  webhook(request: Request): Promise<Response>;
}

/** Sources and quotes stand below the text, within the same 4,096. */
const textLength = 3500;

/**
 * Telegram's servers close idle connections without a word; a message written to one just then ends as *unknown*. So
 * idle ones are closed first.
 */
const idleMs = 15_000;

export function createTelegramChannel(options: TelegramOptions): TelegramChannel {
  const { token, mode, log } = options;
  const apiRoot = (options.apiRoot ?? 'https://api.telegram.org').replace(/\/+$/, '');
  const longPollSeconds = options.longPollSeconds ?? 30;
  const timeoutSeconds = (options.timeoutMs ?? 20_000) / 1000;
  const waiting = options.patience ?? patience;
  const Agent = apiRoot.startsWith('https:') ? HttpsAgent : HttpAgent;
  const baseFetchConfig = { agent: new Agent({ keepAlive: true, timeout: idleMs }) };
  const api = new Api(token, { apiRoot, timeoutSeconds, baseFetchConfig });
  const pollApi = new Api(token, { apiRoot, timeoutSeconds: longPollSeconds + timeoutSeconds, baseFetchConfig });
  const health = createHealth({ log, platform: 'telegram', describe, troubleOf });
  const send = createSender(api, health, options.files.read);
  const edit = createEditor(api, health);
  const fetchFile = createFetcher({ api, health, apiRoot, token });

  let bot: BotIdentity | null = null;
  let deliver: Receive | null = null;
  let ending = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const inHand = new Set<Promise<void>>();

  /** What a batch holds. Pressed buttons stop spinning at once, however long it takes to store them. */
  function read(updates: unknown[], identity: BotIdentity): Inbound[] {
    const arrivals: Inbound[] = [];
    for (const update of updates) {
      const { kind, inbound, callbackId } = readUpdate(update, identity);
      if (callbackId !== null) answerCallback(callbackId);
      if (inbound !== null) arrivals.push(inbound);
      else log.debug({ kind }, 'a telegram update that needs no answer');
    }
    return arrivals;
  }

  function answerCallback(id: string): void {
    // A late one ("query is too old") or a lost one costs the person only a spinner.
    api
      .answerCallbackQuery(id)
      .catch((error: unknown) => log.debug({ reason: describe(error) }, 'button not answered'));
  }

  async function setUp(signal: AbortSignal): Promise<BotIdentity | undefined> {
    const patiently = <T>(step: () => Promise<T>) => untilDone(step, (error) => health.failed(error), signal, waiting);
    const until = grammySignal(signal);
    const me = await patiently(() => api.getMe(until));
    if (me === undefined) return undefined;
    health.succeeded();
    await patiently(() => registerCommands(signal));
    await patiently(async () => {
      if (mode === 'polling') return api.deleteWebhook({}, until);
      const { url, secret } = mode.webhook;
      return api.setWebhook(url, { secret_token: secret, allowed_updates: updateKinds }, until);
    });
    return { id: String(me.id), username: me.username };
  }

  async function registerCommands(signal: AbortSignal): Promise<void> {
    try {
      await api.setMyCommands(options.commands, {}, grammySignal(signal));
    } catch (error) {
      // A refused list must not keep the bot from answering.
      if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
      log.error({ reason: describe(error) }, 'telegram refused the list of commands');
    }
  }

  async function run(receive: Receive, signal: AbortSignal): Promise<void> {
    const identity = await setUp(signal);
    if (identity === undefined) return;
    bot = identity;
    health.succeeded();
    log.info({ bot: identity.username, mode: mode === 'polling' ? mode : 'webhook' }, 'telegram is listening');
    if (mode !== 'polling') return;
    const offset = await poll(
      {
        fetch: (offset, until) =>
          pollApi.getUpdates(
            { offset, limit: 100, timeout: longPollSeconds, allowed_updates: updateKinds },
            grammySignal(until),
          ),
        read: (updates) => read(updates, identity),
        store: receive,
        succeeded: () => health.succeeded(),
        fetchFailed: (error) => pollFailed(error),
        storeFailed: (error) =>
          log.error(
            { reason: error instanceof Error ? error.name : 'unknown' },
            'telegram updates could not be stored',
          ),
        patience: waiting,
      },
      signal,
    );
    // Tells Telegram what is stored, so that the next start does not get it again. Without it, the inbox sorts it out.
    if (offset > 0) await confirm(offset);
  }

  function pollFailed(error: unknown): void {
    health.failed(error);
    const isWebhookSet = error instanceof GrammyError && error.error_code === 409 && /webhook/i.test(error.description);
    // Somebody set a webhook while we polled; polling is what this process was told to do.
    if (isWebhookSet) api.deleteWebhook().catch((failure: unknown) => health.failed(failure));
  }

  async function confirm(offset: number): Promise<void> {
    try {
      await api.getUpdates({ offset, limit: 1, timeout: 0 }, grammySignal(AbortSignal.timeout(1500)));
    } catch (error) {
      log.debug({ reason: describe(error) }, 'the last telegram updates will come again');
    }
  }

  const webhook =
    mode === 'polling'
      ? async () => new Response(null, { status: 404 })
      : createWebhook({
          secret: mode.webhook.secret,
          log,
          async accept(update) {
            if (deliver === null || bot === null) return false;
            const arrivals = read([update], bot);
            if (arrivals.length === 0) return true;
            const work = deliver(arrivals);
            inHand.add(work);
            try {
              await work;
            } finally {
              inHand.delete(work);
            }
            return true;
          },
        });

  return {
    name: 'telegram',
    receiving: mode === 'polling' ? 'alone' : 'everywhere',
    limits: { textLength, perSecond: options.perSecond ?? 28 },
    async start(receive) {
      ending = new AbortController();
      deliver = receive;
      // Telegram out of reach must not keep the other channels from starting: the loop tries until it stands.
      running = run(receive, ending.signal);
    },
    async stop() {
      deliver = null;
      ending.abort();
      await running;
      await Promise.allSettled(inHand);
    },
    send,
    edit,
    fetchFile,
    async typing(chat) {
      const to = readAddress(chat);
      if (to === null) return;
      try {
        const topic = to.topic === undefined ? {} : { message_thread_id: to.topic };
        await api.sendChatAction(to.chat, 'typing', topic);
      } catch (error) {
        log.debug({ reason: describe(error) }, 'typing not shown');
      }
    },
    trouble: () => health.trouble(),
    webhook,
  };
}
