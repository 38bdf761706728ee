import { readdirSync, readFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createWebChannel } from '../../../bot/channels/web/channel.ts';
import { welcome } from '../../../handlers/welcome.ts';
import { noFiles } from '../../files.ts';
import { createMemoryChat } from './web-memory.ts';
import { WebVisitor } from './web-visitor.ts';

const folder = new URL('../../../bot/channels/web/page/', import.meta.url);
const now = () => new Date('2026-06-01T02:30:00Z');
const { routes } = createWebChannel({
  welcome,
  transcript: createMemoryChat({ now }).transcript,
  files: noFiles,
  secretKey: 'ab'.repeat(32),
  secure: false,
  random: () => '0'.repeat(32),
  now,
  onError: (error) => {
    throw error;
  },
});
const visitor = new WebVisitor(routes);
const page = async () => (await visitor.get('/')).text();
const assetPaths = async () => [...new Set((await page()).match(/\/web\/[\w-]{16}\/[\w.-]+/g))];

describe('the page', () => {
  test('speaks Vietnamese, and names every module so that a slow phone loads them at once', async () => {
    const html = await page();
    expect(html).toContain('<html lang="vi">');
    const loaded = (await assetPaths()).map((path) => path.split('/').at(-1));
    const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
    expect(loaded).toEqual(expect.arrayContaining([...scripts, 'page.css', 'icon.svg']));
  });

  test('weighs less than 60 KB in all, and less than 20 KB over the air', async () => {
    const paths = ['/', ...(await assetPaths())];
    let plain = 0;
    let sent = 0;
    for (const path of paths) {
      plain += (await (await visitor.get(path)).arrayBuffer()).byteLength;
      sent += (await (await visitor.get(path, { 'accept-encoding': 'gzip, br' })).arrayBuffer()).byteLength;
    }
    expect(plain).toBeLessThan(60_000);
    expect(sent).toBeLessThan(20_000);
  });

  test('loads nothing from elsewhere and holds no inline script or style', async () => {
    const html = await page();
    expect(html).not.toMatch(/https?:\/\//);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
    for (const name of readdirSync(folder)) {
      const text = readFileSync(new URL(name, folder), 'utf8').replaceAll('http://www.w3.org/2000/svg', '');
      expect(text, name).not.toMatch(/https?:\/\/|innerHTML|insertAdjacentHTML|document\.write|\beval\(/);
    }
  });

  test('forbids the browser everything that it does not need', async () => {
    for (const path of ['/', ...(await assetPaths()), '/web/nothing/here']) {
      const { headers } = await visitor.get(path);
      const policy = headers.get('content-security-policy')?.split('; ');
      expect(policy, path).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "connect-src 'self'",
          "img-src 'self' data: blob:",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
        ]),
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });
});

describe('the colours', () => {
  const css = readFileSync(new URL('page.css', folder), 'utf8');
  const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
  const read = (text: string) =>
    new Map([...text.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name, hex]) => [name, hex]));
  const themes = { light: read(light), dark: read(dark) };
  /** Text and what it stands on. */
  const pairs = [
    ['text', 'ground'],
    ['text', 'bubble'],
    ['text', 'tint'],
    ['text', 'surface'],
    ['soft', 'ground'],
    ['soft', 'surface'],
    ['soft', 'bubble'],
    ['soft', 'line'],
    ['brand', 'surface'],
    ['brand', 'bubble'],
    ['bad', 'ground'],
    ['bad', 'surface'],
    ['warn', 'warn-tint'],
    ['on-brand', 'brand-strong'],
    ['on-brand-soft', 'brand-strong'],
    ['white', 'own'],
    ['white', 'own-waiting'],
  ] as const;

  test.each(['light', 'dark'] as const)('can be told apart by weak eyes (WCAG AA) in the %s theme', (theme) => {
    const colour = (name: string) => (name === 'white' ? '#ffffff' : (themes[theme].get(name) ?? 'missing'));
    const weak = pairs.filter(([text, ground]) => contrast(colour(text), colour(ground)) < 4.5);
    expect(weak).toEqual([]);
  });
});

/** The contrast ratio of two colours as WCAG 2 defines it. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const digits = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex;
  if (!/^#[0-9a-f]{6}$/.test(digits)) throw new Error(`No colour: ${hex}`);
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('the files', () => {
  test('are kept for ever under their hash, while the page asks each time', async () => {
    const first = await visitor.get('/');
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const again = await visitor.get('/', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
    for (const path of await assetPaths()) {
      const response = await visitor.get(path);
      expect(response.headers.get('cache-control'), path).toBe('public, max-age=31536000, immutable');
      expect((await visitor.get(path, { 'if-none-match': `W/${response.headers.get('etag')}` })).status).toBe(304);
    }
  });

  test('come compressed as the browser likes it', async () => {
    const plain = await page();
    const br = await visitor.get('/', { 'accept-encoding': 'gzip, deflate, br' });
    expect([br.headers.get('content-encoding'), br.headers.get('vary')]).toEqual(['br', 'Accept-Encoding']);
    expect(brotliDecompressSync(await br.arrayBuffer()).toString()).toBe(plain);
    const gzip = await visitor.get('/', { 'accept-encoding': 'gzip, br;q=0' });
    expect(gzip.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await gzip.arrayBuffer()).toString()).toBe(plain);
    expect((await visitor.get('/', { 'accept-encoding': 'identity' })).headers.get('content-encoding')).toBeNull();
  });

  test("of an older page are today's, but are not kept", async () => {
    const response = await visitor.get('/web/0123456789abcdef/main.js');
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-cache']);
  });

  test('that are not part of the page do not exist', async () => {
    for (const name of ['tsconfig.json', 'page.d.ts', 'index.html', '..%2fchannel.ts', 'nothing.js']) {
      expect((await visitor.get(`/web/0123456789abcdef/${name}`)).status, name).toBe(404);
    }
  });
});
