/** People who follow the account on their phones: they write, press, send files, and wait for answers. */

import { createWaiting } from '../mailbox.ts';
import { placeIn } from '../numbered-list.ts';
import type { Chats, ShownMessage } from './chats.ts';
import type { Events } from './events.ts';

export interface Person {
  id: string;
  chat: string;
  says(text: string): void;
  /** Presses the newest button with this label, or types its number in the newest list that has it. */
  presses(label: string): void;
  sendsPhoto(bytes: Buffer, caption?: string): void;
  sendsDocument(bytes: Buffer, name: string): void;
  /** Presses the button that shares their own number. */
  sendsContact(phone: string): void;
  sends(kind: 'audio' | 'sticker' | 'location' | 'video' | 'gif' | 'business_card'): void;
  follows(): void;
  unfollows(): void;
  /** Has Zalo ask the account to delete what it has of them. */
  withdraws(): void;
  /** The account's next `count` messages to them that no earlier wait has given. */
  waitsFor(count?: number, withinMs?: number): Promise<ShownMessage[]>;
  received(): ShownMessage[];
}

export interface Surroundings {
  appId: string;
  accountId: string;
  chats: Chats;
  events: Events;
  now(): number;
  /** Gives back the address. */
  addMedia(bytes: Buffer, ending: string): string;
}

export function createPerson(id: string, around: Surroundings): Person {
  const { appId, accountId, chats, events, now } = around;
  const chat = chats.open(id);

  function interact(): string {
    chat.lastInteraction = now();
    return String(now());
  }

  function send(name: string, message: object): void {
    events.push({
      app_id: appId,
      sender: { id },
      recipient: { id: accountId },
      user_id_by_app: `4${id.slice(1)}`,
      event_name: `user_send_${name}`,
      message: { ...message, msg_id: chats.newMessageId() },
      timestamp: interact(),
    });
  }

  const attach = (name: string, payload: object, text?: string) =>
    send(name, { ...(text !== undefined && { text }), attachments: [{ type: name, payload }] });

  function follow(name: 'follow' | 'unfollow', timestamp: string): void {
    const about = { app_id: appId, oa_id: accountId, follower: { id }, user_id_by_app: `4${id.slice(1)}` };
    events.push({ ...about, event_name: name, source: 'oa_profile', timestamp });
  }

  const person: Person = {
    id,
    chat: id,
    says: (text) => send('text', { text }),
    presses(label) {
      const offering = chat.messages.filter(({ labels }) => labels.length > 0).reverse();
      const shown = offering.find(({ labels }) => placeIn(labels, label) >= 0);
      if (shown === undefined) throw new Error(`no choice "${label}" in chat ${id}`);
      const index = placeIn(shown.labels, label);
      // A pressed button is a text that says its payload.
      const button = shown.buttons[index];
      if (button !== undefined) return person.says(button.payload);
      const sign = shown.first === 'a' ? String.fromCharCode('a'.charCodeAt(0) + index) : String(index + 1);
      person.says(shown === offering[0] ? sign : label);
    },
    sendsPhoto(bytes, caption) {
      const url = around.addMedia(bytes, 'jpg');
      attach('image', { thumbnail: url, url }, caption);
    },
    sendsDocument(bytes, name) {
      const url = around.addMedia(bytes, name.split('.').at(-1) ?? 'bin');
      attach('file', { url, name, size: String(bytes.length), checksum: 'md5', type: name.split('.').at(-1) ?? '' });
    },
    sendsContact(phone) {
      if (!chat.messages.some(({ asksContact }) => asksContact)) throw new Error('nobody asked for the number');
      events.push({
        app_id: appId,
        sender: { id },
        recipient: { id: accountId },
        event_name: 'user_submit_info',
        info: { name: 'Lan', phone: phone.replace('+', ''), user_dob: '01/01/1990', gender: 'Nữ' },
        timestamp: interact(),
      });
    },
    sends(kind) {
      const payloads = {
        audio: { url: 'https://voice.example.zdn.vn/a.amr' },
        sticker: { id: '46f2e5a5', url: 'https://sticker.example.zdn.vn/s.png' },
        location: { coordinates: { latitude: '11.56', longitude: '108.99' } },
        video: { thumbnail: '', description: '', url: 'https://video.example.zdn.vn/v.mp4' },
        gif: { thumbnail: '', url: 'https://gif.example.zdn.vn/g.gif' },
        business_card: { thumbnail: '', description: '{"phone":"84900000001"}', url: '' },
      };
      attach(kind, payloads[kind]);
    },
    follows: () => follow('follow', interact()),
    unfollows: () => follow('unfollow', String(now())),
    withdraws() {
      const about = { app_id: appId, oa_id: accountId, user_id: id, user_id_by_app: `4${id.slice(1)}` };
      events.push({ ...about, event_name: 'user_withdraw', timestamp: String(now()) });
    },
    received: () => [...chat.messages],
    waitsFor: createWaiting(chat, id),
  };
  return person;
}
