import type { Answer } from './answer.ts';
import { figureOf, type QuotaRow, quotaComparison, quotaExtreme, quotaSentence, quotaTable } from './appendix-one.ts';
import type { Card, CardCite } from './card.ts';
import type { Question } from './question.ts';
import { serves } from './ranking.ts';
import { choicesOf, type Filling, type Rendered, type Renderer } from './render.ts';
import { dayIn, renewalSentence, roundSentence } from './rounds.ts';
import type { Topic } from './topic.ts';
import { withoutReply, withoutStrayReply } from './yes-no.ts';

export const PLAN = 'ke-hoach-2024';
export const DISTRICT_CARD = 'huyen-so-san-pham';
export const TOTAL_CARD = 'phu-luc-1-tong';
export const EXTREME_CARD = 'huyen-nhieu-nhat';
export const RENEWAL_CARD = 'phan-hang-lai';

/** Writes a card's answer as the question asks it, the figures of Appendix I filled in. Pure. */
export class Writer {
  readonly #cards: ReadonlyMap<string, Card>;
  readonly #renderer: Renderer;
  readonly quotas: readonly QuotaRow[];

  constructor(cards: ReadonlyMap<string, Card>, renderer: Renderer, quotas: readonly QuotaRow[]) {
    this.#cards = cards;
    this.#renderer = renderer;
    this.quotas = quotas;
  }

  answer(card: Card, question: Question, today: string): Answer {
    const { text, citations } = this.render(card, question, today);
    const isWrong = card.status === 'answered' && isWrongPremise(question, text);
    return {
      status: card.status,
      text: isWrong
        ? `**Không**, tài liệu ghi khác:\n${withoutReply(text)}`
        : withoutStrayReply(text, card, question.plain),
      citations,
      choices: this.choices(card.next, today),
      topic: topicOf(card, question),
    };
  }

  render(card: Card, question: Question, today: string): Rendered {
    return this.#renderer.render(card, this.#filling(card, question, today));
  }

  /** Citations of these places, best first. */
  cite(cites: readonly CardCite[], hint: string): Answer['citations'] {
    return this.#renderer.cite(cites, hint);
  }

  /** Buttons for the cards of these ids that serve on the day. */
  choices(ids: readonly string[], today: string): Answer['choices'] {
    return choicesOf(ids.flatMap((id) => this.#cards.get(id) ?? []).filter((card) => serves(card, today)));
  }

  /** The rows of Appendix I for the districts that a question names. */
  rows(question: Question): QuotaRow[] {
    return question.districts.flatMap((district) => this.quotas.find((row) => row.section === district.section) ?? []);
  }

  #filling(card: Card, question: Question, today: string): Filling {
    const blanks = new Map<string, string>([['bảng Phụ lục I', quotaTable(this.quotas)]]);
    let lead = '';
    let cites: CardCite[] = [];
    if (card.id === DISTRICT_CARD) {
      const rows = this.rows(question);
      blanks.set('số của huyện', quotaComparison(rows, question.wish));
      cites = rows.map((row) => planCite(row.section));
    }
    if (card.id === EXTREME_CARD && question.wish.extreme) {
      const extreme = quotaExtreme(this.quotas, question.wish);
      lead = extreme.text;
      cites = extreme.rows.map((row) => planCite(row.section));
    }
    if (card.id === TOTAL_CARD && question.wish.star !== null) {
      const total = this.quotas.find((row) => row.section === 'PL1.total');
      if (total)
        lead = `Toàn tỉnh dự kiến **${figureOf(total, question.wish.star)}** sản phẩm ${question.wish.star} sao.`;
    }
    const end = card.id === RENEWAL_CARD ? dayIn(question.plain) : null;
    if (end) lead = renewalSentence(end, today);
    blanks.set('đợt tới', roundSentence(today));
    blanks.set('huyện của xã', this.#communeNote(question));
    const isRows = card.id === DISTRICT_CARD && cites.length > 0;
    return { today, aspect: question.aspect, asked: question.plain, blanks, lead, cites, withOwnCites: !isRows };
  }

  #communeNote(question: Question): string {
    const commune = question.communes[0];
    const row = this.quotas.find((each) => commune && each.name.endsWith(commune.district));
    if (!commune) return '';
    if (!row) return `${commune.name} khi đó thuộc huyện ${commune.district}, kế hoạch không nêu số của huyện này.`;
    return `${commune.name} khi đó thuộc ${row.name}. ${quotaSentence(row, null)}`;
  }
}

/** What a follow-up to the answer refers to. */
export function topicOf(card: Card, question: Question): Topic {
  const districts = question.districts.flatMap((district) => district.section ?? []);
  return { card: card.id, districts, star: question.star };
}

function planCite(section: string): CardCite {
  return { source: PLAN, section, words: '' };
}

const PREMISE = /\b(?:co phai|(?:phai|dung) (?:khong|ko|hong|hok|k))\b/u;
const FIGURE = /(?<![\d.])\d+(?! (?:sao|nghin|ngan|trieu|chuc|tram|k|thang \d|\d))\b/gu;

/** Whether the question takes for granted a figure that the answer does not hold: "10 lớp tập huấn phải không". */
function isWrongPremise(question: Question, text: string): boolean {
  if (!PREMISE.test(question.plain) || /^\**Không/u.test(text)) return false;
  const said = new Set([...text.matchAll(/\d+(?:\.\d{3})*/gu)].map(([figure]) => Number(figure.replaceAll('.', ''))));
  const asked = [...question.plain.replace(/\b(?:nam )?20[12]\d\b|\bnhom \d/gu, ' ').matchAll(FIGURE)];
  return asked.some(([figure]) => !said.has(Number(figure)));
}
