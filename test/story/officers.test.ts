/** The first admin comes in through Telegram, invites an officer, who takes up their office; over restarts. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginStory, type Story } from './app.ts';

const adminCode = 'ninh-thuan-7391';
let story: Story;
beforeAll(async () => {
  story = await beginStory({ ADMIN_INVITE_CODE: adminCode });
});
afterAll(() => story.end());

test('from the configured code to an officer of a commune, and no code stays behind', async () => {
  const admin = story.telegram.person(901);
  admin.says(`/canbo ${adminCode}`);
  expect((await admin.waitsFor())[0]?.text).toContain('Quản trị');
  await story.restart();
  admin.says('/canbo');
  await admin.waitsFor();
  admin.presses('Mời cán bộ');
  expect((await admin.waitsFor())[0]?.text).toMatch(/^Bước 1\/2 · Vai trò/);
  await story.restart();
  admin.presses('Cán bộ cấp xã');
  expect((await admin.waitsFor())[0]?.text).toMatch(/^Bước 2\/3 · Địa bàn/);
  admin.says('phuong phuoc hau');
  await admin.waitsFor();
  await story.restart();
  admin.presses('Tạo mã mời');
  const handed = (await admin.waitsFor())[0]?.text ?? '';
  const line = /^\/canbo \S+$/m.exec(handed)?.[0] ?? '';

  const officer = story.telegram.person(902);
  officer.says(line);
  expect((await officer.waitsFor())[0]?.text).toContain('Cán bộ cấp xã');
  const stored = JSON.stringify([
    await story.database.client.inbox.findMany({ select: { content: true } }),
    await story.database.client.outbox.findMany({ select: { payload: true } }),
    await story.database.client.conversation.findMany({ select: { memory: true } }),
  ]);
  for (const code of [adminCode, line.replace('/canbo ', '')]) {
    expect(stored).not.toContain(code);
    expect(story.logged()).not.toContain(code);
  }
  officer.says('/canbo');
  const [menu] = await officer.waitsFor();
  expect(menu?.buttons.flat().map(({ text }) => text)).toEqual([
    'Việc đang chờ',
    'Soạn thông báo',
    'Thông báo đã soạn',
    'Danh sách cán bộ',
    'Nhật ký',
  ]);
});
