import type { Term } from './query.ts';

/** What the index holds of one card: its example questions, and the words of its answer and of the clauses it stands on. */
export interface IndexedText {
  id: string;
  /** a factor on its score: 1 for cards written by hand */
  trust: number;
  questions: Term[][];
  body: Term[];
}

export interface Ranked {
  id: string;
  /** 0 to about 1 */
  score: number;
  /** likeness to the nearest example question, 0 to 1 */
  likeness: number;
  /** the share of the question, by weight, that the card's words explain, 0 to 1 */
  coverage: number;
}

/** Everything known of one word or pair; the arrays of one kind run side by side. */
interface Entry {
  rarity: number;
  examples: number[];
  exampleForms: string[];
  /** twice the card's place, and one more where the word stands in its body alone */
  cards: number[];
  cardForms: string[];
}

/** Most pairs stand in no example: they share one empty list. */
const NONE: never[] = [];

interface Weighed extends Term {
  entry: Entry | undefined;
}

const LIKENESS = 0.48;
const PAIR = 0.55;
const BODY = 0.8;
const OTHER_ACCENTS = 0.6;
const UNKNOWN_WORD = 0.3;
/** Terms of the question itself weigh at least this much; its surroundings weigh less. */
const OWN = 0.45;
const NUMBER = /^\d/u;

/**
 * Ranks cards for a question: by the nearest of their example questions (cosine over words and pairs, weighted by
 * rarity) and by how much of the question their words explain. Read-only after construction.
 */
export class CardIndex {
  readonly #ids: readonly string[];
  readonly #trust: readonly number[];
  readonly #entries = new Map<string, Entry>();
  readonly #marked = new Set<string>();
  readonly #cardOf: number[] = [];
  readonly #norm: number[] = [];
  readonly #rarest: number;

  constructor(texts: readonly IndexedText[]) {
    this.#ids = texts.map((text) => text.id);
    this.#trust = texts.map((text) => text.trust);
    this.#rarest = Math.log(1 + texts.length);
    for (const [card, text] of texts.entries()) {
      for (const question of text.questions) for (const term of question) this.#addToCard(card, term, 0);
      for (const term of text.body) this.#addToCard(card, term, 1);
    }
    this.#countRarity();
    for (const [card, text] of texts.entries()) for (const question of text.questions) this.#addExample(card, question);
  }

