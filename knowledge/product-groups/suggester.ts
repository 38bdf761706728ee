import type { SourceProblem } from '../source-error.ts';
import { type Analysis, createAnalyser } from '../text/analyse.ts';
import { type Lexicon, readLexicon } from '../text/lexicon.ts';
import { phraseTable } from '../text/phrase-table.ts';
import { tokenise } from '../text/tokens.ts';
import { findSigns } from './signs.ts';
import { type GroupTables, readGroupTables, type WordSense } from './tables.ts';
import { type Weight, weigh } from './weigh.ts';

/** Where a product may belong, after Quyết định 26/2026/QĐ-TTg, Phụ lục I. */
export interface GroupSuggestion {
  /** the product group, 1 to 6 */
  group: number;
  /** phân nhóm */
  subgroup: string;
  /** the criteria set, 1 to 26 */
  set: number;
  /** the words that decided, in Vietnamese: 'có "thảo dược" → nhóm 3' */
  why: string;
}

/** Either groups, or why the thing is outside all six; neither where nothing was understood. */
export interface ProductSuggestion {
  /** at most three, best first */
  groups: GroupSuggestion[];
  /** 'có "phân bón" → ngoài sáu nhóm …' or null */
  outside: string | null;
}

export interface GroupSuggester {
  /** Never throws; the time is bounded, whatever the text. */
  suggestGroups(product: string): ProductSuggestion;
  /** lines of the tables that could not be read */
  problems: readonly SourceProblem[];
}

const MOST = 3;
/** A set that is this much weaker than the best is no longer worth naming. */
const WORTH = 0.3;
/** Below this misspelt words are mended, which may also mend what was right. */
const CLEAR = 4;
/** … so that it must be clearly stronger than what was typed. */
const MENDED = 0.7;
/** Below this nothing was really understood. */
const LEAST = 1.2;

/**
 * Suggests product groups from what a description says, by the tables in this folder. `tables` and `lexicon` are read
 * from disk where they are not handed in.
 */
export function createGroupSuggester(
  tables: GroupTables = readGroupTables(),
  lexicon: Lexicon = readLexicon(),
): GroupSuggester {
  const vocabulary = tables.senses.map((sense) => sense.shown);
  const phrases = phraseTable(tables.senses);
  const weigher =
    (analyse: (text: string) => Analysis) =>
    (product: string): Weight[] => {
      const { text, isMarked } = analyse(product);
      const { tokens } = tokenise(text);
      return weigh(findSigns(tokens, phrases, isMarked), tokens, tables.rules, isMarked);
    };
  const asTyped = weigher(createAnalyser(lexicon, vocabulary));
  const mended = weigher(createAnalyser(withCompounds(lexicon, tables.senses), vocabulary));
  return {
    problems: tables.problems,
    suggestGroups(product) {
      const typed = asTyped(product);
      const weights = isClear(typed) ? typed : strongest(typed, mended(product));
      const best = weights[0];
      if (!best || best.score < LEAST) return { groups: [], outside: null };
      if (best.set === 0) return { groups: [], outside: `có ${quoted(best)} → ngoài sáu nhóm sản phẩm OCOP` };
      return { groups: suggestions(weights, best.score, tables), outside: null };
    },
  };
}

function isClear([best]: readonly Weight[]): boolean {
  return best !== undefined && best.score >= CLEAR;
}

function strongest(typed: Weight[], mended: Weight[]): Weight[] {
  return (mended[0]?.score ?? 0) * MENDED > (typed[0]?.score ?? 0) ? mended : typed;
}

/** The lexicon by which 'mắn nêm' is mended to 'mắm nêm': the tables' phrases of two words are compounds as well. */
function withCompounds(lexicon: Lexicon, senses: readonly WordSense[]): Lexicon {
  const flags = { exact: false, capitals: false, small: false, end: false, word: false, number: false };
  const pairs = senses.filter(({ typed }) => typed.length === 2);
  return { ...lexicon, terms: [...lexicon.terms, ...pairs.map(({ typed }) => ({ typed, meanings: [], ...flags }))] };
}

function suggestions(weights: readonly Weight[], most: number, tables: GroupTables): GroupSuggestion[] {
  return weights
    .filter(({ set, score }) => set !== 0 && score >= most * WORTH)
    .slice(0, MOST)
    .flatMap((weight) => {
      const known = tables.sets.get(weight.set);
      if (!known) return [];
      const because = weight.note === '' ? '' : ` (${weight.note})`;
      return [{ ...known, why: `có ${quoted(weight)} → nhóm ${known.group}${because}` }];
    });
}

function quoted(weight: Weight): string {
  return weight.seen.map((word) => `"${word}"`).join(', ');
}
