/** The page before the whole assistant, as a citizen on a phone uses it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginStory, type Story } from '../story/app.ts';
import { hasChromium, launch, visit } from './chromium.ts';

describe.skipIf(!hasChromium)('the assistant on the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  let story: Story;
  beforeAll(async () => {
    [browser, story] = await Promise.all([launch(), beginStory()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await story?.end();
  });

  const ask = async (page: Page, text: string) => {
    await page.getByRole('textbox', { name: 'Tin nhắn' }).fill(text);
    await page.keyboard.press('Enter');
  };
  const fromBot = (page: Page) => page.locator('.bot .bubble');
  const latest = async (page: Page, count: number) => {
    await fromBot(page)
      .nth(count - 1)
      .waitFor();
    return fromBot(page).nth(count - 1);
  };

  test('a question gets a sourced answer, a quick reply goes on, and a reload keeps the talk', async () => {
    const { page, complaints, close } = await visit(browser, story.address);
    await ask(page, 'ninh hai duoc may san pham 3 sao');
    const answer = await latest(page, 1);
    expect(await answer.innerText()).toMatch(/\b6\b/);
    await answer.getByText('📖 Kế hoạch OCOP 2024').first().click();
    expect(await answer.locator('blockquote').first().innerText()).toContain('UBND huyện Ninh Hải 12 6 6');
    await page.getByRole('button', { name: '👍 Có ích' }).click();
    expect(await (await latest(page, 2)).innerText()).toContain('Cảm ơn');
    expect(await story.database.client.feedback.count({ where: { kind: 'helpful' } })).toBe(1);
    await page.reload();
    await latest(page, 2);
    expect(await fromBot(page).count()).toBe(2);
    expect(complaints).toEqual([]);
    await close();
  });

  test('what is asked without a network is kept, sent once it returns, and answered once', async () => {
    const { page, complaints, close } = await visit(browser, story.address);
    await page.locator('#state[data-state=open]').waitFor();
    await page.context().setOffline(true);
    await ask(page, 'nhóm 5 là gì');
    await page.waitForTimeout(500);
    expect(await fromBot(page).count()).toBe(0);
    await page.context().setOffline(false);
    expect(await (await latest(page, 1)).innerText()).toContain('sinh vật cảnh');
    await page.waitForTimeout(1_500);
    expect(await fromBot(page).count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  test('what is deleted leaves every open page at once, and the talk goes on', async () => {
    const { page, complaints, close } = await visit(browser, story.address);
    const tab = await page.context().newPage();
    await tab.goto(story.address);
    await ask(page, 'nhóm 5 là gì');
    await latest(tab, 1);
    await ask(page, '/riengtu');
    await page.getByRole('button', { name: 'Xoá dữ liệu' }).click();
    await page.getByRole('button', { name: 'Đồng ý xoá' }).click();
    for (const one of [page, tab]) {
      await one.getByText('Tôi đã xoá hết dữ liệu').waitFor();
      await expect.poll(() => one.locator('.bubble').count()).toBe(1);
    }
    await ask(page, 'nhóm 4 là gì');
    expect(await (await latest(page, 2)).innerText()).toContain('thủ công');
    expect(await page.locator('.bubble').count()).toBe(3);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a new visitor on the smallest screen reads the welcome from its beginning', async () => {
    const { page, close } = await visit(browser, story.address, { viewport: { width: 320, height: 480 } });
    await page.locator('#state[data-state=open]').waitFor();
    await page.waitForTimeout(300);
    expect(await page.evaluate<number>(`document.getElementById('scroller').scrollTop`)).toBe(0);
    await close();
  });

  test('two visitors see only their own talk', async () => {
    const [one, two] = await Promise.all([visit(browser, story.address), visit(browser, story.address)]);
    await ask(one.page, 'OCOP xanh là gì');
    await latest(one.page, 1);
    await two.page.reload();
    await two.page.getByRole('heading', { name: 'Xin chào!' }).waitFor();
    expect(await fromBot(two.page).count()).toBe(0);
    await one.close();
    await two.close();
  });
});
