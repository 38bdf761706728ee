/** How many people a pasted notice takes. */
import { countedProducers, seatWords } from './notice-words.ts';
import { plainCopy } from './plain-copy.ts';

const MOST_SEATS = 100_000;
const WORD_END = '(?![\\p{L}\\p{N}])';
const NUMBER = '\\d{1,3}(?:\\.\\d{3})+|\\d{1,5}';
const counted = new RegExp(
  `(?<![\\d.,/])(?<!moi (?:xa|phuong|thon|huyen|don vi|ho) )(${NUMBER})\\s{0,3}(${countedProducers}|${seatWords})${WORD_END}`,
  'gu',
);
const COUNT = `(?:${NUMBER})\\s{0,3}(?:${seatWords})${WORD_END}`;
const PRODUCERS = `(?:${NUMBER})\\s{0,3}(?:${countedProducers})${WORD_END}`;
const AND = '\\s*(?:va|,|\\+)\\s*';
const phrase = new RegExp(
  `[\\s,;(]*(?:(?:so luong|toi da|khoang|du kien|cho|gom)[\\s:]+){0,3}(?:${PRODUCERS}${AND}){0,3}${COUNT}(?:${AND}(?:${PRODUCERS}|${COUNT})){0,3}(?:\\s+tham (?:du|gia))?\\)?`,
  'gu',
);

/** Where a plain text speaks of seats. */
export function seatPhrases(plain: string): (readonly [start: number, end: number])[] {
  return [...plain.matchAll(phrase)].map(({ 0: all, index }) => [index, index + all.length]);
}

/** The one number; undefined where none or several are named: of `20 hộ và 20 hợp tác xã` neither is the whole. */
export function seatsIn(text: string, isLabelled: boolean): number | undefined {
  const { plain } = plainCopy(text);
  const counts = [...plain.matchAll(counted)].map(([, count = '', unit = '']) => ({ count, unit: unitOf(unit) }));
  const bare = isLabelled && counts.length === 0 ? /^\D{0,20}(\d{1,5})(?!\d)\D*$/u.exec(plain)?.[1] : undefined;
  if (bare !== undefined) counts.push({ count: bare, unit: 'people' });
  const different = new Set(counts.map(({ count, unit }) => `${Number(count.replaceAll('.', ''))} ${unit}`));
  const [only = ''] = different;
  const [number = '', unit] = only.split(' ');
  const seats = Number(number);
  return different.size === 1 && unit !== 'producers' && seats > 0 && seats <= MOST_SEATS ? seats : undefined;
}

const producer = new RegExp(`^(?:${countedProducers})$`, 'u');

/** People by whatever word are people; households come beside them, and how many come of a cooperative is not said. */
function unitOf(word: string): 'people' | 'households' | 'producers' {
  if (word === 'ho') return 'households';
  return producer.test(word) ? 'producers' : 'people';
}
