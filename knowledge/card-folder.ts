import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Card, parseCards } from './card.ts';
import type { SourceDocument } from './document.ts';
import type { SourceProblem } from './source-error.ts';

/** Cards that can be used, and what is wrong with the others. */
export interface CardFolder {
  cards: Card[];
  problems: SourceProblem[];
}

/**
 * Reads every `*.md` of the folder in the order of names. A card or a file that cannot be used becomes a problem; the
 * others serve. Of two cards with the same id the first one serves.
 */
export function readCards(folder: string): CardFolder {
  const cards: Card[] = [];
  const problems: SourceProblem[] = [];
  const seen = new Set<string>();
  for (const file of listCards(folder, problems)) {
    const content = contentOf(join(folder, file), file, problems);
    if (content === null) continue;
    for (const card of parseCards(file, content, (error) => problems.push(error.toProblem()))) {
      if (seen.has(card.id)) {
        problems.push({ file, line: card.line, cause: `mã thẻ ${card.id} đã dùng` });
        continue;
      }
      seen.add(card.id);
      cards.push(card);
    }
  }
  return { cards, problems };
}

/** Leaves out, and reports, the cards that stand on a document or a section that does not exist. */
export function withKnownPlaces({ cards, problems }: CardFolder, documents: readonly SourceDocument[]): CardFolder {
  const sections = new Map(documents.map(({ id, sections }) => [id, new Set(sections.map((section) => section.id))]));
  const known: Card[] = [];
  const unknown: SourceProblem[] = [];
  for (const card of cards) {
    const lost = card.cites.find((cite) => sections.get(cite.source)?.has(cite.section) !== true);
    if (!lost) {
      known.push(card);
      continue;
    }
    const what = sections.has(lost.source)
      ? `mục ${lost.section} không có trong tài liệu ${lost.source}`
      : `không có tài liệu ${lost.source}`;
    unknown.push({ file: card.file, line: card.line, cause: `thẻ ${card.id} dẫn sai nguồn: ${what}` });
  }
  return { cards: known, problems: [...problems, ...unknown] };
}

function listCards(folder: string, problems: SourceProblem[]): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.md') && name !== 'README.md')
      .sort();
  } catch (error) {
    problems.push(unopened(basename(folder), error));
    return [];
  }
}

function contentOf(path: string, file: string, problems: SourceProblem[]): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    problems.push(unopened(file, error));
    return null;
  }
}

function unopened(file: string, error: unknown): SourceProblem {
  if (!(error instanceof Error && 'code' in error)) throw error;
  return { file, line: 1, cause: `không mở được tệp hoặc thư mục (${String(error.code)})` };
}
