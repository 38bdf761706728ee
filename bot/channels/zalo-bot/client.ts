/** Calls of Zalo's Bot Platform. Whether one worked stands in the body, never in the HTTP status. */
import { z } from 'zod';
import { ZaloError } from '../zalo/error.ts';
import { createPost, harmless, parseJson } from '../zalo/http.ts';
import type { TextStyle } from '../zalo/render.ts';
import { patienceMs } from './assumptions.ts';

export interface Me {
  id: string;
  /** What a mention of the bot may look like, without the @. */
  names: string[];
}

export interface ZaloBotClient {
  getMe(signal: AbortSignal): Promise<Me>;
  /** What arrived, mostly one event; nothing when nobody wrote. There is no way to get it a second time. */
  getUpdates(seconds: number, signal: AbortSignal): Promise<unknown[]>;
  /** Null when Zalo has reached the address, else why not; the address is set either way. */
  setWebhook(url: string, secret: string, signal: AbortSignal): Promise<string | null>;
  deleteWebhook(signal: AbortSignal): Promise<void>;
  /** Empty when none is set. */
  webhookUrl(signal: AbortSignal): Promise<string>;
  /** Gives back the id of the message. */
  sendMessage(chat: string, text: string, styles: readonly TextStyle[]): Promise<string>;
  sendPhoto(chat: string, address: string, caption: string): Promise<string>;
  sendTyping(chat: string): Promise<void>;
}

export interface ClientOptions {
  token: string;
  /** Without a slash at the end. */
  apiRoot: string;
  timeoutMs?: number;
}

const envelopeSchema = z.union([
  z.object({ ok: z.literal(true), result: z.unknown().optional() }),
  z.object({
    ok: z.literal(false),
    error_code: z.int().nullish().catch(null),
    description: z.string().nullish().catch(null),
  }),
]);
const name = z.string().nullish().catch(null);
const meSchema = z.object({ id: z.coerce.string(), account_name: name, display_name: name, name });
const sentSchema = z.object({ message_id: z.coerce.string() });
const infoSchema = z.object({ url: z.string().nullish() });
const verificationSchema = z.object({
  verification: z.object({ ok: z.literal(false), outcome: z.string().catch('') }),
});

export function createClient({ token, apiRoot, timeoutMs = patienceMs.call }: ClientOptions): ZaloBotClient {
  const post = createPost();
  const quotable = (text: string) =>
    harmless(text.replaceAll(token, '[token]').replace(/\bbot[^/\s]*:[^/\s]+/g, 'bot[token]'), [token]);

  async function call(method: string, parameters: object, withinMs: number, signal?: AbortSignal): Promise<unknown> {
    const { status, text } = await post({
      call: method,
      url: `${apiRoot}/bot${token}/${method}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(parameters),
      withinMs,
      signal,
    });
    const body = envelopeSchema.safeParse(parseJson(text)).data;
    if (body === undefined) throw new ZaloError(method, { kind: 'unreadable', status, beginning: quotable(text) });
    if (body.ok) return body.result;
    const { error_code: code, description } = body;
    throw new ZaloError(method, { kind: 'refused', code: code ?? null, description: quotable(description ?? '') });
  }

  async function send(method: string, parameters: object, withinMs: number): Promise<string> {
    // Taken, though it does not say under which id.
    return sentSchema.safeParse(await call(method, parameters, withinMs)).data?.message_id ?? '';
  }

  return {
    async getMe(signal) {
      const me = meSchema.safeParse(await call('getMe', {}, timeoutMs, signal)).data;
      const names = [me?.display_name, me?.name, me?.account_name].filter((one) => typeof one === 'string');
      return { id: me?.id ?? '', names: names.filter((one) => one.trim() !== '') };
    },
    async getUpdates(seconds, signal) {
      try {
        const result = await call('getUpdates', { timeout: seconds }, patienceMs.poll, signal);
        if (result === undefined || result === null) return [];
        return Array.isArray(result) ? result : [result];
      } catch (error) {
        if (isIdle(error)) return [];
        throw error;
      }
    },
    async setWebhook(url, secret, signal) {
      const result = await call('setWebhook', { url, secret_token: secret }, timeoutMs, signal);
      const failed = verificationSchema.safeParse(result).data?.verification;
      return failed ? quotable(failed.outcome) : null;
    },
    async deleteWebhook(signal) {
      await call('deleteWebhook', {}, timeoutMs, signal);
    },
    async webhookUrl(signal) {
      return infoSchema.safeParse(await call('getWebhookInfo', {}, timeoutMs, signal)).data?.url ?? '';
    },
    sendMessage: (chat, text, styles) =>
      send('sendMessage', { chat_id: chat, text, ...(styles.length > 0 && { text_styles: styles }) }, timeoutMs),
    sendPhoto: (chat, photo, caption) =>
      send(
        'sendPhoto',
        { chat_id: chat, photo, ...(caption !== '' && { caption }) },
        Math.min(patienceMs.photo, timeoutMs * (patienceMs.photo / patienceMs.call)),
      ),
    async sendTyping(chat) {
      await call('sendChatAction', { chat_id: chat, action: 'typing' }, timeoutMs);
    },
  };
}

/** Nobody wrote while the poll was held: Zalo says so as if it were an error, not always with its code. */
function isIdle(error: unknown): boolean {
  if (!(error instanceof ZaloError) || error.reason.kind !== 'refused') return false;
  const { code, description } = error.reason;
  return code === 408 || code === 504 || (code === null && /timeout/i.test(description));
}
