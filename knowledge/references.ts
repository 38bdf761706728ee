import type { Answer } from './answer.ts';
import type { Card } from './card.ts';
import type { SourceDocument } from './document.ts';
import type { Question } from './question.ts';
import { serves } from './ranking.ts';
import { fold } from './text/fold.ts';
import { PLAN, type Writer } from './writer.ts';

/** "mục V.7 nói gì", "phần IV": a place of the plan and nothing besides */
const PLACE =
  /^(?:(?:cho|xin|toi|em|minh|hoi|biet|xem|coi|doc|noi dung|trong|theo|o) )*(?:muc|phan|tieu muc) (i{1,3}|iv|v)(?: (\d{1,2}))?(?: (?:noi|gi|la|ve|cua|trong|ke|hoach|viet|ghi|gom|nhung|co|quy|dinh|the|nao|bao|den|chuyen|vay|a|ha|nhi|ta|2024|nam))*$/u;
/** "phụ lục III", "phụ lục 3": the plan has two */
const NO_APPENDIX = /\b(?:phu luc|pl) ?(?:iii|iv|v|[3-9])\b/u;
const ACT = /\b(quyet dinh|nghi dinh|nghi quyet|thong tu) (?:so )?(\d{2,4})\b/gu;
const YEAR = /^20[12]\d$/u;
const NAMES = new Map([
  ['quyet dinh', 'Quyết định'],
  ['nghi dinh', 'Nghị định'],
  ['nghi quyet', 'Nghị quyết'],
  ['thong tu', 'Thông tư'],
]);
const APPENDICES_CARD = 'may-phu-luc';
const RULES_CARD = 'quy-dinh-hien-hanh';
/** What a body or a part is there for, as a card's own question. */
const DUTIES =
  /\b(?:lam gi|lam nhung gi|nhiem vu|trach nhiem|lo gi|lo viec gi|vai tro|so sanh|khac (?:gi|nhau)|gom nhung)\b/u;

export interface Referred {
  answer: Answer;
  card: Card | null;
}

/** Answers questions that name a place of the plan or a document by its number; says so where there is none such. Pure. */
export class References {
  readonly #cards: ReadonlyMap<string, Card>;
  readonly #writer: Writer;
  readonly #planIds: ReadonlySet<string>;
  readonly #numbers: ReadonlySet<string>;

  constructor(cards: ReadonlyMap<string, Card>, writer: Writer, documents: readonly SourceDocument[]) {
    this.#cards = cards;
    this.#writer = writer;
    const plan = documents.find(({ id }) => id === PLAN);
    this.#planIds = new Set(plan?.sections.map(({ id }) => id));
    const texts = documents.map(({ text, number, note }) => `${number ?? ''} ${note ?? ''} ${text}`).join(' ');
    this.#numbers = new Set([...texts.matchAll(/\d{2,4}/gu)].map(([number]) => number));
  }

  find(question: Question, today: string): Referred | null {
    return this.#place(question, today) ?? this.#appendix(question, today) ?? this.#act(question, today);
  }

  /** The card that stands on a section of the plan: the one on its duties where there are several. */
  cardOf(section: string, today: string): Card | null {
    const own = [...this.#cards.values()].filter(
      ({ cites, id }) => cites[0]?.source === PLAN && cites[0].section === section && !id.includes('#'),
    );
    const known = own.filter((card) => card.status === 'answered' && serves(card, today));
    return known.find((card) => card.questions.some((text) => DUTIES.test(fold(text)))) ?? known[0] ?? null;
  }

  #place(question: Question, today: string): Referred | null {
    const found = PLACE.exec(question.plain);
    if (!found) return null;
    const section = [found[1]?.toUpperCase(), found[2]].filter(Boolean).join('.');
    if (!this.#planIds.has(section)) {
      const text = `Kế hoạch OCOP 2024 **không có mục ${section}**. Kế hoạch có năm phần, từ I đến V, và hai phụ lục. Bạn hỏi nội dung mình cần, ví dụ: "ai lo việc vay vốn".`;
      return this.#unknown(text, [APPENDICES_CARD], today);
    }
    const card = this.cardOf(section, today);
    return card ? { card, answer: this.#writer.answer(card, { ...question, aspect: null }, today) } : null;
  }

  #appendix(question: Question, today: string): Referred | null {
    const card = this.#cards.get(APPENDICES_CARD);
    if (!card || !NO_APPENDIX.test(question.plain)) return null;
    return { card, answer: this.#writer.answer(card, question, today) };
  }

  #act(question: Question, today: string): Referred | null {
    const named = [...question.plain.matchAll(ACT)].filter(([, , number = '']) => !YEAR.test(number));
    const [first] = named;
    if (!first || named.some(([, , number = '']) => this.#numbers.has(number))) return null;
    const name = `${NAMES.get(first[1] ?? '') ?? ''} ${first[2] ?? ''}`;
    const text = `Tôi **không thấy ${name}** trong Kế hoạch OCOP 2024 và các quy định mà tôi có, nên không dám nói về văn bản đó. Bạn xem lại số, hoặc hỏi UBND xã, phường.`;
    return this.#unknown(text, ['can-cu', RULES_CARD], today);
  }

  #unknown(text: string, next: readonly string[], today: string): Referred {
    const choices = this.#writer.choices(next, today);
    return { card: null, answer: { status: 'unknown', text, citations: [], choices, topic: null } };
  }
}
