/** The channel-neutral vocabulary: what people send, and what the bot says back. */
import { z } from 'zod';

/** The channels there are; a channel's name is part of the key of everything that arrives through it. */
export const channelNames = ['telegram', 'zalo-bot', 'zalo-oa', 'web', 'terminal'] as const;
export type ChannelName = (typeof channelNames)[number];

/** Things people send that are not words. */
export const mediaKinds = ['photo', 'video', 'voice', 'sticker', 'location', 'contact', 'file', 'other'] as const;

/** Why a file is not taken. `gone`: the platform does not hand it out (any more). */
export const fileRefusals = ['too-large', 'wrong-type', 'unreadable', 'gone'] as const;
export type FileRefusal = (typeof fileRefusals)[number];

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A file that was checked and lies in the file store under `hash`. */
export const offeredFileSchema = z.object({
  state: z.literal('offered'),
  ref: z.string(),
  name: z.string().nullable(),
  mime: z.string().nullable(),
  bytes: z.number().nullable(),
});
const storedFileSchema = z.object({
  state: z.literal('stored'),
  hash,
  name: z.string(),
  mime: z.string(),
  bytes: z.number(),
});
const refusedFileSchema = z.object({ state: z.literal('refused'), why: z.enum(fileRefusals) });

/** The file of a message. Platforms only offer one (`ref` is theirs); it is fetched when a capability wants it. */
export const fileSchema = z.discriminatedUnion('state', [offeredFileSchema, storedFileSchema, refusedFileSchema]);
export type OfferedFile = z.infer<typeof offeredFileSchema>;
export type StoredFile = z.infer<typeof storedFileSchema>;
export type RefusedFile = z.infer<typeof refusedFileSchema>;

/** What one message holds. Stored in the inbox as it is, so a field once written must stay readable. */
export const contentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  /** A pressed button: `message` is our outbox id, `index` counts its choices from 0. */
  z.object({
    kind: z.literal('choice'),
    message: z.string().regex(/^\d{1,18}$/),
    index: z.number().int().min(0).max(99),
  }),
  z.object({
    kind: z.literal('media'),
    media: z.enum(mediaKinds),
    caption: z.string(),
    file: fileSchema.optional(),
    /** What was spoken, on the platform: it is only ever listened to, and never kept. */
    recording: offeredFileSchema.optional(),
    /** Of a contact that is the sender's own, as the platform vouches. */
    phone: z.string().optional(),
  }),
  /** The platform says that the person can no longer be reached (blocked the bot, left the group). */
  z.object({ kind: z.literal('left') }),
  /** The platform says that the person can be reached again, without their having said anything. */
  z.object({ kind: z.literal('returned') }),
  /** The platform says that the person wants to be forgotten there: they left, and what came through it is deleted. */
  z.object({ kind: z.literal('withdrew') }),
]);
export type Content = z.infer<typeof contentSchema>;

/** One thing that arrived. Ids of platforms are strings from here inwards: some exceed 2^53. */
export interface Inbound {
  channel: ChannelName;
  /** The platform's own id of this arrival; a second arrival with the same one changes nothing. */
  id: string;
  /** The platform's address for replies. */
  chat: string;
  /** The platform's id of who wrote; equals `chat` but in groups. */
  sender: string;
  content: Content;
}

/** Something to pick. `value` comes back to the capability that offered it; only the label is shown. */
export const choiceSchema = z.object({ label: z.string(), value: z.string() });
export type Choice = z.infer<typeof choiceSchema>;

/** Where a statement stands: one source line under the text, the quote unfolds where the channel can. */
export const sourceSchema = z.object({ label: z.string(), quote: z.string() });
export type Source = z.infer<typeof sourceSchema>;

/** A file to hand out: a small text, such as the data that is held about a person, or one of the file store. */
export const attachmentSchema = z.union([
  z.object({ name: z.string(), mime: z.string(), text: z.string() }),
  z.object({ name: z.string(), mime: z.string(), hash, bytes: z.number().optional() }),
]);
export type Attachment = z.infer<typeof attachmentSchema>;

/** Whether a channel shows it as a picture: only of what the file store has checked. */
export function isPicture(attachment: Attachment): boolean {
  return 'hash' in attachment && attachment.mime.startsWith('image/');
}

/**
 * A keyboard beside the message, where a channel has such: `ask-contact` offers to send one's telephone number,
 * `remove` takes that offer away (give it to a reply without choices; those have keyboards of their own).
 */
export const keyboards = ['ask-contact', 'remove'] as const;
export type Keyboard = (typeof keyboards)[number];

const progressSchema = z.object({ done: z.number().int().min(0), total: z.number().int().min(0) });
export type Progress = z.infer<typeof progressSchema>;

const briefSchema = z.object({
  title: z.string(),
  /** The same moment in several lengths, the longest first; none where there is no time. */
  time: z.array(z.string()),
  place: z.string().nullable(),
  content: z.string(),
});
/** What a message comes to, in single parts. */
export type Brief = z.infer<typeof briefSchema>;

/** One message to a person. `**bold**` is the only mark-up in `text`; every channel escapes the rest. */
export const replySchema = z.object({
  text: z.string(),
  sources: z.array(sourceSchema).default([]),
  choices: z.array(choiceSchema).default([]),
  attachment: attachmentSchema.optional(),
  /** All that was said before is deleted: a channel that shows a talk of its own stops showing it. */
  clears: z.literal(true).optional(),
  keyboard: z.enum(keyboards).optional(),
  /** How far something is, drawn as a bar. */
  progress: progressSchema.optional(),
  /** A bare number is an answer here: where choices are a list to type from, its lines bear letters. */
  lettered: z.literal(true).optional(),
  /** For a platform that takes, at some times, nothing but a form of its own that is filled in. */
  brief: briefSchema.optional(),
});
export type Reply = z.infer<typeof replySchema>;

/** Fills in what a reply leaves out. */
export function reply(
  text: string,
  rest: {
    sources?: Source[];
    choices?: Choice[];
    attachment?: Attachment;
    clears?: true;
    keyboard?: Keyboard;
    progress?: Progress;
    lettered?: true;
    brief?: Brief;
  } = {},
): Reply {
  return {
    text,
    sources: rest.sources ?? [],
    choices: rest.choices ?? [],
    ...(rest.attachment && { attachment: rest.attachment }),
    ...(rest.clears && { clears: rest.clears }),
    ...(rest.keyboard && { keyboard: rest.keyboard }),
    ...(rest.progress && { progress: rest.progress }),
    ...(rest.lettered && { lettered: rest.lettered }),
    ...(rest.brief && { brief: rest.brief }),
  };
}
