import type { Checked } from './intake.ts';

/** The end of a PDF stands here; some programs leave rubbish behind it. */
const tailLength = 4_096;
const encrypted = /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/;

/** Kept as it is; refused when it breaks off or needs a password. */
export function checkPdf(bytes: Uint8Array): Checked {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const tail = text.slice(-tailLength);
  // The trailer that names the encryption is never compressed itself.
  if (!tail.includes('startxref') || !tail.includes('%%EOF') || encrypted.test(text)) return { refused: 'unreadable' };
  return { bytes, mime: 'application/pdf' };
}
