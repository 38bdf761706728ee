/** Invitation codes: twelve letters and digits that cannot be mixed up, 60 random bits; only a hash is stored. */
import { createHash } from 'node:crypto';

/** 32 signs, so that each byte gives one of them evenly; without I, L, O and U. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 12;

export type RandomBytes = (count: number) => Uint8Array;

/** `7KQ2-M9XD-40TR` */
export function makeCode(randomBytes: RandomBytes): string {
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

/** 60 random bits cannot be guessed from their hash, so it needs no salt. */
export function hashCode(typed: string): string {
  return createHash('sha256').update(plainCode(typed)).digest('hex');
}
