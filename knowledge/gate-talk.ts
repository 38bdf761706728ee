import type { PhraseKind } from './gate-kinds.ts';
import type { Clause } from './gate-phrases.ts';

export type TalkKind = 'identity' | 'goodbye' | 'thanks' | 'praise' | 'greeting' | 'ok';

/** Kinds of small talk, the most telling first: 'chào bạn, cảm ơn nhé' is thanks. */
const TALK = ['identity', 'goodbye', 'thanks', 'praise', 'greeting', 'ok'] as const satisfies TalkKind[];
/** Kinds that may close a story; an 'ok' closes nothing. */
const CLOSING = ['goodbye', 'thanks', 'praise', 'greeting'] as const satisfies TalkKind[];
const SUBJECT = ['topic', 'topic-near', 'off-topic', 'off-topic-sure'] as const satisfies PhraseKind[];
/** Words with which a statement may hold a 'không' or a 'hả'; they ask only where they end a clause. */
const ENDING: ReadonlySet<string> = new Set(['khong', 'chua', 'ha', 'chi', 'hong', 'ke', 'sao', 'may']);
/** A story is longer than a message that names what it wants: 'nho sấy, cảm ơn'. */
const STORY = 8;

/** The kind of small talk that a message is, or null where something is left to answer. */
export function talkOf(clauses: readonly Clause[]): TalkKind | null {
  const kind = TALK.find((each) => clauses.some((clause) => clause.kinds.has(each))) ?? null;
  if (kind !== null && isOnlyTalk(clauses, kind)) return kind;
  const holds = (each: PhraseKind): boolean => clauses.some((clause) => clause.kinds.has(each));
  if (kind === null && holds('filler') && !holds('question') && isOnlyTalk(clauses, 'ok')) return 'greeting';
  return storyTalk(clauses);
}

/** Nothing is left to answer: at most a name after a greeting, two words after thanks. */
function isOnlyTalk(clauses: readonly Clause[], kind: TalkKind): boolean {
  if (clauses.some(hasSubject)) return false;
  const left = clauses.reduce((sum, clause) => sum + clause.unread, 0);
  if (kind === 'identity') return left <= 3;
  return left <= (kind === 'thanks' || kind === 'goodbye' || kind === 'praise' ? 2 : kind === 'greeting' ? 1 : 0);
}

/** A story that asks nothing and ends in thanks or a greeting; one about the programme must tell of something done. */
function storyTalk(clauses: readonly Clause[]): TalkKind | null {
  const last = clauses.at(-1);
  const words = clauses.reduce((sum, clause) => sum + clause.words.length, 0);
  if (!last || words < STORY || clauses.some(asks)) return null;
  const kind = CLOSING.find((each) => last.kinds.has(each));
  if (!kind || hasSubject(last) || (clauses.length > 1 && last.unread > 2)) return null;
  const isAbout = clauses.some((clause) => clause.kinds.has('topic') || clause.kinds.has('topic-near'));
  const isTold = clauses.some((clause) => clause.kinds.has('told'));
  if (clauses.length === 1 && !isTold && last.unread > words / 2) return null;
  return !isAbout || isTold ? kind : null;
}

/** Whether a clause asks for something; 'bạn khỏe không?' does not. */
export function asks(clause: Clause): boolean {
  const isTalk = TALK.some((kind) => clause.kinds.has(kind)) && !hasSubject(clause);
  if (isTalk && clause.unread <= 1) return false;
  if (clause.isQueried) return true;
  return clause.spans.some((span) => {
    if (span.kind !== 'question') return false;
    const isLone = span.to - span.from === 1;
    const word = clause.words[span.from]?.plain ?? '';
    return !isLone || !ENDING.has(word) || span.to >= clause.words.length - 1;
  });
}

function hasSubject(clause: Clause): boolean {
  return SUBJECT.some((kind) => clause.kinds.has(kind));
}
