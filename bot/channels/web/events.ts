/** The stream that keeps one open page up to date: `entry`, `edited`, `ready`, `typing` and `beat` events. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Transcript } from '../../transcript.ts';
import { createFeed } from './feed.ts';
import type { Listener } from './listeners.ts';

export interface StreamTiming {
  /** How often the transcript is read again while the talk is lively: another process may have delivered. */
  livelyMs: number;
  /** The same once nothing has happened for `quietAfterMs`. */
  quietMs: number;
  quietAfterMs: number;
  /** How often messages that were changed are looked for unasked. */
  editsMs: number;
  /** A page hears from us at least this often, so that it notices a dead connection. */
  beatMs: number;
}
export const streamTiming: StreamTiming = {
  livelyMs: 1_000,
  quietMs: 10_000,
  quietAfterMs: 60_000,
  editsMs: 5_000,
  beatMs: 15_000,
};

export interface StreamOptions {
  visitor: string;
  /** The cursor of the last event that the page saw; null for a fresh page. */
  after: string | null;
  transcript: Transcript;
  listener: Listener;
  timing: StreamTiming;
  now: () => Date;
  /** Told why the stream ended early; the page comes back by itself. */
  onFailure: (error: unknown) => void;
}

export function streamEvents(c: Context, options: StreamOptions): Response {
  const { listener } = options;
  // Proxies must pass events on at once.
  c.header('X-Accel-Buffering', 'no');
  const response = streamSSE(c, async (stream) => {
    stream.onAbort(() => listener.close());
    try {
      await keepCurrent(options, (event) => stream.writeSSE(event));
    } catch (error) {
      options.onFailure(error);
    } finally {
      listener.close();
    }
  });
  response.headers.set('Cache-Control', 'no-store');
  return response;
}

async function keepCurrent(options: StreamOptions, write: Parameters<typeof createFeed>[1]): Promise<void> {
  const { listener, timing } = options;
  let wroteAt = performance.now();
  const feed = createFeed(options, async (event) => {
    await write(event);
    wroteAt = performance.now();
  });
  await feed.catchUp();
  await feed.catchUpEdits();
  let editsSeen = performance.now();
  await feed.say('ready');
  let livelyUntil = performance.now() + timing.quietAfterMs;
  while (!listener.closed) {
    const now = performance.now();
    const pause = now < livelyUntil ? timing.livelyMs : timing.quietMs;
    const isStirred = await listener.wait(Math.max(0, Math.min(pause, wroteAt + timing.beatMs - now)));
    if (listener.closed) return;
    if (isStirred) livelyUntil = performance.now() + timing.quietAfterMs;
    const news = listener.take();
    await feed.catchUp();
    // What is being delivered may not be in the transcript yet; it must not wait for the next reading.
    for (const message of news.messages) await feed.show(message);
    // Another process may have edited, too.
    if (news.edited || performance.now() >= editsSeen + timing.editsMs) {
      editsSeen = performance.now();
      await feed.catchUpEdits();
    }
    if (news.typing && news.messages.length === 0) await feed.say('typing');
    if (performance.now() >= wroteAt + timing.beatMs) await feed.say('beat');
  }
}
