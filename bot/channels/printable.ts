const loneSurrogates = /\p{Surrogate}/gu;
const controls = /[^\P{Control}\n\t]/gu;

/**
 * Text that every platform and the database accept: well-formed Unicode, no control characters but line ends and
 * tabs. PostgreSQL refuses NUL and lone surrogates, Telegram refuses what is not valid UTF-8.
 */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(controls, '').replace(loneSurrogates, '\u{FFFD}');
}
