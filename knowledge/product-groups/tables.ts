import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listed } from '../fact-table.ts';
import { SourceError, type SourceProblem } from '../source-error.ts';
import type { Phrase } from '../text/phrase-table.ts';
import { splitWords } from '../text/words.ts';

/** One of the 26 criteria sets (Quyết định 26/2026/QĐ-TTg, Phụ lục I). */
export interface CriteriaSet {
  set: number;
  /** the product group, 1 to 6 */
  group: number;
  /** phân nhóm, as the decision words it */
  subgroup: string;
}

/** What a phrase says of a product: a raw material, a way of making, a use … or the sets that it belongs to by itself. */
export interface WordSense extends Phrase {
  /** the phrase with its accents */
  shown: string;
  /** the kind that rules and context speak of; of words with `sets`, the cell that names them: '11', '23/24' */
  kind: string;
  /** criteria sets, best first; 0 is "outside the six groups" */
  sets: readonly number[];
  strength: number;
}

/** What must stand beside the main word: anywhere in its sentence, or right after it. */
export interface Companion {
  kinds: ReadonlySet<string>;
  isNext: boolean;
}

/** Words of kind `main`, beside a companion where one is named, make a product of this set. */
export interface GroupRule {
  /** 0 is "outside the six groups" */
  set: number;
  strength: number;
  main: string;
  beside: Companion | null;
  /** said after the group, '' for nothing */
  note: string;
}

export interface GroupTables {
  sets: ReadonlyMap<number, CriteriaSet>;
  senses: readonly WordSense[];
  /** by their main kind */
  rules: ReadonlyMap<string, readonly GroupRule[]>;
  /** lines that could not be read; the others hold */
  problems: readonly SourceProblem[];
}

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const PLAIN_STRENGTH = 8;

/** Reads sets.tsv, words.tsv and rules.tsv. Throws {@link SourceError} where one of them cannot be opened. */
export function readGroupTables(folder: string = FOLDER): GroupTables {
  const problems: SourceProblem[] = [];
  const rows = <T>(file: string, read: (cells: readonly string[]) => T | string): T[] =>
    readTable(folder, file).flatMap(({ line, cells }) => {
      const row = read(cells);
      if (typeof row !== 'string') return [row];
      problems.push({ file, line, cause: row });
      return [];
    });
  const sets = new Map(rows('sets.tsv', readSet).map((set) => [set.set, set]));
  const isSet = (set: number): boolean => set === 0 || sets.has(set);
  const senses = rows('words.tsv', (cells) => readSenses(cells, isSet)).flat();
  const kinds = new Set(senses.map((sense) => sense.kind));
  const rules = new Map<string, GroupRule[]>();
  for (const rule of rows('rules.tsv', (cells) => readRule(cells, isSet, kinds))) {
    rules.set(rule.main, [...(rules.get(rule.main) ?? []), rule]);
  }
  return { sets, senses, rules, problems };
}

function readTable(folder: string, file: string): { line: number; cells: string[] }[] {
  let content: string;
  try {
    content = readFileSync(join(folder, file), 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new SourceError(`product-groups/${file}`, 1, `không mở được bảng (${String(error.code)})`);
  }
  return content
    .normalize('NFC')
    .split(/\r?\n/u)
    .map((text, index) => ({ line: index + 1, text }))
    .filter(({ text }) => text.trim() !== '' && !text.startsWith('#'))
    .map(({ line, text }) => ({ line, cells: text.split('\t').map((cell) => cell.trim()) }));
}

function readSet([set = '', group = '', subgroup = '']: readonly string[]): CriteriaSet | string {
  if (!/^\d+$/u.test(set) || !/^[1-6]$/u.test(group) || subgroup === '')
    return 'cần ba cột: bộ, nhóm (1 đến 6), phân nhóm';
  return { set: Number(set), group: Number(group), subgroup };
}

function readSenses(
  [kind = '', words = '', strength = '']: readonly string[],
  isSet: (set: number) => boolean,
): WordSense[] | string {
  const sets = /^\d/u.test(kind) ? kind.split('/').map(Number) : [];
  if (kind === '' || listed(words).length === 0) return 'cần ít nhất hai cột: loại, từ ngữ';
  if (!sets.every(isSet)) return `không có bộ tiêu chí "${kind}"`;
  const power = strength === '' ? PLAIN_STRENGTH : Number(strength);
  if (!(power > 0)) return `sức "${strength}" phải là một số lớn hơn 0`;
  return listed(words).map((shown) => ({
    shown,
    typed: splitWords(shown),
    kind,
    sets,
    strength: power,
  }));
}

function readRule(
  [set = '', strength = '', main = '', beside = '', note = '']: readonly string[],
  isSet: (set: number) => boolean,
  kinds: ReadonlySet<string>,
): GroupRule | string {
  if (!/^\d+$/u.test(set) || !isSet(Number(set))) return `không có bộ tiêu chí "${set}"`;
  if (!(Number(strength) > 0)) return `sức "${strength}" phải là một số lớn hơn 0`;
  const companions = listed(beside.replace(/^[+>]/u, ''));
  if (beside !== '' && (!/^[+>]/u.test(beside) || companions.length === 0)) return 'cột "đi kèm" bắt đầu bằng + hoặc >';
  const unknown = [main, ...companions].find((kind) => !kinds.has(kind));
  if (unknown !== undefined) return `words.tsv không có loại "${unknown}"`;
  const companion = companions.length === 0 ? null : { kinds: new Set(companions), isNext: beside.startsWith('>') };
  return { set: Number(set), strength: Number(strength), main, beside: companion, note };
}
