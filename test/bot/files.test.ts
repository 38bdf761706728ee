import { createHash } from 'node:crypto';
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { takeFile } from '../../bot/files/intake.ts';
import { fileName } from '../../bot/files/name.ts';
import { maxFileBytes } from '../../bot/files.ts';
import { docx, docxType, pdf, phonePhoto, temporaryFiles, zip } from '../files.ts';

const old = new Date('2026-01-01T00:00:00Z');
const never = async () => false;

describe('the file store', () => {
  test('gives back what was put, under its SHA-256, and keeps the same bytes once', async () => {
    const files = temporaryFiles();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        const [one, two] = await Promise.all([files.put(bytes), files.put(bytes)]);
        expect(one).toBe(createHash('sha256').update(bytes).digest('hex'));
        expect(two).toBe(one);
        expect(Buffer.compare((await files.read(one)) ?? Buffer.alloc(1), bytes)).toBe(0);
        expect(readdirSync(join(files.folder, 'files', one.slice(0, 2))).filter((name) => name === one)).toEqual([one]);
      }),
      { numRuns: 40 },
    );
    const names = readdirSync(join(files.folder, 'files'), { recursive: true }).map(String);
    expect(names.filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('knows nothing of what was never put or is removed', async () => {
    const files = temporaryFiles();
    expect(await files.read('0'.repeat(64))).toBeNull();
    const hash = await files.put(Buffer.from('a'));
    await files.remove(hash);
    await files.remove(hash);
    expect(await files.read(hash)).toBeNull();
  });

  test('makes a path of nothing but a hash', async () => {
    const files = temporaryFiles();
    const paths = fc.oneof(fc.string(), fc.constantFrom('../secret-key', 'a/../../secret-key', 'A'.repeat(64), ''));
    await fc.assert(
      fc.asyncProperty(paths, async (path) => {
        await expect(files.read(path)).rejects.toThrow(TypeError);
        expect(() => files.remove(path)).toThrow(TypeError);
      }),
    );
  });

  test('sweeps what is old and needed by nobody, and what a dead process left half written', async () => {
    const files = temporaryFiles();
    const [needed, unneeded, fresh] = [
      await files.put(Buffer.from('cần')),
      await files.put(Buffer.from('bỏ')),
      await files.put(Buffer.from('mới')),
    ];
    const path = (hash: string) => join(files.folder, 'files', hash.slice(0, 2), hash);
    for (const hash of [needed, unneeded]) utimesSync(path(hash), old, old);
    writeFileSync(`${path(needed)}.part`, 'nửa');
    utimesSync(`${path(needed)}.part`, old, old);
    const asked: string[] = [];
    const isReferenced = async (hash: string) => {
      asked.push(hash);
      return hash === needed;
    };
    expect(await files.sweep(isReferenced, new Date('2026-06-01T00:00:00Z'))).toBe(1);
    expect(asked.sort()).toEqual([needed, unneeded].sort());
    expect([needed, unneeded, fresh].map((hash) => existsSync(path(hash)))).toEqual([true, false, true]);
    expect(existsSync(`${path(needed)}.part`)).toBe(false);
  });

  test('keeps what is put again while its references are looked up', async () => {
    const files = temporaryFiles();
    const hash = await files.put(Buffer.from('a'));
    utimesSync(join(files.folder, 'files', hash.slice(0, 2), hash), old, old);
    const putAgain = async () => {
      await files.put(Buffer.from('a'));
      return false;
    };
    expect(await files.sweep(putAgain, new Date('2026-06-01T00:00:00Z'))).toBe(0);
    expect(await files.read(hash)).not.toBeNull();
  });

  test('sweeps nothing where nothing was ever put', async () => {
    expect(await temporaryFiles().sweep(never, new Date())).toBe(0);
  });
});

