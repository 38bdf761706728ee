/** Telegram's updates, checked at the door and turned into the bot's vocabulary. */
import { z } from 'zod';
import type { Content, Inbound } from '../../message.ts';
import { printable } from '../printable.ts';
import { readCallbackData } from './keyboard.ts';
import { readMedia } from './media.ts';

/** The kinds that are asked for, and understood. */
export const updateKinds = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** Who the bot is on Telegram. */
export interface BotIdentity {
  id: string;
  username: string;
}

/** What an update comes to. */
export interface ReadUpdate {
  /** Null if the update holds none: it is not of Telegram then. */
  updateId: number | null;
  /** The kind as Telegram names it; for logs. */
  kind: string;
  /** Null if nobody expects an answer. */
  inbound: Inbound | null;
  /** A pressed button waits for this to be answered, whatever it was. */
  callbackId: string | null;
}

/** Telegram itself ends messages at 4,096; whatever is longer did not come from a person. */
const longestText = 10_000;

/** Posts of a group's anonymous admins bear this author. */
const anonymousAdmin = '1087968824';

const id = z.int().transform(String);
const chatSchema = z.object({ id, type: z.enum(['private', 'group', 'supergroup']) });
const userSchema = z.object({ id, is_bot: z.boolean().default(false) });
const entitySchema = z.object({
  type: z.string(),
  offset: z.int().min(0),
  length: z.int().min(0),
  user: userSchema.optional(),
});
const entities = z.array(entitySchema).default([]).catch([]);

const messageSchema = z.object({
  chat: chatSchema,
  from: userSchema,
  sender_chat: z.object({ id }).optional().catch(undefined),
  is_automatic_forward: z.boolean().optional().catch(undefined),
  is_topic_message: z.boolean().optional().catch(undefined),
  message_thread_id: id.optional().catch(undefined),
  reply_to_message: z.object({ from: userSchema.optional() }).optional().catch(undefined),
  text: z.string().optional(),
  entities,
  caption: z.string().optional(),
  caption_entities: entities,
});
type Message = z.infer<typeof messageSchema>;

