/** What a message holds beside words: its kind, the file it offers, the telephone number it gives. */
import { z } from 'zod';
import type { Content, OfferedFile } from '../../message.ts';
import { printable } from '../printable.ts';

type Media = Extract<Content, { kind: 'media' }>;

/** The first that is there counts (a GIF is a document, too). */
const mediaFields = {
  animation: 'video',
  video: 'video',
  video_note: 'video',
  photo: 'photo',
  live_photo: 'photo',
  voice: 'voice',
  audio: 'voice',
  sticker: 'sticker',
  venue: 'location',
  location: 'location',
  contact: 'contact',
  document: 'file',
  poll: 'other',
  dice: 'other',
  game: 'other',
  story: 'other',
  paid_media: 'other',
  checklist: 'other',
  rich_message: 'other',
} as const;

const longestName = 200;
const present = z.unknown().transform((value) => value !== undefined && value !== null);
const ref = z.string().regex(/^[\w-]{1,300}$/);
const size = z.int().min(0).optional().catch(undefined);
const words = z.string().optional().catch(undefined);

const photoSchema = z.array(z.object({ file_id: ref, width: z.number(), height: z.number(), file_size: size })).min(1);
const recordingSchema = z.object({ file_id: ref, mime_type: words, file_size: size });
const documentSchema = z.object({ file_id: ref, file_name: words, mime_type: words, file_size: size });
const contactSchema = z.object({
  phone_number: z.string().regex(/^\+?[\d ().-]{1,30}$/),
  user_id: z.int().transform(String),
});

/** Null when there is nothing that anybody expects an answer to. `sender` is who sent the message. */
export function readMedia(body: unknown, sender: string): Omit<Media, 'caption'> | null {
  const fields = z.record(z.string(), z.unknown()).safeParse(body).data;
  if (fields === undefined) return null;
  for (const [field, media] of Object.entries(mediaFields)) {
    const value = fields[field];
    if (!present.parse(value)) continue;
    const file = field === 'photo' ? largestSize(value) : field === 'document' ? documentOf(value) : undefined;
    const recording = media === 'voice' ? recordingOf(value) : undefined;
    const phone = field === 'contact' ? phoneOf(value, sender) : undefined;
    return {
      kind: 'media',
      media,
      ...(file && { file }),
      ...(recording && { recording }),
      ...(phone !== undefined && { phone }),
    };
  }
  // Somebody joined, a message was pinned, the title changed: nobody waits for an answer.
  return null;
}

function largestSize(value: unknown): OfferedFile | undefined {
  const sizes = photoSchema.safeParse(value).data;
  const largest = sizes?.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a));
  return largest && offer(largest.file_id, null, 'image/jpeg', largest.file_size);
}

function documentOf(value: unknown): OfferedFile | undefined {
  const document = documentSchema.safeParse(value).data;
  return document && offer(document.file_id, document.file_name, document.mime_type, document.file_size);
}

function recordingOf(value: unknown): OfferedFile | undefined {
  const recording = recordingSchema.safeParse(value).data;
  return recording && offer(recording.file_id, null, recording.mime_type, recording.file_size);
}

function offer(
  id: string,
  name: string | null | undefined,
  mime: string | undefined,
  bytes: number | undefined,
): OfferedFile {
  return {
    state: 'offered',
    ref: id,
    name: name == null ? null : printable(name.slice(0, longestName)),
    mime: mime === undefined ? null : printable(mime.slice(0, longestName)),
    bytes: bytes ?? null,
  };
}

/** Anybody can pass on a friend's contact; only their own is vouched for by Telegram. */
function phoneOf(value: unknown, sender: string): string | undefined {
  const contact = contactSchema.safeParse(value).data;
  return contact?.user_id === sender ? contact.phone_number : undefined;
}
