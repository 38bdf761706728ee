/** Cuts a long text where a reader would pause. */
import { type Reply, reply } from './message.ts';

const pauses = [/\n\n/g, /\n/g, /[.!?…;:]["”)]?\s/g, /\s/g];

/**
 * Pieces of at most `limit` UTF-16 units, cut at paragraph, line, sentence or word ends, in this order of liking; no
 * surrogate pair is torn. Nothing but the white space at the cuts is lost.
 */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const end = cut(rest, limit);
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest !== '' || pieces.length === 0) pieces.push(rest);
  return pieces;
}

function cut(text: string, limit: number): number {
  const window = text.slice(0, limit);
  for (const pause of pauses) {
    let last = 0;
    for (const match of window.matchAll(pause)) last = match.index + match[0].length;
    if (last >= limit / 2) return last;
  }
  const high = text.charCodeAt(limit - 1);
  return high >= 0xd800 && high <= 0xdbff ? limit - 1 : limit;
}

/** One row is one message of the platform: long texts are cut here, what belongs to the end goes with the last piece. */
export function splitReply(whole: Reply, limit: number): Reply[] {
  const pieces = splitText(whole.text, limit);
  return pieces.map((text, index) => (index === pieces.length - 1 ? { ...whole, text } : reply(text)));
}
