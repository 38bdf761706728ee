import { isPossibleSyllable } from './syllable.ts';
import { splitTone } from './tone.ts';
import { compoundOf, type Vocabulary } from './vocabulary.ts';
import type { Word } from './words.ts';

/** Spellings that sound alike in the south or lie side by side on the keyboard cost less than other slips. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/n$/u, 'ng'],
  [/ng$/u, 'n'],
  [/nh$/u, 'n'],
  [/n$/u, 'nh'],
  [/c$/u, 't'],
  [/t$/u, 'c'],
  [/^v/u, 'd'],
  [/^v/u, 'gi'],
  [/^d/u, 'v'],
  [/^d/u, 'gi'],
  [/^gi/u, 'd'],
  [/^gi/u, 'v'],
  [/^s/u, 'x'],
  [/^x/u, 's'],
  [/^tr/u, 'ch'],
  [/^ch/u, 'tr'],
  [/^r/u, 'g'],
  [/^g(?![hi])/u, 'r'],
  [/^l/u, 'n'],
  [/^n(?![gh])/u, 'l'],
  [/^h(?=o[ae])/u, 'q'],
  [/^qu/u, 'w'],
  [/i$/u, 'y'],
  [/y$/u, 'i'],
  [/^k(?!h)/u, 'c'],
  [/^c(?!h)/u, 'k'],
  [/^f/u, 'ph'],
  [/^ng(?=[iey])/u, 'ngh'],
  [/^g(?=[ey])/u, 'gh'],
  [/uo/u, 'u'],
  [/ie/u, 'i'],
  [/u(?=[cmn])/u, 'uo'],
  [/i(?=[cmnptu])/u, 'ie'],
];

const LETTERS = 'abcdeghiklmnopqrstuvxy';

/** In the south nobody writes l for n: between known words without accents it is no slip ('nang nghệ' is no 'làng nghề'). */
const UNLIKELY = /^[ln]/u;

/** What stands beside a syllable, null at the edge of a sentence. */
export interface Neighbours {
  previous: Word | null;
  next: Word | null;
}

/**
 * The known syllable that a misspelt one stands for, or null to leave it. A neighbour with which it makes a
 * compound of the subject decides first; a word that is no Vietnamese syllable at all may also become the most frequent
 * syllable one slip away. `look` = false spares the search among all slips (for texts of unknown words).
 */
export function repairSyllable(
  word: Word,
  { previous, next }: Neighbours,
  vocabulary: Vocabulary,
  look: boolean,
): Word | null {
  const { plain } = word;
  if (plain.length < 2 || plain.length > 8 || !/^[a-z]+$/u.test(plain)) return null;
  const mayJoin = (previous && vocabulary.begins.has(previous.plain)) || (next && vocabulary.ends.has(next.plain));
  if (!mayJoin && vocabulary.plain.has(plain)) return null;
  const compound = (other: string): Word | null => {
    const meant = { marked: other, plain: other };
    return (
      (previous && compoundOf(previous, meant, vocabulary)?.[1]) ||
      (next && compoundOf(meant, next, vocabulary)?.[0]) ||
      null
    );
  };
  const stands =
    (previous && vocabulary.seen.has(`${previous.plain} ${plain}`)) ||
    (next && vocabulary.seen.has(`${plain} ${next.plain}`));
  if (stands || compound(plain)) return null;
  const isWord = word.marked !== plain && vocabulary.marked.has(word.marked);
  const isBareWord = word.marked === plain && vocabulary.plain.has(plain);
  const alike = soundAlikes(plain).filter(
    (other) => vocabulary.plain.has(other) && !(isBareWord && UNLIKELY.test(plain) && other[0] !== plain[0]),
  );
  const kin = firstOf(alike, compound);
  if (kin) return !isWord || rime(kin) === rime(word) ? kin : null;
  if (!look || vocabulary.plain.has(plain)) return null;
  const near = slips(plain).filter((other) => vocabulary.plain.has(other));
  const found = firstOf(near, compound);
  if (found) return isToneKept(word, found) ? found : null;
  if (isPossibleSyllable(plain) || plain.length < 3) return null;
  const frequent = best(alike, vocabulary) ?? (plain.length < 4 ? null : best(near, vocabulary));
  return frequent === null ? null : { marked: frequent, plain: frequent };
}

/** What follows the first consonants, with its accents: 'truy suất' may be 'truy xuất', 'ngành hàng' is no 'ngân hàng'. */
function rime(word: Word): string {
  return word.marked.replace(/^[bcdđghklmnpqrstvx]+/u, '');
}

/** A possible syllable with accents may lack a letter, not its tone: 'kinh pí' is 'kinh phí', 'ngại hàng' no 'ngân hàng'. */
function isToneKept(typed: Word, meant: Word): boolean {
  if (typed.marked === typed.plain || !isPossibleSyllable(typed.marked)) return true;
  return splitTone(typed.marked).tone === splitTone(meant.marked).tone;
}

function firstOf(words: readonly string[], compound: (word: string) => Word | null): Word | null {
  for (const word of words) {
    const found = compound(word);
    if (found) return found;
  }
  return null;
}

function best(words: string[], vocabulary: Vocabulary): string | null {
  let found: string | null = null;
  let most = 0;
  for (const word of words) {
    const count = vocabulary.plain.get(word) ?? 0;
    if (count > most) [found, most] = [word, count];
  }
  return found;
}

/** The spellings that sound alike in the south: `vin` → `vinh`, `dinh` … */
export function soundAlikes(plain: string): string[] {
  const words = ALIKE.filter(([pattern]) => pattern.test(plain)).map(([pattern, other]) =>
    plain.replace(pattern, other),
  );
  return words.filter((word) => isPossibleSyllable(word));
}

/** Every syllable one slip away: a letter too many, two swapped, one wrong, one missing. */
function slips(plain: string): string[] {
  const words = new Set<string>();
  for (let at = 0; at <= plain.length; at += 1) {
    const [head, tail] = [plain.slice(0, at), plain.slice(at)];
    if (tail !== '') words.add(head + tail.slice(1));
    if (tail.length > 1) words.add(head + (tail[1] ?? '') + (tail[0] ?? '') + tail.slice(2));
    for (const letter of LETTERS) {
      words.add(head + letter + tail);
      if (tail !== '') words.add(head + letter + tail.slice(1));
    }
  }
  return [...words];
}
