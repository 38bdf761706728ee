import { splitWords, type Word } from './text/words.ts';

/** A phrase found in a text: words from `start` up to `end`, the last not included. */
export interface Found<T> {
  value: T;
  start: number;
  end: number;
}

interface Entry<T> {
  words: Word[];
  value: T;
}

/** Finds known phrases in what people type, the longest first, each word at most once. */
export class PhraseFinder<T> {
  readonly #byFirst = new Map<string, Entry<T>[]>();

  constructor(entries: Iterable<readonly [phrase: string, value: T]>) {
    for (const [phrase, value] of entries) {
      const words = splitWords(phrase);
      const first = words[0]?.plain;
      if (first === undefined) continue;
      const list = this.#byFirst.get(first) ?? [];
      list.push({ words, value });
      this.#byFirst.set(first, list);
    }
    for (const list of this.#byFirst.values()) list.sort((a, b) => b.words.length - a.words.length);
  }

  find(words: readonly Word[]): Found<T>[] {
    const found: Found<T>[] = [];
    for (let at = 0; at < words.length; ) {
      const entry = this.#byFirst.get(words[at]?.plain ?? '')?.find((each) => fits(each.words, words, at));
      if (entry) found.push({ value: entry.value, start: at, end: at + entry.words.length });
      at += entry ? entry.words.length : 1;
    }
    return found;
  }
}

/** A word typed with accents must bear the right ones; one typed without may stand for any. */
function fits(phrase: Word[], words: readonly Word[], at: number): boolean {
  return phrase.every((word, index) => {
    const typed = words[at + index];
    return (
      typed !== undefined &&
      typed.plain === word.plain &&
      (typed.marked === word.marked || typed.marked === typed.plain)
    );
  });
}
