import type { AnswerStatus } from './answer.ts';
import { SourceError } from './source-error.ts';

/** A place in a document that a card stands on; `words` names the sentence, '' the one that fits best. */
export interface CardCite {
  source: string;
  section: string;
  words: string;
}

/** One hand-written answer. Days are ISO; a card serves from `from` to `to`, both included. */
export interface Card {
  id: string;
  title: string;
  status: AnswerStatus;
  /** the ways in which people ask it */
  questions: string[];
  from: string | null;
  to: string | null;
  /** what kinds of fact it holds that other cards lack: 'ngày', 'tiền', 'mẫu đơn' … */
  gives: string[];
  /** what people ask of it and it does not hold: 'tên sản phẩm', 'theo huyện' … */
  lacks: string[];
  cites: CardCite[];
  /** cards that people ask for next */
  next: string[];
  /** names of the notes on what changed since */
  notes: string[];
  /** who does it and when, said first where that is asked */
  who: string;
  when: string;
  /** one line for answers that can only come near */
  summary: string;
  text: string;
  /** what is added from a day on */
  later: { from: string; text: string }[];
  /** of a card cut from a document, what that document says of itself; null for one written by hand */
  origin: CardOrigin | null;
  file: string;
  line: number;
}

/** How far a document that no written card knows may speak for itself. */
export interface CardOrigin {
  /** the last day (ISO) on which the document holds, null: until further notice */
  until: string | null;
  /** in force, and unknown to every written card: then what those call unknown may stand in it */
  isNews: boolean;
}

type Field = { name: string; day: string | null; lines: string[] };

const HEADING = /^##\s+(.+?)\s*\{#([a-z0-9-]+)\}\s*$/u;
const FIELD =
  /^(Trạng thái|Hỏi|Dùng từ|Dùng đến|Cho biết|Thiếu|Nguồn|Tiếp|Nay|Ai|Khi nào|Tóm|Trả lời|Thêm từ (\d\d\/\d\d\/\d{4})):\s*(.*)$/u;
const CITE = /^(\S+)\s+(\S+)(?:\s+"(.+)")?$/u;
const STATUSES: readonly AnswerStatus[] = ['answered', 'clarify', 'unknown', 'refused', 'smalltalk'];

/**
 * Reads one file of cards: `## Title {#id}`, then fields such as `Hỏi:`, `Nguồn:` and `Trả lời:`, each on its own line or
 * followed by its lines. Throws {@link SourceError} with the line and the cause, unless `report` takes it: then that card
 * is left out and the others serve.
 */
export function parseCards(file: string, content: string, report: (error: SourceError) => void = rethrow): Card[] {
  const lines = content
    .replace(/^\uFEFF/u, '')
    .replace(/\r\n?/gu, '\n')
    .normalize('NFC')
    .split('\n');
  const cards: Card[] = [];
  let at = lines.findIndex((line) => line.startsWith('## '));
  while (at >= 0 && at < lines.length) {
    const next = lines.findIndex((line, index) => index > at && line.startsWith('## '));
    const end = next < 0 ? lines.length : next;
    try {
      cards.push(readCard(file, lines.slice(at, end), at + 1));
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      report(error);
    }
    at = end;
  }
  return cards;
}

function rethrow(error: SourceError): void {
  throw error;
}

function readCard(file: string, lines: string[], line: number): Card {
  const heading = HEADING.exec(lines[0] ?? '');
  if (!heading)
    throw new SourceError(
      file,
      line,
      'đầu thẻ phải viết dạng "## Tên thẻ {#ma-the}", mã chỉ gồm chữ thường, số, gạch nối',
    );
  const fields = readFields(file, lines.slice(1), line + 1);
  const list = (name: string): string[] =>
    (fields.find((field) => field.name === name)?.lines ?? []).map(unbulleted).filter(Boolean);
  const words = (name: string): string[] =>
    list(name)
      .flatMap((text) => text.split(','))
      .map((text) => text.trim())
      .filter(Boolean);
  const text = (name: string): string => joined(fields.find((field) => field.name === name)?.lines ?? []);
  const status = list('Trạng thái')[0] ?? 'answered';
  const known = STATUSES.find((each) => each === status);
  if (!known)
    throw new SourceError(file, line, `Trạng thái "${status}" không có; dùng một trong: ${STATUSES.join(', ')}`);
  const card: Card = {
    id: heading[2] ?? '',
    title: heading[1] ?? '',
    status: known,
    questions: list('Hỏi'),
    from: isoDay(file, line, list('Dùng từ')[0]),
    to: isoDay(file, line, list('Dùng đến')[0]),
    gives: words('Cho biết'),
    lacks: words('Thiếu'),
    cites: list('Nguồn').map((cite) => readCite(file, line, cite)),
    next: words('Tiếp'),
    notes: words('Nay'),
    who: text('Ai'),
    when: text('Khi nào'),
    summary: text('Tóm'),
    text: text('Trả lời'),
    later: fields
      .filter((field) => field.day !== null)
      .map((field) => ({ from: isoDay(file, line, field.day ?? '') ?? '', text: joined(field.lines) })),
    origin: null,
    file,
    line,
  };
  if (card.questions.length === 0) throw new SourceError(file, line, `thẻ ${card.id} thiếu "Hỏi:"`);
  if (card.text === '') throw new SourceError(file, line, `thẻ ${card.id} thiếu "Trả lời:"`);
  return card;
}

function readFields(file: string, lines: string[], first: number): Field[] {
  const fields: Field[] = [];
  for (const [index, line] of lines.entries()) {
    const found = FIELD.exec(line);
    if (found) {
      const [, name = '', day, rest = ''] = found;
      fields.push({ name: day ? 'Thêm từ' : name, day: day ?? null, lines: rest ? [rest] : [] });
      continue;
    }
    const open = fields.at(-1);
    if (open) open.lines.push(line);
    else if (line.trim() !== '')
      throw new SourceError(file, first + index, 'dòng này không thuộc mục nào của thẻ (Hỏi, Nguồn, Trả lời …)');
  }
  return fields;
}

function readCite(file: string, line: number, text: string): CardCite {
  const found = CITE.exec(text);
  if (!found)
    throw new SourceError(file, line, `nguồn "${text}" phải viết dạng: mã-tài-liệu mã-mục "vài chữ trong câu"`);
  return { source: found[1] ?? '', section: found[2] ?? '', words: found[3] ?? '' };
}

function isoDay(file: string, line: number, text: string | undefined): string | null {
  if (text === undefined) return null;
  const found = /^(\d\d)\/(\d\d)\/(\d{4})$/u.exec(text);
  if (!found) throw new SourceError(file, line, `ngày "${text}" phải viết dạng 22/05/2026`);
  return `${found[3]}-${found[2]}-${found[1]}`;
}

function unbulleted(line: string): string {
  return line.replace(/^\s*-\s+/u, '').trim();
}

function joined(lines: string[]): string {
  return lines.join('\n').trim();
}
