import type { Word } from './words.ts';

/** Anything that is found by the words it is typed with. */
export interface Phrase {
  typed: Word[];
}

/** Phrases by their first word, the longest first. */
export type PhraseTable<P extends Phrase> = ReadonlyMap<string, readonly P[]>;

/** Sorts phrases into a table; of two that are typed alike, the earlier wins. */
export function phraseTable<P extends Phrase>(phrases: Iterable<P>): PhraseTable<P> {
  const table = new Map<string, P[]>();
  for (const phrase of phrases) {
    const first = phrase.typed[0];
    if (!first) continue;
    const row = table.get(first.plain);
    if (row) row.push(phrase);
    else table.set(first.plain, [phrase]);
  }
  for (const row of table.values()) row.sort((a, b) => b.typed.length - a.typed.length);
  return table;
}

/** The longest phrase that begins at `at`, as far as `fits` allows it. */
export function phraseAt<P extends Phrase, W extends Word>(
  table: PhraseTable<P>,
  words: readonly W[],
  at: number,
  fits: (phrase: P, at: number) => boolean,
): P | null {
  const first = words[at];
  if (!first) return null;
  for (const phrase of table.get(first.plain) ?? []) {
    if (sameWords(phrase.typed, words, at) && fits(phrase, at)) return phrase;
  }
  return null;
}

/** Whether the words at `at` are these, each typed either with its right accents or with none. */
export function sameWords(phrase: readonly Word[], words: readonly Word[], at: number): boolean {
  for (let index = phrase.length - 1; index >= 0; index -= 1) {
    const word = phrase[index];
    const typed = words[at + index];
    if (typed === undefined || typed.plain !== word?.plain) return false;
    if (typed.marked !== word.marked && typed.marked !== typed.plain) return false;
  }
  return true;
}

/** Whether the words at `at` are these, accents and all. */
export function exactWords(phrase: readonly Word[], words: readonly Word[], at: number): boolean {
  return phrase.every((word, index) => word.marked === words[at + index]?.marked);
}
