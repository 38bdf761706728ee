import type { EvalAnswer, EvalQuestion } from './question.ts';

const PLAN = 'ke-hoach-2024';
const SERVED = new Set(['answered', 'clarify']);
const DECLINED = new Set(['unknown', 'refused']);
const KNOWN = new Set([...SERVED, ...DECLINED, 'smalltalk']);
const MIN_QUOTE = 8;

/** How one question went. The figures of an answer are 0 where the question is to be declined. */
export interface Result {
  question: EvalQuestion;
  status: string;
  hit1: boolean;
  hit3: boolean;
  strict1: boolean;
  reciprocalRank: number;
  facts: number;
  allFacts: boolean;
  falseAbstain: boolean;
  abstainOk: boolean;
  fromOtherSource: boolean;
  banned: string[];
  missed: string[];
  cited: string[];
  success: boolean;
}

/** Fractions (0 to 1); null where no question counts. */
export interface Figures {
  n: number;
  answerable: number;
  unanswerable: number;
  hit1: number | null;
  hit3: number | null;
  mrr: number | null;
  facts: number | null;
  allFacts: number | null;
  falseAbstain: number | null;
  correctAbstain: number | null;
  success: number | null;
}

/** How the plan's citations stand: word for word in the plan, and inside the section they name. */
export interface Faithfulness {
  plan: number;
  other: number;
  verbatim: number;
  inSection: number;
  tooShort: number;
}

/** Scores one answer as `score.py` beside this file does; the two must agree (a test holds them together). */
export function scoreOne(question: EvalQuestion, answer: EvalAnswer | undefined): Result {
  const status = answer === undefined ? 'missing' : KNOWN.has(answer.status) ? answer.status : 'invalid';
  const text = plainText(answer?.answer ?? '');
  const banned = question.must_not_match.filter((pattern) => matches(pattern, text));
  const served = SERVED.has(status);
  const cites = served ? planCitations(answer) : [];
  const first = answer?.citations[0];
  const fromOtherSource =
    !question.answerable && status === 'answered' && first !== undefined && (first.source ?? PLAN) !== PLAN;
  const rank = 1 + cites.findIndex((cite) => question.gold_sections.some((gold) => related(cite.section, gold)));
  const strict = 1 + cites.findIndex((cite) => question.gold_sections.some((gold) => under(cite.section, gold)));
  const missed = question.must_match.filter((pattern) => !(served && matches(pattern, text)));
  const allFacts = served && missed.length === 0 && banned.length === 0;
  const hit3 = rank >= 1 && rank <= 3;
  const accepted = new Set<string>(question.accept_status ?? DECLINED);
  const elsewhere = question.note.startsWith('other-doc');
  const abstainOk = (accepted.has(status) && banned.length === 0) || (elsewhere && fromOtherSource);
  return {
    question,
    status,
    hit1: rank === 1,
    hit3,
    strict1: strict === 1,
    reciprocalRank: rank > 0 ? 1 / rank : 0,
    facts: 1 - missed.length / Math.max(1, question.must_match.length),
    allFacts,
    falseAbstain: DECLINED.has(status) || status === 'smalltalk',
    abstainOk,
    fromOtherSource,
    banned,
    missed,
    cited: cites.map((cite) => cite.section),
    success: question.answerable ? allFacts && hit3 : abstainOk,
  };
}

/** Scores every question; a question without an answer counts as missing. */
export function scoreAll(questions: EvalQuestion[], answers: EvalAnswer[]): Result[] {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  return questions.map((question) => scoreOne(question, byId.get(question.id)));
}

export function figuresOf(results: Result[]): Figures {
  const yes = results.filter((result) => result.question.answerable);
  const no = results.filter((result) => !result.question.answerable);
  return {
    n: results.length,
    answerable: yes.length,
    unanswerable: no.length,
    hit1: rate(yes, (result) => Number(result.hit1)),
    hit3: rate(yes, (result) => Number(result.hit3)),
    mrr: rate(yes, (result) => result.reciprocalRank),
    facts: rate(yes, (result) => result.facts),
    allFacts: rate(yes, (result) => Number(result.allFacts)),
    falseAbstain: rate(yes, (result) => Number(result.falseAbstain)),
    correctAbstain: rate(no, (result) => Number(result.abstainOk)),
    success: rate(results, (result) => Number(result.success)),
  };
}

/** Checks every citation of the plan against the plan's text and against the text of the section that it names. */
export function faithfulness(answers: EvalAnswer[], plan: string, sections: Map<string, string>): Faithfulness {
  const count = { plan: 0, other: 0, verbatim: 0, inSection: 0, tooShort: 0 };
  for (const answer of answers) {
    for (const cite of answer.citations) {
      if ((cite.source ?? PLAN) !== PLAN) {
        count.other += 1;
        continue;
      }
      count.plan += 1;
      const quote = flat(cite.quote);
      if (quote.length < MIN_QUOTE) count.tooShort += 1;
      else if (plan.includes(quote)) {
        count.verbatim += 1;
        if (sections.get(cite.section)?.includes(quote)) count.inSection += 1;
      }
    }
  }
  return count;
}

/** NFC, every run of whitespace one space. */
export function flat(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

function plainText(text: string): string {
  return flat(text.replace(/<\/?[a-zA-Z][^<>]*>/gu, '').replace(/[*_`]+/gu, ''));
}

function matches(pattern: string, text: string): boolean {
  return new RegExp(pattern.normalize('NFC'), 'iu').test(text);
}

function planCitations(answer: EvalAnswer | undefined): EvalAnswer['citations'] {
  return (answer?.citations ?? []).filter((cite) => (cite.source ?? PLAN) === PLAN);
}

/** True where section a is b or lies within b; by parts, so `V.1` does not hold `V.16`. */
function under(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`);
}

function related(a: string, b: string): boolean {
  return under(a, b) || under(b, a);
}

function rate(results: Result[], figure: (result: Result) => number): number | null {
  if (results.length === 0) return null;
  return results.reduce((sum, result) => sum + figure(result), 0) / results.length;
}
