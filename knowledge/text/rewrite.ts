import type { Lexicon } from './lexicon.ts';
import type { LexiconRow } from './lexicon-row.ts';
import { exactWords, phraseAt, sameWords } from './phrase-table.ts';
import { replacement, type Token } from './tokens.ts';

/** Nouns after which a single letter is a label and no chat word: 'mục V', 'vitamin C', 'mẫu B'. */
const LABELLED = new Set(['muc', 'phan', 'luc', 'diem', 'khoan', 'chuong', 'vitamin', 'mau', 'bang', 'hepatit', 'phu']);

/** Whether nothing but particles (vậy, ạ, ad …) follows in the sentence. */
export function endsSentence(tokens: readonly Token[], after: number, lexicon: Lexicon): boolean {
  for (let at = after; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token || /[?!.,;\n]/u.test(token.before)) return true;
    if (!lexicon.isParticle(token)) return false;
  }
  return true;
}

/** How the whole message is typed, which decides what a lone syllable may mean. */
interface Manner {
  /** all in capitals: capitals say nothing then */
  shouted: boolean;
  /** with accents: a syllable without any is meant so */
  marked: boolean;
}

/** Replaces abbreviations, chat spelling and southern words by what they mean; the longest row wins. */
export function rewriteTokens(tokens: readonly Token[], lexicon: Lexicon): Token[] {
  const manner = mannerOf(tokens);
  const written: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (!token) break;
    const row = phraseAt(lexicon.rewrites, tokens, at, (found) => rowHolds(found, tokens, at, lexicon, manner));
    const length = row?.typed.length ?? 1;
    const meaning = row?.meanings[0];
    if (meaning === undefined) written.push(...tokens.slice(at, at + length));
    else written.push(...replacement(meaning, token));
    at += length;
  }
  return written;
}

/** Writes number words as figures beside what is counted: 'bốn sao' → '4 sao', 'nhóm ba' → 'nhóm 3'. */
export function rewriteNumbers(tokens: readonly Token[], lexicon: Lexicon): Token[] {
  return tokens.map((token, at) => {
    const figure = phraseAt(lexicon.numbers, tokens, at, () => true)?.meanings[0];
    if (figure === undefined || token.isNumber) return token;
    const before = tokens[at - 1];
    const after = tokens[at + 1];
    const counts = after !== undefined && lexicon.counted.has(after.plain) && !/[,.;?!]/u.test(after.before);
    const names = before !== undefined && isNumbered(before) && !/[,.;?!]/u.test(token.before);
    if (!counts && !(names && !followsYear(tokens, at))) return token;
    return { ...token, shown: figure, marked: figure, plain: figure, isNumber: true };
  });
}

/** What bears a number after it; 'hàng năm' is no 'hạng 5'. */
function isNumbered(word: Token): boolean {
  return ['nhóm', 'nhom', 'hạng', 'cấp', 'bước'].includes(word.marked);
}

/** 'nhóm năm 2024', 'cấp năm nay': năm is a year there. */
function followsYear(tokens: readonly Token[], at: number): boolean {
  const after = tokens[at + 1];
  return (
    tokens[at]?.plain === 'nam' &&
    after !== undefined &&
    (after.isNumber || ['nay', 'ngoai', 'sau', 'toi', 'truoc'].includes(after.plain))
  );
}

function mannerOf(tokens: readonly Token[]): Manner {
  return {
    shouted: tokens.length > 1 && tokens.every((token) => token.shown === token.shown.toUpperCase()),
    marked: tokens.some((token) => token.marked !== token.plain),
  };
}

function rowHolds(row: LexiconRow, tokens: readonly Token[], at: number, lexicon: Lexicon, manner: Manner): boolean {
  const token = tokens[at];
  if (!token || !spellingHolds(row, tokens, at, manner.marked)) return false;
  const typed = tokens.slice(at, at + row.typed.length);
  const inCapitals = typed.every((word) => word.shown === word.shown.toUpperCase());
  if (row.capitals && (manner.shouted || !inCapitals)) return false;
  if (row.small && isCapital(token) && !manner.shouted) return false;
  if (row.end && !endsSentence(tokens, at + row.typed.length, lexicon)) return false;
  if (row.word && tokens[at - 1]?.isNumber === true) return false;
  const glued = token.before === '' && tokens[at - 1]?.isNumber === true;
  if (row.number !== glued && (row.number || token.plain.length <= 2)) return false;
  return (
    row.typed.length > 1 || token.plain.length > 1 || row.number || !isLabel(token, tokens[at - 1], manner.shouted)
  );
}

/**
 * A phrase may lack its accents; a lone syllable may not, since 'trong' is a word of its own beside 'trỏng': its row must
 * spell each way in which it is typed. A row marked exact needs its accents, or a message typed with accents.
 */
function spellingHolds(row: LexiconRow, tokens: readonly Token[], at: number, isMarked: boolean): boolean {
  if (row.typed.length > 1 && !row.exact) {
    return sameWords(row.typed, tokens, at) && !crossesStop(tokens, at, row.typed.length);
  }
  return exactWords(row.typed, tokens, at) && (!row.exact || isMarked) && !crossesStop(tokens, at, row.typed.length);
}

/** Two capitals or more: a lone one may just begin the sentence. */
function isCapital(token: Token): boolean {
  return token.shown.length > 1 && token.shown === token.shown.toUpperCase();
}

function crossesStop(tokens: readonly Token[], at: number, length: number): boolean {
  return tokens.slice(at + 1, at + length).some((token) => /[,;?!\n]|\.\s/u.test(token.before));
}

function isLabel(token: Token, before: Token | undefined, shouted: boolean): boolean {
  if (before && LABELLED.has(before.plain)) return true;
  return !shouted && token.shown !== token.shown.toLowerCase();
}

/** The official terms that everyday words stand for; a row without meanings only keeps its words from other rows. */
export function officialTerms(tokens: readonly Token[], lexicon: Lexicon, isMarked: boolean): string[] {
  const terms = new Set<string>();
  for (let at = 0; at < tokens.length; ) {
    const row = phraseAt(lexicon.everyday, tokens, at, (found) => spellingHolds(found, tokens, at, isMarked));
    for (const meaning of row?.meanings ?? []) terms.add(meaning);
    at += row?.typed.length ?? 1;
  }
  return [...terms];
}
