/** What the account has said to each person, as they see it. */
import { listIn } from '../numbered-list.ts';

export interface ShownMessage {
  chat: string;
  messageId: string;
  /** Of a picture, what stands beside it. */
  text: string;
  buttons: { title: string; payload: string }[];
  /** The labels of the list that the person can type from, or of the buttons. */
  labels: string[];
  /** What to type for the first line of a list. */
  first: '1' | 'a';
  photo?: { bytes: Buffer };
  document?: { name: string; bytes: Buffer };
  /** The button that shares one's number. */
  asksContact?: true;
  /** It came as a template, filled in with these. */
  template?: Readonly<Record<string, string>>;
}

export interface Chat {
  /** Milliseconds since 1970; null: they have done nothing yet that opens a conversation. */
  lastInteraction: number | null;
  messages: ShownMessage[];
  watchers: Set<() => void>;
}

export class Chats {
  /** Over all chats, in the order of arrival. */
  readonly sent: ShownMessage[] = [];
  private readonly chats = new Map<string, Chat>();
  private nextId = 1;

  open(id: string): Chat {
    const chat = this.chats.get(id) ?? { lastInteraction: null, messages: [], watchers: new Set() };
    this.chats.set(id, chat);
    return chat;
  }

  find(id: string): Chat | undefined {
    return this.chats.get(id);
  }

  /** Twenty hex digits. */
  newMessageId(): string {
    return `c0ffee${(this.nextId++).toString(16).padStart(14, '0')}`;
  }

  record(message: Omit<ShownMessage, 'labels' | 'first'>): void {
    const list = listIn(message.text);
    const labels = message.buttons.length > 0 ? message.buttons.map(({ title }) => title) : list.labels;
    const shown = { ...message, ...list, labels };
    this.sent.push(shown);
    const chat = this.open(message.chat);
    chat.messages.push(shown);
    for (const watcher of chat.watchers) watcher();
  }
}
