/** What one page has been shown: each message once, none left out. */
import type { Outgoing } from '../../channel.ts';
import type { Transcript, TranscriptEntry } from '../../transcript.ts';
import { viewEntry, viewReply } from './entry-view.ts';

/** Entries read at once; also how much of an earlier talk a fresh page shows. */
const pageLength = 100;

/**
 * Positions follow time, and what one process wrote a moment earlier may become visible a moment later than what
 * another wrote after it. So the cursor stays behind by this much, and what is read twice is shown once.
 */
const settlingMs = 15_000;

export interface FeedOptions {
  visitor: string;
  after: string | null;
  transcript: Transcript;
  now: () => Date;
}
/** `id` is the cursor from which a page that was cut off goes on. */
export type FeedEvent = { event: 'entry' | 'edited' | 'ready' | 'typing' | 'beat'; data: string; id?: string };

export interface Feed {
  say(event: 'ready' | 'typing' | 'beat'): Promise<void>;
  /** Writes what the transcript has beyond what was shown. */
  catchUp(): Promise<void>;
  /** Writes the new words of what was changed since the page saw it. */
  catchUpEdits(): Promise<void>;
  /** Writes a message that is on its way. */
  show(message: Outgoing): Promise<void>;
}

export function createFeed(options: FeedOptions, write: (event: FeedEvent) => Promise<void>): Feed {
  const { visitor, transcript, now } = options;
  let cursor = options.after;
  /** Shown, and perhaps to be read again: after the cursor, or not in the transcript yet. */
  let shown = new Set<string>();
  const ahead = new Set<string>();
  /** A fresh page gets everything as it is now; one that was cut off, what was changed since it last heard of us. */
  const heardAt = (options.after === null ? null : transcript.timeOf(options.after)) ?? now();
  let editsFrom = new Date(heardAt.getTime() - settlingMs);
  let editsShown = new Map<string, number>();

  const put = (event: FeedEvent['event'], data: string) =>
    write({ event, data, ...(cursor !== null && { id: cursor }) });

  async function take(entry: TranscriptEntry, settledBefore: number): Promise<void> {
    const key = `${entry.from}:${entry.key}`;
    ahead.delete(key);
    if (entry.at.getTime() < settledBefore) cursor = entry.position;
    if (shown.has(key)) return;
    shown.add(key);
    await put('entry', JSON.stringify(viewEntry(entry, visitor)));
  }

  return {
    say: (event) => put(event, '{}'),
    async catchUp() {
      const settledBefore = now().getTime() - settlingMs;
      const read = new Set<string>();
      let from = cursor;
      for (;;) {
        const entries = await transcript.read('web', visitor, from, pageLength);
        for (const entry of entries) {
          read.add(`${entry.from}:${entry.key}`);
          from = entry.position;
          await take(entry, settledBefore);
        }
        if (entries.length < pageLength) break;
      }
      shown = new Set([...read, ...ahead]);
    },
    async catchUpEdits() {
      const settledBefore = now().getTime() - settlingMs;
      const entries = await transcript.edited('web', visitor, editsFrom);
      const read = new Map<string, number>();
      for (const entry of entries) {
        const at = entry.editedAt.getTime();
        if (at < settledBefore) editsFrom = entry.editedAt;
        read.set(entry.key, at);
        if (editsShown.get(entry.key) === at) continue;
        await put('edited', JSON.stringify(viewEntry(entry, visitor)));
      }
      editsShown = read;
    },
    async show({ key, reply }) {
      const mark = `bot:${key}`;
      if (shown.has(mark)) return;
      shown.add(mark);
      ahead.add(mark);
      await put('entry', JSON.stringify(viewReply(key, now(), reply)));
    },
  };
}
