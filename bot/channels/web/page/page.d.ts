/** Shapes that the page's modules share, and the one that the server sends. */

/** A message as the stream sends it: no internal values, and only what belongs to its visitor. */
export interface Entry {
  /** Of the bot: the outbox id. Of the person: the id that the page made. */
  key: string;
  /** ISO 8601. */
  at: string;
  from: 'person' | 'bot';
  text: string;
  sources: { label: string; quotes: string[] }[];
  /** Labels; a choice is named by its place. */
  choices: string[];
  /** A picture is shown, anything else is a link. `bytes` is null where the size is not known. */
  attachment: { name: string; bytes: number | null; isPicture: boolean } | null;
  /** What was said before is deleted. */
  clears: boolean;
  /** How far something is. */
  progress: { done: number; total: number } | null;
  /** The button that the person pressed to say this. */
  picked: { message: string; index: number } | null;
}

/** A message that the server has not accepted yet. `label` is what the person sees of it. */
export interface Waiting {
  id: string;
  /** Milliseconds since 1970; also the order of sending. */
  at: number;
  label: string;
  body: { text: string } | { choice: { message: string; index: number } } | { name: string };
  /** The file to send under that name; it is gone when the page is loaded anew. */
  file?: Blob;
}

/** `asleep`: closed on purpose while nobody looks. */
export type Connection = 'connecting' | 'open' | 'lost' | 'offline' | 'asleep';

export type PostResult =
  | { kind: 'accepted' }
  | { kind: 'refused'; why: string }
  | { kind: 'later'; why: string | null }
  | { kind: 'stranger'; why: string };
