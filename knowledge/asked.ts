import { tableRows } from './fact-table.ts';
import { PhraseFinder } from './phrases.ts';
import type { Place } from './places.ts';
import { splitWords, type Word } from './text/words.ts';

/** A kind of fact that people ask for and most clauses lack; `says` completes "Kế hoạch OCOP 2024 …". */
export interface Asked {
  kind: string;
  says: string;
  /** matters only for cards that name it under what they lack */
  isOwn: boolean;
}

interface Phrase {
  /** a number: up to so many words of any kind */
  words: (Word | number)[];
  asked: Asked;
}

const PER_PLACE: Readonly<Record<Place['kind'], string>> = { district: 'theo huyện', commune: 'theo xã', province: '' };
/** In the table: phrases that ask for nothing of the kind, 'trên cơ sở nào' */
const SHIELD = 'giữ nguyên';
const NONE: Word = { plain: '', marked: '' };
const GAP = 4;
const WIDE_GAP = 12;

/** Tells which kinds of fact a question asks for: money, a date, a telephone number … */
export class AskedFinder {
  readonly #kinds: Asked[] = [];
  readonly #byFirst = new Map<string, Phrase[]>();
  /** what they keep from asking: a kind, or '' for all */
  readonly #shields: PhraseFinder<string>;

  constructor(table: string) {
    const rows = tableRows(table);
    const shields = rows.filter(([kind]) => kind === SHIELD);
    this.#shields = new PhraseFinder(
      shields.flatMap(([, phrases = '', kind = '']) =>
        phrases.split(';').map((phrase): [string, string] => [phrase, kind]),
      ),
    );
    for (const [kind = '', phrases = '', says = '', own = ''] of rows) {
      if (kind === SHIELD) continue;
      const asked = { kind, says, isOwn: own === 'riêng' };
      this.#kinds.push(asked);
      for (const phrase of phrases.split(';')) this.#add(phrase, asked);
    }
  }

  /** A district or commune that is named asks for its share. */
  ofPlaces(places: readonly Place[]): Asked[] {
    const kinds = new Set(places.map((place) => PER_PLACE[place.kind]));
    return this.#kinds.filter((asked) => kinds.has(asked.kind));
  }

  /** `lenient`: accents are not trusted, as in a message full of slips. */
  find(words: readonly Word[], lenient = false): Asked[] {
    const found = new Map<string, Asked>();
    const shields = this.#shields.find(lenient ? words.map(({ plain }) => ({ plain, marked: plain })) : words);
    /** The words that may ask for the kind; in place of the others stands none. */
    const open = (kind: string): readonly Word[] => {
      const closed = shields.filter(({ value }) => value === '' || value === kind);
      if (closed.length === 0) return words;
      return words.map((word, at) => (closed.some(({ start, end }) => start <= at && at < end) ? NONE : word));
    };
    for (const [at, word] of words.entries()) {
      for (const { words: phrase, asked } of this.#byFirst.get(word.plain) ?? []) {
        if (!found.has(asked.kind) && fits(phrase, open(asked.kind), at, lenient)) found.set(asked.kind, asked);
      }
    }
    return [...found.values()];
  }

  #add(phrase: string, asked: Asked): void {
    const parts = phrase.trim().split(/\s+/u);
    const words = parts.map((part) => gapOf(part) ?? splitWords(part)[0] ?? { marked: part, plain: part });
    const [first] = words;
    if (first === undefined || typeof first === 'number') return;
    this.#byFirst.set(first.plain, [...(this.#byFirst.get(first.plain) ?? []), { words, asked }]);
  }
}

function fits(phrase: readonly (Word | number)[], words: readonly Word[], at: number, lenient: boolean): boolean {
  const [head, ...rest] = phrase;
  if (head === undefined) return true;
  const typed = words[at];
  if (typeof head !== 'number')
    return typed !== undefined && isSame(head, typed, lenient) && fits(rest, words, at + 1, lenient);
  for (let gap = 0; gap <= head; gap += 1) if (fits(rest, words, at + gap, lenient)) return true;
  return false;
}

function gapOf(part: string): number | undefined {
  if (part === '…') return GAP;
  return part === '……' ? WIDE_GAP : undefined;
}

/** Accents that were typed must agree; what was typed without may stand for any. */
function isSame(word: Word, typed: Word, lenient: boolean): boolean {
  return typed.plain === word.plain && (lenient || typed.marked === word.marked || typed.marked === typed.plain);
}
