/** What is left of a text when its times are taken out. */
import type { Mention } from './mentions.ts';
import type { Plain } from './plain.ts';

/** Words that lead to a time and go with it. */
const LEAD =
  /(?:(?<![\p{L}\p{N}])(?:ngay|truoc|cham nhat|muon nhat|vao|luc|hoi|tu|den|toi|tới|khoang|bat dau|ket thuc|het|buoi|trong|thoi gian)[\s:,]*)+$/u;
/** What only joins one time to another. */
export const ONLY_JOINING =
  /^[\s\p{P}]*(?:(?:ngay|vao|luc|hoi|tu|den|toi|tới|khoang|bat dau|ket thuc|het|va|cua)[\s\p{P}]*)*$/u;

/** Takes the mentions out, with the words and punctuation that only joined them. */
export function restOf({ typed, plain }: Plain, mentions: readonly Mention[]): string {
  const kept: string[] = [];
  let from = 0;
  for (const { start, end } of mentions) {
    const gap = plain.slice(from, start);
    const lead = LEAD.exec(gap)?.index ?? gap.length;
    if (from === 0 || !ONLY_JOINING.test(gap)) kept.push(typed.slice(from, from + lead));
    from = end;
  }
  kept.push(typed.slice(from));
  return tidy(kept.join(' '));
}

function tidy(text: string): string {
  return text
    .replace(/\([\s\p{P}]{0,20}\)/gu, ' ')
    .replace(/^([^()]*)\)/u, '$1')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?([,;.]) ?(?:[,;.] ?)+/gu, '$1 ')
    .replace(/ (?=[,;.\n])/gu, '')
    .replace(/^[\s,;.:–-]+/u, '')
    .replace(/[\s,;:–(-]+$/u, '');
}
