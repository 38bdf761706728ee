import { stripAccents } from '../../../knowledge/text/fold.ts';
import { type Block, passagesOf, questionOf } from './data-blocks.ts';

export interface Quoted {
  passage: string;
  quote: string;
}

const SHARE = 0.6;
const LIGHT = new Set(
  'la gi nao co khong cho cua va o thi duoc ai bao nhieu may khi the nhu ra sao toi em minh a'.split(' '),
);

/** The sentence that shares most with the question, or null where none shares enough. */
export function bestQuote(blocks: readonly Block[]): Quoted | null {
  const wanted = wordsOf(questionOf(blocks)).filter((word) => !LIGHT.has(word));
  let best: (Quoted & { share: number }) | null = null;
  for (const { name, text } of passagesOf(blocks)) {
    for (const quote of text.split(/(?<=[.;])\s+|\n/u).map((part) => part.trim())) {
      if (quote.length < 30 || quote.length > 400) continue;
      const held = new Set(wordsOf(quote));
      const share = wanted.length === 0 ? 0 : wanted.filter((word) => held.has(word)).length / wanted.length;
      if (best === null || share > best.share) best = { passage: name, quote, share };
    }
  }
  return best !== null && best.share >= SHARE ? best : null;
}

/** A model that does as it is told: it copies what answers, and says so where nothing does. */
export function honestAnswer(blocks: readonly Block[]): object {
  const best = bestQuote(blocks);
  if (!best) return { status: 'unknown', answer: '', citations: [] };
  const answer = best.quote.replace(/^(?:[-+]|\d+[.)])\s*/u, '');
  return { status: 'answered', answer, citations: [{ passage: best.passage, quote: best.quote }] };
}

/** A bag of words in 64 places: texts with the same words lie near each other. */
export function embeddingOf(text: string): number[] {
  const vector = new Array<number>(64).fill(0);
  for (const word of wordsOf(text)) {
    let hash = 7;
    for (const letter of word) hash = (hash * 31 + letter.charCodeAt(0)) % 64;
    vector[hash] = (vector[hash] ?? 0) + 1;
  }
  return vector;
}

function wordsOf(text: string): string[] {
  return stripAccents(text.toLowerCase()).match(/[a-z0-9]+/gu) ?? [];
}
