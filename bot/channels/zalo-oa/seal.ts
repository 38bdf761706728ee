/** Keeps a text so that only who has the key can read it, and nobody can change it unnoticed (AES-256-GCM). */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

export interface Seal {
  close(text: string): string;
  /** Null when it was closed with another key, for something else, or was changed. */
  open(sealed: string): string | null;
}

const cipher = 'aes-256-gcm';
const lengths = { key: 32, iv: 12, tag: 16 };

/** `secretKey`: 64 hex digits, which sign other things, too; `what` keeps the keys apart, `whose` what is sealed. */
export function createSeal(secretKey: string, what: string, whose: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(secretKey, 'hex'), '', what, lengths.key));
  return {
    close(text) {
      const iv = randomBytes(lengths.iv);
      const box = createCipheriv(cipher, key, iv).setAAD(Buffer.from(whose));
      const hidden = Buffer.concat([box.update(text, 'utf8'), box.final()]);
      return Buffer.concat([iv, box.getAuthTag(), hidden]).toString('base64url');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      const [iv, tag] = [bytes.subarray(0, lengths.iv), bytes.subarray(lengths.iv, lengths.iv + lengths.tag)];
      try {
        const box = createDecipheriv(cipher, key, iv, { authTagLength: lengths.tag })
          .setAAD(Buffer.from(whose))
          .setAuthTag(tag);
        return box.update(bytes.subarray(lengths.iv + lengths.tag), undefined, 'utf8') + box.final('utf8');
      } catch {
        return null;
      }
    },
  };
}
