import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Assistant, createAssistant } from './assistant.ts';
import { readCards, withKnownPlaces } from './card-folder.ts';
import type { AssistantParts } from './engine.ts';
import { SourceError, type SourceProblem } from './source-error.ts';
import { readSources } from './source-folder.ts';
import { readLexicon } from './text/lexicon.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** The assistant over everything in the knowledge folder; what could not be read is told and the rest serves. */
export function openKnowledge(folder: string = FOLDER): { assistant: Assistant; problems: SourceProblem[] } {
  const { parts, problems } = readKnowledge(folder);
  return { assistant: createAssistant(parts), problems };
}

/**
 * Documents, cards, lexicon and tables as they stand in the folder. Throws {@link SourceError} for a table that cannot be
 * opened: without it questions would be misread.
 */
export function readKnowledge(folder: string = FOLDER): { parts: AssistantParts; problems: SourceProblem[] } {
  const sources = readSources(join(folder, 'sources'));
  const cards = withKnownPlaces(readCards(join(folder, 'cards')), sources.documents);
  const lexicon = readLexicon(join(folder, 'lexicon'));
  const table = (name: string): string => readTable(join(folder, 'facts'), name);
  const parts: AssistantParts = {
    documents: sources.documents,
    cards: cards.cards,
    lexicon,
    places: {
      districts: table('districts.tsv'),
      communes: table('communes.tsv'),
      otherProvinces: table('other-provinces.tsv'),
    },
    products: table('products.tsv'),
    asked: table('asked.tsv'),
    changes: table('changes.tsv'),
    lightWords: table('light-words.tsv'),
    bodies: table('bodies.tsv'),
  };
  return { parts, problems: [...sources.problems, ...cards.problems, ...lexicon.problems] };
}

function readTable(folder: string, name: string): string {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new SourceError(`facts/${name}`, 1, `không mở được bảng (${String(error.code)})`);
  }
}
