import type { Answer } from './answer.ts';
import { quotaSentence } from './appendix-one.ts';
import { dutyCard } from './body-theme.ts';
import type { Card } from './card.ts';
import type { SourceDocument } from './document.ts';
import { figureAskedFor, meaningsOf } from './figure-meaning.ts';
import { criteriaAnswer, groupAnswer } from './product-answer.ts';
import type { Question } from './question.ts';
import { DOUBTFUL } from './ranking.ts';
import { References } from './references.ts';
import type { Renderer } from './render.ts';
import type { Section } from './section.ts';
import type { Word } from './text/words.ts';
import { PLAN, topicOf, type Writer } from './writer.ts';

/** "có mấy sản phẩm" asks for a figure, not for the group of a product */
const COUNTS = /\b(may|bao nhieu|nhieu nhat|it nhat) (san pham|mon|cai)\b/u;
/** … and so does a district's name with "bao nhiêu", but not "tỏi Phan Rang nhóm mấy" */
const HOW_MANY = /(?<!\bnhom )\b(?:may|nhiu)\b|\bbao nhieu\b|\bnhat\b/u;
/** "tiêu chí chấm gốm": by what goods are marked, not their group */
const CRITERIA =
  /\b(?:bo )?tieu chi\b|\bbo nao cham\b|\bthang diem\b|\bcham (?:diem )?(?:theo|the nao|ra sao|sao|bo)\b/u;
/** "bia thủ công có được đăng ký không" */
const MAY_IT = /\b(?:duoc|co|cho)(?: \S+){0,3} (?:lam|dang ky|tham gia|tinh|xet)\b/u;
/** where goods come from matters then, not their group */
const ELSEWHERE =
  /\b(nhap khau|nhap hang|nhap ve|nhap trai|noi khac|tinh khac|nuoc ngoai|gia cong|mua ve|trung quoc|ngoai tinh|dan nhan lai)\b/u;
const PRODUCT_FAMILY = /^(nhom-\d|san-pham-ocop)$/u;

/** what a body does, as asked of several at once */
const DUTIES = /\b(?:lam gi|lam nhung gi|nhiem vu|trach nhiem|lo gi|lo viec gi|vai tro|so sanh|khac (?:gi|nhau))\b/u;
const CRITERIA_CARD = 'diem-tieu-chi';
/** A card that lists so many duties is the body's own. */
const SEVERAL = 2;

export interface DirectAnswer {
  answer: Answer;
  card: Card | null;
}

/** Answers that are put together from facts, whatever card is nearest: figures, groups, products. Pure. */
export class DirectAnswers {
  readonly #cards: ReadonlyMap<string, Card>;
  readonly #writer: Writer;
  readonly #renderer: Renderer;
  readonly #planSections: readonly Section[];
  readonly #references: References;
  readonly #isLight: (word: Word) => boolean;

  constructor(
    cards: ReadonlyMap<string, Card>,
    writer: Writer,
    renderer: Renderer,
    documents: readonly SourceDocument[],
    isLight: (word: Word) => boolean,
  ) {
    this.#isLight = isLight;
    this.#cards = cards;
    this.#writer = writer;
    this.#renderer = renderer;
    this.#planSections = documents.find(({ id }) => id === PLAN)?.sections ?? [];
    this.#references = new References(cards, writer, documents);
  }

