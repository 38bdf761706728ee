/** A decision that Zalo did not take reaches its producer when they come back, and the officer knows it meanwhile. */
import { afterEach, expect, test } from 'vitest';
import { givenRegistration } from '../registration.ts';
import { beginStory, type Story, token } from './app.ts';
import { expectClean, hearsSoon, invites, saidIn, talkOf } from './talk.ts';

const adminCode = 'ninh-thuan-7391';
const dayMs = 24 * 60 * 60_000;

let story: Story;
afterEach(async () => {
  expectClean(story, token, /905123456|Nguyễn Thị Lan/);
  await story.end();
});

test.each(['zalo-oa', 'zalo-bot'] as const)('on %s', { timeout: 90_000 }, async (platform) => {
  story = await beginStory({ ADMIN_INVITE_CODE: adminCode }, undefined, platform);
  const { client } = story.database;
  const [admin, xa, lan] = [talkOf(story, 901), talkOf(story, 902), talkOf(story, 904)];
  await admin.says(`/canbo ${adminCode}`);
  await invites(admin, xa, 'Cán bộ cấp xã', 'xa vinh hai');
  await lan.says('xin chào');
  const { personId } = await client.conversation.findFirstOrThrow({ where: { chat: lan.chat } });
  const { code } = await givenRegistration(story.database, { personId });

  const hasWindow = platform === 'zalo-oa';
  // The one has windows, which Zalo knows; the other says no to whom it does not know any more.
  if (hasWindow) story.clock.advance(8 * dayMs);
  else story.zaloBot.fail({ kind: { code: 404, description: 'Chat not found' }, chat: lan.chat });
  const asks = async (remark: string) => {
    await xa.says(`/canbo ${code}`);
    await xa.presses('Yêu cầu sửa');
    await xa.presses('Mô tả sản phẩm');
    await xa.presses('Xong');
    await xa.says(remark);
    return saidIn(await xa.presses('Gửi yêu cầu sửa'));
  };
  const decided = await asks('Ghi rõ nơi trồng nho');
  expect(decided).toContain('Đã ghi: Yêu cầu sửa');
  if (hasWindow) {
    expect(decided).toContain('⚠️ Chưa báo được cho chủ thể: đã quá 7 ngày chưa nhắn cho Zalo OA');
    expect(decided).not.toContain('Tôi đã báo cho chủ thể');
  }
  const opened = saidIn(await xa.says(`/canbo ${code}`));
  expect(opened).toContain('⚠️ Chưa báo được cho chủ thể: ');
  expect(opened).toContain('Họ nhắn lại là tôi gửi ngay; cần gấp thì bạn gọi điện.');
  expect(saidIn(lan.hears())).toBe('');
  await story.restart();

  story.clock.advance(dayMs);
  const back = saidIn(await lan.says('nhóm 5 là gì'));
  expect(back).toContain('sinh vật cảnh');
  const late = back.includes('đề nghị sửa') ? back : saidIn(await hearsSoon(lan));
  expect(late).toMatch(/UBND xã Vĩnh Hải đề nghị sửa đăng ký Mật nho An Hòa[\s\S]*Ghi rõ nơi trồng nho/);
  expect(saidIn(await xa.says(`/canbo ${code}`))).not.toContain('Chưa báo được');
  await lan.says('cảm ơn');
  expect(saidIn(lan.all()).split('đề nghị sửa')).toHaveLength(2);
});
