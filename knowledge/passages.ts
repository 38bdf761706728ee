import type { Citation } from './answer.ts';
import type { Card } from './card.ts';
import type { SourceDocument } from './document.ts';
import type { Engine } from './engine.ts';
import type { Question } from './question.ts';
import { serves } from './ranking.ts';
import { readQuestion } from './reader.ts';
import type { Section } from './section.ts';
import { spelledOut } from './spelling.ts';

/** A piece of what the assistant knows, as others may read it: a section of a document, or a hand-written card. */
export interface Passage {
  /** `ke-hoach-2024#II.1` for a section, `the#ho-so` for a card */
  id: string;
  kind: 'section' | 'card';
  title: string;
  /** of a section word for word without its title, whitespace collapsed; of a card what it says on the day, without mark-up */
  text: string;
  /** where it stands: the section itself, unquoted, or the places that the card stands on, each with its quote */
  citations: Citation[];
  /** likeness to the question, 0 to about 1; 0 where it was not searched for */
  score: number;
}

/** The passages of all documents and cards. Pure. */
export interface Passages {
  /** Those that a question is about and that hold on the day (ISO), best first, `most` at most. */
  search(question: string, today: string, most: number): Passage[];
  /** One by its id as it answers the question on the day; null where it does not hold then, or is not there. */
  passage(id: string, question: string, today: string): Passage | null;
  /** Every passage by what it is about, the same on every day: for rankings of others' making. */
  texts(): { id: string; text: string }[];
}

const CARD = 'the';
/** A heading alone says nothing. */
const SHORTEST = 40;
/** A section longer than this is searched by the sections that it holds. */
const LONGEST = 4_000;

export function createPassages(engine: Engine, documents: readonly SourceDocument[]): Passages {
  const sections = new Map<string, { document: SourceDocument; section: Section }>(
    documents.flatMap((document) =>
      document.sections
        .filter((section) => isReadable(section) && document.id !== 'chua-xac-minh')
        .map((section) => [`${document.id}#${section.id}`, { document, section }] as const),
    ),
  );
  const written = [...engine.cards.values()].filter((card) => !card.id.includes('#') && card.status === 'answered');
  const cards = new Map(written.map((card) => [`${CARD}#${card.id}`, card]));

  /** The passage that a card of the ranking shows. */
  function idOf(id: string): string | null {
    if (!id.includes('#')) return `${CARD}#${id}`;
    const [cite] = engine.cards.get(id)?.cites ?? [];
    return cite ? `${cite.source}#${cite.section}` : null;
  }

  function read(message: string): Question {
    const analysis = engine.analyse(message);
    return readQuestion(engine.reader, spelledOut(analysis.text), '', analysis.also, engine.isMessy(message), message);
  }

  function passageOf(id: string, question: Question, today: string, score: number): Passage | null {
    const card = cards.get(id);
    if (card) return serves(card, today) ? cardPassage(engine, id, card, question, today, score) : null;
    const found = sections.get(id);
    if (!found || found.section.from > today) return null;
    const { document, section } = found;
    const label = `${document.shortTitle}, ${section.label}`;
    const citations = [{ source: document.id, section: section.id, label, quote: '' }];
    return { id, kind: 'section', title: section.title, text: untitled(section), citations, score };
  }

  return {
    search(message, today, most) {
      const question = read(message);
      const passages = new Map<string, Passage>();
      for (const { id: cardId, score } of engine.resolver.rank(question, today)) {
        if (passages.size >= most) break;
        const id = idOf(cardId);
        if (id === null || passages.has(id)) continue;
        const passage = passageOf(id, question, today, score);
        if (passage) passages.set(id, passage);
      }
      return [...passages.values()];
    },
    passage: (id, message, today) => passageOf(id, read(message), today, 0),
    texts: () => [
      ...[...cards].map(([id, card]) => ({ id, text: [card.title, ...card.questions, card.text].join('\n') })),
      ...[...sections].map(([id, { document, section }]) => ({
        id,
        text: `${document.shortTitle}, ${section.label}: ${section.title}\n${section.text}`,
      })),
    ],
  };
}

/** A row of a table says nothing without the names of its columns; cards tell what stands there. */
function isReadable({ row, text }: Section): boolean {
  return row.length === 0 && text.length >= SHORTEST && text.length <= LONGEST;
}

/** In running text a title would be read as part of the first sentence. */
function untitled({ title, text }: Section): string {
  const rest = text.startsWith(`${title} `) ? text.slice(title.length + 1) : text;
  return rest.length >= SHORTEST ? rest : text;
}

/** A card as it answers the question on the day: figures of the district that is named stand in it. */
function cardPassage(
  engine: Engine,
  id: string,
  card: Card,
  question: Question,
  today: string,
  score: number,
): Passage | null {
  const { text, citations } = engine.resolver.answer(card, question, today);
  if (citations.length === 0) return null;
  return { id, kind: 'card', title: card.title, text: text.replaceAll('**', ''), citations, score };
}