  /** The first that applies; `best` is the nearest card, with its score. */
  find(question: Question, best: Card | undefined, score: number, today: string): DirectAnswer | null {
    return (
      this.#references.find(question, today) ??
      this.#meaning(question) ??
      this.#criteria(question, today) ??
      (question.asksGroup ? this.#product(question, best, score, today) : null) ??
      this.#groups(question, today) ??
      this.#product(question, best, score, today) ??
      this.#bodies(question, today) ??
      this.#duty(question, best, today)
    );
  }

  /** "UBND huyện làm gì về vốn": the duty that fits, where the nearest card is the body's own. */
  #duty(question: Question, best: Card | undefined, today: string): DirectAnswer | null {
    const [body] = question.bodies;
    if (!best || body === undefined || question.bodies.length > 1 || question.asked.some((asked) => !asked.isOwn))
      return null;
    const section = this.#planSections.find((each) => each.id === body);
    if (!section || best.cites[0]?.section !== body || dutiesIn(best) < SEVERAL) return null;
    const card = dutyCard(question, best, section, this.#isLight);
    return card ? { card: best, answer: this.#writer.answer(card, { ...question, aspect: null }, today) } : null;
  }

  /** "con số 30% là gì": every place of the targets and appendices that holds it. */
  #meaning(question: Question): DirectAnswer | null {
    const asked = figureAskedFor(question.plain);
    if (!asked) return null;
    const found = meaningsOf(asked.figure, asked.isShare, question.appendix, this.#planSections);
    if (found.length === 0) return null;
    const lines = found.map((meaning) => {
      const row = this.#writer.quotas.find((each) => each.section === meaning.section);
      return `- ${row ? quotaSentence(row, null) : meaning.quote}`;
    });
    const cites = found.map((meaning) => ({ source: PLAN, section: meaning.section, words: meaning.quote }));
    const text = `Trong Kế hoạch OCOP 2024, số **${asked.figure}${asked.isShare ? '%' : ''}** có ở:\n${lines.join('\n')}`;
    const answer: Answer = {
      status: 'answered',
      text,
      citations: this.#renderer.cite(cites, text),
      choices: [],
      topic: null,
    };
    return { answer, card: null };
  }

  /** "nhóm 3 khác gì nhóm 5": both, one after the other. */
  #groups(question: Question, today: string): DirectAnswer | null {
    const numbers = [...new Set([...question.plain.matchAll(/\bnhom ([1-6])\b/gu)].map((found) => found[1]))];
    const cards = numbers.flatMap((number) => this.#cards.get(`nhom-${number}`) ?? []);
    const [first] = cards;
    if (cards.length < 2 || !first || question.districts.length > 0) return null;
    return { answer: this.#together(cards.slice(0, 3), first, question, today), card: first };
  }

  /** "Sở Công Thương với Sở Y tế làm gì": each of them, one after the other. */
  #bodies(question: Question, today: string): DirectAnswer | null {
    const bodies = [...new Set(question.bodies)];
    if (bodies.length < 2 || bodies.length > 3 || !DUTIES.test(question.plain)) return null;
    const cards = bodies.flatMap((body) => this.#references.cardOf(body, today) ?? []);
    const [first] = cards;
    if (!first || cards.length < bodies.length) return null;
    return { card: first, answer: this.#together(cards, first, { ...question, aspect: null }, today) };
  }

  /** What several cards say, one after the other. */
  #together(cards: readonly Card[], first: Card, question: Question, today: string): Answer {
    const parts = cards.map((card) => this.#writer.render(card, question, today));
    return {
      status: 'answered',
      text: parts.map((part) => part.text).join('\n'),
      citations: parts.flatMap((part) => part.citations),
      choices: this.#writer.choices(first.next, today),
      topic: topicOf(first, question),
    };
  }

  /** The set of criteria of the rules in force for the goods that are named. */
  #criteria(question: Question, today: string): DirectAnswer | null {
    if (!CRITERIA.test(question.plain) || question.asked.some((asked) => !asked.isOwn)) return null;
    const answer = criteriaAnswer(question.products, today, this.#renderer);
    if (!answer) return null;
    const card = this.#cards.get(CRITERIA_CARD) ?? null;
    const choices = card ? this.#writer.choices(card.next, today) : [];
    return { card, answer: { ...answer, choices, topic: card ? topicOf(card, question) : null } };
  }

  #product(question: Question, best: Card | undefined, score: number, today: string): DirectAnswer | null {
    if (!this.#isOfProduct(question, best, score)) return null;
    const made = groupAnswer(question.products, today, this.#renderer);
    if (!made) return null;
    const card = this.#cards.get(made.card) ?? null;
    const choices = card ? this.#writer.choices(card.next, today) : [];
    return { card, answer: { ...made.answer, choices, topic: card ? topicOf(card, question) : null } };
  }

  #isOfProduct(question: Question, best: Card | undefined, score: number): boolean {
    if (question.products.length === 0 || ELSEWHERE.test(question.plain)) return false;
    if (question.asksGroup) {
      const { plain, districts } = question;
      const counts = (districts.length > 0 && HOW_MANY.test(plain)) || COUNTS.test(plain);
      return !(best?.status === 'unknown' && counts);
    }
    if (question.aspect === 'who' || best?.status === 'unknown') return false;
    if (question.asked.some((asked) => !asked.isOwn)) return false;
    return PRODUCT_FAMILY.test(best?.id ?? '') || (score < DOUBTFUL && MAY_IT.test(question.plain));
  }
}

function dutiesIn(card: Card): number {
  return card.text.split('\n').filter((line) => line.startsWith('- ')).length;
}
