import { levelOf, parentOf, type SectionStart } from './section-start.ts';
import { type Confidence, collapse, type SourceLine } from './source-line.ts';

/** One clause. Ids are paths with dots: `II.1` holds `II.1.chu-the`. Texts are NFC, whitespace collapsed. */
export interface Section {
  id: string;
  title: string;
  /** number of parts of the id */
  level: number;
  /** where it stands, as a citation says it: `mục II.1`, `Điều 6` */
  label: string;
  /** its text without the sections it holds */
  ownText: string;
  /** its text with the sections it holds */
  text: string;
  /** `text` for display: line breaks kept, headings in bold */
  markdown: string;
  /** `ownText` for display, without its heading; a table row as lines `column: cell` */
  body: string;
  /** where the section is a row of a table: its filled cells under their column names; else empty */
  row: Cell[];
  confidence: Confidence;
  /** the first day (ISO) on which it may be said: of a document's later additions, the day of what they tell */
  from: string;
  /** line of the file, from 1 */
  line: number;
}

export interface Cell {
  column: string;
  value: string;
}

/** Cuts the lines into sections, in order. `otherwise` holds for what says nothing of its own. */
export function buildSections(
  lines: SourceLine[],
  starts: SectionStart[],
  otherwise: Pick<Section, 'confidence' | 'from'>,
): Section[] {
  const byId = new Map(starts.map((start) => [start.id, start]));
  return starts.map((start, index) => {
    const level = levelOf(start.id);
    const next = starts.at(index + 1)?.at ?? lines.length;
    const end = starts.slice(index + 1).find((later) => levelOf(later.id) <= level)?.at ?? lines.length;
    const own = lines.slice(start.at, next);
    const all = lines.slice(start.at, end);
    const row = rowOf(lines, start.at);
    return {
      id: start.id,
      title: start.title,
      level,
      label: inherited(start, byId, (from) => from.label) ?? `mục “${start.title}”`,
      ownText: joined(own.filter((line) => !line.detached)),
      text: joined(all.filter((line) => !line.detached)),
      markdown: shown(all),
      body: bodyOf(start, own, row),
      row,
      confidence: inherited(start, byId, (from) => from.confidence) ?? otherwise.confidence,
      from: inherited(start, byId, (from) => from.from) ?? otherwise.from,
      line: lines[start.at]?.number ?? 1,
    };
  });
}

function bodyOf(start: SectionStart, own: SourceLine[], row: Cell[]): string {
  if (row.length > 0) return row.map(({ column, value }) => (column ? `${column}: ${value}` : value)).join('\n');
  return (start.depth > 0 && shown(own.slice(1))) || shown(own);
}

/** Column names come from the rows above the first marked one; of a two-storey header, the lower name wins. */
function rowOf(lines: SourceLine[], at: number): Cell[] {
  const cells = lines[at]?.cells ?? [];
  if (cells.length === 0) return [];
  let top = at;
  while (lines[top - 1]?.inTable) top -= 1;
  const header = lines.slice(top, at).filter((line) => line.marker === null);
  return cells.flatMap((value, index) => {
    const column = header.findLast((line) => line.cells[index])?.cells[index] ?? '';
    return value === '' ? [] : [{ column, value }];
  });
}

/** What the section says of itself, or else the nearest section above it. */
function inherited<T>(
  start: SectionStart,
  byId: Map<string, SectionStart>,
  pick: (from: SectionStart) => T | null,
): T | null {
  let at: SectionStart | undefined = start;
  while (at) {
    const value = pick(at);
    if (value !== null) return value;
    const parent = parentOf(at.id);
    at = parent === null ? undefined : byId.get(parent);
  }
  return null;
}

/** What the lines say, on one line. */
export function joined(lines: SourceLine[]): string {
  return collapse(lines.map((line) => line.text).join(' '));
}

function shown(lines: SourceLine[]): string {
  return lines
    .filter((line) => !line.detached && line.text !== '')
    .map((line) => line.shown)
    .join('\n');
}
