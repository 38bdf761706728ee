/** The files of the page, read and compressed once. Their address holds the hash of them all, so they never go stale. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Context } from 'hono';
import { fillWelcome, type Welcome } from './welcome.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

/** The best quality costs a tenth of a second at each start for a few hundred bytes. */
const brotliQuality = 7;

export interface PageFile {
  type: string;
  etag: string;
  plain: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer>;
  br: Uint8Array<ArrayBuffer>;
}

export interface PageFiles {
  /** Part of the address of every file but the page itself. */
  version: string;
  index: PageFile;
  /** Everything that the page loads, by name. */
  assets: ReadonlyMap<string, PageFile>;
}

/** Reads the folder `page`. The page names its files as `/web/page/<name>`; that becomes `/web/<version>/<name>`. */
export function readPageFiles(welcome: Welcome): PageFiles {
  const folder = fileURLToPath(new URL('./page/', import.meta.url));
  const texts = new Map<string, string>();
  for (const name of readdirSync(folder).sort()) {
    if (extname(name) in types) texts.set(name, readFileSync(join(folder, name), 'utf8'));
  }
  const version = hash([...texts].flat().join('\0'));
  const assets = new Map<string, PageFile>();
  for (const [name, text] of texts) {
    if (name !== 'index.html') assets.set(name, pack(text, types[extname(name)] ?? ''));
  }
  const index = fillWelcome(texts.get('index.html') ?? '', welcome).replaceAll('/web/page/', `/web/${version}/`);
  return { version, index: pack(index, types['.html'] ?? ''), assets };
}

/** Answers with the smallest form that the browser takes, or that nothing has changed. */
export function sendPageFile(c: Context, file: PageFile, cacheControl: string): Response {
  c.header('Cache-Control', cacheControl);
  c.header('ETag', file.etag);
  c.header('Vary', 'Accept-Encoding');
  const known = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(file.etag)) return c.body(null, 304);
  const encoding = pickEncoding(c.req.header('accept-encoding') ?? '');
  c.header('Content-Type', file.type);
  if (encoding !== 'plain') c.header('Content-Encoding', encoding);
  return c.body(file[encoding]);
}

function pickEncoding(accepted: string): 'br' | 'gzip' | 'plain' {
  const offers = accepted
    .toLowerCase()
    .split(',')
    .filter((offer) => !/;\s*q=0(\.0*)?\s*$/.test(offer))
    .map((offer) => offer.split(';')[0]?.trim());
  if (offers.includes('br')) return 'br';
  return offers.includes('gzip') ? 'gzip' : 'plain';
}

function pack(text: string, type: string): PageFile {
  const bytes = Buffer.from(text);
  return {
    type,
    etag: `"${hash(text)}"`,
    plain: new Uint8Array(bytes),
    gzip: new Uint8Array(gzipSync(bytes, { level: 9 })),
    br: new Uint8Array(brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } })),
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
