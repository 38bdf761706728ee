import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { phrases } from '../../bot/phrases.ts';
import { pdf, phonePhoto } from '../files.ts';
import { type ChatServer, startChatServer } from './chat-server.ts';
import { hasChromium, launch, visit, type WatchedPage } from './chromium.ts';

describe.skipIf(!hasChromium)('files on the chat page', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: ChatServer;
  let visited: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    browser = await launch();
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    server = await startChatServer();
    visited = await visit(browser, server.url, { viewport: { width: 320, height: 640 } });
    page = visited.page;
    await page.locator('#state[data-state=open]').waitFor();
  });
  afterEach(async () => {
    const { complaints } = visited;
    await visited.close();
    await server.close();
    expect(complaints).toEqual([]);
  });

  const pick = async (...picked: { name: string; mimeType: string; buffer: Buffer }[]) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Gửi ảnh hoặc tệp' }).press('Enter'),
    ]);
    expect(chooser.isMultiple()).toBe(true);
    await chooser.setFiles(picked);
  };
  const photo = async (width = 400) => ({
    name: 'Nhãn mật nho.jpg',
    mimeType: 'image/jpeg',
    buffer: await phonePhoto(width, width),
  });
  /** Whether a picture is really drawn. */
  const isDrawn = (selector: string) =>
    page.waitForFunction(`document.querySelector('${selector}')?.naturalWidth > 0`).then(() => true);
  const bot = (text: string) => page.locator('.bot .bubble').filter({ hasText: text });

  test('a photo and a PDF are shown at once, sent in order, and stand in the talk after a reload', async () => {
    await pick(await photo(), { name: 'Phương án.pdf', mimeType: 'application/pdf', buffer: pdf() });
    await page.getByRole('textbox', { name: 'Tin nhắn' }).fill('Xong');
    await page.keyboard.press('Enter');
    expect(await isDrawn('.own img.picture')).toBe(true);
    await bot('Bạn vừa nói: Xong').waitFor();
    expect(await isDrawn('.bot img.picture')).toBe(true);
    expect(await page.locator('.own img.picture').getAttribute('alt')).toBe('🖼 Nhãn mật nho.jpg');
    expect(await page.locator('.own[data-state=sent]').count()).toBe(3);
    expect(await bot('Phương án.pdf').getByRole('link').getAttribute('download')).toBe('Phương án.pdf');
    expect(server.chat.arrivals.map(({ content }) => content.kind)).toEqual(['media', 'media', 'text']);
    const wide = await page.evaluate(
      `[document.documentElement, ...document.querySelectorAll('.app, .scroller, .log, .bubble, .dock, .composer')]
        .filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.className || box.localName)`,
    );
    expect(wide).toEqual([]);

    await page.reload();
    await bot('Bạn vừa nói: Xong').waitFor();
    expect(await page.locator('.own .bubble').allInnerTexts()).toEqual([
      '🖼 Nhãn mật nho.jpg',
      '📎 Phương án.pdf',
      'Xong',
    ]);
  });

  test('a refusal stands at the bubble, and what comes after it is sent', async () => {
    await pick({ name: 'bảng.xlsx', mimeType: '', buffer: Buffer.from('PK') }, await photo());
    await bot('Đã nhận Nhãn mật nho.jpg').waitFor();
    const refused = page.locator('.own[data-state=refused]');
    expect(await refused.locator('.problem').innerText()).toBe(phrases.fileRefused['wrong-type']);
    expect(server.chat.arrivals).toHaveLength(1);
    // The browser reports the refusal itself, too.
    expect(visited.complaints.splice(0)).toEqual([expect.stringContaining('415')]);
  });

  test('a lost line only delays it, and nothing is doubled', async () => {
    let tries = 0;
    const ids = new Set<string | null>();
    await page.route('**/web/files?*', async (route) => {
      ids.add(new URL(route.request().url()).searchParams.get('id'));
      tries += 1;
      if (tries === 1) return route.abort('internetdisconnected');
      if (tries === 2) await route.fetch();
      return tries === 2 ? route.abort('connectionreset') : route.continue();
    });
    await pick(await photo());
    await page.locator('.own[data-state=sent]').waitFor();
    await bot('Đã nhận').waitFor();
    await expect.poll(() => tries).toBeGreaterThanOrEqual(3);
    expect(ids.size).toBe(1);
    expect(server.chat.arrivals).toHaveLength(1);
    expect(await page.locator('.own').count()).toBe(1);
  });

  test('a large photo is made smaller before its long way', async () => {
    const { width, height, buffer } = { width: 4_000, height: 3_000, buffer: await noisyPhoto(4_000, 3_000) };
    expect(buffer.length).toBeGreaterThan(1_000_000);
    let sent = 0;
    await page.route('**/web/files?*', (route) => {
      sent = route.request().postDataBuffer()?.length ?? 0;
      return route.continue();
    });
    await pick({ name: `${width}x${height}.jpg`, mimeType: 'image/jpeg', buffer });
    await bot('Đã nhận').waitFor();
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(buffer.length);
  });
});

/** A photo that compresses as badly as a real one. */
async function noisyPhoto(width: number, height: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const noise = { type: 'gaussian', mean: 128, sigma: 12 } as const;
  return sharp({ create: { width, height, channels: 3, background: '#000', noise } })
    .jpeg()
    .toBuffer();
}
