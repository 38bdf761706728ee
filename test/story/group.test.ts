/** In a Telegram group others read along: what is one person's own is left to private messages. */
import { afterEach, expect, test } from 'vitest';
import { beginStory, type Story } from './app.ts';

let story: Story | null = null;
afterEach(async () => {
  await story?.end();
  story = null;
});

test.each(['dangky', 'hoso', 'riengtu', 'canbo', 'thongbao'])('/%s is refused in a group', async (command) => {
  story = await beginStory();
  const lan = story.telegram.group(-100).member(1);
  lan.says(`/${command}@ocop_ninhthuan_bot`);
  const [answer] = await lan.waitsFor(1);
  expect(answer?.text).toContain('nên tôi không làm trong nhóm');
  lan.says('/trogiup@ocop_ninhthuan_bot');
  const [help] = await lan.waitsFor(1);
  expect(help?.text).not.toContain('không làm trong nhóm');
});
