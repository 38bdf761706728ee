import { type PhraseKind, phraseKind } from './gate-kinds.ts';
import type { Analysis } from './text/analyse.ts';
import { type Lexicon, nameOf } from './text/lexicon.ts';
import { exactWords, type Phrase, phraseAt, phraseTable, sameWords } from './text/phrase-table.ts';
import { isPossibleSyllable } from './text/syllable.ts';
import { splitTone } from './text/tone.ts';
import { splitWords, type Word } from './text/words.ts';

const ATTACK: ReadonlySet<PhraseKind> = new Set(['override', 'injection', 'impersonation', 'fraud']);

/** Kinds whose words ask for something: they are never mere talk. */
const MEANT: ReadonlySet<PhraseKind> = new Set([
  ...(['question', 'topic', 'topic-near', 'told', 'forge-make', 'forge-thing', 'forge-sign'] as const),
  ...(['off-topic', 'off-topic-sure', 'off-topic-hint', 'off-topic-always'] as const),
]);

/** Where a phrase of one kind stands in a clause: words from `from` up to, not including, `to`. */
export interface Span {
  kind: PhraseKind;
  from: number;
  to: number;
}

/** One clause of a message and what it holds. */
export interface Clause {
  text: string;
  words: Word[];
  spans: Span[];
  kinds: ReadonlySet<PhraseKind>;
  /** words that no phrase of talk and no particle accounts for */
  unread: number;
  /** where the last attack phrase ends, in words; null without one */
  attackEnd: number | null;
  /** whether the message was typed with accents */
  isMarked: boolean;
  /** whether a question mark follows */
  isQueried: boolean;
  /** whether the sentence ends here */
  isEnd: boolean;
}

/** A row of gate-phrases. */
interface GatePhrase extends Phrase {
  kind: PhraseKind;
  /** only as written, with its accents */
  exact: boolean;
}

/** Said where the table lacks the reply of a kind, which is told as a problem when the lexicon is read. */
const NO_REPLY = 'Tôi chỉ trả lời về chương trình OCOP Ninh Thuận. Bạn cứ hỏi, ví dụ: "Ai được tham gia OCOP?"';

/** The phrases by first word, and the replies. */
export interface GateTable {
  reply(kind: string): string;
  clause(text: string, isMarked: boolean, after?: string): Clause;
  /** the clause from one of its words on */
  rest(clause: Clause, from: number): Clause;
}

/** Puts the tables gate-phrases and gate-replies to use. */
export function gateTable(lexicon: Lexicon): GateTable {
  const phrases = phraseTable(
    lexicon.rowsOf('gate-phrases').flatMap(({ typed, exact, meanings }): GatePhrase[] => {
      const kind = phraseKind(meanings[0] ?? '');
      return kind === null ? [] : [{ typed, exact, kind }];
    }),
  );
  const replies = new Map(lexicon.rowsOf('gate-replies').map((row) => [nameOf(row), row.meanings.join(' ')]));
  const compounds = phraseTable(
    lexicon.terms.flatMap(({ typed }) => typed.slice(1).map((word, at) => ({ typed: [typed[at] ?? word, word] }))),
  );
  /** Whether a compound of the subject lies across the edge before this word: in 'dang ky khong' no phrase begins with 'ky'. */
  const isJoined = (words: readonly Word[], at: number): boolean =>
    at > 0 && phraseAt(compounds, words, at - 1, () => true) !== null;
  const clause = (text: string, isMarked: boolean, after = ''): Clause => {
    const words = splitWords(text);
    const spans: Span[] = [];
    const read = words.map((word) => lexicon.isParticle(word));
    for (let at = 0; at < words.length; at += 1) {
      for (const phrase of phrases.get(words[at]?.plain ?? '') ?? []) {
        if (!stands(phrase, words, at, isMarked)) continue;
        const span = { kind: phrase.kind, from: at, to: at + phrase.typed.length };
        const isLoose = !exactWords(phrase.typed, words, at) && phrase.typed.length === 2;
        const mayBeOther = isLoose && !SAYS_NO_OTHER.has(span.kind);
        if (mayBeOther && (isJoined(words, span.from) || (span.to < words.length && isJoined(words, span.to))))
          continue;
        spans.push(span);
        if (!MEANT.has(span.kind)) read.fill(true, span.from, span.to);
      }
    }
    const kept = withoutShielded(spans);
    const attacks = kept.filter((span) => ATTACK.has(span.kind));
    return {
      text,
      words,
      spans: kept,
      kinds: new Set(kept.map((span) => span.kind)),
      unread: read.filter((isRead) => !isRead).length,
      attackEnd: attacks.length === 0 ? null : Math.max(...attacks.map((span) => span.to)),
      isMarked,
      isQueried: after.includes('?'),
      isEnd: /[.?!\n…]/u.test(after),
    };
  };
  return {
    reply: (kind) => replies.get(kind) || NO_REPLY,
    clause,
    rest: (whole, from) => clause(textFrom(whole.text, from), whole.isMarked),
  };
}

