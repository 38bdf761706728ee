/**
 * One-time codes of letters and digits that cannot be mixed up; only a hash is stored. An invitation's has 60 random
 * bits; one that is good for minutes, 40.
 */
import { createHash } from 'node:crypto';

/** 32 signs, so that each byte gives one of them evenly; without I, L, O and U. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export type RandomBytes = (count: number) => Uint8Array;

/** `7KQ2-M9XD-40TR` */
export const makeCode = (randomBytes: RandomBytes): string => code(randomBytes, 12);

/** `7KQ2-M9XD`, with a digit in it, so that no two words look like one. */
export function shortCode(randomBytes: RandomBytes): string {
  for (;;) {
    const made = code(randomBytes, 8);
    if (/\d/.test(made)) return made;
  }
}

function code(randomBytes: RandomBytes, length: number): string {
  const letters = [...randomBytes(length)].map((byte) => signs[byte % signs.length]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** A code as it is hashed: case, accents, spaces and dashes do not count, nor O for 0 and I or L for 1. */
export function plainCode(typed: string): string {
  return typed
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

/** So many random bits cannot be guessed from their hash while they are of use, so it needs no salt. */
export function hashCode(typed: string): string {
  return createHash('sha256').update(plainCode(typed)).digest('hex');
}
