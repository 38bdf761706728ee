/** People with Zalo on their phones: they write, type numbers, send pictures, and wait for answers. */

import { createWaiting } from '../mailbox.ts';
import { placeIn } from '../numbered-list.ts';
import type { ShownMessage } from './chats.ts';
import type { Platform } from './methods.ts';

export interface Person {
  id: string;
  chat: string;
  says(text: string): void;
  /** Types the number of this label in the newest list that has it; where a newer list stands, the label itself. */
  presses(label: string): void;
  sendsPhoto(bytes: Buffer, caption?: string): void;
  /** `unsupported`: a file, a link, a video, of which Zalo passes on nothing. */
  sends(kind: 'voice' | 'sticker' | 'unsupported'): void;
  /** The bot's next `count` messages in this chat that no earlier wait has given. */
  waitsFor(count?: number, withinMs?: number): Promise<ShownMessage[]>;
  received(): ShownMessage[];
}

export interface Place {
  id: string;
  isGroup: boolean;
}

export interface Media {
  /** Gives back the address. */
  add(bytes: Buffer, ending: string): string;
}

export function createPerson(platform: Platform, media: Media, place: Place, userId: string): Person {
  const { chats, events, habits } = platform;
  const chat = chats.open(place.id, place.isGroup);

  function send(name: string, rest: Record<string, unknown>): void {
    platform.left -= 1;
    const message = {
      message_id: chats.newMessageId(),
      date: Date.now(),
      from: { id: userId, display_name: 'Lan', is_bot: false },
      chat: { id: place.id, chat_type: place.isGroup ? 'GROUP' : 'PRIVATE' },
      ...rest,
    };
    events.push(habits.withoutEventName ? { message } : { event_name: `message.${name}.received`, message });
  }

  const person: Person = {
    id: userId,
    chat: place.id,
    says: (text) => send('text', { text }),
    presses(label) {
      const lists = chat.messages.filter(({ labels }) => labels.length > 0).reverse();
      const shown = lists.find(({ labels }) => placeIn(labels, label) >= 0);
      if (shown === undefined) throw new Error(`no choice "${label}" in chat ${place.id}`);
      const index = placeIn(shown.labels, label);
      const sign = shown.first === 'a' ? String.fromCharCode('a'.charCodeAt(0) + index) : String(index + 1);
      person.says(shown === lists[0] ? sign : label);
    },
    sendsPhoto(bytes, caption) {
      const address = media.add(bytes, 'jpg');
      send('image', {
        message_type: 'CHAT_PHOTO',
        [habits.photoField]: address,
        ...(caption !== undefined && { caption }),
      });
    },
    sends(kind) {
      const bodies = {
        voice: { message_type: 'CHAT_VOICE', voice_url: media.add(Buffer.from('aac'), 'aac') },
        sticker: { sticker: '0123456789abcdef0123', url: 'https://example.zdn.vn/s.png' },
        unsupported: {},
      };
      send(kind, bodies[kind]);
    },
    received: () => [...chat.messages],
    waitsFor: createWaiting(chat, place.id),
  };
  return person;
}
