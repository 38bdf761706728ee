import { fileURLToPath } from 'node:url';
import { PHRASE_KINDS, phraseKind, REPLY_KINDS } from '../gate-kinds.ts';
import type { SourceProblem } from '../source-error.ts';
import { readTables } from './lexicon-folder.ts';
import { type LexiconRow, readRows } from './lexicon-row.ts';
import { type PhraseTable, phraseTable } from './phrase-table.ts';
import { splitWords, type Word } from './words.ts';

/** What people type and what it means, read from the tables in knowledge/lexicon. */
export interface Lexicon {
  /** abbreviations, chat spelling, southern words: replaced in the text */
  rewrites: PhraseTable<LexiconRow>;
  /** everyday words: the official terms are added, the words stay; terms stand among them so that no part of one is taken for a word */
  everyday: PhraseTable<LexiconRow>;
  /** 'bốn' → '4', before or after a word that is counted */
  numbers: PhraseTable<LexiconRow>;
  /** words that are counted: sao, nhóm, cấp …, plain */
  counted: ReadonlySet<string>;
  /** whether a word only addresses or colours a sentence (ạ, nhỉ, ad, vậy …), typed right or without its accents */
  isParticle(word: Word): boolean;
  /** compounds of the subject, by which misspelt halves are mended: sản phẩm, hồ sơ … */
  terms: readonly LexiconRow[];
  /** loan words and names that no repair may touch, plain */
  fixed: ReadonlySet<string>;
  /** every phrase of the tables that may stand in a good question: meanings, everyday words, terms, particles, small talk */
  phrases: readonly (readonly Word[])[];
  /** the rows of one file, by its name without `.tsv`; [] where there is none */
  rowsOf(table: string): readonly LexiconRow[];
  /** lines that could not be read; the others hold */
  problems: SourceProblem[];
}

const GATE_FILE = 'gate-phrases.tsv';
const FOLDER = fileURLToPath(new URL('../lexicon', import.meta.url));

/**
 * Reads every `.tsv` of the folder (the project's own lexicon by default). A file that cannot be read, and a folder that
 * cannot be opened, become problems; what else there is holds. Never throws for what is in the folder.
 */
export function readLexicon(folder: string = FOLDER): Lexicon {
  const { files, problems } = readTables(folder);
  const lexicon = lexiconFrom(files);
  return { ...lexicon, problems: [...problems, ...lexicon.problems] };
}

/** The lexicon that these files (name → content) make. */
export function lexiconFrom(files: ReadonlyMap<string, string>): Lexicon {
  const tables = new Map<string, readonly LexiconRow[]>();
  const problems: SourceProblem[] = [];
  for (const [file, content] of files) {
    const read = readRows(file, content, file === GATE_FILE ? wrongKind : undefined);
    tables.set(file.replace(/\.tsv$/u, ''), read.rows);
    problems.push(...read.problems.map((problem) => problem.toProblem()));
  }
  problems.push(...missingReplies(tables));
  const table = (name: string): readonly LexiconRow[] => tables.get(name) ?? [];
  const plainWords = (name: string): Set<string> =>
    new Set(table(name).map((row) => row.typed.map((w) => w.plain).join(' ')));
  return {
    rewrites: phraseTable([...table('abbreviations'), ...table('chat-spelling'), ...table('southern-words')]),
    everyday: phraseTable([...table('everyday-words'), ...shields(table('terms'))]),
    numbers: phraseTable(table('number-words')),
    counted: plainWords('counted-words'),
    isParticle: wordTest(table('particles')),
    terms: table('terms'),
    fixed: plainWords('fixed-words'),
    phrases: goodPhrases(table),
    rowsOf: table,
    problems,
  };
}

function wrongKind([name = '']: readonly string[]): string | null {
  return phraseKind(name) === null ? `không hiểu loại "${name}"; chỉ dùng ${PHRASE_KINDS.join(', ')}` : null;
}

/** A table of gate phrases needs a reply for each kind of message that it stops. */
function missingReplies(tables: ReadonlyMap<string, readonly LexiconRow[]>): SourceProblem[] {
  if (!tables.has('gate-phrases')) return [];
  const rows = tables.get('gate-replies') ?? [];
  const told = new Set(rows.filter((row) => row.meanings.length > 0).map(nameOf));
  return REPLY_KINDS.filter((kind) => !told.has(kind)).map((kind) => ({
    file: 'gate-replies.tsv',
    line: 1,
    cause: `thiếu câu trả lời cho loại "${kind}"`,
  }));
}

/** What a row of gate-replies is for: 'other-person-data'. */
export function nameOf(row: LexiconRow): string {
  return row.typed.map((word) => word.plain).join('-');
}

function wordTest(rows: readonly LexiconRow[]): (word: Word) => boolean {
  const words = rows.flatMap((row) => row.typed);
  const marked = new Set(words.map((word) => word.marked));
  const plain = new Set(words.map((word) => word.plain));
  return (word) => marked.has(word.marked) || (word.marked === word.plain && plain.has(word.plain));
}

function shields(terms: readonly LexiconRow[]): LexiconRow[] {
  return terms.map((row) => ({ ...row, meanings: [] }));
}

function goodPhrases(table: (name: string) => readonly LexiconRow[]): Word[][] {
  const meanings = ['abbreviations', 'chat-spelling', 'southern-words', 'everyday-words'].flatMap(table);
  const typed = [
    'common-words',
    'everyday-words',
    'terms',
    'particles',
    'counted-words',
    'number-words',
    'gate-phrases',
  ].flatMap(table);
  return [
    ...meanings.flatMap((row) => row.meanings.map((meaning) => splitWords(meaning))),
    ...typed.map((row) => row.typed),
  ];
}
