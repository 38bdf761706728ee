/** A question while a form is open, as people type it: without a question mark. */
import { afterEach, expect, test } from 'vitest';
import { beginStory, type Story } from './app.ts';

let story: Story | null = null;
afterEach(async () => {
  await story?.end();
  story = null;
});

test('what the documents leave open is a question, too, and the form goes on', async () => {
  story = await beginStory();
  const lan = story.telegram.person(1);
  lan.says('/dangky');
  await lan.waitsFor(1);
  lan.says('dong y');
  await lan.waitsFor(1);
  lan.says('co mat phi khong');
  const [answer, prompt] = await lan.waitsFor(2);
  expect(answer?.text).toContain('Chưa xác minh được');
  expect(prompt?.text).toContain('Bước 2/15 · Loại hình chủ thể');
});