describe('what is taken in', () => {
  const taken = (bytes: Uint8Array, name: string | null = null) => takeFile(temporaryFiles(), { bytes, name });

  test('a photo is set upright and loses all that the camera noted, the place above all', async () => {
    const files = temporaryFiles();
    const photo = await phonePhoto(400, 300);
    expect((await sharp(photo).metadata()).exif?.toString('latin1')).toContain('Telephone');
    const file = await takeFile(files, { bytes: photo, name: 'IMG_1.JPG' });
    expect(file).toMatchObject({ state: 'stored', mime: 'image/jpeg', name: 'IMG_1.jpg' });
    if (file.state !== 'stored') return;
    const kept = await files.read(file.hash);
    expect(kept?.length).toBe(file.bytes);
    const { exif, xmp, iptc, icc, orientation, width, height } = await sharp(kept ?? '').metadata();
    expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
    expect([width, height]).toEqual([300, 400]);
    expect(kept?.toString('latin1')).not.toMatch(/Exif|GPS|Telephone/);
  });

  test.each(['png', 'webp'] as const)('a %s stays one, at most 2,560 pixels long', async (format) => {
    const large = { create: { width: 3_000, height: 600, channels: 4, background: '#1234' } } as const;
    const files = temporaryFiles();
    const bytes = await sharp(large)
      .toFormat(format)
      .withExif({ IFD0: { Make: 'Telephone' } })
      .toBuffer();
    const file = await takeFile(files, { bytes, name: null });
    expect(file).toMatchObject({ state: 'stored', mime: `image/${format}`, name: `anh.${format}` });
    const kept = await sharp((file.state === 'stored' && (await files.read(file.hash))) || '').metadata();
    expect([kept.width, kept.height, kept.exif]).toEqual([2_560, 512, undefined]);
  });

  test('a PDF and a Word document are kept as they are', async () => {
    const files = temporaryFiles();
    for (const [bytes, mime] of [
      [pdf(), 'application/pdf'],
      [docx(), docxType],
    ] as const) {
      const file = await takeFile(files, { bytes, name: 'Phương án.bin' });
      expect(file).toMatchObject({ state: 'stored', mime });
      expect(file.state === 'stored' && (await files.read(file.hash))).toEqual(bytes);
    }
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'unreadable'],
    ['more than 10 MB', Buffer.alloc(maxFileBytes + 1), 'too-large'],
    ['a page with a picture’s name', Buffer.from('<html><script>alert(1)</script></html>'), 'wrong-type'],
    ['a program', Buffer.from(`MZ${'\0'.repeat(500)}`, 'latin1'), 'wrong-type'],
    [
      'a drawing with scripts',
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      'wrong-type',
    ],
    ['a PDF with a password', pdf('/Encrypt 5 0 R'), 'unreadable'],
    ['half a PDF', pdf().subarray(0, 60), 'unreadable'],
    ['another ZIP file', zip({ 'a.txt': 'a' }), 'wrong-type'],
    ['half a Word document', docx().subarray(0, 150), 'unreadable'],
    ['a Word document with macros', docx({ 'word/vbaProject.bin': 'Sub AutoOpen' }), 'wrong-type'],
    [
      'a Word document that says it has macros',
      docx({ '[Content_Types].xml': `${docxType}.main+xml application/vnd.ms-word.document.macroEnabled.main+xml` }),
      'wrong-type',
    ],
    ['a Word document without its text', docx({ 'word/document.xml': '' }), 'unreadable'],
    ['a locked ZIP file', zip({ '[Content_Types].xml': docxType, 'word/document.xml': 'x' }, 1), 'unreadable'],
    [
      'a Word document with a password',
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(600),
        Buffer.from('EncryptedPackage', 'utf16le'),
        Buffer.alloc(600),
      ]),
      'unreadable',
    ],
  ])('%s is refused', async (_, bytes, why) => {
    expect(await taken(bytes, 'anh.jpg')).toEqual({ state: 'refused', why });
  });

  test('a picture that breaks off is refused, one of far too many pixels before it unfolds', async () => {
    const photo = await phonePhoto(600, 600);
    expect(await taken(photo.subarray(0, photo.length / 2))).toEqual({ state: 'refused', why: 'unreadable' });
    const bomb = await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await taken(bomb)).toEqual({ state: 'refused', why: 'too-large' });
  });

  test('whatever the bytes are, there is an answer', { timeout: 60_000 }, async () => {
    const [photo, document, paper] = [await phonePhoto(40, 30), docx(), pdf()];
    const spoilt = fc.tuple(fc.constantFrom(photo, document, paper), fc.nat(), fc.uint8Array({ maxLength: 20 }));
    await fc.assert(
      fc.asyncProperty(spoilt, async ([whole, place, rubbish]) => {
        const bytes = Buffer.from(whole);
        bytes.set(rubbish.subarray(0, bytes.length), place % Math.max(1, bytes.length - rubbish.length));
        expect(['stored', 'refused']).toContain((await taken(bytes)).state);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a name', () => {
  test.each([
    ['Nhãn mật nho.JPG', 'image/jpeg', 'Nhãn mật nho.jpg'],
    ['anh.jpeg', 'image/jpeg', 'anh.jpeg'],
    ['anh.jpg', 'application/pdf', 'anh.pdf'],
    ['v1.2', 'application/pdf', 'v1.2.pdf'],
    ['../../etc/passwd', 'image/png', 'passwd.png'],
    ['C:\\Users\\lan\\a.docx', docxType, 'a.docx'],
    ['\u202Egpj.exe', 'image/png', 'gpj.exe.png'],
    ['.jpg', 'image/jpeg', 'anh.jpg'],
    [null, 'application/pdf', 'tep.pdf'],
  ])('%s of %s becomes %s', (given, mime, name) => expect(fileName(given, mime)).toBe(name));

  test('is always short, visible, and no path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = fileName(given, 'image/jpeg');
        expect(name).toMatch(/^[^/\\.\p{Control}\p{Surrogate}][^/\\\p{Control}\p{Surrogate}]*\.jpe?g$/u);
        expect([...name].length).toBeLessThanOrEqual(105);
      }),
    );
  });
});
