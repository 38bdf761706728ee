import { type Act, actsOf, withoutLaterActs } from './acts.ts';
import type { Answer, AnswerChoice, Citation } from './answer.ts';
import type { Card, CardCite } from './card.ts';
import type { Change } from './changes.ts';
import type { SourceDocument } from './document.ts';
import type { Aspect } from './question.ts';
import { quoteFrom } from './quote.ts';
import { dayAfter, shownDay } from './rounds.ts';
import type { Section } from './section.ts';
import { withoutReply } from './yes-no.ts';

const PLAN = 'ke-hoach-2024';

/** What a card's text may be filled and led with. */
export interface Filling {
  /** ISO day in Việt Nam */
  today: string;
  aspect: Aspect | null;
  /** the question, for the choice of quotes */
  asked: string;
  /** texts for `{name}` */
  blanks: ReadonlyMap<string, string>;
  /** said before the card's own text */
  lead: string;
  /** cited before the card's own sources */
  cites: readonly CardCite[];
  /** whether the card's own sources are cited after them */
  withOwnCites: boolean;
}

export type Rendered = Pick<Answer, 'text' | 'citations'>;

const MOST_CITATIONS = 5;
const ALWAYS = '9999-12-31';
/** The change that concerns whoever is sent to a district. */
const DISTRICTS_GONE = 'cap-huyen';
const SENT_TO_DISTRICT = /cấp huyện/u;
const KNOWS_DISTRICTS_GONE = /không còn|nay là|khi đó|đã bỏ|bỏ (?:cấp )?huyện/u;

/** Turns cards into text and citations. Pure. */
export class Renderer {
  readonly #documents: Map<string, SourceDocument>;
  readonly #sections: Map<string, Section>;
  readonly #changes: ReadonlyMap<string, Change>;
  readonly #acts: readonly Act[];

  constructor(documents: readonly SourceDocument[], changes: ReadonlyMap<string, Change>) {
    this.#documents = new Map(documents.map((document) => [document.id, document]));
    this.#sections = new Map(
      documents.flatMap((document) => document.sections.map((section) => [`${document.id} ${section.id}`, section])),
    );
    this.#changes = changes;
    this.#acts = actsOf(documents);
  }

  render(card: Card, filling: Filling): Rendered {
    const own = withoutLaterActs(this.#fill(card, filling), this.#acts, filling.today);
    const changes = notesOf(card, own)
      .flatMap((name) => this.#changes.get(name) ?? [])
      .filter((change) => change.from <= filling.today);
    const later = card.later.filter((part) => part.from <= filling.today).map((part) => part.text);
    const first = filling.aspect === 'who' ? card.who : filling.aspect === 'when' ? card.when : '';
    const rest = [card.who, card.when].filter((line) => line !== '' && line !== first);
    const ended = endOf(card, own, filling.today);
    // after another line it replies to nothing: "Chủ trì: … Có. Năm 2024 …"
    const main = first === '' && filling.lead === '' ? own : withoutReply(own);
    const text = [ended, filling.lead, first, main, ...rest, ...later, ...changes.map((change) => change.text)]
      .filter(Boolean)
      .join('\n');
    const cites = [
      ...filling.cites,
      ...(filling.withOwnCites ? card.cites : []),
      ...changes.map((change) => change.cite),
    ];
    const hint = `${filling.asked} ${own}`;
    return { text, citations: this.cite(cites, hint, `${filling.asked} ${opening(own)}`, filling.today) };
  }

  /** Citations in the order given, the first quoted by `first`; what does not exist or not yet on the day is left out. */
  cite(cites: readonly CardCite[], hint: string, first = hint, today = ALWAYS): Citation[] {
    const citations: Citation[] = [];
    for (const [at, cite] of cites.entries()) {
      const section = this.section(cite);
      const document = this.#documents.get(cite.source);
      const quote = section ? quoteFrom(section, cite.words, at === 0 ? first : hint) : null;
      if (!section || !document || (cite.source !== PLAN && section.from > today) || quote === null || quote.length < 8)
        continue;
      if (citations.some((each) => each.source === cite.source && each.quote === quote)) continue;
      citations.push({
        source: cite.source,
        section: cite.section,
        label: `${document.shortTitle}, ${section.label}`,
        quote,
      });
    }
    return citations.slice(0, MOST_CITATIONS);
  }

  /** The section of a document whose title holds the words. */
  titled(source: string, words: string): Section | undefined {
    return this.#documents.get(source)?.sections.find((section) => section.title.includes(words));
  }

  /** What the cited places say: the sentence where one is named, else the whole section. */
  cited(cites: readonly CardCite[]): string {
    return cites
      .map((cite) => {
        const section = this.section(cite);
        return section ? (cite.words === '' ? section.ownText : (quoteFrom(section, cite.words, '') ?? '')) : '';
      })
      .join(' ');
  }

  section(cite: CardCite): Section | undefined {
    return this.#sections.get(`${cite.source} ${cite.section}`);
  }

  #fill(card: Card, filling: Filling): string {
    return card.text.replace(/\{([^{}]+)\}/gu, (_, name: string) => {
      const blank = filling.blanks.get(name);
      if (blank !== undefined) return blank;
      const [main] = card.cites;
      return name === 'mục' && main ? this.body(main) : '';
    });
  }

  /** What a section says, under the name of its document. */
  body(cite: CardCite): string {
    const section = this.section(cite);
    const document = this.#documents.get(cite.source);
    if (!section || !document) return '';
    const said = section.body
      .replace(/\\([\\|*#`[\]{}_-])/gu, '$1')
      .replace(/\*{3,}/gu, (stars) => `${stars.length} dấu sao`);
    return `Theo **${document.shortTitle}**:\n${said}`;
  }
}

/** What a card says has changed; whoever is sent to a district hears that there is none. */
function notesOf(card: Card, own: string): readonly string[] {
  const isUntold = card.notes.length === 0 && SENT_TO_DISTRICT.test(own) && !KNOWS_DISTRICTS_GONE.test(own);
  return isUntold && card.status === 'answered' ? [DISTRICTS_GONE] : card.notes;
}

/** Said of what stands in a document that has ended, unless it says so itself. */
function endOf(card: Card, own: string, today: string): string {
  const until = card.origin?.until ?? null;
  if (until === null || today <= until || /(?:hết|ngừng) hiệu lực/u.test(own)) return '';
  return `**Văn bản này đã hết hiệu lực từ ${shownDay(dayAfter(until))}** (áp dụng đến hết ngày ${shownDay(until)}).`;
}

/** The line that answers first; with a list, its first point too. */
function opening(text: string): string {
  const [first = '', second = ''] = text.split('\n');
  return first.endsWith(':') ? `${first} ${second}` : first;
}

/** Buttons for the cards that people ask next; a card's first example question is what the button asks. */
export function choicesOf(cards: readonly Card[]): AnswerChoice[] {
  return cards.slice(0, 3).map((card) => ({ label: card.title, question: card.questions[0] ?? card.title }));
}
