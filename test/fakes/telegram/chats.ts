/** The chats that the bot may write to, and the messages in them. */
import type { Entity } from './html.ts';
import { Refusal } from './refusal.ts';
import type { UploadedFile } from './request.ts';

export interface Button {
  text: string;
  data: string;
}

/** A message of the bot as the person sees it. */
export interface SentMessage {
  chat: string;
  messageId: number;
  topic?: string;
  /** After parsing; a document's caption. */
  text: string;
  entities: Entity[];
  /** As it came, before parsing. */
  source: string;
  buttons: Button[][];
  /** How often it was edited. */
  edits?: number;
  document?: UploadedFile;
  photo?: UploadedFile;
  /** The keyboard that takes the place of the telephone's own: its rows, or that it goes away. */
  replyKeyboard?: { rows: ReplyButton[][]; oneTime: boolean; resize: boolean } | 'removed';
}

export interface ReplyButton {
  text: string;
  asksContact: boolean;
}

interface Chat {
  type: 'private' | 'supergroup' | 'group';
  blocked: boolean;
  movedTo: string | null;
  messages: SentMessage[];
  watchers: Set<() => void>;
}

export class Chats {
  /** Every message in the order of arrival, over all chats. */
  readonly sent: SentMessage[] = [];
  private readonly chats = new Map<string, Chat>();
  private nextMessageId = 1;

  open(id: string, type: Chat['type']): Chat {
    const known = this.chats.get(id);
    if (known !== undefined) return known;
    const chat: Chat = { type, blocked: false, movedTo: null, messages: [], watchers: new Set() };
    this.chats.set(id, chat);
    return chat;
  }

  typeOf(id: string): Chat['type'] {
    return this.chats.get(id)?.type ?? 'private';
  }

  newMessageId(): number {
    return this.nextMessageId++;
  }

  /** The chat, if the bot may write to it. */
  writable(id: string): Chat {
    const chat = this.chats.get(id);
    if (chat === undefined) throw new Refusal(400, 'Bad Request: chat not found');
    if (chat.movedTo !== null) {
      throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: Number(chat.movedTo),
      });
    }
    if (chat.blocked) {
      const why = chat.type === 'private' ? 'bot was blocked by the user' : `bot was kicked from the ${chat.type} chat`;
      throw new Refusal(403, `Forbidden: ${why}`);
    }
    return chat;
  }

  record(message: SentMessage): void {
    this.sent.push(message);
    const chat = this.chats.get(message.chat);
    chat?.messages.push(message);
    for (const watcher of chat?.watchers ?? []) watcher();
  }
}
