const MARKS = /\p{M}+/gu;
const NOT_WORD = /[^\p{L}\p{N}]+/gu;

const ASCII = /^[\0-\x7f]*$/u;

/** Takes every accent off and turns đ into d; case and punctuation stay. */
export function stripAccents(text: string): string {
  if (ASCII.test(text)) return text;
  return text.normalize('NFD').replace(MARKS, '').replace(/đ/gu, 'd').replace(/Đ/gu, 'D');
}

/**
 * The form in which labels are compared: lower case, no accents, đ → d, every run of punctuation or space one space.
 * Never throws; `fold(fold(x)) === fold(x)`.
 */
export function fold(text: string): string {
  const bare = stripAccents(stripAccents(text.normalize('NFKC')).toLowerCase());
  return bare.replace(NOT_WORD, ' ').trim();
}
