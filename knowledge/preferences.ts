import type { Card } from './card.ts';
import type { Ranked } from './card-index.ts';
import { aspectOf, type Question } from './question.ts';
import type { Word } from './text/words.ts';

/** What of a card speaks for or against it beyond its words. */
interface Traits {
  tellsWho: boolean;
  tellsWhen: boolean;
  sections: string[];
  isOfBody: boolean;
  isOfDistricts: boolean;
  tellsPlaces: boolean;
  declines: boolean;
}

/** "phối hợp với Sở …" names a body and asks for others */
const BESIDE = /\bphoi hop (?:cung |voi )/u;
/** "có phải Sở … chủ trì không": the body named may be the wrong one */
export const PREMISE = /\bco phai\b|\b(?:phai|dung) (?:khong|ko|hong)\b/u;
const NOT_WHO = 0.8;
const OF_A_BODY = 1.08;
const NOT_WHEN = 0.88;
const NAMED_BODY = 1.18;
const NAMED_APPENDIX = 1.2;
const DISTRICT_STARS = 1.35;
const DISTRICT_FIGURE = 1.12;
const NAMED_PLACE = 1.25;
const DECLINES = 0.95;

/** Prefers the cards that tell what is asked for: who, when, a body or an appendix by name, a district's figures. */
export class Preferences {
  readonly #traits: ReadonlyMap<string, Traits>;

  constructor(cards: readonly Card[], split: (text: string) => Word[]) {
    this.#traits = new Map(cards.map((card) => [card.id, traitsOf(card, split)]));
  }

  apply(ranked: readonly Ranked[], question: Question): Ranked[] {
    const wish = wishOfQuestion(question);
    const weighed = ranked.map((each) => ({ ...each, score: each.score * this.#factor(each.id, question, wish) }));
    return weighed.sort((a, b) => b.score - a.score);
  }

  #factor(id: string, question: Question, wish: Wish): number {
    const traits = this.#traits.get(id);
    if (!traits) return 1;
    let factor = traits.declines ? DECLINES : 1;
    if (question.aspect === 'who' && !traits.tellsWho) factor *= NOT_WHO;
    if (question.aspect === 'when' && !traits.tellsWhen) factor *= NOT_WHEN;
    if (wish.ofBodies && traits.isOfBody) factor *= OF_A_BODY;
    if (wish.bodies.some((body) => traits.sections.includes(body))) factor *= NAMED_BODY;
    const { appendix } = wish;
    if (appendix !== null && traits.sections.some((section) => section.startsWith(appendix))) factor *= NAMED_APPENDIX;
    if (traits.isOfDistricts) factor *= wish.districts;
    if (traits.tellsPlaces && question.provinces.length > 0) factor *= NAMED_PLACE;
    return factor;
  }
}

/** What a question prefers, worked out once for all cards. */
interface Wish {
  ofBodies: boolean;
  bodies: readonly string[];
  appendix: string | null;
  districts: number;
}

function wishOfQuestion(question: Question): Wish {
  const isBeside = BESIDE.test(question.plain);
  const hasStars = question.star === 3 || question.star === 4;
  return {
    ofBodies: question.aspect === 'who' && !isBeside && !PREMISE.test(question.plain),
    bodies: question.appendix === null && !isBeside ? question.bodies : [],
    appendix: question.appendix,
    districts: question.districts.length === 0 ? 1 : hasStars ? DISTRICT_STARS : DISTRICT_FIGURE,
  };
}

function traitsOf(card: Card, split: (text: string) => Word[]): Traits {
  const sections = card.cites.filter((cite) => cite.source === 'ke-hoach-2024').map((cite) => cite.section);
  const aspects = [card.title, ...card.questions].map((text) => aspectOf(split(text)));
  return {
    tellsWho: card.who !== '' || aspects.includes('who') || card.cites.some((cite) => cite.section.startsWith('V.')),
    tellsWhen: card.when !== '' || aspects.includes('when'),
    sections,
    isOfBody: sections[0]?.startsWith('V.') === true,
    tellsPlaces: card.gives.includes('nơi'),
    declines: card.status === 'unknown',
    isOfDistricts: card.questions.some((text) => text.startsWith('{huyện}')) && card.status === 'answered',
  };
}
