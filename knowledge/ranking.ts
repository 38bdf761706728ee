import type { Card } from './card.ts';
import type { CardIndex, Ranked } from './card-index.ts';
import type { Preferences } from './preferences.ts';
import type { Question } from './question.ts';
import { fold } from './text/fold.ts';

/** Below this the best card is not about the question. */
const WEAK = 0.3;
/** Few known pairs of words make a middling score doubtful; with unknown words besides, any score. */
const FEW_PAIRS = 0.3;
export const DOUBTFUL = 0.4;
/** A document chosen before a card is about the question. */
const CERTAIN = 0.5;
const FEW_WORDS = 0.7;
/** What a document that has ended says counts less than what holds. */
const ENDED = 0.8;
/** A document in force that holds so much of the question is asked before a card is believed that says "unknown". */
const EXPLAINED = 0.75;
/** … where its title is of the matter too, not some of its words alone. */
const TITLED = 0.12;
const AS_GOOD = 0.9;

/** Which cards a question is about, best first. */
export class Ranking {
  readonly #cards: ReadonlyMap<string, Card>;
  readonly #index: CardIndex;
  readonly #preferences: Preferences;
  /** example questions as they are typed, without accents */
  readonly #byQuestion = new Map<string, string[]>();

  constructor(cards: ReadonlyMap<string, Card>, index: CardIndex, preferences: Preferences) {
    this.#cards = cards;
    this.#index = index;
    this.#preferences = preferences;
    for (const card of cards.values()) {
      if (card.id.includes('#') && !card.id.endsWith('#')) continue;
      for (const text of card.questions) {
        const key = fold(text);
        this.#byQuestion.set(key, [...(this.#byQuestion.get(key) ?? []), card.id]);
      }
    }
  }

  /** Cards that serve on the day (ISO) by likeness to the question; one that is asked in these very words comes first. */
  rank(question: Question, today: string): Ranked[] {
    const exact = this.#byQuestion.get(question.plain)?.find((id) => serves(this.#cards.get(id), today));
    const near = this.#index.rank(question.terms, (id) => serves(this.#cards.get(id), today));
    const ranked = this.#preferences
      .apply(near, question)
      .map((each) => ({ each, weight: each.score * (this.#hasEnded(each.id, today) ? ENDED : 1) }))
      .sort((a, b) => b.weight - a.weight)
      .map(({ each }) => each);
    if (exact === undefined) return this.#withNews(ranked, question, today);
    const first = { id: exact, score: 1, likeness: 1, coverage: 1 };
    return this.#withNews([first, ...ranked.filter((each) => each.id !== exact)], question, today);
  }

  #hasEnded(id: string, today: string): boolean {
    const until = this.#cards.get(id)?.origin?.until ?? null;
    return until !== null && until < today;
  }

  /** Where the best card knows no answer, or its document has ended: first a document put in since that tells it. */
  #withNews(ranked: Ranked[], question: Question, today: string): Ranked[] {
    const [best] = ranked;
    const card = best ? this.#cards.get(best.id) : undefined;
    if (!best || !card || card.id.endsWith('#')) return ranked;
    const isUnknown = card.status === 'unknown' && card.origin === null;
    const hasEnded = this.#hasEnded(best.id, today);
    if (!isUnknown && !hasEnded) return ranked;
    const all = ranked.filter((each) => this.#cards.get(each.id)?.origin?.isNews === true && !each.id.endsWith('#'));
    if (all.length === 0) return ranked;
    const held = this.#index.wordsHeld(question.terms);
    const news = all.filter((each) =>
      isUnknown ? each.likeness >= TITLED && held(each.id) >= EXPLAINED : each.coverage >= best.coverage * AS_GOOD,
    );
    const holding = news.find((each) => !this.#hasEnded(each.id, today));
    const chosen = holding ?? (isUnknown ? news[0] : undefined);
    if (!chosen) return ranked;
    const score = Math.max(chosen.score, CERTAIN);
    return [{ ...chosen, score }, ...ranked.filter((each) => each !== chosen)];
  }

  /** Whether the best card is too far from the question, or the question is about something else altogether. */
  isStrange(question: Question, score: number): boolean {
    const { words, pairs } = this.#index.familiarity(question.terms);
    return score < WEAK || (pairs < FEW_PAIRS && score < DOUBTFUL) || (pairs < FEW_PAIRS && words < FEW_WORDS);
  }
}

/** Whether a card holds on a day (ISO). */
export function serves(card: Card | undefined, today: string): boolean {
  return card !== undefined && (card.from === null || card.from <= today) && (card.to === null || today <= card.to);
}
