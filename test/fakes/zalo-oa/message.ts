/** Messages of the account, as strict as they are documented. */
import { z } from 'zod';
import type { ShownMessage } from './chats.ts';
import type { Habits } from './habits.ts';
import { Refusal } from './refusal.ts';
import type { Uploads } from './uploads.ts';

const bodySchema = z.strictObject({
  recipient: z.strictObject({ user_id: z.string().regex(/^\d{15,20}$/) }),
  message: z.strictObject({ text: z.string().optional(), attachment: z.unknown().optional() }),
});
const buttonSchema = z.strictObject({
  title: z.string().min(1),
  type: z.enum(['oa.query.show', 'oa.query.hide']),
  payload: z.string().min(1).max(1000),
});
const attachmentSchema = z.union([
  z.strictObject({
    type: z.literal('template'),
    payload: z.strictObject({ buttons: z.array(buttonSchema).min(1).max(5) }),
  }),
  z.strictObject({
    type: z.literal('template'),
    payload: z.strictObject({
      template_type: z.literal('media'),
      elements: z.tuple([z.strictObject({ media_type: z.literal('image'), attachment_id: z.string() })]),
    }),
  }),
  z.strictObject({
    type: z.literal('template'),
    payload: z.strictObject({
      template_type: z.literal('request_user_info'),
      elements: z.tuple([
        z.strictObject({ title: z.string().min(1), subtitle: z.string().min(1), image_url: z.url().optional() }),
      ]),
    }),
  }),
  z.strictObject({ type: z.literal('file'), payload: z.strictObject({ token: z.string() }) }),
]);

const longestText = 2000;

export interface ReadMessage {
  user: string;
  /** A picture that is only named by its address. */
  address?: string | undefined;
  shown: Omit<ShownMessage, 'chat' | 'messageId' | 'labels' | 'first'>;
}

/** Throws a refusal, or a complaint of the test about what no client of ours should send. */
export function readMessage(body: unknown, habits: Habits, uploads: Uploads): ReadMessage {
  const read = bodySchema.safeParse(body);
  if (!read.success) throw new Refusal(-201, `${read.error.issues[0]?.path.join('.') ?? 'body'} is invalid!`);
  const { recipient, message } = read.data;
  const user = recipient.user_id;
  const text = message.text ?? '';
  if (text.length > longestText) throw new Refusal(-210, 'Parameter exceeds allowable limit');
  if (message.attachment === undefined) {
    if (text.trim() === '') throw new Refusal(-201, 'text is invalid!');
    return { user, shown: { text, buttons: [] } };
  }
  const attachment = attachmentSchema.safeParse(message.attachment).data;
  if (attachment === undefined) throw new Refusal(-201, 'attachment is invalid!');
  if (attachment.type === 'file') {
    const { name, bytes } = uploads.get('file', attachment.payload.token);
    return { user, shown: { text: '', buttons: [], document: { name, bytes } } };
  }
  const { payload } = attachment;
  if ('buttons' in payload) {
    if (text.trim() === '' || habits.withoutButtons) throw new Refusal(-201, 'payload is invalid!');
    return { user, shown: { text, buttons: payload.buttons } };
  }
  if (payload.template_type === 'media') {
    const { bytes } = uploads.get('image', payload.elements[0].attachment_id);
    return { user, shown: { text, buttons: [], photo: { bytes } } };
  }
  const { title, image_url: address } = payload.elements[0];
  return { user, address, shown: { text: title, buttons: [], asksContact: true } };
}
