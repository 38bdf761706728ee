/** What a benchmark found, as a table to read. */

export interface Findings {
  title: string;
  columns: readonly string[];
  /** One cell a column, the first says what the row is about. */
  rows: readonly (readonly string[])[];
  notes: readonly string[];
}

export function renderFindings({ title, columns, rows, notes }: Findings): string {
  const widths = columns.map((column, at) => Math.max(...[column, ...rows.map((row) => row[at] ?? '')].map(width)));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((wide, at) => pad(cells[at] ?? '', wide, at > 0)).join(' | ')} |`;
  const rule = `|${widths.map((wide, at) => '-'.repeat(wide + 1) + (at > 0 ? ':' : '-')).join('|')}|`;
  return [`## ${title}`, '', line(columns), rule, ...rows.map(line), '', ...notes.map((note) => `- ${note}`)]
    .join('\n')
    .trimEnd();
}

function width(text: string): number {
  return [...text].length;
}

function pad(text: string, wide: number, isNumber: boolean): string {
  const blank = ' '.repeat(wide - width(text));
  return isNumber ? blank + text : text + blank;
}

/** Milliseconds, with a decimal where it tells something. */
export function milliseconds(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

/** How many times as much as the peer. */
export function times(value: number, peer: number): string {
  const ratio = value / peer;
  return `${ratio < 10 ? ratio.toFixed(2) : Math.round(ratio)} ×`;
}
