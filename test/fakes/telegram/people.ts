/** People with Telegram on their phones: they write, press, send pictures, and wait for answers. */

import { createWaiting } from '../mailbox.ts';
import type { SentMessage } from './chats.ts';
import type { Platform } from './methods.ts';

export interface SayOptions {
  /** The message that this one answers to. */
  replyTo?: SentMessage;
  topic?: number;
}

export interface Person {
  id: string;
  chat: string;
  /** Each of these resolves to nothing and gives back the id of the update. */
  says(text: string, options?: SayOptions): number;
  edits(text: string): number;
  sends(media: string, caption?: string): number;
  /** Takes a picture; Telegram makes it smaller, and offers each size. */
  sendsPhoto(bytes: Buffer, caption?: string): number;
  /** Speaks; the recording is Ogg with Opus. */
  speaks(bytes: Buffer): number;
  /** Sends a file as it is. */
  sendsDocument(bytes: Buffer, name: string, mime?: string, caption?: string): number;
  /** Passes on a contact: their own unless `of` says whose. */
  sendsContact(phone: string, of?: { userId?: number }): number;
  /** Presses the newest button with this label. */
  presses(label: string): number;
  /** Presses a button with data that no message of the bot holds. */
  pressesData(data: string): number;
  blocks(): number;
  unblocks(): number;
  /** The bot's next `count` messages in this chat that no earlier wait has given. */
  waitsFor(count?: number, withinMs?: number): Promise<SentMessage[]>;
  /** All of the bot's messages in this chat. */
  received(): SentMessage[];
}

interface Place {
  id: string;
  type: 'private' | 'group' | 'supergroup';
}

/** What each kind of message bears, as small as Telegram would send it. */
const mediaBodies: Record<string, unknown> = {
  photo: [{ file_id: 'p1', file_unique_id: 'u1', width: 90, height: 90 }],
  video: { file_id: 'v1', file_unique_id: 'u2', width: 90, height: 90, duration: 1 },
  voice: { file_id: 'a1', file_unique_id: 'u3', duration: 2 },
  audio: { file_id: 'm1', file_unique_id: 'u3', duration: 2 },
  sticker: { file_id: 's1', file_unique_id: 'u4', type: 'regular', width: 512, height: 512 },
  location: { latitude: 11.56, longitude: 108.99 },
  contact: { phone_number: '0900000000', first_name: 'Lan' },
  document: { file_id: 'd1', file_unique_id: 'u5', file_name: 'hoso.pdf' },
  poll: { id: 'poll1', question: '?' },
  dice: { emoji: '🎲', value: 3 },
  pinned_message: { message_id: 1, date: 0 },
};

export function createPerson(platform: Platform, place: Place, userId: string): Person {
  const { chats, updates, callbacks, bot, files } = platform;
  const chat = chats.open(place.id, place.type);
  const from = { id: Number(userId), is_bot: false, first_name: 'Lan' };
  const where = { id: Number(place.id), type: place.type };
  let lastText = 0;

  const membership = (status: 'kicked' | 'member') => {
    chat.blocked = status === 'kicked';
    const member = { user: { ...bot, is_bot: true }, status, until_date: 0 };
    return updates.push({ my_chat_member: { chat: where, from, date: 0, new_chat_member: member } });
  };

  const message = (rest: Record<string, unknown>, options: SayOptions = {}) => ({
    message_id: chats.newMessageId(),
    date: Math.floor(Date.now() / 1000),
    chat: where,
    from,
    ...(options.replyTo !== undefined && {
      reply_to_message: { message_id: options.replyTo.messageId, date: 0, chat: where, from: { ...bot, is_bot: true } },
    }),
    ...(options.topic !== undefined && { is_topic_message: true, message_thread_id: options.topic }),
    ...rest,
  });

  function press(data: string, on: SentMessage | undefined): number {
    const id = `${updates.waiting}${Date.now()}${callbacks.answered.length}${Math.floor(Math.random() * 1e9)}`;
    callbacks.open.add(id);
    const shown = on && {
      message_id: on.messageId,
      date: 0,
      chat: where,
      from: { ...bot, is_bot: true },
      text: on.text,
    };
    return updates.push({
      callback_query: { id, from, chat_instance: '1', data, message: shown ?? { message_id: 1, date: 0, chat: where } },
    });
  }

  return {
    id: userId,
    chat: place.id,
    says(text, options) {
      const body = message({ text, entities: entitiesIn(text) }, options);
      lastText = body.message_id;
      return updates.push({ message: body });
    },
    edits(text) {
      const body = { ...message({ text, entities: entitiesIn(text), edit_date: 1 }), message_id: lastText };
      return updates.push({ edited_message: body });
    },
    sends(media, caption) {
      const body = mediaBodies[media];
      if (body === undefined) throw new Error(`nobody can send "${media}" here`);
      const captioned = caption === undefined ? {} : { caption, caption_entities: entitiesIn(caption) };
      return updates.push({ message: message({ [media]: body, ...captioned }) });
    },
    sendsPhoto(bytes, caption) {
      const small = files.add(bytes.subarray(0, 100), 'thumbnails', 'jpg');
      const large = files.add(bytes, 'photos', 'jpg');
      const photo = [
        { file_id: small, file_unique_id: 's', width: 90, height: 67, file_size: 100 },
        { file_id: large, file_unique_id: 'l', width: 1280, height: 960, file_size: bytes.length },
      ];
      return updates.push({ message: message({ photo, ...(caption !== undefined && { caption }) }) });
    },
    speaks(bytes) {
      const voice = {
        file_id: files.add(bytes, 'voice', 'oga'),
        file_unique_id: 'w',
        duration: 2,
        mime_type: 'audio/ogg',
        file_size: bytes.length,
      };
      return updates.push({ message: message({ voice }) });
    },
    sendsDocument(bytes, name, mime, caption) {
      const document = {
        file_id: files.add(bytes, 'documents', name.split('.').at(-1) ?? 'bin'),
        file_unique_id: 'd',
        file_name: name,
        ...(mime !== undefined && { mime_type: mime }),
        file_size: bytes.length,
      };
      return updates.push({ message: message({ document, ...(caption !== undefined && { caption }) }) });
    },
    sendsContact(phone, of = { userId: from.id }) {
      const contact = { phone_number: phone, first_name: 'Lan', ...(of.userId && { user_id: of.userId }) };
      return updates.push({ message: message({ contact }) });
    },
    presses(label) {
      for (const shown of chat.messages.toReversed()) {
        const button = shown.buttons.flat().find(({ text }) => text === label);
        if (button !== undefined) return press(button.data, shown);
      }
      throw new Error(`no button "${label}" in chat ${place.id}`);
    },
    pressesData: (data) => press(data, undefined),
    blocks: () => membership('kicked'),
    unblocks: () => membership('member'),
    received: () => [...chat.messages],
    waitsFor: createWaiting(chat, place.id),
  };
}

/** Telegram marks commands and names itself. */
function entitiesIn(text: string): { type: string; offset: number; length: number }[] {
  const marks = [...text.matchAll(/(?<=^|\s)\/\w+(?:@\w+)?|(?<![\w/])@\w{5,32}/g)];
  return marks.map((match) => ({
    type: match[0].startsWith('/') ? 'bot_command' : 'mention',
    offset: match.index,
    length: match[0].length,
  }));
}
