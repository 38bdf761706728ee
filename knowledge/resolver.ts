import type { Answer } from './answer.ts';
import type { Card } from './card.ts';
import type { Ranked } from './card-index.ts';
import type { Declines } from './declines.ts';
import type { DirectAnswers } from './direct-answers.ts';
import { placeAnswer } from './place-answer.ts';
import type { Question } from './question.ts';
import { type Ranking, serves } from './ranking.ts';
import { dayIn } from './rounds.ts';
import { DISTRICT_CARD, EXTREME_CARD, RENEWAL_CARD, TOTAL_CARD, type Writer } from './writer.ts';

/** From this score on a card is about the matter asked, whatever fact it lacks. */
const NEAR = 0.5;
/** What a question of light words alone ("ai được làm?") must reach. */
const CLEAR = 0.5;
/** The least score of an answer put together from facts. */
const DIRECT = 0.6;
export const MISSING_DISTRICT_CARD = 'thuan-bac';
const OTHER_STARS_CARD = 'khong-5-sao';
/** They count 3 and 4 stars only. */
const FIGURE_CARDS = new Set([
  DISTRICT_CARD,
  TOTAL_CARD,
  EXTREME_CARD,
  'san-pham-moi',
  'muc-tieu-4-sao',
  'muc-tieu-cu-the',
]);
/** They speak of a certificate's end; with a date given, the days of its renewal are worked out. */
const CERTIFICATE_CARDS = new Set(['giay-chung-nhan', 'tre-han', 'thu-hoi', 'dot-danh-gia', 'thoi-gian']);
const ENDS = /\b(?:het han|het hieu luc|toi han|den han|het hl)\b/u;
/** What people ask once they know where they belong. */
const PLACE_NEXT = ['nop-o-dau', 'sap-nhap', 'chu-the'];
const COMMUNE_CARD = 'khong-theo-xa';

export interface Resolved {
  answer: Answer;
  card: Card | null;
  score: number;
  /** it was answered from the topic, not by itself */
  isFollowUp?: boolean;
}

/** What the resolver works with. */
export interface ResolverParts {
  cards: ReadonlyMap<string, Card>;
  ranking: Ranking;
  writer: Writer;
  declines: Declines;
  direct: DirectAnswers;
}

/** Finds the answer to one question that has been read. Pure. */
export class Resolver {
  readonly #cards: ReadonlyMap<string, Card>;
  readonly #ranking: Ranking;
  readonly #writer: Writer;
  readonly #declines: Declines;
  readonly #direct: DirectAnswers;

  constructor({ cards, ranking, writer, declines, direct }: ResolverParts) {
    this.#cards = cards;
    this.#ranking = ranking;
    this.#writer = writer;
    this.#declines = declines;
    this.#direct = direct;
  }

  /** Cards by likeness to the question, best first. */
  rank(question: Question, today: string): Ranked[] {
    return this.#ranking.rank(question, today);
  }

  /** Answers one question; `without` is a card that has nothing more to say. */
  resolve(question: Question, today: string, without: string | null = null): Resolved {
    const best = this.rank(question, today).find((each) => each.id !== without);
    const found = best ? this.#cards.get(best.id) : undefined;
    const score = best?.score ?? 0;
    const place = placeAnswer(question, this.#writer);
    if (place) {
      const choices = this.#writer.choices(PLACE_NEXT, today);
      return { answer: { ...place, choices, topic: null }, card: null, score: DIRECT };
    }
    const direct = this.#direct.find(question, found, score, today);
    if (direct) return { ...direct, score: Math.max(score, DIRECT) };
    const isClear = question.hasContent || score === 1 || (score >= CLEAR && question.words.length >= 3);
    if (!isClear) return { answer: this.#declines.unclear(question, today), card: null, score: 0 };
    if (!found || (this.#ranking.isStrange(question, score) && question.provinces.length === 0)) {
      return { answer: this.#declines.notFound(today), card: null, score };
    }
    const card = this.#place(found, question, today);
    return {
      answer: this.lacking(card, question, today, isNear(card, question, score)) ?? this.answer(card, question, today),
      card,
      score,
    };
  }

  /** A card's answer as the question asks it. */
  answer(card: Card, question: Question, today: string): Answer {
    return this.#writer.answer(card, question, today);
  }

  /** The answer where the card lacks what is asked, else null. */
  lacking(card: Card, question: Question, today: string, near: boolean): Answer | null {
    return this.#declines.lacking(card, question, today, near);
  }

  /** The district's row, the total or the highest, whichever the question is about. */
  #place(card: Card, question: Question, today: string): Card {
    const rows = this.#writer.rows(question);
    const isMissing = question.districts.some((district) => district.section === null);
    const swap = (id: string): Card => {
      const other = this.#cards.get(id);
      return other && serves(other, today) ? other : card;
    };
    if (CERTIFICATE_CARDS.has(card.id) && ENDS.test(question.plain) && dayIn(question.plain)) return swap(RENEWAL_CARD);
    if (isMissing && rows.length === 0 && FIGURE_CARDS.has(card.id)) return swap(MISSING_DISTRICT_CARD);
    if (card.id === DISTRICT_CARD && rows.length === 0) return swap(question.wish.extreme ? EXTREME_CARD : TOTAL_CARD);
    if (card.id === DISTRICT_CARD && question.wish.extreme && rows.length <= 1) return swap(EXTREME_CARD);
    if (question.star !== null && question.star !== 3 && question.star !== 4 && FIGURE_CARDS.has(card.id))
      return swap(OTHER_STARS_CARD);
    if (card.id === TOTAL_CARD && rows.length > 0) return swap(DISTRICT_CARD);
    if (card.id === TOTAL_CARD && question.wish.extreme) return swap(EXTREME_CARD);
    if (card.id === COMMUNE_CARD && question.communes.length === 0 && rows.length > 0) return swap(DISTRICT_CARD);
    return card;
  }
}

/** Whether a card is truly about the matter of the question: likely enough, or on the body that is named. */
function isNear(card: Card, question: Question, score: number): boolean {
  return score >= NEAR || card.cites.some((cite) => question.bodies.includes(cite.section));
}
