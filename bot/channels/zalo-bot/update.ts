/** What Zalo brings by polling or by webhook, checked at the door and turned into the bot's vocabulary. */
import { z } from 'zod';
import type { Content, Inbound, OfferedFile } from '../../message.ts';
import { printable } from '../printable.ts';
import { answeredFields, arrivalId } from './assumptions.ts';
import { withoutMention } from './mention.ts';

/** Who the bot is, as far as is known. */
export interface BotIdentity {
  id: string;
  names: readonly string[];
}

/** What an event comes to. */
export interface ReadUpdate {
  /** As Zalo names it; for logs. */
  kind: string;
  /** Null if nobody expects an answer. */
  inbound: Inbound | null;
}

/** Zalo itself ends messages at 2,000; whatever is longer did not come from a person. */
const longestText = 10_000;
const longestAddress = 2_000;

// Ids are long digits or hex, and must stay as they are: a number would lose its end.
const id = z.union([z.string(), z.int().transform(String)]).pipe(z.string().regex(/^[\x21-\x7e]{1,128}$/));
const words = z.string().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
const authorSchema = z.object({ id: id.optional().catch(undefined), is_bot: flag });
const messageSchema = z.object({
  message_id: id,
  from: z.object({ id, is_bot: flag }),
  chat: z.object({ id, chat_type: words }),
  text: words,
  caption: words,
  photo_url: words,
  photo: words,
  voice_url: words,
  sticker: z.unknown().optional(),
});
type Message = z.infer<typeof messageSchema>;
const eventSchema = z.object({ event_name: words, message: z.looseObject({}) });
const wrapperSchema = z.object({ result: z.union([z.array(z.unknown()), z.looseObject({})]) });

/** The events in a body: real deliveries are flat, documented ones lie in `result`, and some servers give a list. */
export function eventsIn(body: unknown): unknown[] {
  if (Array.isArray(body)) return body;
  if (eventSchema.safeParse(body).success) return [body];
  const wrapped = wrapperSchema.safeParse(body).data?.result;
  if (wrapped === undefined) return [];
  return Array.isArray(wrapped) ? wrapped : [wrapped];
}

/** Reads one event. Never throws: what has an unknown shape comes to nothing. */
export function readUpdate(raw: unknown, bot: BotIdentity): ReadUpdate {
  const event = eventSchema.safeParse(raw).data;
  if (event === undefined) return { kind: 'unknown', inbound: null };
  const kind = /^[a-z_.]{1,60}$/.test(event.event_name ?? '') ? (event.event_name ?? '') : 'unknown';
  const message = messageSchema.safeParse(event.message).data;
  if (message === undefined || isEcho(message, bot)) return { kind, inbound: null };
  const isGroup = isInGroup(message);
  const content = contentOf(message, kind);
  const addressed = content && (isGroup ? spokenToBot(content, event.message, bot) : content);
  if (addressed === null) return { kind, inbound: null };
  const chat = message.chat.id;
  return {
    kind,
    inbound: {
      channel: 'zalo-bot',
      id: arrivalId(chat, message.message_id),
      chat,
      sender: isGroup ? message.from.id : chat,
      content: addressed,
    },
  };
}

/** What the bot itself said comes back, on both ways in. */
function isEcho({ from }: Message, bot: BotIdentity): boolean {
  return from.is_bot === true || from.id === bot.id;
}

function isInGroup({ chat, from }: Message): boolean {
  return chat.chat_type === undefined ? chat.id !== from.id : chat.chat_type.toUpperCase() !== 'PRIVATE';
}

/** By the fields that are there; the event's name helps where they say nothing. */
function contentOf(message: Message, kind: string): Content | null {
  const { text, photo_url, photo, voice_url, sticker } = message;
  const caption = clean(message.caption ?? '');
  const address = photo_url ?? photo;
  if (address !== undefined || kind === 'message.image.received') {
    const file = offer(address, 'image/jpeg');
    return { kind: 'media', media: 'photo', caption: caption || clean(text ?? ''), ...(file && { file }) };
  }
  if (voice_url !== undefined || kind === 'message.voice.received') {
    const recording = offer(voice_url, 'audio/aac');
    return { kind: 'media', media: 'voice', caption, ...(recording && { recording }) };
  }
  if ((sticker !== undefined && sticker !== null) || kind === 'message.sticker.received')
    return { kind: 'media', media: 'sticker', caption };
  if (text !== undefined) return text.trim() === '' ? null : { kind: 'text', text: clean(text) };
  // A link, a file, a video, or what a protected person wrote, which Zalo keeps to itself.
  return kind === 'unknown' ? null : { kind: 'media', media: 'other', caption };
}

/** Null where the bot is not spoken to. What Zalo keeps to itself bears no mention, so a group hears nothing of it. */
function spokenToBot(content: Content, body: Record<string, unknown>, bot: BotIdentity): Content | null {
  if (content.kind !== 'text' && content.kind !== 'media') return null;
  const said = content.kind === 'text' ? content.text : content.caption;
  const rest = withoutMention(said, bot.names) ?? (answersBot(body, bot) ? said : null);
  if (rest === null) return null;
  return content.kind === 'text' ? { ...content, text: rest } : { ...content, caption: rest };
}

function answersBot(body: Record<string, unknown>, bot: BotIdentity): boolean {
  return answeredFields.some((field) => {
    const from = z.object({ from: authorSchema }).safeParse(body[field]).data?.from;
    return from !== undefined && (from.is_bot === true || (from.id !== undefined && from.id === bot.id));
  });
}

function offer(address: string | undefined, mime: string): OfferedFile | null {
  const isAddress =
    address !== undefined && address.length <= longestAddress && /^https?:\/\/[\x21-\x7e]+$/.test(address);
  return isAddress ? { state: 'offered', ref: address, name: null, mime, bytes: null } : null;
}

function clean(text: string): string {
  return printable(text.slice(0, longestText)).normalize('NFC');
}
