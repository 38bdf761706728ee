import type { Card } from './card.ts';
import type { Leaning } from './follow-up.ts';
import type { PlaceFinder } from './places.ts';
import { ownWords, termsOf } from './query.ts';
import { type Question, wishOf } from './question.ts';
import type { ReaderParts } from './reader.ts';
import { MISSING_DISTRICT_CARD, type Resolved, type Resolver } from './resolver.ts';
import type { Topic } from './topic.ts';

const FROM_TOPIC = 0.5;
/** A question understood this well needs no topic. */
const BY_ITSELF = 0.5;

export interface FollowUpTools {
  resolver: Resolver;
  reader: ReaderParts;
  today: string;
}

/** Answers a question that leans on the topic of the answer before. */
export function resolveFollowUp(
  { kind: follow, isCertain }: Leaning,
  question: Question,
  topic: Topic,
  card: Card,
  tools: FollowUpTools,
): Resolved {
  const { resolver, today } = tools;
  const [goods] = question.products;
  if (goods && card.id.startsWith('nhom-') && follow !== 'same-card')
    return resolver.resolve({ ...question, asksGroup: true }, today);
  if (question.star !== null && follow === 'blend' && tellsOfStar(card, question.star))
    return { answer: resolver.answer(card, question, today), card, score: 1 };
  if (question.otherYear && follow !== 'same-kind') {
    const other = resolver.lacking(card, question, today, true);
    if (other) return { answer: other, card, score: 1 };
  }
  const alone = resolver.resolve(question, today);
  if (!isCertain && question.hasContent && alone.card !== null && alone.score >= BY_ITSELF) return alone;
  // a district that the plan has no figures of: with no other named it is still the one that is meant
  if (follow === 'same-kind' && topic.card === MISSING_DISTRICT_CARD && question.districts.length === 0)
    return { answer: resolver.answer(card, question, today), card, score: 1 };
  if (follow === 'same-kind') return resolver.resolve(sameKind(question, topic, tools), today);
  const again = {
    ...question,
    districts: question.districts.length > 0 ? question.districts : named(topic, tools.reader.places),
  };
  if (follow === 'same-card') {
    const lacking = resolver.lacking(card, again, today, true);
    if (lacking) return { answer: lacking, card, score: 1 };
    if (question.aspect === null || hasAspect(card, question))
      return { answer: resolver.answer(card, again, today), card, score: 1 };
  }
  if (follow === 'blend' && question.hasContent && alone.score >= BY_ITSELF) return alone;
  return resolver.resolve(blended(question, card, tools), today, follow === 'same-card' ? card.id : null);
}

/** "còn 4 sao?" after a district, "ở Thuận Nam thì sao?" after 3 stars: what is left unsaid stays as it was. */
function sameKind(question: Question, topic: Topic, tools: FollowUpTools): Question {
  const before = named(topic, tools.reader.places);
  // "so với Bác Ái": with the one at hand
  const compared = question.wish.wantsDifference ? [...before, ...question.districts] : question.districts;
  const districts = question.districts.length > 0 ? compared : before;
  const star = question.star ?? topic.star;
  const plain = star === null ? question.plain : `${question.plain} ${star} sao`;
  const text = `${districts.map((district) => district.name).join(' và ')} dự kiến mấy sản phẩm ${star === null ? '' : `${star} sao`}`;
  const terms = termsOf(ownWords(text, tools.reader.places), 1, tools.reader.isLight);
  return { ...question, hasContent: true, districts, star, plain, terms, wish: wishOf(plain) };
}

function blended(question: Question, card: Card, tools: FollowUpTools): Question {
  const words = ownWords(`${card.title} ${card.questions[0] ?? ''}`, tools.reader.places);
  return {
    ...question,
    hasContent: true,
    terms: [...question.terms, ...termsOf(words, FROM_TOPIC, tools.reader.isLight)],
  };
}

/** "còn 5 sao" after the card of points, which tells of every star. */
function tellsOfStar(card: Card, star: number): boolean {
  return card.status === 'answered' && new RegExp(`\\b${star} sao`, 'u').test(card.text);
}

function hasAspect(card: Card, question: Question): boolean {
  return question.aspect === 'who' ? card.who !== '' : card.when !== '';
}

function named(topic: Topic, places: PlaceFinder): Question['districts'] {
  return topic.districts.flatMap((section) => places.districts.find((district) => district.section === section) ?? []);
}
