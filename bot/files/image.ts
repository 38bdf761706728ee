/** Pictures are encoded anew: what is kept holds pixels alone, none of the camera's notes (place, time, owner). */
import { maxFileBytes } from '../files.ts';
import type { Checked } from './intake.ts';

/** Telephones take pictures of up to 64 megapixels as a rule; more would need too much memory at once. */
const maxPixels = 64_000_000;
const longestSide = 2_560;
const quality = 85;

/** Upright, at most 2,560 pixels long, without metadata. */
export async function cleanImage(bytes: Uint8Array, format: 'jpeg' | 'png' | 'webp'): Promise<Checked> {
  const sharp = await loadSharp();
  try {
    // Reads the head alone, so that a bomb is told by its measures before it unfolds.
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > maxPixels) return { refused: 'too-large' };
    const picture = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' })
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true });
    const cleaned = await picture.clone().toFormat(format, { quality }).toBuffer();
    if (cleaned.length <= maxFileBytes) return { bytes: cleaned, mime: `image/${format}` };
    // A photo as PNG may have grown; on white, since JPEG knows no transparency.
    const smaller = await picture.flatten({ background: '#fff' }).jpeg({ quality }).toBuffer();
    return { bytes: smaller, mime: 'image/jpeg' };
  } catch {
    return { refused: 'unreadable' };
  }
}

/** The same picture as a JPEG of at most about `most` bytes; throws when it is none. */
export async function smallJpeg(bytes: Uint8Array, most: number): Promise<Buffer> {
  const sharp = await loadSharp();
  const encode = (side: number, quality: number) =>
    sharp(bytes, { limitInputPixels: maxPixels })
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality })
      .toBuffer();
  const small = await encode(1_600, 80);
  // Leaves and gravel take more room than most.
  return small.length <= most ? small : encode(1_000, 60);
}

async function loadSharp() {
  const { default: sharp } = await import('sharp');
  // A picture now and then: neither threads nor a cache are worth their memory on a small machine.
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}
