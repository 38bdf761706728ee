import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reply } from '../../bot/message.ts';
import { type ChatServer, startChatServer } from './chat-server.ts';
import { hasChromium, launch, visit, type WatchedPage } from './chromium.ts';

describe.skipIf(!hasChromium)('the chat page in a browser', { timeout: 30_000 }, () => {
  let browser: Browser;
  let server: ChatServer;
  let open: WatchedPage[];
  /** What the browser must complain about in this test; anything else breaks it. */
  let expected: string[];

  beforeAll(async () => {
    browser = await launch();
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    server = await startChatServer();
    open = [];
    expected = [];
  });
  afterEach(async () => {
    const complaints = open.flatMap((one) => one.complaints);
    await Promise.all(open.map((one) => one.close()));
    await server.close();
    expect([...new Set(complaints)]).toEqual(expected);
  });

  async function arrive(options: Parameters<typeof visit>[2] = {}): Promise<Page> {
    const visited = await visit(browser, server.url, options);
    open.push(visited);
    await visited.page.locator('#state[data-state=open]').waitFor();
    return visited.page;
  }
  const ask = async (page: Page, text: string) => {
    await page.getByRole('textbox', { name: 'Tin nhắn' }).fill(text);
    await page.keyboard.press('Enter');
  };
  const bubbles = (page: Page) => page.locator('.bubble');
  const texts = async (page: Page) => (await bubbles(page).allInnerTexts()).map((text) => text.trim());
  const waitFor = (page: Page, text: string) => bubbles(page).filter({ hasText: text }).first().waitFor();

  test('welcomes a new visitor with questions to start from', async () => {
    const page = await arrive();
    expect(await page.getByRole('heading', { name: 'Xin chào!' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Ai được tham gia OCOP?' }).click();
    await waitFor(page, 'Hợp tác xã, tổ hợp tác');
    expect(await page.locator('#welcome').isVisible()).toBe(false);
  });

  test('answers with bold words, list lines and a source that unfolds its quote', async () => {
    const page = await arrive();
    await ask(page, 'Ai được tham gia OCOP?');
    await waitFor(page, 'Hợp tác xã');
    expect(await page.locator('.bot strong').allInnerTexts()).toEqual(['Ai được tham gia:', 'nguyên liệu địa phương']);
    expect(await page.locator('.bot li').count()).toBe(3);
    const quote = page.locator('blockquote');
    expect(await quote.isVisible()).toBe(false);
    await page.getByText('📖 Kế hoạch OCOP 2024, mục II.1').click();
    expect(await quote.textContent()).toContain('Phấn đấu đánh giá, phân hạng');
  });

  test('offers quick replies, of which the latest stand out and the older still work', async () => {
    const page = await arrive();
    await ask(page, 'Ai được tham gia OCOP?');
    await page.getByRole('button', { name: 'Hồ sơ gồm những gì?' }).click();
    await waitFor(page, 'Phiếu đăng ký ý tưởng');
    expect(await page.locator('.own .bubble').last().textContent()).toBe('Hồ sơ gồm những gì?');
    expect(await page.locator('.choices.latest').count()).toBe(1);
    await page.locator('.choices').first().getByRole('button', { name: 'Nộp hồ sơ ở đâu?' }).click();
    await waitFor(page, 'Bạn vừa nói: Nộp hồ sơ ở đâu?');
    expect(server.chat.arrivals.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'Ai được tham gia OCOP?' },
      { kind: 'choice', message: '1', index: 2 },
      { kind: 'choice', message: '1', index: 3 },
    ]);
  });

  test('takes a vote quietly and remembers it', async () => {
    const page = await arrive();
    await ask(page, 'Ai được tham gia OCOP?');
    const vote = page.getByRole('button', { name: '👍 Có ích' });
    await vote.click();
    await waitFor(page, 'Cảm ơn bạn đã đánh giá!');
    expect(await page.locator('.own').count()).toBe(1);
    await page.reload();
    await waitFor(page, 'Cảm ơn bạn đã đánh giá!');
    expect(await vote.getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('.own').count()).toBe(1);
  });

  test('shows the same talk after a reload', async () => {
    const page = await arrive();
    await ask(page, 'xin chào');
    await waitFor(page, 'Bạn vừa nói: xin chào');
    const before = await texts(page);
    await page.reload();
    await waitFor(page, 'Bạn vừa nói: xin chào');
    expect(await texts(page)).toEqual(before);
    expect(await page.locator('.day').allInnerTexts()).toEqual(['Hôm nay']);
  });

  test('keeps what is written without a network and sends it once, in order, when the network is back', async () => {
    const page = await arrive();
    await page.context().setOffline(true);
    await page.getByText('Bạn đang ngoại tuyến.').waitFor();
    for (const text of ['một', 'hai', 'ba']) await ask(page, text);
    expect(await page.locator('.own[data-state=waiting]').count()).toBe(3);
    expect(server.chat.arrivals).toEqual([]);
    await page.context().setOffline(false);
    await waitFor(page, 'Bạn vừa nói: ba');
    expect(await page.locator('.own[data-state=waiting]').count()).toBe(0);
    expect(await page.locator('#banner').textContent()).toBe('');
    expect(await page.locator('.own .bubble').allInnerTexts()).toEqual(['một', 'hai', 'ba']);
    expect(server.chat.arrivals.map(({ content }) => content.kind === 'text' && content.text)).toEqual([
      'một',
      'hai',
      'ba',
    ]);
  });

  test('sends what was left behind by a closed tab', async () => {
    const page = await arrive();
    await page.context().setOffline(true);
    await ask(page, 'đừng quên tôi');
    const context = page.context();
    await page.close();
    await context.setOffline(false);
    const next = await context.newPage();
    await next.goto(server.url);
    await waitFor(next, 'Bạn vừa nói: đừng quên tôi');
    expect(await texts(next)).toEqual(['đừng quên tôi', 'Bạn vừa nói: đừng quên tôi']);
  });

  test('does not double a message whose answer from the server was lost', async () => {
    const page = await arrive();
    let cut = 0;
    await page.route('**/web/messages', async (route) => {
      if (cut++ > 0) return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await ask(page, 'chỉ một lần');
    await waitFor(page, 'Bạn vừa nói: chỉ một lần');
    await expect.poll(() => cut, { timeout: 5_000 }).toBe(2);
    await page.waitForTimeout(300);
    expect(await texts(page)).toEqual(['chỉ một lần', 'Bạn vừa nói: chỉ một lần']);
    expect(server.chat.arrivals).toHaveLength(1);
  });

  test('survives a restart of the server and shows what was said meanwhile, once', async () => {
    const page = await arrive();
    await ask(page, 'trước');
    await waitFor(page, 'Bạn vừa nói: trước');
    expected = ['Failed to load resource: the server responded with a status of 503 (Service Unavailable)'];
    server.chat.outage = new Error('the database restarts');
    await page.locator('#state:not([data-state=open])').waitFor();
    await ask(page, 'trong lúc hỏng');
    await page.getByText('Hệ thống đang bận.').waitFor();
    server.chat.outage = null;
    await waitFor(page, 'Bạn vừa nói: trong lúc hỏng');
    expect(await texts(page)).toEqual(['trước', 'Bạn vừa nói: trước', 'trong lúc hỏng', 'Bạn vừa nói: trong lúc hỏng']);
  });

  test('goes on when the cookie was lost', async () => {
    const page = await arrive();
    expected = ['Failed to load resource: the server responded with a status of 401 (Unauthorized)'];
    await page.context().clearCookies();
    await ask(page, 'mất cookie rồi');
    await waitFor(page, 'Bạn vừa nói: mất cookie rồi');
    expect(server.chat.arrivals).toHaveLength(1);
  });

  test('shows two tabs of one person the same talk', async () => {
    const first = await arrive();
    const second = await first.context().newPage();
    await second.goto(server.url);
    await second.locator('#state[data-state=open]').waitFor();
    await ask(first, 'hai thẻ');
    await waitFor(second, 'Bạn vừa nói: hai thẻ');
    expect(await texts(second)).toEqual(await texts(first));
  });

  test('never takes a text for markup', async () => {
    const page = await arrive();
    await ask(page, 'nguy');
    await waitFor(page, 'onerror');
    expect(await bubbles(page).last().textContent()).toBe(
      '<img src=x onerror=alert(1)> <b>đậm</b> <script>alert(2)</script>',
    );
    expect(await page.locator('.log img, .log script, .log b').count()).toBe(0);
  });

  test('offers an attachment as a download', async () => {
    const page = await arrive();
    await ask(page, '/riengtu');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'dữ liệu của tôi.json' }).click();
    expect((await download).suggestedFilename()).toBe('dữ liệu của tôi.json');
  });

  test('does not drag a reader away from what they read, but says that something new came', async () => {
    const page = await arrive();
    for (let n = 1; n <= 8; n++) {
      await ask(page, `tin ${n}`);
      await waitFor(page, `Bạn vừa nói: tin ${n}`);
    }
    const newer = page.getByRole('button', { name: 'Tin mới' });
    const toEnd = () => page.evaluate<number>('scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight');
    await expect.poll(toEnd).toBeLessThan(2);
    expect(await newer.isVisible()).toBe(false);
    await page.mouse.move(180, 300);
    await page.mouse.wheel(0, -600);
    const top = () => page.evaluate<number>(`document.getElementById('scroller').scrollTop`);
    await page.waitForTimeout(300);
    const before = await top();
    const address = server.chat.arrivals[0]?.chat ?? '';
    const news = reply('Có lớp tập huấn mới.');
    await server.channel.send({ key: server.chat.say(address, news), chat: address, reply: news });
    await newer.waitFor();
    expect(await top()).toBe(before);
    await newer.click();
    await newer.waitFor({ state: 'hidden' });
    expect(await page.getByText('Có lớp tập huấn mới.').isVisible()).toBe(true);
  });

  test('shows the beginning of an answer that is longer than the screen', async () => {
    const page = await arrive();
    await ask(page, 'trang dài');
    const answer = bubbles(page).last();
    await waitFor(page, 'dòng 60');
    await page.waitForTimeout(1_000);
    const box = await answer.boundingBox();
    const log = await page.locator('#scroller').boundingBox();
    expect((box?.y ?? 0) - (log?.y ?? 0)).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) - (log?.y ?? 0)).toBeLessThan(60);
  });

  test('can be used by keyboard alone', async () => {
    const page = await arrive();
    const text = page.getByRole('textbox', { name: 'Tin nhắn' });
    await text.focus();
    await page.keyboard.type('dòng một');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('dòng hai');
    expect(await text.inputValue()).toBe('dòng một\ndòng hai');
    await page.keyboard.press('Enter');
    await waitFor(page, 'Bạn vừa nói: dòng một');
    expect(await text.inputValue()).toBe('');
    for (const label of ['Gửi ảnh hoặc tệp', 'Mở menu']) {
      await page.keyboard.press('Shift+Tab');
      expect(await page.evaluate('document.activeElement.ariaLabel')).toBe(label);
    }
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await waitFor(page, 'Bạn muốn làm gì?');
    await page.getByRole('button', { name: 'Trợ giúp' }).focus();
    await page.keyboard.press('Space');
    await waitFor(page, 'Bạn vừa nói: Trợ giúp');
  });

  test('says why a text is too long, and does not send it', async () => {
    const page = await arrive();
    await ask(page, 'dài '.repeat(1100));
    await page.getByText('Tin nhắn dài 4.399 ký tự, tối đa 4.000.').waitFor();
    expect(server.chat.arrivals).toEqual([]);
  });

  test('keeps a draft over a reload', async () => {
    const page = await arrive();
    await page.getByRole('textbox', { name: 'Tin nhắn' }).fill('đang viết dở');
    await page.reload();
    await expect.poll(() => page.getByRole('textbox', { name: 'Tin nhắn' }).inputValue()).toBe('đang viết dở');
  });

  test('shows dots while an answer is prepared', async () => {
    const page = await arrive();
    server.mute = true;
    await ask(page, 'đợi nhé');
    await page.locator('#typing').waitFor();
    expect(await page.locator('#typing .sr').textContent()).toBe('Trợ lý đang soạn câu trả lời');
  });

  test.each([320, 360, 1280])('has nothing to scroll sideways at %i pixels', async (width) => {
    const page = await arrive({ viewport: { width, height: 640 } });
    for (const text of ['Ai được tham gia OCOP?', '/riengtu', 'dài']) await ask(page, text);
    await waitFor(page, 'Một từ rất dài');
    await page.locator('summary').first().click();
    const wide = await page.evaluate(
      `[document.documentElement, ...document.querySelectorAll('.app, .scroller, .log, .bubble, .dock')]
        .filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.className || box.localName)`,
    );
    expect(wide).toEqual([]);
  });

  test('has controls large enough for a thumb', async () => {
    const page = await arrive();
    await ask(page, 'Ai được tham gia OCOP?');
    await page.locator('.choice').first().waitFor();
    for (const control of await page.locator('.round, .choice, #text').all()) {
      expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
  });
});
