/** What Zalo brings to the webhook of an Official Account, checked at the door and turned into the bot's vocabulary. */
import { z } from 'zod';
import type { Content, Inbound, OfferedFile } from '../../message.ts';
import { printable } from '../printable.ts';
import { arrivalId, eventId, pressedButton, withdrawal } from './assumptions.ts';

/** What an event comes to. */
export interface ReadEvent {
  /** As Zalo names it; for logs. */
  kind: string;
  /** Nothing if nobody expects an answer. */
  inbound: Inbound[];
}

/** Zalo itself ends messages at 2,000; whatever is longer did not come from a person. */
const longestText = 10_000;
const longestAddress = 2_000;
const longestName = 200;

// Ids have nineteen digits, and must stay as they are: a number would lose its end.
const id = z.union([z.string(), z.int().transform(String)]).pipe(z.string().regex(/^[\x21-\x7e]{1,128}$/));
const words = z.string().optional().catch(undefined);
const envelopeSchema = z.object({
  event_name: z.string().regex(/^[a-z_]{1,60}$/),
  timestamp: z.union([z.string(), z.int().transform(String)]).catch(''),
  sender: z.object({ id }).optional().catch(undefined),
  follower: z.object({ id }).optional().catch(undefined),
  user_id: id.optional().catch(undefined),
  message: z.unknown().optional(),
  info: z.unknown().optional(),
});
type Envelope = z.infer<typeof envelopeSchema>;
const payloadSchema = z.object({
  url: words,
  name: words,
  size: z.coerce.number().int().min(0).optional().catch(undefined),
});
const attachmentSchema = z.object({ type: words, payload: payloadSchema.catch({}) });
const messageSchema = z
  .object({
    msg_id: id.optional().catch(undefined),
    message_id: id.optional().catch(undefined),
    text: words,
    attachments: z.array(attachmentSchema.catch({ type: undefined, payload: {} })).catch([]),
  })
  .transform(({ msg_id, message_id, ...rest }) => ({ ...rest, id: msg_id ?? message_id }));
const infoSchema = z.object({ phone: z.union([z.string(), z.int().transform(String)]) });

const mediaOf: Readonly<Record<string, Extract<Content, { kind: 'media' }>['media']>> = {
  user_send_image: 'photo',
  user_send_file: 'file',
  user_send_location: 'location',
  user_send_sticker: 'sticker',
  user_send_audio: 'voice',
  user_send_video: 'video',
  user_send_gif: 'other',
  user_send_business_card: 'contact',
};

/** Reads one event. Never throws: what has an unknown shape comes to nothing. */
export function readEvent(raw: unknown): ReadEvent {
  const event = envelopeSchema.safeParse(raw).data;
  if (event === undefined) return { kind: 'unknown', inbound: [] };
  const kind = event.event_name;
  const person = event.sender?.id ?? event.follower?.id ?? event.user_id;
  if (person === undefined) return { kind, inbound: [] };
  const arrivals = arrivalsOf(event, person);
  return {
    kind,
    inbound: arrivals.map((one) => ({
      channel: 'zalo-oa',
      id: one.id,
      chat: person,
      sender: person,
      content: one.content,
    })),
  };
}

function arrivalsOf(event: Envelope, person: string): { id: string; content: Content }[] {
  const { event_name: name, timestamp } = event;
  const alone = (content: Content) => [{ id: eventId(name, person, timestamp), content }];
  switch (name) {
    case 'follow':
      return alone({ kind: 'returned' });
    case 'unfollow':
      return alone({ kind: 'left' });
    case withdrawal:
      return alone({ kind: 'withdrew' });
    case 'user_submit_info': {
      const phone = phoneIn(event.info);
      return alone({ kind: 'media', media: 'contact', caption: '', ...(phone !== null && { phone }) });
    }
    default:
      return messagesOf(event, person);
  }
}

/** What the account says itself, who has seen it and what happens in groups begins with other words. */
function messagesOf({ event_name: name, message: body }: Envelope, person: string): { id: string; content: Content }[] {
  const media = mediaOf[name];
  if (media === undefined && name !== 'user_send_text' && name !== 'user_send_link') return [];
  const message = messageSchema.safeParse(body).data;
  if (message?.id === undefined) return [];
  const key = arrivalId(person, message.id);
  const text = clean(message.text ?? '');
  if (media === undefined) {
    const [, outbox, index] = pressedButton.exec(text.trim()) ?? [];
    if (outbox !== undefined) return [{ id: key, content: { kind: 'choice', message: outbox, index: Number(index) } }];
    if (text.trim() !== '') return [{ id: key, content: { kind: 'text', text } }];
    return name === 'user_send_text' ? [] : [{ id: key, content: { kind: 'media', media: 'other', caption: '' } }];
  }
  if (media === 'voice') {
    const recording = message.attachments.map(({ payload }) => offer(payload, 'audio/amr')).find((one) => one !== null);
    return [{ id: key, content: { kind: 'media', media, caption: text, ...(recording && { recording }) } }];
  }
  if (media !== 'photo' && media !== 'file') return [{ id: key, content: { kind: 'media', media, caption: text } }];
  const files = message.attachments.map(({ payload }) => offer(payload, media === 'photo' ? 'image/jpeg' : null));
  const [first, ...others] = files.length === 0 ? [null] : files;
  return [
    { id: key, content: { kind: 'media', media, caption: text, ...(first && { file: first }) } },
    ...others.map((file, index) => ({
      id: `${key}/${index + 2}`,
      content: { kind: 'media' as const, media, caption: '', ...(file && { file }) },
    })),
  ];
}

function offer(payload: z.infer<typeof payloadSchema>, mime: string | null): OfferedFile | null {
  const { url, name, size } = payload;
  const isAddress = url !== undefined && url.length <= longestAddress && /^https?:\/\/[\x21-\x7e]+$/.test(url);
  if (!isAddress) return null;
  return {
    state: 'offered',
    ref: url,
    name: name === undefined ? null : printable(name.slice(0, longestName)),
    mime,
    bytes: size ?? null,
  };
}

/** The number of the sender's own account, which they chose to share; it comes without the sign before its country. */
function phoneIn(info: unknown): string | null {
  const digits = infoSchema.safeParse(info).data?.phone.replace(/[^\d+]/g, '') ?? '';
  if (!/^\+?\d{8,15}$/.test(digits)) return null;
  return digits.startsWith('84') ? `+${digits}` : digits;
}

function clean(text: string): string {
  return printable(text.slice(0, longestText)).normalize('NFC');
}
