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

/** The choice that a letter means, counted from `a`. */
export function findLettered<T>(choices: readonly T[], typed: string): T | undefined {
  const plain = plainLabel(typed);
  return /^[a-z]$/.test(plain) ? choices[plain.charCodeAt(0) - 'a'.charCodeAt(0)] : undefined;
}

/** What people say around a choice: `chọn số 2 nhé`, `dạ đồng ý ạ`. */
const polite =
  /^(?:(?:da|vang|cho|toi|em|minh|con|chau|xin|chon|lay|so|cau|muc|y) )+(?=.)|(?: (?:nhe|nha|nhe ban|a|ah|di|giup|voi))+$/g;
/** A shorter label is too easily another one with a slip in it. */
const shortestSlip = 7;

/**
 * The same where people can only type, and look for a choice among numbered lines: words of courtesy are passed over, and
 * one slip in a longer label that could mean no other. `typed` is what was meant as the answer. `isRead`: the value is of
 * a dialog, which reads what is typed itself and knows names that differ by one letter.
 */
export function findNearChoice<T extends { label: string; value: string }>(
  choices: readonly T[],
  text: string,
  isRead: (value: string) => boolean,
): { choice: T; typed: string } | undefined {
  const exact = findChoice(choices, text);
  if (exact) return { choice: exact, typed: text };
  const bare = plainLabel(text).replace(polite, '');
  const meant = findChoice(choices, bare);
  if (meant) return { choice: meant, typed: bare };
  if (bare.length < shortestSlip) return undefined;
  const near = choices.filter(({ label, value }) => !isRead(value) && isOneSlipAway(plainLabel(label), bare));
  const [choice] = near;
  return choice && near.length === 1 ? { choice, typed: bare } : undefined;
}

/** One letter more, less or other, or two exchanged. Digits are no slips. */
function isOneSlipAway(label: string, typed: string): boolean {
  if (Math.abs(label.length - typed.length) > 1 || digitsIn(label) !== digitsIn(typed)) return false;
  let start = 0;
  while (start < label.length && label[start] === typed[start]) start++;
  const rests = (a: number, b: number) => label.slice(start + a) === typed.slice(start + b);
  const isExchanged = label[start] === typed[start + 1] && label[start + 1] === typed[start];
  return rests(1, 1) || rests(1, 0) || rests(0, 1) || (isExchanged && rests(2, 2));
}

const digitsIn = (text: string) => text.replace(/\D/g, '');
