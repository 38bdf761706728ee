import type { PhraseKind } from './gate-kinds.ts';
import type { Clause, Span } from './gate-phrases.ts';
import { asks } from './gate-talk.ts';

/** How much of some clauses is about the programme and how much about something else. */
interface Weights {
  /** words of the programme itself */
  topic: number;
  /** words that its questions share with others: xã, hồ sơ, nước mắm */
  near: number;
  /** words of other subjects that no such word excuses */
  sure: number;
  /** all words of other subjects: one that may stand alone weighs 2, a hint 1 */
  off: number;
}

const OFF: Partial<Record<PhraseKind, number>> = { 'off-topic': 2, 'off-topic-sure': 2, 'off-topic-hint': 1 };

/**
 * Whether a message asks about something other than the programme. In a story the last question decides: 'Tôi làm OCOP …
 * Con tôi bị sốt thì uống thuốc gì?' does, 'Vợ chồng tôi ly hôn … Giờ tôi muốn làm OCOP thì xin ở đâu?' does not.
 */
export function isElsewhere(clauses: readonly Clause[]): boolean {
  const sentences = sentencesOf(clauses);
  const whole = weigh(clauses);
  const asking = sentences.filter((sentence) => sentence.some(asks)).at(-1) ?? sentences.at(-1) ?? [];
  const asked = weigh(asking);
  if (whole.topic === 0 && (outweighs(whole) || (asked.topic === 0 && outweighs(asked)))) return true;
  if (whole.topic === 0 && asked.sure > 0) return true;
  return sentences.length > 1 && asked.topic + asked.near === 0 && asked.off > 2;
}

function outweighs({ off, near }: Weights): boolean {
  return off >= 2 && off > 2 * near;
}

function sentencesOf(clauses: readonly Clause[]): Clause[][] {
  const sentences: Clause[][] = [];
  let open: Clause[] = [];
  for (const clause of clauses) {
    open.push(clause);
    if (!clause.isEnd) continue;
    sentences.push(open);
    open = [];
  }
  return open.length === 0 ? sentences : [...sentences, open];
}

function weigh(clauses: readonly Clause[]): Weights {
  const weights: Weights = { topic: 0, near: 0, sure: 0, off: 0 };
  for (const { spans } of clauses) {
    const off = widest(spans.filter(({ kind }) => OFF[kind] !== undefined));
    weights.topic += spans.filter(({ kind }) => kind === 'topic').length;
    weights.near += widest(spans.filter(({ kind }) => kind === 'topic-near')).filter(
      (span) => !off.some((other) => other.from <= span.from && other.to >= span.to),
    ).length;
    weights.sure += off.filter(({ kind }) => kind === 'off-topic-sure').length;
    for (const { kind } of off) weights.off += OFF[kind] ?? 0;
  }
  return weights;
}

/** Of spans that lie in one another the widest, unless it weighs less: 'nước mắm' is not also 'mắm'. */
function widest(spans: readonly Span[]): Span[] {
  return spans.filter(
    (span, at) =>
      !spans.some((other, index) => {
        const isWider = other.to - other.from > span.to - span.from && (OFF[other.kind] ?? 0) >= (OFF[span.kind] ?? 0);
        const isTwin = other.from === span.from && other.to === span.to && index < at;
        return (isWider || isTwin) && other.from <= span.from && other.to >= span.to;
      }),
  );
}
