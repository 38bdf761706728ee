import { exactWords, type PhraseTable, sameWords } from '../text/phrase-table.ts';
import type { Token } from '../text/tokens.ts';
import type { WordSense } from './tables.ts';

/** Words of a description that say something of the product. */
export interface Sign {
  /** what they may mean: one sense, or more where they were typed without accents */
  senses: readonly WordSense[];
  /** tokens from `start` up to `end`, the last not included */
  start: number;
  end: number;
  /** which sentence they stand in */
  sentence: number;
}

const STOP = /[.!?;\n]/u;
const PAUSE = /[,.:;!?()\n]/u;

/**
 * The known phrases of a text, the longest first, each word at most once. In a text typed with accents a single syllable
 * without any is that word and no other: 'tao' is no 'táo'.
 */
export function findSigns(tokens: readonly Token[], table: PhraseTable<WordSense>, isMarked: boolean): Sign[] {
  const signs: Sign[] = [];
  let sentence = 0;
  const hasNames = tokens.some((token, at) => at > 0 && !isCapital(token) && !token.isNumber);
  for (let at = 0; at < tokens.length; ) {
    const found = sensesAt(tokens, at, table, isMarked);
    const length = found[0]?.typed.length ?? 1;
    const senses = hasNames && length === 1 && isInName(tokens, at) ? [] : found;
    if (isStop(tokens, at)) sentence += 1;
    if (senses.length > 0) signs.push({ senses, start: at, end: at + length, sentence });
    at += length;
  }
  return signs.filter(({ senses }) => senses.some(({ kind }) => kind !== 'bỏ'));
}

/** Words that lead over to others. They are so frequent that, typed without accents, they are meant: 'cho' is no 'chó'. */
export const LEADING = new Set(['bỏ', 'phụ', 'nguồn', 'chính', 'nối']);

/** Every sense of the longest phrase that begins here. */
function sensesAt(
  tokens: readonly Token[],
  at: number,
  table: PhraseTable<WordSense>,
  isMarked: boolean,
): readonly WordSense[] {
  const fitting = (table.get(tokens[at]?.plain ?? '') ?? []).filter(({ typed }) =>
    isMarked && typed.length === 1
      ? exactWords(typed, tokens, at)
      : sameWords(typed, tokens, at) && !crossesPause(tokens, at, typed.length),
  );
  const longest = fitting[0]?.typed.length;
  const senses = fitting.filter(({ typed }) => typed.length === longest);
  if (isMarked || longest !== 1 || at === 0) return exactFirst(senses, tokens, at);
  const leading = senses.filter(({ kind }) => LEADING.has(kind));
  const isOther = senses.some(({ typed, kind }) => !LEADING.has(kind) && exactWords(typed, tokens, at));
  return leading.length === 0 || isOther ? senses : leading;
}

/** Where a phrase was typed as one of the senses has it, the others are not meant: 'cho khách' is no 'chở khách'. */
function exactFirst(senses: readonly WordSense[], tokens: readonly Token[], at: number): readonly WordSense[] {
  const exact = senses.filter(({ typed }) => typed.length > 1 && exactWords(typed, tokens, at));
  return exact.length > 0 ? exact : senses;
}

const BEFORE_NAMES = new Set(['anh', 'chi', 'ong', 'ba', 'co', 'chu', 'bac', 'di', 'cau', 'thay', 'em', 'hieu']);

/** 'Bình' in 'Thái Bình Dương' or 'anh Bình': a capital inside a sentence, beside another or after a form of address. */
function isInName(tokens: readonly Token[], at: number): boolean {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!token || !before || !isCapital(token) || isAfterPause(token)) return false;
  return (
    isCapital(before) ||
    BEFORE_NAMES.has(before.plain) ||
    (after !== undefined && isCapital(after) && !isAfterPause(after))
  );
}

function isCapital(token: Token): boolean {
  return /^\p{Lu}/u.test(token.shown);
}

/** Whether a sentence ends before this token. */
function isStop(tokens: readonly Token[], at: number): boolean {
  return at > 0 && STOP.test(tokens[at]?.before ?? '');
}

/** Whether a comma or a full stop stands before this token. */
export function isAfterPause(token: Token | undefined): boolean {
  return token !== undefined && PAUSE.test(token.before);
}

function crossesPause(tokens: readonly Token[], at: number, length: number): boolean {
  return tokens.slice(at + 1, at + length).some(isAfterPause);
}