const callbackSchema = z.object({
  from: userSchema,
  data: z.string().optional(),
  message: z
    .object({
      chat: chatSchema,
      is_topic_message: z.boolean().optional().catch(undefined),
      message_thread_id: id.optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
const memberSchema = z.object({ chat: chatSchema, new_chat_member: z.object({ status: z.string() }) });
const updateSchema = z.record(z.string(), z.unknown()).and(z.object({ update_id: z.int().min(0) }));

/** Reads one update. Never throws: what has an unknown shape comes to nothing. */
export function readUpdate(raw: unknown, bot: BotIdentity): ReadUpdate {
  const update = updateSchema.safeParse(raw);
  if (!update.success) return { updateId: null, kind: 'unknown', inbound: null, callbackId: null };
  const { update_id: updateId, ...rest } = update.data;
  const kind = updateKinds.find((name) => name in rest);
  const nothing = { updateId, kind: kind ?? printableKind(Object.keys(rest)[0]), inbound: null, callbackId: null };
  if (kind === undefined) return nothing;
  const body = rest[kind];
  const arrival = readBody(kind, body, bot);
  const arrivalId = kind === 'edited_message' ? `edit:${updateId}` : String(updateId);
  return {
    ...nothing,
    inbound: arrival && { channel: 'telegram', id: arrivalId, ...arrival },
    callbackId: kind === 'callback_query' ? callbackIdOf(body) : null,
  };
}

type Arrival = Omit<Inbound, 'channel' | 'id'>;

function readBody(kind: (typeof updateKinds)[number], body: unknown, bot: BotIdentity): Arrival | null {
  switch (kind) {
    case 'message':
      return readMessage(body, bot);
    case 'edited_message': {
      // Telegram also reports changes that nobody sees (a preview, a reaction); those bear no new words.
      const arrival = readMessage(body, bot);
      return arrival?.content.kind === 'text' && hasEditDate(body) ? arrival : null;
    }
    case 'callback_query':
      return readCallback(body);
    case 'my_chat_member':
      return readMembership(body);
  }
}

function readMessage(body: unknown, bot: BotIdentity): Arrival | null {
  const parsed = messageSchema.safeParse(body);
  if (!parsed.success) return null;
  const message = parsed.data;
  const sender = senderOf(message);
  if (sender === null) return null;
  const isGroup = message.chat.type !== 'private';
  if (isGroup && !isAddressed(message, bot)) return null;
  const content = contentOf(message, body, bot);
  return content && { chat: addressOf(message), sender, content };
}

function contentOf(message: Message, body: unknown, bot: BotIdentity): Content | null {
  if (message.text !== undefined)
    return { kind: 'text', text: clean(withoutBotName(message.text, message.entities, bot)) };
  const media = readMedia(body, message.from.id);
  return media && { ...media, caption: clean(withoutBotName(message.caption ?? '', message.caption_entities, bot)) };
}

/** Null for other bots and for what a linked channel posts. An anonymous admin speaks as the group. */
function senderOf(message: Message): string | null {
  if (message.is_automatic_forward) return null;
  if (!message.from.is_bot) return message.from.id;
  const speaksForGroup = message.from.id === anonymousAdmin && message.sender_chat?.id === message.chat.id;
  return speaksForGroup ? message.chat.id : null;
}

/** A group's forum topic is part of the address, so that an answer stands where the question does. */
function addressOf(message: {
  chat: { id: string };
  is_topic_message?: boolean | undefined;
  message_thread_id?: string | undefined;
}): string {
  const topic = message.is_topic_message ? message.message_thread_id : undefined;
  return topic === undefined ? message.chat.id : `${message.chat.id}/${topic}`;
}

function isAddressed(message: Message, bot: BotIdentity): boolean {
  const text = message.text ?? message.caption ?? '';
  const marks = message.text === undefined ? message.caption_entities : message.entities;
  if (marks.some((mark) => isBotName(mark, text, bot))) return true;
  const command = /^\/\w+@(\w+)/.exec(text);
  return command === null && message.reply_to_message?.from?.id === bot.id;
}

type Mark = z.infer<typeof entitySchema>;

function isBotName(mark: Mark, text: string, bot: BotIdentity): boolean {
  if (mark.type === 'text_mention') return mark.user?.id === bot.id;
  const marked = text.slice(mark.offset, mark.offset + mark.length).toLowerCase();
  const name = `@${bot.username.toLowerCase()}`;
  return (mark.type === 'mention' && marked === name) || (mark.type === 'bot_command' && marked.endsWith(name));
}

/** `/menu@ocop_bot` → `/menu`; `@ocop_bot, nhóm 3 là gì?` → `nhóm 3 là gì?` */
function withoutBotName(text: string, marks: Mark[], bot: BotIdentity): string {
  const names = marks.filter((mark) => isBotName(mark, text, bot)).sort((a, b) => b.offset - a.offset);
  if (names.length === 0) return text;
  const rest = names.reduce((left, { type, offset, length }) => {
    const end = offset + length;
    const start = type === 'bot_command' ? end - bot.username.length - 1 : offset;
    return left.slice(0, start) + left.slice(end);
  }, text);
  return rest
    .replace(/^[\s,:;.–-]+/u, '')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
}

function readCallback(body: unknown): Arrival | null {
  const parsed = callbackSchema.safeParse(body);
  if (!parsed.success || parsed.data.message === undefined || parsed.data.data === undefined) return null;
  const pressed = readCallbackData(parsed.data.data);
  const { message, from } = parsed.data;
  return pressed && { chat: addressOf(message), sender: from.id, content: { kind: 'choice', ...pressed } };
}

function callbackIdOf(body: unknown): string | null {
  const parsed = z.object({ id: z.string().min(1).max(64) }).safeParse(body);
  return parsed.success ? parsed.data.id : null;
}

/** What became of the bot in a chat. `member` of a private chat: unblocked. */
const memberships: ReadonlyMap<string, 'left' | 'returned'> = new Map([
  ['kicked', 'left'],
  ['left', 'left'],
  ['member', 'returned'],
  ['administrator', 'returned'],
]);

/** Blocked or unblocked, put out of a group or taken in. Whoever did it to a group is not the group: `sender` is the chat. */
function readMembership(body: unknown): Arrival | null {
  const parsed = memberSchema.safeParse(body);
  const kind = parsed.success ? memberships.get(parsed.data.new_chat_member.status) : undefined;
  if (!parsed.success || kind === undefined) return null;
  const chat = parsed.data.chat.id;
  return { chat, sender: chat, content: { kind } };
}

function hasEditDate(body: unknown): boolean {
  return z.object({ edit_date: z.int() }).safeParse(body).success;
}

function clean(text: string): string {
  return printable(text.slice(0, longestText));
}

function printableKind(key: string | undefined): string {
  return key !== undefined && /^[a-z_]{1,40}$/.test(key) ? key : 'unknown';
}
