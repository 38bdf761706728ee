import { stripAccents } from './fold.ts';
import { remembering } from './memory.ts';
import { canonicalTone } from './tone.ts';

/** A syllable or a number of a text. */
export interface Word {
  /** lower case, NFC, tone in one place ('hoà' → 'hòa') */
  readonly marked: string;
  /** lower case, no accents, đ → d */
  readonly plain: string;
}

const WORD = /\p{N}+(?:[.,]\p{N}+)*|\p{L}[\p{L}\p{M}]*/gu;

/** The two forms of one syllable or number. Numbers lose thousands points and leading zeros: '2.000' → '2000', '05' → '5'. */
export const toWord: (typed: string) => Word = remembering((typed) => {
  const lower = typed.normalize('NFC').toLowerCase();
  if (/^\p{N}/u.test(lower)) {
    const number = canonicalNumber(lower);
    return { marked: number, plain: number };
  }
  const marked = canonicalTone(lower);
  return { marked, plain: stripAccents(marked) };
});

/** The words of a text as it stands, without any repair: what documents are indexed by. */
export function splitWords(text: string): Word[] {
  return (text.normalize('NFC').match(WORD) ?? []).map((typed) => toWord(typed));
}

function canonicalNumber(typed: string): string {
  const joined = /^\d{1,3}(?:\.\d{3})+$/u.test(typed) ? typed.replaceAll('.', '') : typed;
  return joined.replace(/^0+(?=\d)/u, '');
}
