/** How well typed words fit a place's name. */
import { isPossibleSyllable } from '../../knowledge/text/syllable.ts';
import { swapHookTilde } from '../../knowledge/text/tone.ts';
import { soundAlikes } from '../../knowledge/text/typos.ts';
import type { Word } from '../../knowledge/text/words.ts';

/** Zero for a word as it should be; above `SAME_LETTERS` the letters differ, above `SURE` it is a guess. */
export const SAME_LETTERS = 0.5;
export const SURE = 1;
const GUESS = 2;

/**
 * The cost of reading these words as this name, null where they are something else. `isBare`: the words have no accents at
 * all, so that a missing one says nothing.
 */
export function matchCost(typed: readonly Word[], name: readonly Word[], isBare: boolean): number | null {
  const isSpacedRight =
    typed.length === name.length && typed.every((word, at) => word.plain.length === name[at]?.plain.length);
  if (!isSpacedRight && joined(typed) === joined(name)) return SAME_LETTERS / 2;
  if (typed.length !== name.length) return null;
  // with every word misspelt nothing of the name is left to go by
  if (!name.some((word, index) => word.plain === typed[index]?.plain)) return null;
  let total = 0;
  for (const [index, word] of name.entries()) {
    const cost = wordCost(typed[index], word, isBare);
    if (cost === null) return null;
    total = Math.max(total, cost);
  }
  return total;
}

function wordCost(typed: Word | undefined, name: Word, isBare: boolean): number | null {
  if (!typed) return null;
  if (typed.marked === name.marked) return 0;
  if (typed.plain === name.plain) return accentCost(typed, name, isBare);
  if (typed.plain.length < 2) return null;
  if (soundAlikes(typed.plain).includes(name.plain)) return SURE - 0.1;
  if (name.plain.length < 3 || !isOneSlip(typed.plain, name.plain)) return null;
  // 'thai' for 'hai' may well be the name of another place; 'haii' is none
  return isPossibleSyllable(typed.marked) ? GUESS : SURE;
}

function accentCost(typed: Word, name: Word, isBare: boolean): number {
  if (typed.marked === typed.plain) return isBare ? 0 : SAME_LETTERS * 0.3;
  if (swapHookTilde(typed.marked) === name.marked) return SAME_LETTERS * 0.4;
  return lacksAccents(typed.marked, name.marked) ? SAME_LETTERS * 0.3 : SAME_LETTERS;
}

/** 'phươc' and 'phuớc' are 'phước' half typed. */
function lacksAccents(typed: string, name: string): boolean {
  const full = signs(name);
  let at = 0;
  for (const sign of signs(typed)) {
    at = full.indexOf(sign, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Letters and accents one by one; Unicode holds đ to be no d with an accent, people do. */
function signs(word: string): string {
  return word.normalize('NFD').replaceAll('đ', 'd\u0335');
}

/** 'vinhhai' and 'vin hhai' are 'vinh hai'. */
function joined(words: readonly Word[]): string {
  return words.map((word) => word.plain).join('');
}

/** One letter too many, too few, another, or two swapped. */
function isOneSlip(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1) return false;
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start += 1;
  const [one, other] = [typed.slice(start), meant.slice(start)];
  return (
    one.slice(1) === other.slice(1) ||
    one.slice(1) === other ||
    one === other.slice(1) ||
    (one[0] === other[1] && one[1] === other[0] && one.slice(2) === other.slice(2))
  );
}
