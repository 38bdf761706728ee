import type { Lexicon } from './lexicon.ts';
import { splitTone } from './tone.ts';
import { splitWords, type Word } from './words.ts';

/** The syllables that the documents and the lexicon are written in, and the compounds of the subject. */
export interface Vocabulary {
  /** with their accents */
  marked: ReadonlySet<string>;
  /** without accents → how often they stand in the documents */
  plain: ReadonlyMap<string, number>;
  /** plain neighbours in running text: words that stand together are no slip */
  seen: ReadonlySet<string>;
  /** compounds by their plain form: 'ho so' → hồ sơ; 'truyen thong' → truyền thống, truyền thông */
  pairs: ReadonlyMap<string, readonly Compound[]>;
  /** plain words that a compound begins or ends with: beside others no compound need be looked for */
  begins: ReadonlySet<string>;
  ends: ReadonlySet<string>;
}

export type Compound = readonly [Word, Word];

/** Learns from syllables or running text (the documents) and from the words of the lexicon. */
export function learnVocabulary(texts: Iterable<string>, lexicon: Lexicon): Vocabulary {
  const marked = new Set<string>();
  const plain = new Map<string, number>();
  const seen = new Set<string>();
  const learn = (words: readonly Word[]): void => {
    for (const [index, word] of words.entries()) {
      if (!isSpelt(word.plain)) continue;
      marked.add(word.marked);
      plain.set(word.plain, (plain.get(word.plain) ?? 0) + 1);
      const next = words[index + 1];
      if (next) seen.add(`${word.plain} ${next.plain}`);
    }
  };
  for (const text of texts) learn(splitWords(text));
  for (const phrase of lexicon.phrases) learn(phrase);
  const pairs = compounds(lexicon);
  const halves = [...pairs.keys()].map((key) => key.split(' '));
  return {
    marked,
    plain,
    seen,
    pairs,
    begins: new Set(halves.map(([first = '']) => first)),
    ends: new Set(halves.map(([, second = '']) => second)),
  };
}

/** Whether a word is letters and no number. */
function isSpelt(plain: string): boolean {
  const first = plain.charCodeAt(0);
  return (first >= 0x61 && first <= 0x7a) || /^\p{L}/u.test(plain);
}

/**
 * The compound that two neighbours make. Typed without accents there must be only one; a word with accents that is known
 * must be the compound's own, or have its vowels beside a neighbour that is right ('hộ trợ' → 'hỗ trợ').
 */
export function compoundOf(first: Word, second: Word, vocabulary: Vocabulary): Compound | null {
  const compounds = vocabulary.pairs.get(`${first.plain} ${second.plain}`) ?? [];
  const fitting = compounds.filter(([one, two]) => {
    const [beside, before] = [isRight(first, one), isRight(second, two)];
    return mayMean(first, one, before, vocabulary) && mayMean(second, two, beside, vocabulary);
  });
  const right = fitting.filter(([one, two]) => isRight(first, one) || isRight(second, two));
  if (right.length === 1) return right[0] ?? null;
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

function isRight(typed: Word, meant: Word): boolean {
  return typed.marked === meant.marked && typed.marked !== typed.plain;
}

function mayMean(typed: Word, meant: Word, isBesideRight: boolean, vocabulary: Vocabulary): boolean {
  if (typed.marked === typed.plain || typed.marked === meant.marked || !vocabulary.marked.has(typed.marked))
    return true;
  return isBesideRight && splitTone(typed.marked).base === splitTone(meant.marked).base;
}

function compounds(lexicon: Lexicon): Map<string, Compound[]> {
  const pairs = new Map<string, Compound[]>();
  for (const { typed } of lexicon.terms) {
    for (const [index, word] of typed.entries()) {
      const next = typed[index + 1];
      if (!next) continue;
      const key = `${word.plain} ${next.plain}`;
      const known = pairs.get(key) ?? [];
      if (known.some(([one, two]) => one.marked === word.marked && two.marked === next.marked)) continue;
      pairs.set(key, [...known, [word, next]]);
    }
  }
  return pairs;
}
