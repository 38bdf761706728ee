import { toWord } from '../../../knowledge/text/words.ts';
import { accentedWords, numberWords } from './time-words.ts';

const WORD = /\p{L}[\p{L}\p{M}]*/gu;
const SPACE = '\\s{1,5}';
const MAYBE_SPACE = '\\s{0,5}';

/** A text and its plain form, in which every character stands where it stands in the typed one. */
export interface Plain {
  typed: string;
  plain: string;
}

/** NFC, lower case, the words of time without accents; all other words keep theirs, and so match no pattern. */
export function plainOf(text: string): Plain {
  const typed = text.normalize('NFC');
  const plain = typed.replace(WORD, (word) => {
    const { marked, plain: bare } = toWord(word);
    const shown = accentedWords.has(marked) ? bare : marked;
    return shown.length === word.length ? shown : word;
  });
  return { typed, plain };
}

/**
 * A pattern of whole words over plain text. A space in it is any white space, `_` may be white space or nothing, `#` is a
 * number in digits or words. Spaces are bounded, so that a text of nothing but spaces costs no more than any other.
 */
export function phrase(source: string): RegExp {
  const words = Object.keys(numberWords).sort((one, other) => other.length - one.length);
  const spaced = source
    .replaceAll('#', `(?:\\d{1,3}|${words.join('|')})`)
    .replaceAll(' ', SPACE)
    .replaceAll('_', MAYBE_SPACE);
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?<!\\d[/.,:])(?:${spaced})(?![\\p{L}\\p{M}\\p{N}])`, 'gu');
}

/** `5`, `năm` or `mười một` as a number. */
export function numberOf(said: string): number {
  return numberWords[said.replace(/\s+/gu, ' ')] ?? Number(said);
}
