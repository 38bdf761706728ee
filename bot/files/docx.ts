/** Word documents: whether one is whole, readable without a password, and holds no program. */
import { inflateRawSync } from 'node:zlib';
import type { Checked } from './intake.ts';

export const docxMime = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const mainPart = `${docxMime}.main+xml`;
/** What the parts that are looked into may unfold to. */
const longestPart = 64 * 1024 * 1024;
const mostParts = 10_000;

interface Part {
  name: string;
  isEncrypted: boolean;
  method: number;
  packed: number;
  offset: number;
}

/** Kept as it is. A ZIP file that is no Word document, or a document with macros, is of the wrong type. */
export function checkDocx(bytes: Uint8Array): Checked {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts = readParts(zip);
  if (parts === null || parts.some(({ isEncrypted }) => isEncrypted)) return { refused: 'unreadable' };
  const types = textOf(zip, parts, '[Content_Types].xml');
  if (types === null)
    return { refused: parts.some(({ name }) => name.startsWith('word/')) ? 'unreadable' : 'wrong-type' };
  const hasMacros =
    /macroEnabled|vbaProject/i.test(types) || parts.some(({ name }) => /vba(?:project|data)/i.test(name));
  if (!types.includes(mainPart) || hasMacros) return { refused: 'wrong-type' };
  const document = textOf(zip, parts, 'word/document.xml');
  if (document === null || !document.includes('<w:document') || !document.trimEnd().endsWith('>')) {
    return { refused: 'unreadable' };
  }
  return { bytes, mime: docxMime };
}

/** The directory at the end of a ZIP file; null when there is none that can be read. */
function readParts(zip: Buffer): Part[] | null {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > zip.length) return null;
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  if (count > mostParts) return null;
  const parts: Part[] = [];
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || zip.readUInt32LE(at) !== 0x02014b50) return null;
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    const next = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    if (next > end) return null;
    parts.push({
      name: zip.toString('utf8', at + 46, nameEnd),
      isEncrypted: (zip.readUInt16LE(at + 8) & 1) === 1,
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      offset: zip.readUInt32LE(at + 42),
    });
    at = next;
  }
  return parts;
}

/** What a part holds; null when it is not there or does not unfold. */
function textOf(zip: Buffer, parts: readonly Part[], name: string): string | null {
  const part = parts.find((one) => one.name === name);
  if (!part || part.offset + 30 > zip.length || zip.readUInt32LE(part.offset) !== 0x04034b50) return null;
  const start = part.offset + 30 + zip.readUInt16LE(part.offset + 26) + zip.readUInt16LE(part.offset + 28);
  if (start + part.packed > zip.length) return null;
  const packed = zip.subarray(start, start + part.packed);
  if (part.method === 0) return packed.toString('utf8');
  if (part.method !== 8) return null;
  try {
    return inflateRawSync(packed, { maxOutputLength: longestPart }).toString('utf8');
  } catch {
    return null;
  }
}
