/** The chats that the bot may write to, and the messages in them as a person sees them. */
import { listIn } from '../numbered-list.ts';
import { Refusal } from './refusal.ts';

export interface ShownMessage {
  chat: string;
  messageId: string;
  /** A picture's caption. */
  text: string;
  /** The stretches that are shown bold. */
  bold: string[];
  /** Null: black, since it could not be fetched. */
  photo?: { bytes: Buffer } | null;
  /** The labels of the list that the person can choose from, counted from 1. */
  labels: string[];
  /** What to type for the first of them. */
  first: '1' | 'a';
}

interface Chat {
  isGroup: boolean;
  messages: ShownMessage[];
  watchers: Set<() => void>;
}

export class Chats {
  /** Every message in the order of arrival, over all chats. */
  readonly sent: ShownMessage[] = [];
  private readonly chats = new Map<string, Chat>();
  private nextId = 1;

  open(id: string, isGroup: boolean): Chat {
    const known = this.chats.get(id);
    if (known !== undefined) return known;
    const chat: Chat = { isGroup, messages: [], watchers: new Set() };
    this.chats.set(id, chat);
    return chat;
  }

  /** Twenty hex digits. */
  newMessageId(): string {
    return `c0ffee${(this.nextId++).toString(16).padStart(14, '0')}`;
  }

  /** The error of an unknown chat is not known. */
  writable(id: string): Chat {
    const chat = this.chats.get(id);
    if (chat === undefined) throw new Refusal(404, 'Chat not found');
    return chat;
  }

  record(message: Omit<ShownMessage, 'labels' | 'first'>): void {
    const shown = { ...message, ...listIn(message.text) };
    this.sent.push(shown);
    const chat = this.writable(message.chat);
    chat.messages.push(shown);
    for (const watcher of chat.watchers) watcher();
  }
}
