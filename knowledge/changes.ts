import type { CardCite } from './card.ts';
import { tableRows } from './fact-table.ts';

/** What changed since the plan, said in one line from a day on (ISO). */
export interface Change {
  name: string;
  from: string;
  text: string;
  cite: CardCite;
}

/** Reads the table of changes; a card names the ones that concern it. */
export function readChanges(table: string): Map<string, Change> {
  return new Map(
    tableRows(table).map(([name = '', from = '', text = '', source = '', section = '', words = '']) => [
      name,
      { name, from, text, cite: { source, section, words } },
    ]),
  );
}
