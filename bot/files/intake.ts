/** The one way in: every file is judged by its content, never by its name or what the sender says it is. */
import { type FileStore, maxFileBytes } from '../files.ts';
import type { FileRefusal, RefusedFile, StoredFile } from '../message.ts';
import { checkDocx, docxMime } from './docx.ts';
import { cleanImage } from './image.ts';
import { fileName } from './name.ts';
import { checkPdf } from './pdf.ts';

/** What a file comes to: bytes that may be kept, or why not. */
export type Checked = { bytes: Uint8Array; mime: string } | { refused: FileRefusal };

/** Checks the bytes and keeps them. Throws only when the disk fails. */
export async function takeFile(
  files: FileStore,
  { bytes, name }: { bytes: Uint8Array; name: string | null },
): Promise<StoredFile | RefusedFile> {
  const checked = await checkFile(bytes);
  if ('refused' in checked) return { state: 'refused', why: checked.refused };
  const hash = await files.put(checked.bytes);
  const { mime } = checked;
  return { state: 'stored', hash, name: fileName(name, mime), mime, bytes: checked.bytes.length };
}

/** JPEG, PNG and WebP pictures (cleaned), PDF and DOCX (as they are). */
export async function checkFile(bytes: Uint8Array): Promise<Checked> {
  if (bytes.length > maxFileBytes) return { refused: 'too-large' };
  if (bytes.length === 0) return { refused: 'unreadable' };
  switch (await detect(bytes)) {
    case 'image/jpeg':
      return cleanImage(bytes, 'jpeg');
    case 'image/png':
    case 'image/apng':
      return cleanImage(bytes, 'png');
    case 'image/webp':
      return cleanImage(bytes, 'webp');
    case 'application/pdf':
      return checkPdf(bytes);
    // A DOCX is a ZIP file; whether it is whole and without macros only its parts can tell.
    case 'application/zip':
    case docxMime:
      return checkDocx(bytes);
    case 'application/x-cfb':
      return { refused: isEncryptedOffice(bytes) ? 'unreadable' : 'wrong-type' };
    default:
      return { refused: 'wrong-type' };
  }
}

async function detect(bytes: Uint8Array): Promise<string | undefined> {
  // Loaded with the first file: most starts never need it.
  const { fileTypeFromBuffer } = await import('file-type');
  try {
    return (await fileTypeFromBuffer(bytes))?.mime;
  } catch {
    // Begins like a format and then breaks off.
    return undefined;
  }
}

/** A Word document with a password is wrapped into Microsoft's older container. */
function isEncryptedOffice(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from('EncryptedPackage', 'utf16le'));
}