  /** How much of a question is said in words, and in pairs of words, that the cards know: 0 to 1 each. */
  familiarity(query: readonly Term[]): { words: number; pairs: number } {
    const own = query.filter((term) => term.weight >= OWN && !term.plain.startsWith('@'));
    const words = own.filter((term) => !term.isPair);
    const pairs = own.filter((term) => term.isPair);
    return {
      words: share(words, (term) => this.#isKnown(term)),
      pairs: share(pairs, (term) => this.#entries.has(term.plain)),
    };
  }

  /** The cards that share a word with the question and pass the filter, best first. */
  rank(query: readonly Term[], serves: (id: string) => boolean): Ranked[] {
    const terms = this.#weigh(query);
    const all = terms.reduce((sum, term) => sum + term.weight, 0);
    if (all === 0) return [];
    const likeness = this.#likeness(terms);
    const covered = this.#covered(terms);
    const ranked: Ranked[] = [];
    for (const [card, id] of this.#ids.entries()) {
      const coverage = (covered[card] ?? 0) / all;
      if (coverage <= 0 || !serves(id)) continue;
      const near = likeness[card] ?? 0;
      ranked.push({
        id,
        score: (this.#trust[card] ?? 1) * (LIKENESS * near + (1 - LIKENESS) * coverage),
        likeness: near,
        coverage,
      });
    }
    return ranked.sort((a, b) => b.score - a.score);
  }

  /** Which share of the question's own words, the rare ones counting more, each card holds; 0 where it lacks a number. */
  wordsHeld(query: readonly Term[]): (id: string) => number {
    const held = new Float64Array(this.#ids.length);
    const numbers = new Float64Array(this.#ids.length);
    const words = new Set(
      query
        .filter((term) => !term.isPair && term.weight >= OWN && !term.plain.startsWith('@'))
        .map((term) => term.plain),
    );
    let all = 0;
    for (const word of words) {
      const entry = this.#entries.get(word);
      const rarity = entry?.rarity ?? this.#rarest;
      all += rarity;
      for (const card of new Set(entry?.cards.map((code) => code >> 1))) {
        held[card] = (held[card] ?? 0) + rarity;
        if (NUMBER.test(word)) numbers[card] = (numbers[card] ?? 0) + 1;
      }
    }
    const asked = [...words].filter((word) => NUMBER.test(word)).length;
    return (id) => {
      const card = this.#ids.indexOf(id);
      return all > 0 && numbers[card] === asked ? (held[card] ?? 0) / all : 0;
    };
  }

  #isKnown(term: Term): boolean {
    return term.marked === term.plain ? this.#entries.has(term.plain) : this.#marked.has(term.marked);
  }

  #weigh(query: readonly Term[]): Weighed[] {
    const merged = new Map<string, Weighed>();
    for (const term of query) {
      const entry = this.#entries.get(term.plain);
      if (!entry && term.isPair) continue;
      const weight = term.weight * (term.isPair ? PAIR : 1) * (entry?.rarity ?? this.#rarest * UNKNOWN_WORD);
      const before = merged.get(term.plain);
      if (!before || before.weight < weight) merged.set(term.plain, { ...term, weight, entry });
    }
    return [...merged.values()];
  }

  /** The cosine of each card's nearest example. */
  #likeness(terms: readonly Weighed[]): Float64Array {
    const dot = new Float64Array(this.#cardOf.length);
    let norm = 0;
    for (const term of terms) {
      norm += term.weight ** 2;
      if (!term.entry) continue;
      const { examples, exampleForms, rarity } = term.entry;
      const product = term.weight * rarity * (term.isPair ? PAIR : 1);
      for (let at = 0; at < examples.length; at += 1) {
        const example = examples[at] ?? 0;
        dot[example] = (dot[example] ?? 0) + product * agreement(term, exampleForms[at]);
      }
    }
    const best = new Float64Array(this.#ids.length);
    for (let example = 0; example < dot.length; example += 1) {
      const card = this.#cardOf[example] ?? 0;
      const cosine = (dot[example] ?? 0) / (Math.sqrt(norm) * (this.#norm[example] ?? 1));
      if (cosine > (best[card] ?? 0)) best[card] = cosine;
    }
    return best;
  }

  /** The weight of the question's words that each card holds. */
  #covered(terms: readonly Weighed[]): Float64Array {
    const found = new Float64Array(this.#ids.length);
    for (const term of terms) {
      if (!term.entry) continue;
      const { cards, cardForms } = term.entry;
      // A card's forms of one word stand side by side; only the best of them counts.
      let last = -1;
      let most = 0;
      for (let at = 0; at < cards.length; at += 1) {
        const code = cards[at] ?? 0;
        const card = code >> 1;
        if (card !== last) most = 0;
        last = card;
        const value = term.weight * (code & 1 ? BODY : 1) * agreement(term, cardForms[at]);
        if (value <= most) continue;
        found[card] = (found[card] ?? 0) + value - most;
        most = value;
      }
    }
    return found;
  }

  /** `inBody` is 1 for a word of the body, 0 for one of a question; questions come first. */
  #addToCard(card: number, { plain, marked, isPair }: Term, inBody: 0 | 1): void {
    const { cards, cardForms } = this.#entryOf(plain);
    for (let at = cards.length - 1; at >= 0 && (cards[at] ?? 0) >> 1 === card; at -= 1) {
      if (cardForms[at] === marked) return;
    }
    cards.push(2 * card + inBody);
    cardForms.push(marked);
    if (!isPair) this.#marked.add(marked);
  }

  #entryOf(plain: string): Entry {
    const known = this.#entries.get(plain);
    if (known) return known;
    const entry: Entry = { rarity: 0, examples: NONE, exampleForms: NONE, cards: [], cardForms: [] };
    this.#entries.set(plain, entry);
    return entry;
  }

  /** Rarity by the number of cards; one that holds a word only in its body counts half. */
  #countRarity(): void {
    for (const entry of this.#entries.values()) {
      let count = 0;
      let last = -1;
      for (const code of entry.cards) {
        const card = code >> 1;
        if (card !== last) count += code & 1 ? 0.5 : 1;
        last = card;
      }
      entry.rarity = Math.log(1 + this.#ids.length / (count + 0.5));
    }
  }

  #addExample(card: number, question: readonly Term[]): void {
    const example = this.#cardOf.push(card) - 1;
    let norm = 0;
    for (const { plain, marked, isPair } of question) {
      const entry = this.#entryOf(plain);
      if (entry.examples.at(-1) === example) continue;
      if (entry.examples === NONE) [entry.examples, entry.exampleForms] = [[], []];
      norm += (entry.rarity * (isPair ? PAIR : 1)) ** 2;
      entry.examples.push(example);
      entry.exampleForms.push(marked);
    }
    this.#norm.push(Math.sqrt(norm) || 1);
  }
}

/** 1 where the accents agree or none were typed; accents that differ may be a slip, or another word. */
function agreement(term: Term, marked: string | undefined): number {
  return term.marked === marked || term.marked === term.plain ? 1 : OTHER_ACCENTS;
}

function share(terms: readonly Term[], holds: (term: Term) => boolean): number {
  return terms.length === 0 ? 1 : terms.filter(holds).length / terms.length;
}
