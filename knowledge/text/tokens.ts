import { toWord, type Word } from './words.ts';

/** A word with how it was typed and what stood before it, so that the text can be put together again. */
export interface Token extends Word {
  /** as typed, or as rewritten */
  shown: string;
  /** punctuation and space before the word; '' where it was glued to the one before */
  before: string;
  isNumber: boolean;
}

const HEAD = 500;
const TAIL = 1500;
const PIECE = /\p{N}+(?:[.,]\p{N}+)*|\p{L}[\p{L}\p{M}]*/gu;

/**
 * What of a text is worth reading: well formed, NFC, no invisible characters, one space for each run. Of a text longer
 * than 2,000 characters the first 500 and the last 1,500 stay, since a long story ends in its question.
 */
export function cleanText(text: string): string {
  const cut = text.length > 4 * (HEAD + TAIL) ? `${text.slice(0, 4 * HEAD)} ${text.slice(-4 * TAIL)}` : text;
  const clean = cut
    .replace(/\p{Surrogate}/gu, ' ')
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s*\n\s*/gu, '\n')
    .replace(/[^\S\n]+|(?!\n)\p{Cc}/gu, ' ')
    .trim();
  if (clean.length <= HEAD + TAIL) return clean;
  const head = clean.slice(0, HEAD).replace(/\S+$/u, '');
  const tail = clean.slice(-TAIL).replace(/^\S+\s/u, '');
  return `${head.trim()}\n${tail.trim()}`.replace(/\p{Surrogate}/gu, '');
}

/** Splits a cleaned text into words; what follows the last word comes back as `rest`. */
export function tokenise(text: string): { tokens: Token[]; rest: string } {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(PIECE)) {
    tokens.push(toToken(match[0], text.slice(end, match.index)));
    end = match.index + match[0].length;
  }
  return { tokens, rest: text.slice(end) };
}

/** The tokens of a replacement; the first takes over from the word it replaces what stood before it, and its capital. */
export function replacement(meaning: string, replaced: Token): Token[] {
  return tokenise(meaning).tokens.map((token, index) =>
    index === 0 ? { ...token, before: replaced.before, shown: recased(token.shown, replaced.shown) } : token,
  );
}

/** The token with another word in its place, in its own case. */
export function respelt(token: Token, word: Word): Token {
  return { ...token, marked: word.marked, plain: word.plain, shown: recased(word.marked, token.shown) };
}

/** A word that began with a capital keeps it; one all in capitals (HTX) was an abbreviation. */
function recased(word: string, typed: string): string {
  if (!/^\p{Lu}(?:\P{Lu}|$)/u.test(typed)) return word;
  const [first = '', ...rest] = word;
  return first.toUpperCase() + rest.join('');
}

/** The text that the tokens make. Words that were glued and no longer are one word get a space. */
export function joinTokens(tokens: Token[], rest: string): string {
  let text = '';
  for (const token of tokens) text += (text !== '' && token.before === '' ? ' ' : token.before) + token.shown;
  return text + rest;
}

function toToken(shown: string, before: string): Token {
  return { ...toWord(shown), shown, before, isNumber: /^\p{N}/u.test(shown) };
}
