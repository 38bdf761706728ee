/** Vietnamese telephone numbers as people type them. */
import { findPhoneNumbersInText, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A Vietnamese number as `+84905123456`; null when it is none. The letter o is taken for a nought. */
export function readPhone(text: string): string | null {
  const digits = text.replace(/(?<=[\d\s.+()-]|^)[oO](?=[\d\s.()-])/g, '0');
  const number = parsePhoneNumberFromString(digits, 'VN');
  return number?.isValid() && number.country === 'VN' ? number.number : null;
}

/** The one Vietnamese number within a text, and where it stands; null when there is none or more than one. */
export function findPhone(text: string): { phone: string; start: number; end: number } | null {
  const found = findPhoneNumbersInText(text, 'VN').filter(({ number }) => number.isValid() && number.country === 'VN');
  const [one, ...more] = found;
  return one && more.length === 0 ? { phone: one.number.number, start: one.startsAt, end: one.endsAt } : null;
}

/** `0905 123 456` */
export function showPhone(phone: string): string {
  return parsePhoneNumberFromString(phone, 'VN')?.formatNational() ?? phone;
}
