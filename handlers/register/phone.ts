/** Vietnamese telephone numbers as people type them. */
import { findPhoneNumbersInText, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A Vietnamese number as `+84905123456`; null when it is none. The letter o is taken for a nought. */
export function readPhone(text: string): string | null {
  const digits = text.replace(/(?<=[\d\s.+()-]|^)[oO](?=[\d\s.()-])/g, '0');
  const number = parsePhoneNumberFromString(digits, 'VN');
  return number?.isValid() && number.country === 'VN' ? number.number : null;
}

/** A hotline such as 1900 1234 has the fewest. */
const fewestDigits = 7;

export interface FoundPhone {
  phone: string;
  start: number;
  end: number;
}

/** The Vietnamese numbers within a text, in its order, and where they stand. */
export function findPhones(text: string): FoundPhone[] {
  // The library takes half a millisecond to find that there is none.
  if ((text.match(/\d/g)?.length ?? 0) < fewestDigits) return [];
  // What follows a comma is the next number; the library would take it for an extension of the first.
  return findPhoneNumbersInText(text.replace(/[,;]/g, '\n'), 'VN')
    .filter(({ number }) => number.isValid() && number.country === 'VN')
    .map(({ number, startsAt, endsAt }) => ({ phone: number.number, start: startsAt, end: endsAt }));
}

/** The one Vietnamese number within a text; null when there is none or more than one. */
export function findPhone(text: string): FoundPhone | null {
  const [one, ...more] = findPhones(text);
  return one && more.length === 0 ? one : null;
}

/** `0905 123 456` */
export function showPhone(phone: string): string {
  return parsePhoneNumberFromString(phone, 'VN')?.formatNational() ?? phone;
}
