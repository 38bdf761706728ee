import { tableRows } from '../fact-table.ts';
import { splitWords } from '../text/words.ts';

/** How far a figure or a date reaches: "ít nhất 30%" is not "30%". */
export const REACHES = ['at-least', 'at-most', 'about', 'from', 'until'] as const;
export type Reach = (typeof REACHES)[number];

/** A phrase by its words, as tokens are keyed. */
export type Phrase = readonly string[];

/** The table guard-words.tsv, read. */
export interface GuardWords {
  /** phrases that say nothing that could be wrong, the longest first */
  neutral: readonly Phrase[];
  negation: readonly Phrase[];
  notNegation: readonly Phrase[];
  reach: readonly { phrase: Phrase; reach: Reach }[];
  /** abbreviations and what they stand for */
  short: ReadonlyMap<string, string>;
  /** what only an authority may say, as typed */
  voice: readonly string[];
  /** yes and no */
  reply: readonly Phrase[];
  /** words of questions that tell nothing of their matter */
  asking: readonly Phrase[];
}

/** Reads the table. Pure; kinds that it does not know are left out. */
export function guardWords(table: string): GuardWords {
  const rows = new Map(
    tableRows(table).map(([kind = '', words = '']) => [kind, words.split(',').map((word) => word.trim())] as const),
  );
  const listed = (kind: string): readonly string[] => rows.get(kind) ?? [];
  const phrases = (kind: string): Phrase[] =>
    listed(kind)
      .map((text) => splitWords(text).map((word) => word.marked))
      .sort((a, b) => b.length - a.length);
  return {
    neutral: phrases('neutral'),
    negation: phrases('negation'),
    notNegation: phrases('not-negation'),
    reach: REACHES.flatMap((reach) => phrases(reach).map((phrase) => ({ phrase, reach }))).sort(
      (a, b) => b.phrase.length - a.phrase.length,
    ),
    short: new Map(
      listed('short').flatMap((pair): [string, string][] => {
        const [short, long] = pair.split('=');
        return short && long ? [[short, long]] : [];
      }),
    ),
    voice: listed('voice'),
    reply: phrases('reply'),
    asking: phrases('asking'),
  };
}
