import { readFrontMatter } from './front-matter.ts';
import { buildSections, joined, type Section } from './section.ts';
import { findStarts } from './section-start.ts';
import { SourceError } from './source-error.ts';
import { readLine, type SourceLine } from './source-line.ts';

export type { Section } from './section.ts';
export { SourceError, type SourceProblem } from './source-error.ts';

/** One document of `knowledge/sources`. Dates are ISO (`date` may be a bare month, `2024-02`). */
export interface SourceDocument {
  id: string;
  title: string;
  /** the name used in citations: `${shortTitle}, ${section.label}` */
  shortTitle: string;
  issuer: string;
  number: string | null;
  date: string;
  /** the days on which the document holds, both included; `to` null: until further notice */
  period: { from: string; to: string | null };
  status: 'in-force' | 'historical' | 'reference';
  note: string | null;
  sections: Section[];
  /** the whole document, NFC, whitespace collapsed */
  text: string;
}

/**
 * Parses one source file: front matter, then Markdown in which `{#id}` at the end of a heading, paragraph, list item or
 * table row opens a section. A heading of two `#` or more without a mark gets an id made from its words.
 * Throws {@link SourceError} with the file, the line and the cause.
 */
export function parseDocument(file: string, content: string): SourceDocument {
  const normal = content
    .replace(/^\uFEFF/u, '')
    .replace(/\r\n?/gu, '\n')
    .normalize('NFC');
  const { meta, body, bodyLine } = readFrontMatter(file, normal);
  const lines = readLines(file, withoutComments(body), bodyLine);
  const starts = findStarts(file, lines);
  return {
    id: meta.id,
    title: meta.title,
    shortTitle: meta.shortTitle ?? meta.title,
    issuer: meta.issuer,
    number: meta.number,
    date: meta.date,
    period: meta.period,
    status: meta.status,
    note: meta.note,
    sections: buildSections(lines, starts, { confidence: meta.confidence, from: meta.period.from }),
    text: joined(lines),
  };
}

function readLines(file: string, body: string[], bodyLine: number): SourceLine[] {
  return body.map((raw, index) => {
    const line = readLine(raw, bodyLine + index);
    if ('cause' in line) throw new SourceError(file, bodyLine + index, line.cause);
    return line;
  });
}

/** A comment `<!-- … -->` is a note to the writer; its lines stay, empty, so that line numbers hold. */
function withoutComments(body: string[]): string[] {
  return body
    .join('\n')
    .replace(/<!--[\s\S]*?-->/gu, (comment) => comment.replace(/[^\n]/gu, ''))
    .split('\n');
}
