/** Files as people send them, and a store for them that ends with the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import { createFileStore, type FileStore } from '../bot/files.ts';

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export interface TemporaryFiles extends FileStore {
  /** What DATA_DIR would be. */
  folder: string;
  end(): void;
}

/** For tests in which nobody sends a file. */
export const noFiles = createFileStore(join(tmpdir(), 'ocop-no-files'));

export function openTemporaryFiles(): TemporaryFiles {
  const folder = mkdtempSync(join(tmpdir(), 'ocop-files-'));
  return { ...createFileStore(folder), folder, end: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The same for a test that is running. */
export function temporaryFiles(): TemporaryFiles {
  const files = openTemporaryFiles();
  onTestFinished(files.end);
  return files;
}

/** A photo as a telephone takes it: lying on its side, with the place where it was taken. */
export async function phonePhoto(width = 400, height = 300): Promise<Buffer<ArrayBuffer>> {
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#a83' } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'Telephone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '11/1 33/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '108/1 59/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  return Buffer.from(bytes);
}

export function pdf(extra = ''): Buffer<ArrayBuffer> {
  return Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\nxref\n0 3\ntrailer<</Root 1 0 R/Size 3${extra}>>\nstartxref\n9\n%%EOF\n`,
    'latin1',
  );
}

/** A Word document of one sentence; `parts` adds to it or replaces. */
export function docx(parts: Record<string, string> = {}): Buffer<ArrayBuffer> {
  return zip({
    '[Content_Types].xml': `<Types><Override PartName="/word/document.xml" ContentType="${docxType}.main+xml"/></Types>`,
    'word/document.xml': '<w:document><w:body><w:p>Xin chào</w:p></w:body></w:document>',
    ...parts,
  });
}

export function zip(parts: Record<string, string>, flags = 0): Buffer<ArrayBuffer> {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const title = Buffer.from(name);
    const plain = Buffer.from(text);
    const packed = deflateRawSync(plain);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(flags, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(plain.length, 18);
    head.writeUInt16LE(title.length, 22);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    head.copy(entry, 6, 0, 24);
    entry.writeUInt32LE(at, 42);
    bodies.push(Buffer.from('PK\x03\x04', 'latin1'), head, title, packed);
    directory.push(entry, title);
    at += 4 + head.length + title.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.from(Buffer.concat([...bodies, ...directory, end]));
}
