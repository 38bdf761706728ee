/** The methods that there are, as strict as the service is where it is documented. What only the fake knows is marked †. */
import type { Chats, ShownMessage } from './chats.ts';
import type { Events, Habits } from './events.ts';
import { Refusal } from './refusal.ts';
import type { Parameters } from './request.ts';

export interface Platform {
  me: { id: string; account_name: string; display_name?: string };
  chats: Chats;
  events: Events;
  habits: Habits;
  /** Messages that may still go out this month; each way counts. */
  left: number;
  knock(request: Request): Promise<Response>;
  /** Between the two times that a picture is fetched. */
  refetchMs: number;
  allowHttp: boolean;
}

type Method = (parameters: Parameters, platform: Platform, hangUp: AbortSignal) => Promise<unknown>;

/** What is sent with `{ok: true}` alone. */
export const nothing = Symbol('no result');

const longest = 2000;

function text(parameters: Parameters, name: string): string {
  const value = parameters[name];
  if (typeof value !== 'string' || value.length === 0 || value.length > longest)
    throw new Refusal(400, `${name} must have 1 to ${longest} characters`);
  return value;
}

function spend(platform: Platform): void {
  if (platform.left <= 0) throw new Refusal(429, 'Quota exceeded');
  platform.left -= 1;
}

function publish(platform: Platform, message: Omit<ShownMessage, 'messageId' | 'labels' | 'first'>) {
  const messageId = platform.chats.newMessageId();
  platform.chats.record({ ...message, messageId });
  const date = Date.now();
  if (platform.habits.echoes) {
    const from = { id: platform.me.id, display_name: 'Bot OCOP', is_bot: true };
    const chat = { id: message.chat, chat_type: 'PRIVATE' };
    const echo = { message_id: messageId, date, from, chat, text: message.text };
    platform.events.push({ event_name: 'message.text.received', message: echo });
  }
  return { message_id: messageId, date };
}

function boldIn(whole: string, styles: unknown): string[] {
  if (styles === undefined) return [];
  if (!Array.isArray(styles)) throw new Refusal(400, 'text_styles must be a list');
  return styles.map((style: { start?: unknown; len?: unknown; st?: unknown }) => {
    const { start, len, st } = style;
    const isFit = typeof start === 'number' && typeof len === 'number' && start >= 0 && start + len <= whole.length;
    if (!isFit || len < 1 || JSON.stringify(st) !== '["b"]')
      throw new Refusal(400, 'text_styles does not fit the text');
    return whole.slice(start, start + len);
  });
}

async function fetchPicture(address: string): Promise<Buffer | null> {
  try {
    const response = await fetch(address);
    const type = response.headers.get('content-type') ?? '';
    return response.ok && /^image\/(?:jpeg|png)$/.test(type) ? Buffer.from(await response.arrayBuffer()) : null;
  } catch {
    return null;
  }
}

export const methods: Record<string, Method> = {
  async getMe(_, { me }) {
    return { ...me, account_type: 'BASIC', can_join_groups: false };
  },
  async getUpdates({ timeout = 30 }, { events }, hangUp) {
    if (!Number.isFinite(Number(timeout))) throw new Refusal(400, 'timeout must be a number');
    return events.next(Number(timeout), hangUp);
  },
  async setWebhook({ url, secret_token: secret }, platform) {
    const isWeb = typeof url === 'string' && (platform.allowHttp ? /^https?:/ : /^https:/).test(url);
    if (!isWeb) throw new Refusal(400, 'url must be https');
    if (typeof secret !== 'string' || secret.length < 8 || secret.length > 256)
      throw new Refusal(400, 'secret_token must have 8 to 256 characters');
    platform.events.hook = { url, secret, updatedAt: Date.now() };
    const headers = {
      'user-agent': 'Java/17',
      ...(platform.habits.probeBearsSecret && { 'x-bot-api-secret-token': secret }),
    };
    const status = await platform
      .knock(new Request(url, { method: 'POST', headers }))
      .then((response) => response.status)
      .catch(() => 0);
    const outcome = status === 200 ? 'webhook.ok' : status === 0 ? 'webhook.err.dns' : `webhook.http.${status}`;
    const verification = { ok: status === 200, status_code: status, outcome, latency_ms: 1, hint: '' };
    return { url, updated_at: platform.events.hook.updatedAt, verification };
  },
  async deleteWebhook(_, { events }) {
    events.hook = null;
    return { url: '', updated_at: Date.now() };
  },
  async getWebhookInfo(_, { events }) {
    return { url: events.hook?.url ?? '', updated_at: events.hook?.updatedAt ?? 0 };
  },
  async sendMessage(parameters, platform) {
    const words = text(parameters, 'text');
    const chat = text(parameters, 'chat_id');
    platform.chats.writable(chat);
    const bold = boldIn(words, parameters.text_styles);
    spend(platform);
    return publish(platform, { chat, text: words, bold });
  },
  async sendPhoto(parameters, platform) {
    const address = parameters.photo;
    if (typeof address !== 'string' || !(platform.allowHttp ? /^https?:/ : /^https:/).test(address))
      throw new Refusal(400, 'photo must be an https address');
    const chat = text(parameters, 'chat_id');
    platform.chats.writable(chat);
    const caption = parameters.caption === undefined ? '' : text(parameters, 'caption');
    spend(platform);
    // It is fetched more than once; a picture that is gone by then is black on the telephone.
    const first = await fetchPicture(address);
    await new Promise((resolve) => setTimeout(resolve, platform.refetchMs));
    const second = first && (await fetchPicture(address));
    return publish(platform, { chat, text: caption, bold: [], photo: second && { bytes: second } });
  },
  async sendChatAction(parameters, platform) {
    text(parameters, 'chat_id');
    if (parameters.action !== 'typing') throw new Refusal(400, 'unknown action');
    platform.chats.writable(text(parameters, 'chat_id'));
    return nothing;
  },
};

/** Parameters that are documented; the service passes over any other. */
export const known: Record<string, readonly string[]> = {
  getMe: [],
  getUpdates: ['timeout'],
  setWebhook: ['url', 'secret_token'],
  deleteWebhook: [],
  getWebhookInfo: [],
  sendMessage: ['chat_id', 'text', 'parse_mode', 'text_styles'],
  sendPhoto: ['chat_id', 'photo', 'caption'],
  sendChatAction: ['chat_id', 'action'],
};
