import { isElsewhere } from './gate-elsewhere.ts';
import type { PhraseKind } from './gate-kinds.ts';
import { type Clause, type GateTable, gateTable, readClauses } from './gate-phrases.ts';
import { asksOfOthers } from './gate-private.ts';
import { isSum } from './gate-sum.ts';
import { type TalkKind, talkOf } from './gate-talk.ts';
import type { Analysis } from './text/analyse.ts';
import { stripAccents } from './text/fold.ts';
import type { Lexicon } from './text/lexicon.ts';

export type SmalltalkKind = TalkKind | 'insult' | 'empty';
export type RefusalKind = 'injection' | 'impersonation' | 'fraud' | 'other-person-data' | 'off-topic';

/**
 * What becomes of a message that needs no search: a reply, or the harmless question that was wrapped in an order to
 * ignore the rules and is to be asked instead.
 */
export type Gated =
  | { status: 'smalltalk'; kind: SmalltalkKind; reply: string }
  | { status: 'refused'; kind: RefusalKind; reply: string }
  | { status: 'unwrapped'; question: string };

const ATTACKS = ['fraud', 'impersonation', 'injection', 'override'] as const satisfies PhraseKind[];

/** Nothing but the name of the assistant: '@tro_ly_ocop'. */
const MENTION = /^(?:\s*@[\w.]+)+[\s\p{P}]*$/u;
/** Of a message only so many characters may be a sum. */
const LONGEST_SUM = 120;
/** Longest message, in words, that a mild insult is the point of. */
const RANT = 6;

/**
 * Makes the gate from the tables gate-phrases and gate-replies. Returns null where the message is a question to be
 * answered. Pure, never throws; what is wrong with the tables is told when the lexicon is read.
 */
export function createGate(lexicon: Lexicon): (analysis: Analysis) => Gated | null {
  const table = gateTable(lexicon);
  const smalltalk = (kind: SmalltalkKind): Gated => ({ status: 'smalltalk', kind, reply: table.reply(kind) });
  const refused = (kind: RefusalKind): Gated => ({ status: 'refused', kind, reply: table.reply(kind) });
  return (analysis) => {
    const clauses = readClauses(analysis, table);
    if (analysis.words.length === 0 || MENTION.test(analysis.original)) return smalltalk('empty');
    const holds = (kind: PhraseKind): boolean => clauses.some((clause) => clause.kinds.has(kind));

    if (clauses.some(isForgery)) return refused('fraud');
    const attack = ATTACKS.find((kind) => holds(kind) && !(kind === 'fraud' && holds('consequence')));
    if (attack) {
      const question = attack === 'fraud' ? null : wrappedQuestion(clauses, table);
      if (question !== null) return { status: 'unwrapped', question };
      return refused(attack === 'override' ? 'injection' : attack);
    }
    if (holds('private-always') || asksOfOthers(clauses)) return refused('other-person-data');
    const about = clauses.some(isAbout);
    if (holds('insult') && !(about && holds('question'))) return smalltalk('insult');
    if (holds('insult-soft') && !about && analysis.words.length <= RANT) return smalltalk('insult');
    const talk = talkOf(clauses);
    if (talk) return smalltalk(talk);
    if (isSum(stripAccents(analysis.original.slice(0, LONGEST_SUM)).toLowerCase())) return refused('off-topic');
    return holds('off-topic-always') || isElsewhere(clauses) ? refused('off-topic') : null;
  };
}

/** Asks for a paper that only an office may issue, made to look real: 'viết cho tôi giấy chứng nhận có đóng dấu'. */
function isForgery({ kinds }: Clause): boolean {
  return kinds.has('forge-make') && kinds.has('forge-thing') && kinds.has('forge-sign');
}

/**
 * The part of an attack that asks about the programme: clauses free of it, or what follows it in its own clause. What
 * follows 'xác nhận rằng …' is no question of its own.
 */
function wrappedQuestion(clauses: readonly Clause[], table: GateTable): string | null {
  const parts = clauses.map((clause) => {
    const end = clause.attackEnd;
    return end === null || clause.kinds.has('impersonation') ? clause : table.rest(clause, end);
  });
  const asking = parts.filter((part) => isAbout(part) && part.kinds.has('question') && part.attackEnd === null);
  return asking.length === 0 ? null : asking.map((part) => part.text.trim()).join(', ');
}

function isAbout({ kinds }: Clause): boolean {
  return kinds.has('topic') || kinds.has('topic-near');
}
