import type { SourceDocument } from './document.ts';

/** A decision, decree or law by the name under which texts refer to it, and the day (ISO) from which it may be spoken of. */
export interface Act {
  name: string;
  from: string;
}

/** The acts among the documents: those that bear a number. */
export function actsOf(documents: readonly SourceDocument[]): Act[] {
  return documents.flatMap(({ number, period }) =>
    (number ?? '')
      .split(' và ')
      .filter(Boolean)
      .map((name) => ({ name, from: period.from })),
  );
}

/** The text without what it says of acts that are not yet on the day: in brackets, else the whole sentence. Pure. */
export function withoutLaterActs(text: string, acts: readonly Act[], today: string): string {
  const later = acts.filter((act) => act.from > today && text.includes(act.name)).map((act) => act.name);
  if (later.length === 0) return text;
  const names = (part: string): boolean => later.some((name) => part.includes(name));
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/\s*\([^()]*\)/gu, (bracket) => (names(bracket) ? '' : bracket))
        .split(/(?<=[.!?])\s+(?=[\p{Lu}*])/u)
        .filter((sentence) => !names(sentence))
        .join(' '),
    )
    .filter((line, index) => line !== '' || text.split('\n')[index] === '')
    .join('\n');
}
