import { readQuotas } from './appendix-one.ts';
import { AskedFinder } from './asked.ts';
import { BulkWords } from './bulk-words.ts';
import type { Card } from './card.ts';
import { CardIndex, type IndexedText } from './card-index.ts';
import { readChanges } from './changes.ts';
import { Declines } from './declines.ts';
import { DirectAnswers } from './direct-answers.ts';
import type { SourceDocument } from './document.ts';
import { listed, tableRows } from './fact-table.ts';
import { createGate, type Gated } from './gate.ts';
import { PhraseFinder } from './phrases.ts';
import { PlaceFinder, type PlaceTables } from './places.ts';
import { Preferences } from './preferences.ts';
import { ProductFinder } from './products.ts';
import { bodyTerm, ownWords, type Term } from './query.ts';
import { Ranking } from './ranking.ts';
import type { ReaderParts } from './reader.ts';
import { Renderer } from './render.ts';
import { Resolver } from './resolver.ts';
import { cardsFromSources } from './source-cards.ts';
import { type Analysis, createAnalyser } from './text/analyse.ts';
import type { Lexicon } from './text/lexicon.ts';
import { splitWords, type Word } from './text/words.ts';
import { PLAN, Writer } from './writer.ts';

/** What an assistant is made of; the tables are the contents of knowledge/facts. */
export interface AssistantParts {
  documents: SourceDocument[];
  cards: Card[];
  lexicon: Lexicon;
  places: PlaceTables;
  products: string;
  asked: string;
  changes: string;
  lightWords: string;
  bodies: string;
}

const ABBREVIATION = /\p{Lu}{2}/u;

/** The machinery of the assistant, built once: it reads, ranks and answers single questions. */
export interface Engine {
  cards: ReadonlyMap<string, Card>;
  reader: ReaderParts;
  resolver: Resolver;
  analyse: (text: string) => Analysis;
  /** whether a message is full of words that no text of ours holds */
  isMessy: (message: string) => boolean;
  gate: (analysis: Analysis) => Gated | null;
}

/** Builds index, tables and rules. Throws where a table is unusable. */
export function createEngine(parts: AssistantParts): Engine {
  const cards = [...datedCards(parts), ...cardsFromSources(parts.documents, parts.cards)];
  const byId = new Map(cards.map((card) => [card.id, card]));
  const bulk = new BulkWords();
  learnTexts(parts, bulk);
  const spellings = bulk.spellings();
  const places = new PlaceFinder(parts.places);
  const isLight = lightTest(parts);
  const bodies = bodyFinder(parts.bodies);
  const analyse = createAnalyser(parts.lexicon, spellings);
  const spell = (text: string): string => (ABBREVIATION.test(text.replaceAll('OCOP', '')) ? analyse(text).text : text);
  const renderer = new Renderer(parts.documents, readChanges(parts.changes));
  const planSections = parts.documents.find((document) => document.id === 'ke-hoach-2024')?.sections ?? [];
  const index = new CardIndex(cards.map((card) => indexed(card, { places, isLight, bodies, renderer, bulk, spell })));
  const writer = new Writer(byId, renderer, readQuotas(planSections, places.districts));
  const preferences = new Preferences(cards, (text) => bulk.split(text));
  return {
    cards: byId,
    reader: {
      places,
      products: new ProductFinder(parts.products),
      asked: new AskedFinder(parts.asked),
      bodies,
      isLight,
    },
    resolver: new Resolver({
      cards: byId,
      ranking: new Ranking(byId, index, preferences),
      writer,
      declines: new Declines(byId, writer),
      direct: new DirectAnswers(byId, writer, renderer, parts.documents, isLight),
    }),
    analyse,
    isMessy: messTest(spellings),
    gate: createGate(parts.lexicon),
  };
}

/** A card that shows a section serves from the day on which the section may be said. */
function datedCards({ cards, documents }: AssistantParts): Card[] {
  const from = new Map(
    documents.flatMap(({ id, sections }) => sections.map((section) => [`${id} ${section.id}`, section.from])),
  );
  return cards.map((card) => {
    const [main] = card.cites;
    const day = main && main.source !== PLAN ? (from.get(`${main.source} ${main.section}`) ?? null) : null;
    const isLater = day !== null && card.text.includes('{mục}') && day > (card.from ?? '');
    return isLater ? { ...card, from: day } : card;
  });
}

/** Whether a word says nothing of what is asked. Typed without accents it is taken for the light word it may be. */
function lightTest({ lightWords, lexicon }: AssistantParts): (word: Word) => boolean {
  const words = tableRows(lightWords).flatMap(([row = '']) => splitWords(row));
  const marked = new Set(words.map((word) => word.marked));
  const plain = new Set(words.map((word) => word.plain));
  return (word) =>
    marked.has(word.marked) || (word.marked === word.plain && plain.has(word.plain)) || lexicon.isParticle(word);
}

/** Every text of the project's own: no word that stands here is taken for a slip. */
function learnTexts(parts: AssistantParts, bulk: BulkWords): void {
  for (const document of parts.documents) bulk.split(document.text);
  for (const card of parts.cards) for (const text of [card.title, card.text, ...card.questions]) bulk.split(text);
  for (const table of [parts.products, parts.places.communes, parts.asked]) bulk.split(table);
}

function bodyFinder(table: string): (words: readonly Word[]) => string[] {
  const finder = new PhraseFinder(
    tableRows(table).flatMap(([section = '', called]) =>
      listed(called).map((name): [string, string] => [name, section]),
    ),
  );
  return (words) => [...new Set(finder.find(words).map((found) => found.value))];
}

interface IndexTools extends Pick<ReaderParts, 'places' | 'isLight' | 'bodies'> {
  renderer: Renderer;
  bulk: BulkWords;
  /** writes abbreviations out as in the questions of people */
  spell: (text: string) => string;
}

function indexed(card: Card, tools: IndexTools): IndexedText {
  const terms = (text: string): Term[] => {
    const words = ownWords(text, tools.places, (own) => tools.bulk.split(own));
    return [...tools.bulk.terms(words, tools.isLight), ...tools.bodies(words).map(bodyTerm)];
  };
  const later = card.later.map((part) => part.text).join(' ');
  const cited = tools.renderer.cited(card.cites);
  return {
    id: card.id,
    trust: trustIn(card),
    questions: examplesOf(card).map((text) => terms(card.id.includes('#') ? text : tools.spell(text))),
    body: terms(
      `${card.text} ${card.who} ${card.when} ${later} ${cited} ${card.origin?.isNews === true && SUM.test(cited) ? SUM_ASKED : ''}`,
    ),
  };
}

/** A clause of the plan is found by its words alone: it shares its title with its neighbours. */
function examplesOf(card: Card): string[] {
  return card.id.startsWith('ke-hoach-2024#') ? card.questions : [card.title, ...card.questions];
}

/** A hand-written card stands before what was cut from a document. */
function trustIn(card: Card): number {
  if (!card.id.includes('#')) return 1;
  if (card.origin?.isNews === true) return 0.95;
  return card.id.startsWith('ke-hoach-2024#') ? 0.9 : 0.82;
}

/** Whoever asks for money does not ask for "đồng". */
const SUM = /\d (?:nghìn |triệu |tỷ )?đồng/u;
const SUM_ASKED = 'bao nhiêu tiền';

const MESSY = 2;

function messTest(spellings: readonly string[]): (message: string) => boolean {
  const known = new Set(spellings);
  return (message) =>
    splitWords(message).filter((word) => word.marked !== word.plain && !known.has(word.marked)).length >= MESSY;
}
