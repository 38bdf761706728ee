import type { Answer } from './answer.ts';
import type { Asked } from './asked.ts';
import type { Card } from './card.ts';
import type { Question } from './question.ts';
import { serves } from './ranking.ts';
import { PLAN, topicOf, type Writer } from './writer.ts';

const OTHER_YEAR_CARD = 'khong-nam-khac';
const UNCLEAR_CARD = 'chua-ro';
const FIRST_STEPS = ['chu-the', 'ho-so', 'phu-luc-2-tong'];
const KHANH_HOA = /\bkhanh hoa\b/u;
const PLAN_FIGURES = /^(I\.2|PL1|PL2|IV)(\.|$)/u;
/** Nothing but the duty of the body that is named comes near to its telephone number or its people. */
const CONTACTS = new Set(['liên hệ', 'tên người']);
/** A sentence that replies to another question than the one asked. */
const REPLY = /^(?:\*\*)?(?:Có|Không|Được|Chưa|Nộp tại|Khi có)(?![\p{L}])/u;
const OFFICE_TODAY = 'UBND xã, phường nơi mình ở hoặc cơ quan OCOP cấp tỉnh';
const OFFICE_2024 = 'UBND cấp xã hoặc Sở Nông nghiệp và Phát triển nông thôn';
const TWO_LEVELS = '2025-07-01';

/** Says what the documents do not: the fact that is missing, what comes nearest, and whom to ask. */
export class Declines {
  readonly #cards: ReadonlyMap<string, Card>;
  readonly #writer: Writer;

  constructor(cards: ReadonlyMap<string, Card>, writer: Writer) {
    this.#cards = cards;
    this.#writer = writer;
  }

  /** Declines where the question asks for a kind of fact, a province or a year that the card says nothing of; else null. */
  lacking(card: Card, question: Question, today: string, isNear: boolean): Answer | null {
    if (card.status === 'unknown') return null;
    const province = question.provinces[0];
    if (province !== undefined && !card.gives.includes('nơi')) {
      return this.#decline(
        `Kế hoạch OCOP 2024 chỉ nói về tỉnh Ninh Thuận, **không có số liệu của tỉnh khác**.`,
        null,
        question,
        today,
        `OCOP của ${province}, bạn hỏi cơ quan OCOP của tỉnh đó`,
      );
    }
    if (isOfKhanhHoa(question, card) || (question.otherYear && isOfPlanFigures(card))) {
      const other = this.#cards.get(OTHER_YEAR_CARD);
      if (other && serves(other, today)) return this.#writer.answer(other, question, today);
    }
    const missing = question.asked.find(
      (asked) => (asked.isOwn ? card.lacks : card.gives).includes(asked.kind) === asked.isOwn,
    );
    if (!missing) return null;
    const near = CONTACTS.has(missing.kind) ? this.#bodyOf(question, today) : isNear ? card : null;
    return this.#decline(says(missing), near, question, today, null);
  }

  /** Nothing but light words: asks back. */
  unclear(question: Question, today: string): Answer {
    const card = this.#cards.get(UNCLEAR_CARD);
    return card ? this.#writer.answer(card, question, today) : this.notFound(today);
  }

  /** No card is about the question. */
  notFound(today: string): Answer {
    const text = `Tôi chưa tìm thấy điều này trong Kế hoạch OCOP 2024 và các quy định đang có nên không dám trả lời. Bạn thử hỏi ngắn hơn, hoặc hỏi ${officeOf(today)}.`;
    return { status: 'unknown', text, citations: [], choices: this.#writer.choices(FIRST_STEPS, today), topic: null };
  }

  /** The card on the duties of the body that is named. */
  #bodyOf(question: Question, today: string): Card | null {
    const [body] = question.bodies;
    if (body === undefined) return null;
    const cards = [...this.#cards.values()].filter((card) => serves(card, today) && !card.id.includes('#'));
    return cards.find((card) => card.cites[0]?.section === body) ?? null;
  }

  /** `near` null: nothing that is known comes near. */
  #decline(sentence: string, near: Card | null, question: Question, today: string, office: string | null): Answer {
    const rendered = near ? this.#writer.render(near, { ...question, aspect: null }, today) : null;
    const said = near && rendered ? near.summary || dutyOf(near) || firstSentence(rendered.text) : '';
    const who = office ?? `Bạn hỏi ${officeOf(today)}`;
    const text = [sentence, said ? `Điều gần nhất: ${said}` : '', `${who.charAt(0).toUpperCase()}${who.slice(1)}.`]
      .filter(Boolean)
      .join('\n');
    return {
      status: 'unknown',
      text,
      citations: said && rendered ? rendered.citations : [],
      choices: this.#writer.choices(near ? near.next : FIRST_STEPS, today),
      topic: near ? topicOf(near, question) : null,
    };
  }
}

/** "**Sở Y tế**:" and its first line, where the card lists what a body does. */
function dutyOf(card: Card): string {
  const [head = '', first = ''] = card.text.split('\n');
  return head.endsWith(':') && first.startsWith('- ') && card.cites[0]?.section.startsWith('V.') === true
    ? `${head} ${first.slice(2).replace(/[;.]$/u, '')}.`
    : '';
}

/** Whether the question is about today's province, of which the plan's figures say nothing. */
function isOfKhanhHoa(question: Question, card: Card): boolean {
  return KHANH_HOA.test(question.plain) && !/\bninh thuan\b/u.test(question.plain) && isOfPlanFigures(card);
}

function isOfPlanFigures(card: Card): boolean {
  return card.cites.every((cite) => cite.source === PLAN && PLAN_FIGURES.test(cite.section));
}

function says(asked: Asked): string {
  return `Kế hoạch OCOP 2024 **${asked.says}** cho việc này.`;
}

function officeOf(today: string): string {
  return today < TWO_LEVELS ? OFFICE_2024 : OFFICE_TODAY;
}

function firstSentence(text: string): string {
  const line = text.split('\n')[0] ?? '';
  const end = line.search(/(?<=[^P][.!?])\s(?=\p{Lu})/u);
  const sentence = end > 40 ? line.slice(0, end) : line;
  return sentence.endsWith(':') || REPLY.test(sentence) ? '' : sentence;
}
