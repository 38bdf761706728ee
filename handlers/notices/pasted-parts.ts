/** Parts of a notice that stand on one line with dashes between them: `Tập huấn bao bì - 8h 20/12 - UBND xã - 40 người`. */
import { plainCopy } from './plain-copy.ts';

const dash = /\s[-–—|]\s+/gu;
const timeBefore = /(?:\d|\d(?:h|g)|gio|phut|sang|trua|chieu|toi|thu \p{L}+|chu nhat|cn|t[2-7])\)?$/u;
const timeAfter =
  /^(?:\d{1,2}\s?(?:h|g|gio|:|[/.-]\d)|\d{1,2}\s*(?:$|[,;).\n])|thu |t[2-7]|chu nhat|cn|ngay|het |den |cuoi )/u;

/** The same text with commas in place of such dashes; those of `8h - 11h30` and `20/12 - 22/12` stay, and so do bullets. */
export function withoutDashes(text: string): string {
  return text
    .split('\n')
    .map((line, _, lines) => {
      const { typed, plain } = plainCopy(line);
      const apart = [...plain.matchAll(dash)].filter(({ 0: all, index }) => {
        const before = plain.slice(0, index).trimEnd();
        return before !== '' && !(timeBefore.test(before) && timeAfter.test(plain.slice(index + all.length)));
      });
      // One dash in a longer notice is a part of its sentence.
      if (apart.length === 0 || (apart.length === 1 && lines.length > 1)) return typed;
      return apart.reduceRight(
        (left, { 0: all, index }) => `${left.slice(0, index)}, ${left.slice(index + all.length)}`,
        typed,
      );
    })
    .join('\n');
}
