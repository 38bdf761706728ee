import { SourceError } from '../source-error.ts';
import { splitWords, type Word } from './words.ts';

/** When a row holds; written in the third column, separated by spaces. */
export interface RowFlags {
  /** only as written, with its accents */
  exact: boolean;
  /** only in capital letters */
  capitals: boolean;
  /** only in small letters */
  small: boolean;
  /** only where nothing but particles follows in the sentence */
  end: boolean;
  /** not right after a number: '5 kg' is no 'không' */
  word: boolean;
  /** only glued to a number: 500k */
  number: boolean;
}

/** One line of a lexicon file: what people type, what it means, when it holds. */
export interface LexiconRow extends RowFlags {
  typed: Word[];
  meanings: string[];
}

const FLAGS: Record<string, keyof RowFlags> = {
  exact: 'exact',
  caps: 'capitals',
  small: 'small',
  end: 'end',
  word: 'word',
  number: 'number',
};

/**
 * Reads the lines `typed forms <tab> meanings <tab> flags` of a lexicon file; forms and meanings are separated by `;`.
 * Empty lines and lines that begin with # are skipped. A bad line comes back as a problem, the rest still holds.
 * `wrongWith` tells what is wrong with a line's meanings in this file, null where nothing is.
 */
export function readRows(
  file: string,
  content: string,
  wrongWith: (meanings: readonly string[]) => string | null = () => null,
): { rows: LexiconRow[]; problems: SourceError[] } {
  const rows: LexiconRow[] = [];
  const problems: SourceError[] = [];
  for (const [index, line] of content.normalize('NFC').split(/\r?\n/u).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const read = readRow(line, wrongWith);
    if (typeof read === 'string') problems.push(new SourceError(file, index + 1, read));
    else rows.push(...read);
  }
  return { rows, problems };
}

/** The rows of one line, or why it cannot be read, in the words of the person who wrote it. */
function readRow(line: string, wrongWith: (meanings: readonly string[]) => string | null): LexiconRow[] | string {
  const [typedCell = '', meaningCell = '', flagCell = '', ...more] = line.split('\t').map((cell) => cell.trim());
  if (more.some((cell) => cell !== '')) return 'có hơn ba cột; mỗi dòng chỉ gồm: chữ gõ, nghĩa, ghi chú';
  const forms = list(typedCell);
  const meanings = list(meaningCell);
  const wrong = wrongWith(meanings);
  if (wrong !== null) return wrong;
  if (forms.length === 0) return 'cột thứ nhất (chữ người dùng gõ) đang trống';
  const flags: RowFlags = { exact: false, capitals: false, small: false, end: false, word: false, number: false };
  for (const word of flagCell.split(/\s+/u).filter((flag) => flag !== '')) {
    const flag = FLAGS[word];
    if (!flag) return `không hiểu ghi chú "${word}"; chỉ dùng ${Object.keys(FLAGS).join(', ')}`;
    flags[flag] = true;
  }
  const rows: LexiconRow[] = [];
  for (const form of forms) {
    const typed = splitWords(form);
    if (typed.length === 0) return `"${form}" không có chữ hay số nào`;
    rows.push({ typed, meanings, ...flags });
  }
  return rows;
}

function list(cell: string): string[] {
  return cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
