/** Reads which places a text names, however it is typed. */
import { isPossibleSyllable } from '../../knowledge/text/syllable.ts';
import { decodeTelex, decodeVni } from '../../knowledge/text/telex.ts';
import { cleanText, tokenise } from '../../knowledge/text/tokens.ts';
import { toWord, type Word } from '../../knowledge/text/words.ts';
import { matchCost, SAME_LETTERS, SURE } from './name-match.ts';
import { type Place, placeNames } from './place-names.ts';

/** The kind of place that the word before a name says; a village's name is no commune's. */
export type KindWord = 'xã' | 'phường' | 'thị trấn' | 'huyện' | 'thành phố' | 'thôn';

/** Words that name a place, with all that they may mean, the likeliest first. */
export interface Mention {
  start: number;
  end: number;
  kindWord: KindWord | null;
  places: Place[];
  /** of the likeliest, see name-match.ts */
  cost: number;
}

interface TypedWord extends Word {
  /** whether a comma or the like stands before it */
  isCut: boolean;
}

/** Readings that cost so little more than the best are as likely. */
const AS_LIKELY = 0.1;
/** An address is shorter; of a story the rest is not worth the time. */
const MOST_WORDS = 80;
const LONGEST_NAME = Math.max(...placeNames.map((name) => name.words.length));
const VNI_WORD = /[\p{L}\p{M}]+\d[\p{L}\p{M}\d]*/gu;

/** Words that end in xã and say nothing of a commune: hợp tác xã, thị xã. */
const NO_COMMUNE_WORDS = new Set(['tac xa', 'thi xa']);

/** How kinds are written before a name, without accents. */
export const KIND_WORDS: Readonly<Record<string, KindWord | undefined>> = {
  xa: 'xã',
  x: 'xã',
  phuong: 'phường',
  p: 'phường',
  'thi tran': 'thị trấn',
  tt: 'thị trấn',
  't t': 'thị trấn',
  huyen: 'huyện',
  h: 'huyện',
  'thanh pho': 'thành phố',
  tp: 'thành phố',
  't p': 'thành phố',
  thon: 'thôn',
  ap: 'thôn',
  xom: 'thôn',
  lang: 'thôn',
  'khu pho': 'thôn',
  kp: 'thôn',
};

/**
 * The places that a text names, in its order, none overlapping. Misspelt names are looked for only where no commune or
 * village is named letter by letter. Never throws.
 */
export function readMentions(text: string): Mention[] {
  const words = readWords(text);
  const spelt = pickApart(matchesIn(words, (cost) => cost <= SAME_LETTERS));
  if (spelt.some(namesCommune)) return inOrder(spelt);
  const taken = new Set(spelt.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at)));
  const guessed = matchesIn(words, (cost) => cost > SAME_LETTERS).filter(
    ({ start, end }) => !Array.from({ length: end - start }, (_, at) => start + at).some((at) => taken.has(at)),
  );
  return inOrder([...spelt, ...pickApart(guessed)]);
}

/** The words of a text, Telex and VNI slips decoded. */
export function readWords(text: string): TypedWord[] {
  const decoded = cleanText(text).replace(VNI_WORD, (typed) => decodeVni(typed.toLowerCase()) ?? typed);
  return tokenise(decoded)
    .tokens.slice(0, MOST_WORDS)
    .map((token) => {
      const telex = isPossibleSyllable(token.marked) ? null : decodeTelex(token.marked);
      const word = telex === null ? token : toWord(telex);
      return { marked: word.marked, plain: word.plain, isCut: /[,;:\n]/u.test(token.before) };
    });
}

/** Every stretch of words that fits a name at such a cost. */
function matchesIn(words: readonly TypedWord[], fits: (cost: number) => boolean): Mention[] {
  const mentions: Mention[] = [];
  for (let start = 0; start < words.length; start += 1) {
    for (let length = 1; length <= LONGEST_NAME && start + length <= words.length; length += 1) {
      const typed = words.slice(start, start + length);
      if (typed.slice(1).some((word) => word.isCut)) break;
      const mention = readingOf(typed, start, fits);
      if (mention) mentions.push({ ...mention, kindWord: kindWordBefore(words, start) });
    }
  }
  return mentions;
}

function readingOf(typed: readonly TypedWord[], start: number, fits: (cost: number) => boolean): Mention | null {
  const isBare = typed.every((word) => word.marked === word.plain);
  const found: { place: Place; cost: number }[] = [];
  for (const { words, place } of placeNames) {
    const cost = matchCost(typed, words, isBare);
    if (cost !== null && fits(cost)) found.push({ place, cost });
  }
  if (found.length === 0) return null;
  const costs = found.map((one) => one.cost);
  // what sounds like one place and is a slip away from another ('tanh son': Tân Sơn, Thanh Sơn) is a guess for both
  const cost = Math.max(...costs) > SURE ? Math.max(...costs) : Math.min(...costs);
  const places = found.filter((one) => one.cost <= cost + AS_LIKELY).map((one) => one.place);
  return { start, end: start + typed.length, kindWord: null, places, cost };
}

/** Of overlapping mentions the longest stays ('Bác Ái Đông' before 'Bác Ái'), then the best spelt, then the first. */
function pickApart(mentions: readonly Mention[]): Mention[] {
  const best = [...mentions].sort(
    (a, b) => b.end - b.start - (a.end - a.start) || a.cost - b.cost || a.start - b.start,
  );
  const picked: Mention[] = [];
  for (const mention of best) {
    if (!picked.some((other) => mention.start < other.end && other.start < mention.end)) picked.push(mention);
  }
  return picked;
}

function inOrder(mentions: readonly Mention[]): Mention[] {
  return [...mentions].sort((a, b) => a.start - b.start);
}

function namesCommune({ places, kindWord }: Mention): boolean {
  const isDistrict = places.some((place) => place.is === 'district') && !isCommuneWord(kindWord);
  return !isDistrict && kindWord !== 'thôn' && places.some((place) => place.is === 'unit' || place.is === 'village');
}

/** Whether the word before a name says that a commune is meant. */
export function isCommuneWord(word: KindWord | null): boolean {
  return word === 'xã' || word === 'phường' || word === 'thị trấn';
}

function kindWordBefore(words: readonly TypedWord[], start: number): KindWord | null {
  const [far, near] = [words[start - 2], words[start - 1]];
  if (!near || words[start]?.isCut) return null;
  const pair = far && !near.isCut ? `${far.plain} ${near.plain}` : near.plain;
  if (NO_COMMUNE_WORDS.has(pair)) return null;
  return KIND_WORDS[pair] ?? KIND_WORDS[near.plain] ?? null;
}
