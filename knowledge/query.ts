import type { Found } from './phrases.ts';
import type { Place, PlaceFinder } from './places.ts';
import { splitWords, type Word } from './text/words.ts';

/** One or two neighbouring words of a text, with how much they weigh in it. */
export interface Term {
  plain: string;
  marked: string;
  /** share of the full weight: 1 for the question itself, less for its surroundings */
  weight: number;
  isPair: boolean;
}

const DISTRICT: Word = { marked: '@huyện', plain: '@huyen' };
const COMMUNE: Word = { marked: '@xã', plain: '@xa' };

/** Puts one word in the place of each district and each commune, so that a question about one serves for all. */
export function withoutPlaceNames(words: readonly Word[], places: readonly Found<Place>[]): Word[] {
  const out: Word[] = [];
  let at = 0;
  for (const { value, start, end } of places) {
    out.push(...words.slice(at, start));
    if (value.kind === 'district' && value.district.section !== null) out.push(DISTRICT);
    else if (value.kind === 'commune') out.push(COMMUNE);
    else out.push(...words.slice(start, end));
    at = end;
  }
  out.push(...words.slice(at));
  return out;
}

/** The words of a text of the project's own, place names replaced. `{huyện}` and `{xã}` stand for any district or commune. */
export function ownWords(text: string, places: PlaceFinder, split: (text: string) => Word[] = splitWords): Word[] {
  const words = split(
    text.includes('{') ? text.replaceAll('{huyện}', ' Bác Ái ').replaceAll('{xã}', ' Phước Hải ') : text,
  );
  const found = places.find(words);
  return found.length > 0 ? withoutPlaceNames(words, found) : words;
}

/** Single words and pairs. A light word does not count by itself, only in pairs; typed without accents, both halves of a compound may look light (chu the). */
export function termsOf(words: readonly Word[], weight: number, isLight: (word: Word) => boolean): Term[] {
  const terms: Term[] = [];
  for (const [index, word] of words.entries()) {
    const light = isLight(word);
    if (!light) terms.push(singleTerm(word, weight));
    const next = words[index + 1];
    if (next) {
      terms.push(pairTerm(word, next, weight));
    }
  }
  return terms;
}

export function singleTerm({ plain, marked }: Word, weight: number): Term {
  return { plain, marked, weight, isPair: false };
}

export function pairTerm(word: Word, next: Word, weight: number): Term {
  return { plain: `${word.plain} ${next.plain}`, marked: `${word.marked} ${next.marked}`, weight, isPair: true };
}

/** Stands for a body named in part V of the plan, by its section. */
export function bodyTerm(section: string): Term {
  return { plain: `@${section}`, marked: `@${section}`, weight: 1, isPair: false };
}
