import { SourceError } from './source-error.ts';
import type { Confidence, SourceLine } from './source-line.ts';

/** Where a section begins and what its first line says of it; null: nothing said, so the parent's holds. */
export interface SectionStart {
  id: string;
  title: string;
  label: string | null;
  confidence: Confidence | null;
  from: string | null;
  depth: number;
  /** index into the lines */
  at: number;
}

/**
 * Finds the lines that open a section: those with a mark `{#id}`, and headings of two `#` or more, which without a
 * mark get an id made from their words. Throws {@link SourceError} for an id used twice, a missing parent, text
 * outside any section, or no section at all.
 */
export function findStarts(file: string, lines: SourceLine[]): SectionStart[] {
  const starts: SectionStart[] = [];
  const seen = new Map<string, number>();
  for (const [at, line] of lines.entries()) {
    const start = startOf(line, at, starts);
    if (start) {
      const before = seen.get(start.id);
      if (before !== undefined) throw new SourceError(file, line.number, `mã mục ${start.id} đã dùng ở dòng ${before}`);
      const parent = parentOf(start.id);
      const open = starts.findLast((earlier) => levelOf(earlier.id) < levelOf(start.id));
      if (parent !== null && open?.id !== parent) {
        throw new SourceError(file, line.number, `mục ${start.id} phải nằm trong mục ${parent}`);
      }
      seen.set(start.id, line.number);
      starts.push(start);
    } else if (starts.length === 0 && line.text !== '' && line.depth !== 1 && !line.detached) {
      throw new SourceError(
        file,
        line.number,
        'có chữ đứng trước mục đầu tiên: thêm một dòng tiêu đề "## …" phía trên',
      );
    }
  }
  if (starts.length === 0) {
    throw new SourceError(file, 1, 'không có mục nào: mỗi mục bắt đầu bằng một dòng tiêu đề "## …"');
  }
  return starts;
}

function startOf(line: SourceLine, at: number, before: SectionStart[]): SectionStart | null {
  if (line.marker) {
    const { id, title, label, confidence, from } = line.marker;
    return { id, title: title ?? nameFrom(line), label, confidence, from, depth: line.depth, at };
  }
  if (line.depth < 2) return null;
  const parent = before.findLast((start) => start.depth > 0 && start.depth < line.depth);
  const slug = slugOf(line.text);
  if (slug === '') return null;
  return {
    id: parent ? `${parent.id}.${slug}` : slug,
    title: line.text,
    label: null,
    confidence: null,
    from: null,
    depth: line.depth,
    at,
  };
}

function nameFrom(line: SourceLine): string {
  if (line.depth > 0) return line.text;
  const lead = line.text.replace(/^[-+]\s+/u, '');
  const colon = lead.indexOf(':');
  if (colon > 0 && colon <= 80) return lead.slice(0, colon);
  const words = lead.split(' ');
  return words.length <= 10 ? lead : `${words.slice(0, 10).join(' ')}…`;
}

function slugOf(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/gu, 'd').toLowerCase();
  return bare.replace(/[^a-z0-9]+/gu, '-').replace(/^-|-$/gu, '');
}

/** The number of parts of an id: 3 for `II.1.chu-the`. */
export function levelOf(id: string): number {
  return id.split('.').length;
}

/** The id above, null at the top: `II.1` for `II.1.chu-the`. */
export function parentOf(id: string): string | null {
  const dot = id.lastIndexOf('.');
  return dot < 0 ? null : id.slice(0, dot);
}
