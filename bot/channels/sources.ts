import type { Source } from '../message.ts';
import { printable } from './printable.ts';

/** A source is named once, with all that is quoted from it; empty labels and doubled quotes are left out. */
export function quotesByLabel(sources: readonly Source[]): { label: string; quotes: string[] }[] {
  const byLabel = new Map<string, Set<string>>();
  for (const source of sources) {
    const label = oneLine(source.label);
    if (label === '') continue;
    const quotes = byLabel.get(label) ?? new Set<string>();
    const quote = printable(source.quote).trim();
    if (quote !== '') quotes.add(quote);
    byLabel.set(label, quotes);
  }
  return [...byLabel].map(([label, quotes]) => ({ label, quotes: [...quotes] }));
}

function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}
