/** In a group the bot is spoken to by its name, which stands in the text itself. */
import { mentionStart } from './assumptions.ts';

/** The text without the bot's name; null when it is not mentioned. `names` are those that are known, without the @. */
export function withoutMention(text: string, names: readonly string[]): string | null {
  for (const name of names) {
    const at = findName(text, `@${name}`);
    if (at !== null) return tidy(text.slice(0, at.start), text.slice(at.end));
  }
  const found = mentionStart.exec(text);
  if (found === null) return null;
  const rest = text.slice(found.index + found[0].length);
  return tidy(text.slice(0, found.index), restOfName.exec(rest)?.[1] ?? rest);
}

/**
 * Where the name ends cannot be seen: `@Bot OCOP Ninh Thuận nhóm 5 là gì`. What is left of it does not hinder a
 * question, but a number or a command must stand alone.
 */
const restOfName = /^(?:\s+\p{Lu}[\p{L}\p{N}]*)*\s+(\d{1,2}|\/\S.*)\s*$/u;

function findName(text: string, name: string): { start: number; end: number } | null {
  const start = text.toLowerCase().indexOf(name.toLowerCase());
  if (start < 0) return null;
  const end = start + name.length;
  // `@Bot OCOP` is not meant by `@Bot OCOPs`.
  return /^[\p{L}\p{N}]/u.test(text.slice(end)) ? null : { start, end };
}

function tidy(before: string, after: string): string {
  return `${before.trimEnd()} ${after.replace(/^[\s,:;.–-]+/u, '')}`.replace(/[ \t]{2,}/g, ' ').trim();
}
