/** What every channel must be able to do, and how a send may end. */
import type { ChannelName, FileRefusal, Inbound, Reply } from './message.ts';

/** A message on its way out; `key` is our outbox id, which a pressed button gives back. */
export interface Outgoing {
  key: string;
  chat: string;
  reply: Reply;
  /** Part of a notice to many: a channel whose quota is nearly spent refuses it, to keep the rest for answers. */
  bulk?: true;
}

/** It went as one of the platform's own forms, filled in with its {@link Reply.brief}. */
export const sentAsTemplate = 'sent as a template';

/**
 * How a send ended. `unknown`: the platform may have it (time-out, cut connection), so only what is harmless
 * twice may be repeated.
 */
export type SendOutcome =
  /** `how`: that it did not go out as it was written. */
  | { kind: 'sent'; platformId: string; how?: string }
  | { kind: 'refused'; why: string }
  | { kind: 'unreachable'; why: string }
  | { kind: 'retry'; why: string; afterMs?: number }
  | { kind: 'unknown'; why: string };

/** How bringing a sent message up to date ended. `done`: it shows the new words, or is not there any more. */
export type EditOutcome =
  | { kind: 'done' }
  | { kind: 'refused'; why: string }
  | { kind: 'retry'; why: string; afterMs?: number };

/** How fetching an offered file ended. */
export type FetchOutcome =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'refused'; why: FileRefusal }
  /** `why` in words for an operator, without address or token. */
  | { kind: 'retry'; why: string; afterMs?: number };

/** What the platform allows. */
export interface ChannelLimits {
  /** Longest text of one message, in UTF-16 units as the person sees it. */
  textLength: number;
  /** Messages a second over all chats; null where nothing limits it. */
  perSecond: number | null;
}

/** Puts arrivals into the inbox; resolves once they are stored, and only then may the platform be told so. */
export type Receive = (arrivals: Inbound[]) => Promise<void>;

export interface Channel {
  name: ChannelName;
  limits: ChannelLimits;
  /**
   * It has no buttons and shows choices as a numbered list. What is typed then means the newest list that the person
   * sees, also one under a message that came unasked.
   */
  choices?: 'numbered';
  /**
   * `alone`: one process at a time may take messages in (polling), so `start` is called under the channel's lease.
   * `everywhere`: every process may (a webhook, the web page), so `start` is called at once.
   */
  receiving: 'alone' | 'everywhere';
  /** Takes messages in until `stop`. Resolves once the channel is listening. */
  start(receive: Receive): Promise<void>;
  /** Resolves when nothing more will be received. */
  stop(): Promise<void>;
  /** Never throws: whatever happens becomes an outcome. */
  send(message: Outgoing): Promise<SendOutcome>;
  /**
   * Gives a message that was sent (`platformId`) its new words and buttons. Never throws; twice does no harm. A channel
   * whose messages cannot be changed has none.
   */
  edit?(message: Outgoing & { platformId: string }): Promise<EditOutcome>;
  /** Shows that an answer is being prepared; failures do not matter. */
  typing(chat: string): Promise<void>;
  /**
   * Gets the bytes of a file that a message offered, at most `maxFileBytes` of them. Never throws. A channel whose
   * files come with their messages has none.
   */
  fetchFile?(ref: string, signal: AbortSignal): Promise<FetchOutcome>;
  /** Null while the platform answers, else why not, in words for an operator. */
  trouble(): string | null;
}
