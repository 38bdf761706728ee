/** Whether it is Zalo that knocks: a hash over the body, its time and a secret that only the two know. */
import { createHash, timingSafeEqual } from 'node:crypto';

export interface Signed {
  /** As it was received, byte for byte. */
  rawBody: string;
  /** That of the body. */
  timestamp: string;
}

/** Hex of SHA-256; no HMAC. */
export function signatureOf(firstTerm: string, { rawBody, timestamp }: Signed, secretKey: string): string {
  return createHash('sha256').update(`${firstTerm}${rawBody}${timestamp}${secretKey}`).digest('hex');
}

/**
 * Which of these first terms the header was made with; null: with none. The documentation has the app's id there,
 * several programs the account's. Each takes the same time, right or wrong.
 */
export function signedWith<Term extends string>(
  header: string,
  terms: readonly Term[],
  signed: Signed,
  secretKey: string,
): Term | null {
  const given = Buffer.from(
    header
      .trim()
      .replace(/^mac\s*=\s*/i, '')
      .toLowerCase(),
  );
  const matching = terms.filter((term) => {
    const expected = Buffer.from(signatureOf(term, signed, secretKey));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return matching[0] ?? null;
}
