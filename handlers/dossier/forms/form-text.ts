// What XML 1.0 cannot hold, and the marks that turn the direction of writing: in a form that is signed, what is read
// must be what is written.
const unfit = /\p{Surrogate}|[\p{Control}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu;

/** A value as one line that a DOCX can hold; null where nothing is left to show. */
export function oneLine(text: string | null): string | null {
  const line = (text ?? '').replace(/\s+/gu, ' ').replace(unfit, '').replace(/ {2,}/g, ' ').normalize('NFC').trim();
  return line === '' ? null : line;
}

/** The lines of a longer text, blank ones left out. */
export function linesOf(text: string | null): string[] {
  return (text ?? '').split(/[\r\n\u2028\u2029]+/u).flatMap((line) => oneLine(line) ?? []);
}
