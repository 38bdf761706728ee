/** Matches what a person typed with what was offered. */

/** Lower case, no accents, no punctuation, single spaces: the form in which labels and commands are compared. */
export function plainLabel(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * The choice meant by a typed text: its number counted from 1, or its label with or without accents and emoji; a
 * unique beginning of at least 4 letters will do. Undefined when nothing or more than one fits.
 */
export function findChoice<T extends { label: string }>(choices: readonly T[], typed: string): T | undefined {
  const plain = plainLabel(typed);
  if (/^\d{1,2}$/.test(plain)) return choices[Number(plain) - 1];
  if (plain === '') return undefined;
  const exact = choices.filter((choice) => plainLabel(choice.label) === plain);
  if (exact.length === 1) return exact[0];
  if (plain.length < 4) return undefined;
  const begun = choices.filter((choice) => plainLabel(choice.label).startsWith(`${plain} `));
  return begun.length === 1 ? begun[0] : undefined;
}