const BREAK = /[,;!?\n…]+|[.:](?=\s|$)/gu;

/** The clauses of a message, split at its punctuation. */
export function readClauses(analysis: Analysis, table: GateTable): Clause[] {
  const { text, isMarked } = analysis;
  const clauses: Clause[] = [];
  let start = 0;
  const add = (end: number, after: string): void => {
    const part = text.slice(start, end);
    if (part.trim() !== '') clauses.push(table.clause(part, isMarked, after));
  };
  for (const match of text.matchAll(BREAK)) {
    add(match.index, match[0]);
    start = match.index + match[0].length;
  }
  add(text.length, '');
  return clauses;
}

/** Kinds that stop no message: two words of them may as well be read where others are meant. */
const SAYS_NO_OTHER: ReadonlySet<PhraseKind> = new Set([
  ...(['filler', 'topic', 'topic-near', 'question', 'told', 'consequence', 'person', 'title'] as const),
  ...(['forge-make', 'forge-thing', 'forge-sign', 'private', 'private-near', 'private-of'] as const),
]);

/** Kinds whose lone syllables are also meant where a message has no accents: they refuse nothing by themselves. */
const HARMLESS: ReadonlySet<PhraseKind> = new Set(['filler', 'question', 'person']);

/** Phrases may lack their accents; lone syllables must stand as the row spells them. */
function stands({ typed, kind, exact }: GatePhrase, words: readonly Word[], at: number, isMarked: boolean): boolean {
  if (exact) return isMarked && exactWords(typed, words, at);
  if (typed.length === 1) {
    // without accents 'gan' is gắn or gần as well: a mere hint then says nothing
    if (!isMarked && kind === 'off-topic-hint' && isPossibleSyllable(words[at]?.plain ?? '')) return false;
    return exactWords(typed, words, at) || (!isMarked && HARMLESS.has(kind));
  }
  if (!isMarked) return sameWords(typed, words, at);
  if (kind.startsWith('off-topic') && typed.length === 2) {
    return exactWords(typed, words, at) || isBare(typed, words, at);
  }
  return sameWords(typed, words, at) || (TALK.has(kind) && nearlyWords(typed, words, at));
}

/** Kinds that are known with wrong accents too: taking them for talk needs a whole message of it. */
const TALK: ReadonlySet<PhraseKind> = new Set(['greeting', 'thanks', 'goodbye', 'praise', 'ok']);

/** Two words without any accent in a message that has some; one alone may be another word: 'cơ quan nào' is no 'quán nào'. */
function isBare(phrase: readonly Word[], words: readonly Word[], at: number): boolean {
  return phrase.every(({ plain }, index) => words[at + index]?.marked === plain);
}

/** The words with accents missing ('tạm biêt'); of three words and more, one may bear a wrong one ('hẹn gập lại'). */
function nearlyWords(phrase: readonly Word[], words: readonly Word[], at: number): boolean {
  let wrong = 0;
  for (const [index, meant] of phrase.entries()) {
    const typed = words[at + index];
    if (typed?.plain !== meant.plain) return false;
    if (typed.marked === meant.marked || typed.marked === typed.plain) continue;
    const { base, tone } = splitTone(typed.marked);
    if (tone !== '' || base !== splitTone(meant.marked).base) wrong += 1;
  }
  return wrong === 0 || (wrong === 1 && phrase.length >= 3);
}

/** A span inside a longer one of another kind says nothing of its own: 'hàng giả' is no 'làm giả', 'bà con' nobody. */
function withoutShielded(spans: readonly Span[]): Span[] {
  return spans.filter(
    (span) =>
      !spans.some((other) => {
        const wider = other.to - other.from > span.to - span.from;
        return wider && other.kind === 'filler' && other.from <= span.from && other.to >= span.to;
      }),
  );
}

/** The text from its n-th word on. */
function textFrom(text: string, word: number): string {
  const starts = [...text.matchAll(/\p{N}+(?:[.,]\p{N}+)*|\p{L}[\p{L}\p{M}]*/gu)].map((match) => match.index);
  return text.slice(starts[word] ?? text.length);
}
