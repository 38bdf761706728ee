import type { GuardWords, Phrase, Reach } from './guard-words.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A word or fact of a statement that could be wrong. */
export interface Item {
  kind: 'word' | 'number' | 'date' | 'code' | 'roman';
  key: string;
  /** part of a name: a capital that no sentence asks for */
  isName: boolean;
  /** the clause of the statement that it stands in */
  clause: number;
  /** "không được hỗ trợ": hỗ and trợ are */
  isNegated: boolean;
  /** of a figure or date: "ít nhất", "trước" … */
  reach: Reach | null;
  /** where it stands in the statement's text */
  at: number;
}

/** One sentence, or one line of a list, by what could be wrong in it. */
export interface Statement {
  /** as it is compared: number words as figures, abbreviations spelled out */
  text: string;
  items: Item[];
  /** it says yes or no without saying to what */
  isBareReply: boolean;
}

/** A word this close behind a negation is denied. */
const DENIED = 3;
const JOINERS = new Set(['và', 'hoặc', 'nhưng']);

/** Cuts a text into statements. Pure. */
export function statementsOf(text: string, words: GuardWords): Statement[] {
  const cut = tokensOf(text, words.short);
  const statements: Statement[] = [];
  let from = 0;
  for (let at = 0; at <= cut.tokens.length; at += 1) {
    const token = cut.tokens[at];
    if (token !== undefined && token.kind !== 'end') continue;
    const own = cut.tokens.slice(from, at);
    from = at + 1;
    const [first] = own;
    if (!first) continue;
    const said = cut.text.slice(first.at, token?.at ?? cut.text.length);
    statements.push(
      statementOf(
        said,
        own.map((each) => ({ ...each, at: each.at - first.at })),
        words,
      ),
    );
  }
  return statements;
}

function statementOf(text: string, tokens: readonly Token[], words: GuardWords): Statement {
  const marks = markedBy(tokens, words);
  const items: Item[] = [];
  let clause = 0;
  let isBareReply = false;
  let wasReply = false;
  let itemsInClause = 0;
  const endClause = (): void => {
    if (itemsInClause === 0 && wasReply) isBareReply = true;
    clause += 1;
    itemsInClause = 0;
    wasReply = false;
  };
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'break') endClause();
    else if (token.kind === 'word' && JOINERS.has(token.key)) {
      // "và" joins what may belong to different subjects; it ends no reply
      clause += 1;
    } else if (token.kind === 'word' && marks.skipped[at]) wasReply ||= marks.reply[at] === true;
    else if (token.kind !== 'end') {
      items.push({
        kind: token.kind,
        key: token.key,
        isName: isName(tokens, at),
        clause,
        isNegated: (marks.denied[at] ?? 0) % 2 === 1,
        reach: token.kind === 'word' ? null : (marks.reach[at] ?? null),
        at: token.at,
      });
      itemsInClause += 1;
    }
  }
  endClause();
  return { text, items, isBareReply };
}

interface Marks {
  skipped: boolean[];
  reply: boolean[];
  /** how often; what is denied twice is not denied */
  denied: number[];
  reach: (Reach | undefined)[];
}

function markedBy(tokens: readonly Token[], words: GuardWords): Marks {
  const marks: Marks = { skipped: [], reply: [], denied: [], reach: [] };
  const take = (phrases: readonly Phrase[], mark: (from: number, to: number) => void): void => {
    for (let at = 0; at < tokens.length; ) {
      const phrase = phrases.find((each) => fits(each, tokens, at));
      if (phrase) mark(at, at + phrase.length);
      at += phrase?.length ?? 1;
    }
  };
  const span = (from: number, to: number, mark: (at: number) => void): void => {
    for (let at = from; at < to; at += 1) mark(at);
  };
  take(words.neutral, (from, to) => span(from, to, (at) => (marks.skipped[at] = true)));
  take(words.reply, (from, to) => span(from, to, (at) => (marks.reply[at] = true)));
  const shielded = new Set<number>();
  take(words.notNegation, (from, to) => span(from, to, (at) => shielded.add(at)));
  take(words.negation, (from, to) => {
    if (shielded.has(from)) return;
    span(from, to, (at) => (marks.skipped[at] = true));
    // "… thì không": where nothing follows, what stands before is denied
    const after = weighty(marks, tokens, to, 1, DENIED);
    for (const at of after.length > 0 ? after : weighty(marks, tokens, from - 1, -1, DENIED)) {
      marks.denied[at] = (marks.denied[at] ?? 0) + 1;
    }
  });
  for (const [at, token] of tokens.entries())
    if (token.kind === 'number' || token.kind === 'date') markReach(tokens, at, words, marks);
  return marks;
}

/** Places of the next words that matter, in the same clause. */
function weighty(marks: Marks, tokens: readonly Token[], from: number, step: 1 | -1, most: number): number[] {
  const places: number[] = [];
  for (let at = from; places.length < most; at += step) {
    const token = tokens[at];
    if (!token || token.kind === 'break') break;
    if (!marks.skipped[at]) places.push(at);
  }
  return places;
}

/** "ít nhất 30%", "trước ngày 31/12", "30% trở lên": right beside the figure, nothing but neutral words between. */
function markReach(tokens: readonly Token[], at: number, words: GuardWords, marks: Marks): void {
  let end = at;
  const isLight = (token: Token | undefined): boolean =>
    token?.key === 'ngày' || token?.key === 'năm' || token?.key === 'được';
  while (isLight(tokens[end - 1])) end -= 1;
  for (const { phrase, reach } of words.reach) {
    if (fits(phrase, tokens, end - phrase.length)) {
      marks.reach[at] = reach;
      for (let each = end - phrase.length; each < end; each += 1) marks.skipped[each] = true;
      // "từ 90 điểm trở lên" says no more than "từ 90 điểm"
      const more =
        reach === 'from'
          ? tokens.findIndex((token, place) => place > at && place <= at + 3 && token.key === 'trở')
          : -1;
      if (more >= 0 && tokens[more + 1]?.key === 'lên') marks.skipped[more] = marks.skipped[more + 1] = true;
      return;
    }
  }
  for (let after = at + 1; after <= at + 3; after += 1) {
    const found = words.reach.find(({ phrase }) => phrase[0] === 'trở' && fits(phrase, tokens, after));
    if (!found) continue;
    marks.reach[at] = found.reach;
    marks.skipped[after] = true;
    marks.skipped[after + 1] = true;
    return;
  }
}

function fits(phrase: Phrase, tokens: readonly Token[], at: number): boolean {
  return (
    at >= 0 && phrase.every((word, index) => tokens[at + index]?.kind === 'word' && tokens[at + index]?.key === word)
  );
}

/** The first word of a sentence has its capital from there, unless the next one has one, too. */
function isName(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== 'word' || !token.isCapital) return false;
  const before = tokens[at - 1];
  const opens = before === undefined || before.kind === 'break';
  return !opens || tokens[at + 1]?.isCapital === true;
}
