/** A person at the page with a phone of their own. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import type { Story } from '../story/app.ts';
import { visit } from './chromium.ts';

/** Where pictures of the page are kept for a person to look at; without it there are none. */
const pictures = process.env.SCREENSHOTS;

/** A person with a page of their own. What they do waits until the newest message of the bot says what is expected. */
export async function arrive(browser: Browser, story: Story) {
  const { page, complaints, close } = await visit(browser, story.address, {
    timezoneId: 'Asia/Ho_Chi_Minh',
    // Nothing is pressed while it still moves.
    reducedMotion: 'reduce',
  });
  await page.clock.setSystemTime(story.clock.now());
  await page.locator('#state[data-state=open]').waitFor();
  const newest = () => page.locator('.bot .bubble').last();
  const hears = async (expected: string | RegExp): Promise<string> => {
    await expect.poll(() => newest().innerText()).toMatch(expected);
    return newest().innerText();
  };
  /** Nobody sends thirty messages in half a minute. */
  const paused = () => story.clock.advance(2_000);
  return {
    page,
    newest,
    hears,
    close,
    complaints,
    async says(text: string, expected: string | RegExp) {
      paused();
      await page.getByRole('textbox', { name: 'Tin nhắn' }).fill(text);
      await page.keyboard.press('Enter');
      return hears(expected);
    },
    async presses(label: string, expected: string | RegExp) {
      paused();
      await page.getByRole('button', { name: label, exact: true }).last().click();
      return hears(expected);
    },
    async sends(files: { name: string; mimeType: string; buffer: Buffer }[], expected: string | RegExp) {
      paused();
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Gửi ảnh hoặc tệp' }).click();
      await (await chooser).setFiles(files);
      return hears(expected);
    },
    /** The newest picture is this one, and it is really drawn. */
    async sees(alt: string) {
      await page.getByRole('img', { name: alt }).last().waitFor();
      await page.waitForFunction(`[...document.querySelectorAll('.picture')].at(-1).naturalWidth > 0`);
    },
    async shows(name: string) {
      const wide = await page.evaluate(
        `[document.documentElement, ...document.querySelectorAll('.app, .scroller, .log, .bubble, .choices, .dock')]
          .filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.className || box.localName)`,
      );
      expect(wide, name).toEqual([]);
      if (pictures === undefined) return;
      mkdirSync(pictures, { recursive: true });
      await page.waitForTimeout(700);
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
  };
}
export type Visitor = Awaited<ReturnType<typeof arrive>>;
