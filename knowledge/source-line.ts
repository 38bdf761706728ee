export type Confidence = 'high' | 'medium';

/** What stands in the `{#id title="…" label="…" confidence="…" from="…"}` at the end of a line. */
export interface Marker {
  id: string;
  title: string | null;
  label: string | null;
  confidence: Confidence | null;
  /** the day (ISO) from which it is so; null: as the section above */
  from: string | null;
}

/** One line of a source file, read for what it says and for how it is shown. */
export interface SourceLine {
  /** line of the file, from 1 */
  number: number;
  /** number of `#` of a heading, 0 elsewhere */
  depth: number;
  marker: Marker | null;
  /** ends in `{-}`: part of the document, of no section */
  detached: boolean;
  /** part of a table, the rule under the header included */
  inTable: boolean;
  /** cells of a table row, [] elsewhere */
  cells: string[];
  /** what the line says: no Markdown, whitespace collapsed */
  text: string;
  /** how the line is shown: headings in bold, table cells apart, the rest as written */
  shown: string;
}

/** A marker that cannot be read; `cause` says why in the operator's words. */
export interface LineFault {
  cause: string;
}

const MARKER = /\s*\{#([^\s{}"]+)((?:\s+[a-z]+="[^"]*")*)\s*\}\s*$/u;
const DETACHED = /\s*\{-\}\s*$/u;
const ATTRIBUTE = /([a-z]+)="([^"]*)"/gu;
const ID = /^[\p{L}\p{N}]+(?:[.-][\p{L}\p{N}]+)*$/u;
const KNOWN = new Set(['title', 'label', 'confidence', 'from']);

function isRealDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/u.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Reads one line of Markdown. Pure; NFC text in, NFC text out. */
export function readLine(raw: string, number: number): SourceLine | LineFault {
  const detached = DETACHED.test(raw);
  let rest = raw.replace(DETACHED, '');
  let marker: Marker | null = null;
  const found = MARKER.exec(rest);
  if (found) {
    const read = readMarker(found[1] ?? '', found[2] ?? '');
    if ('cause' in read) return read;
    marker = read;
    rest = rest.slice(0, found.index);
  }
  if (rest.includes('{#')) {
    return { cause: 'mã mục phải đứng cuối dòng và viết dạng {#ma-muc} hoặc {#ma-muc title="Tên mục"}' };
  }
  const heading = /^(#{1,6})\s+(.*?)\s*#*\s*$/u.exec(rest);
  const row = heading ? null : tableCells(rest);
  const content = heading?.[2] ?? rest;
  const text = row ? row.filter((cell) => cell !== '').join(' ') : plain(content);
  return {
    number,
    depth: heading?.[1]?.length ?? 0,
    marker,
    detached,
    inTable: row !== null,
    cells: row ?? [],
    text,
    shown: show(rest, heading, row),
  };
}

/** Collapses every run of whitespace, no-break spaces included, to one space. */
export function collapse(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function readMarker(id: string, attributes: string): Marker | LineFault {
  if (!ID.test(id)) return { cause: `mã mục "${id}" chỉ được gồm chữ, số, dấu chấm và gạch nối` };
  const values = new Map<string, string>();
  for (const [, key = '', value = ''] of attributes.matchAll(ATTRIBUTE)) {
    if (!KNOWN.has(key)) return { cause: `mục ${id}: không hiểu "${key}"; chỉ dùng title, label, confidence, from` };
    values.set(key, collapse(value));
  }
  const confidence = values.get('confidence') ?? null;
  if (confidence !== null && confidence !== 'high' && confidence !== 'medium') {
    return { cause: `mục ${id}: confidence phải là high hoặc medium` };
  }
  const from = values.get('from') ?? null;
  if (from !== null && !isRealDay(from))
    return { cause: `mục ${id}: from phải là ngày có trong lịch, dạng 2024-02-29` };
  return { id, title: values.get('title') || null, label: values.get('label') || null, confidence, from };
}

/** The cells of a table row, [] for the rule under the header, null where the line is no row. */
function tableCells(line: string): string[] | null {
  const trimmed = line.trim();
  if (!trimmed.startsWith('|')) return null;
  if (/^\|[\s:|-]+\|$/u.test(trimmed) && trimmed.includes('-')) return [];
  const inner = trimmed.replace(/^\|/u, '').replace(/(?<!\\)\|$/u, '');
  return inner.split(/(?<!\\)\|/u).map(plain);
}

function plain(markdown: string): string {
  const unquoted = markdown.replace(/^\s*>\s?/u, '');
  const unlinked = unquoted.replace(/\[([^\]]+)\]\([^)\s]+\)/gu, '$1');
  return collapse(unlinked.replace(/\*\*|`/gu, '').replace(/\\([\\|*#`[\]{}_-])/gu, '$1'));
}

function show(rest: string, heading: RegExpExecArray | null, row: string[] | null): string {
  if (heading) return `**${plain(heading[2] ?? '')}**`;
  if (row) return row.filter((cell) => cell !== '').join(' | ');
  return rest
    .trimEnd()
    .replace(/\s*\\$/u, '')
    .normalize('NFC');
}
