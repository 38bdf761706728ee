/** A message that shows how far something is, on the page: a real bar that moves in place. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Reply, reply } from '../../bot/message.ts';
import { type ChatServer, startChatServer } from './chat-server.ts';
import { hasChromium, launch, visit, type WatchedPage } from './chromium.ts';

const shots = process.env.SCREENSHOTS;

const step = (done: number, labels: string[]): Reply =>
  reply(
    `📣 **Tập huấn bao bì** (tin đầu): đang gửi\nkhoảng 25 tin/giây · còn khoảng 2 phút\nđã gửi ${done} · đang chờ ${40 - done} (cộng 40 người)`,
    { progress: { done, total: 40 }, choices: labels.map((label) => ({ label, value: `x:${label}` })) },
  );

describe.skipIf(!hasChromium)('a message that changes', { timeout: 30_000 }, () => {
  let browser: Browser;
  let server: ChatServer;
  let visited: WatchedPage;

  beforeAll(async () => {
    browser = await launch();
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    server = await startChatServer();
    visited = await visit(browser, server.url);
    await visited.page.locator('#state[data-state=open]').waitFor();
  });
  afterEach(async () => {
    expect(visited.complaints).toEqual([]);
    await visited.close();
    await server.close();
  });

  async function begin(): Promise<{ address: string; key: string; edit(to: Reply): Promise<void> }> {
    const { page } = visited;
    await page.getByRole('textbox', { name: 'Tin nhắn' }).fill('xin chào');
    await page.keyboard.press('Enter');
    await page.locator('.bubble').filter({ hasText: 'Bạn vừa nói' }).waitFor();
    const address = server.chat.arrivals.at(-1)?.chat ?? '';
    const first = step(0, ['Tạm dừng', 'Dừng hẳn']);
    const key = server.chat.say(address, first);
    await server.channel.send({ key, chat: address, reply: first });
    await page.locator('progress').waitFor();
    return {
      address,
      key,
      async edit(to) {
        server.chat.edit(key, to);
        await server.channel.edit?.({ key, chat: address, reply: to, platformId: key });
      },
    };
  }

  test('moves its bar in place, and keeps the focus on its button', async () => {
    const { page } = visited;
    const { edit } = await begin();
    const bar = `document.querySelector('progress')`;
    const count = await page.locator('.row').count();
    expect(await page.locator('#log').getAttribute('aria-live')).toBe('polite');
    expect(await page.evaluate(`(({ value, max, labels }) => [value, max, labels.length])(${bar})`)).toEqual([
      0, 40, 1,
    ]);
    await page.getByRole('button', { name: 'Dừng hẳn' }).focus();
    await edit(step(21, ['Tạm dừng', 'Dừng hẳn']));
    await page.getByText('52% · 21/40').waitFor();
    expect(await page.evaluate(`${bar}.value`)).toBe(21);
    expect(await page.locator('.row').count()).toBe(count);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Dừng hẳn');
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    if (shots) {
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: join(shots, 'progress-360.png') });
    }
  });

  test('gets other buttons when it ends, and a page that comes back later reads the end', async () => {
    const { page } = visited;
    const { edit } = await begin();
    await edit(step(40, ['Báo cáo', 'Mở thông báo']));
    await page.getByRole('button', { name: 'Báo cáo' }).waitFor();
    expect(await page.locator('.choices.latest button').allInnerTexts()).toEqual(['Báo cáo', 'Mở thông báo']);
    expect(await page.getByRole('button', { name: 'Tạm dừng' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Mở thông báo' }).click();
    await expect.poll(() => server.chat.arrivals.at(-1)?.content).toMatchObject({ kind: 'choice', index: 1 });
    await page.reload();
    await page.getByText('100% · 40/40').waitFor();
    if (shots) await page.screenshot({ path: join(shots, 'progress-done-360.png') });
  });
});
