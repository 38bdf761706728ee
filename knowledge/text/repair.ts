import { stripAccents } from './fold.ts';
import type { Lexicon } from './lexicon.ts';
import { isPossibleSyllable } from './syllable.ts';
import { decodeTelex, decodeVni } from './telex.ts';
import { respelt, type Token } from './tokens.ts';
import { swapHookTilde } from './tone.ts';
import { repairSyllable } from './typos.ts';
import { compoundOf, type Vocabulary } from './vocabulary.ts';
import { toWord, type Word } from './words.ts';

/** A letter and a figure of a keyboard slip stay one word here: 'ho62'. */
const VNI_WORD = /[\p{L}\p{M}]+\d[\p{L}\p{M}\d]*/gu;
/** Of a text of unknown words only so many are looked up: a cap on the time that nonsense may take. */
const MOST_LOOKS = 16;

/** Decodes VNI slips in a text that holds at least two of them; 'nhom3' or 'sao4' alone is no slip. */
export function decodeVniText(text: string, lexicon: Lexicon, vocabulary: Vocabulary): string {
  const slips = [...text.matchAll(VNI_WORD)].filter(([typed]) => vniWord(typed, lexicon, vocabulary) !== null);
  if (slips.length < 2) return text;
  return text.replace(VNI_WORD, (typed) => vniWord(typed, lexicon, vocabulary) ?? typed);
}

/** Decodes Telex slips: words that cannot be Vietnamese as typed and are known words, or join others, once decoded. */
export function decodeTelexTokens(tokens: readonly Token[], lexicon: Lexicon, vocabulary: Vocabulary): Token[] {
  const decoded = tokens.map((token) => (isStrange(token, lexicon, vocabulary) ? decodeTelex(token.marked) : null));
  const many = decoded.filter((word) => word !== null).length > 1;
  return tokens.map((token, at) => {
    const word = decoded[at] ?? null;
    if (word === null || !(many || vocabulary.plain.has(stripAccents(word)))) return token;
    return respelt(token, toWord(word));
  });
}

/** Mends misspelt syllables, parts words that were typed as one ('sanpham') and gives compounds their accents. */
export function repairTokens(tokens: readonly Token[], lexicon: Lexicon, vocabulary: Vocabulary): Token[] {
  const mended: Token[] = [];
  const shouted = tokens.every((token) => isCapitals(token));
  let looks = MOST_LOOKS;
  for (const [at, token] of tokens.entries()) {
    const isName = isCapitals(token) && !shouted && token.plain.length <= 5;
    if (isName || token.isNumber || lexicon.fixed.has(token.plain) || lexicon.isParticle(token)) {
      mended.push(token);
      continue;
    }
    const isKnown = vocabulary.plain.has(token.plain);
    if (!isKnown) looks -= 1;
    const parts = isKnown ? null : partJoined(token, vocabulary);
    const sides = { previous: beside(mended.at(-1), token), next: beside(tokens[at + 1], tokens[at + 1]) };
    const meant = parts ? null : repairSyllable(token, sides, vocabulary, looks >= 0);
    if (parts) mended.push(...parts);
    else mended.push(meant ? respelt(token, meant) : tonedRight(token, vocabulary));
  }
  return withAccents(mended, lexicon, vocabulary);
}

/** SJC, MTV: an abbreviation that the lexicon does not know is no misspelt syllable. */
function isCapitals(token: Token): boolean {
  return token.shown.length > 1 && token.shown === token.shown.toUpperCase();
}

/** A neighbour in the same sentence: nothing but space before `later`. */
function beside(neighbour: Token | undefined, later: Token | undefined): Token | null {
  if (!neighbour || !later || neighbour.isNumber || !/^ ?$/u.test(later.before)) return null;
  return neighbour;
}

/** Hỏi and ngã are often confused: 'tĩnh' → 'tỉnh' where only the second is known. */
function tonedRight(token: Token, vocabulary: Vocabulary): Token {
  if (token.marked === token.plain || vocabulary.marked.has(token.marked)) return token;
  const swapped = swapHookTilde(token.marked);
  return vocabulary.marked.has(swapped) ? respelt(token, { marked: swapped, plain: token.plain }) : token;
}

/** Gives the compounds of the subject their accents where they lack them or bear wrong ones. */
function withAccents(tokens: Token[], lexicon: Lexicon, vocabulary: Vocabulary): Token[] {
  const written = [...tokens];
  for (const [at, token] of tokens.entries()) {
    const first = beside(tokens[at - 1], token);
    const pair = first ? compoundOf(first, token, vocabulary) : null;
    // a particle with its accents stays: 'vốn vậy' asks, it does not lend
    if (!first || !pair || [first, token].some((word) => word.marked !== word.plain && lexicon.isParticle(word)))
      continue;
    written[at - 1] = accented(written[at - 1] ?? first, pair[0]);
    written[at] = accented(token, pair[1]);
  }
  return written;
}

function accented(token: Token, meant: Word): Token {
  return token.marked === meant.marked ? token : respelt(token, meant);
}

function isStrange(token: Token, lexicon: Lexicon, vocabulary: Vocabulary): boolean {
  if (token.isNumber || lexicon.fixed.has(token.plain) || lexicon.isParticle(token)) return false;
  return !isPossibleSyllable(token.marked) && !vocabulary.plain.has(token.plain);
}

function vniWord(typed: string, lexicon: Lexicon, vocabulary: Vocabulary): string | null {
  const stem = stripAccents(typed.toLowerCase()).replace(/\d.*$/u, '');
  if (lexicon.counted.has(stem) || lexicon.fixed.has(stem)) return null;
  const word = decodeVni(typed.toLowerCase());
  return word !== null && vocabulary.plain.has(stripAccents(word)) ? word : null;
}

function partJoined(token: Token, vocabulary: Vocabulary): Token[] | null {
  if (token.plain.length < 4 || vocabulary.plain.has(token.plain) || isPossibleSyllable(token.plain)) return null;
  let best: [string, string] | null = null;
  for (let at = 2; at <= token.marked.length - 2; at += 1) {
    const [head, tail] = [token.marked.slice(0, at), token.marked.slice(at)];
    const [first, second] = [stripAccents(head), stripAccents(tail)];
    if (!vocabulary.plain.has(first) || !vocabulary.plain.has(second)) continue;
    if (best === null || vocabulary.pairs.has(`${first} ${second}`)) best = [head, tail];
  }
  if (!best) return null;
  return best.map((part, index) => ({
    ...token,
    ...toWord(part),
    shown: part,
    before: index === 0 ? token.before : ' ',
  }));
}
