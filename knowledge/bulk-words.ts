import { pairTerm, singleTerm, type Term } from './query.ts';
import { toWord, type Word } from './text/words.ts';

const WORD = /\p{N}+(?:[.,]\p{N}+)*|\p{L}[\p{L}\p{M}]*/gu;

/**
 * Splits many texts into words, working each spelling out once: the documents and cards hold some hundred thousand words
 * of a few thousand spellings. For building the index only; the memory goes with the reader.
 */
export class BulkWords {
  readonly #known = new Map<string, Word>();
  readonly #light = new Map<Word, boolean>();
  readonly #singles = new Map<Word, Term>();
  readonly #pairs = new Map<Word, Map<Word, Term>>();

  split(text: string): Word[] {
    return (text.match(WORD) ?? []).map((typed) => this.#read(typed));
  }

  /** Every spelling that was seen. */
  spellings(): string[] {
    return [...this.#known.values()].map((word) => word.marked);
  }

  /** What {@link termsOf} gives for words of this reader, every term made once. */
  terms(words: readonly Word[], isLight: (word: Word) => boolean): Term[] {
    const terms: Term[] = [];
    for (const [index, word] of words.entries()) {
      const light = this.#isLight(word, isLight);
      if (!light) terms.push(this.#single(word));
      const next = words[index + 1];
      if (next) terms.push(this.#pair(word, next));
    }
    return terms;
  }

  #isLight(word: Word, isLight: (word: Word) => boolean): boolean {
    return made(this.#light, word, () => isLight(word));
  }

  #single(word: Word): Term {
    return made(this.#singles, word, () => singleTerm(word, 1));
  }

  #pair(word: Word, next: Word): Term {
    const after = made(this.#pairs, word, () => new Map<Word, Term>());
    return made(after, next, () => pairTerm(word, next, 1));
  }

  #read(typed: string): Word {
    return made(this.#known, typed, () => toWord(typed));
  }
}

function made<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}
