import { afterEach, beforeEach, expect, test } from 'vitest';
import { isNoticeFile } from '../../../handlers/notices/files.ts';
import { labelsOf, type Talk, textOf } from '../officers/desk.ts';
import { compose, fieldOf, head, type NoticeDesk, openNoticeDesk, vinhHaiArea } from './office.ts';

let desk: NoticeDesk;
let officer: Talk & { officerId: bigint };
let lan: Talk;
beforeEach(async () => {
  // A Monday, eight in the morning.
  desk = await openNoticeDesk();
  officer = await desk.officer('commune', vinhHaiArea);
  lan = await desk.subscriber({ commune: '2025:22846' });
});
afterEach(() => desk.end());

const notices = () => desk.database.client.notice.findMany({ orderBy: { id: 'asc' } });
const begin = async () => {
  await officer.says('/canbo');
  return officer.presses('Soạn thông báo');
};

test('a class is composed field by field, shown as people get it, and sent', async () => {
  const heads = [head(await begin())];
  const press = async (label: string) => heads.push(head(await officer.presses(label)));
  const say = async (text: string) => heads.push(head(await officer.says(text)));
  await press('Lớp tập huấn');
  await say('Tập huấn thiết kế bao bì');
  await say('8h sáng thứ 5 tuần sau');
  await say('11h30');
  await say('Hội trường UBND xã Vĩnh Hải');
  await say('40 người');
  await say('Mời chủ thể mang theo mẫu bao bì');
  await press('Tất cả mọi người');
  await press('Có đăng ký');
  await press('Bỏ qua');
  await press('Bình thường');
  const preview = await officer.presses('Gửi ngay');
  heads.push(head(preview));
  expect(heads).toEqual([
    'Bước 1/13 · Loại thông báo',
    'Bước 2/13 · Tiêu đề',
    'Bước 3/13 · Bắt đầu',
    'Bước 4/13 · Kết thúc',
    'Bước 5/13 · Địa điểm',
    'Bước 6/13 · Số chỗ',
    'Bước 7/13 · Nội dung',
    'Bước 8/13 · Người nhận',
    'Bước 9/13 · Đăng ký tham dự',
    'Bước 10/13 · Ảnh hoặc tệp',
    'Bước 11/13 · Mức khẩn',
    'Bước 12/13 · Thời điểm gửi',
    'Bước 13/13 · Xem lại',
  ]);
  const [shown, numbers] = preview;
  expect(shown).toMatchObject({
    text: [
      '🎓 **Tập huấn thiết kế bao bì**',
      'Thời gian: 08:00–11:30 thứ Năm, ngày 03/12/2026',
      'Địa điểm: Hội trường UBND xã Vĩnh Hải',
      'Số chỗ: 40',
      'Mời chủ thể mang theo mẫu bao bì',
    ].join('\n'),
    choices: [],
  });
  expect(numbers?.text.split('\n')).toEqual([
    '👀 Trên đây là tin như mọi người thấy, dưới tin có nút **Tham dự** và **Không**.',
    'Người nhận: tất cả mọi người (Xã Vĩnh Hải).',
    '• Telegram: **1** người',
    'Gửi xong sau chưa đầy 1 phút.',
  ]);
  expect(textOf(await officer.presses('Gửi ngay'))).toContain(
    'Đã bắt đầu gửi **Tập huấn thiết kế bao bì** tới **1** người',
  );
  const [notice, ...others] = await notices();
  expect(others).toEqual([]);
  expect(notice).toMatchObject({
    kind: 'class',
    title: 'Tập huấn thiết kế bao bì',
    startsAt: new Date('2026-12-03T08:00:00+07:00'),
    endsAt: new Date('2026-12-03T11:30:00+07:00'),
    place: 'Hội trường UBND xã Vĩnh Hải',
    seats: 40,
    audience: { conditions: [], except: [] },
    signUp: true,
    urgent: false,
    state: 'sent',
    officer: officer.officerId,
  });
  const [told] = lan.hears();
  expect(told?.text).toBe(shown?.text);
  expect(told?.choices).toEqual([
    { label: 'Tham dự', value: `class:join:${notice?.id}` },
    { label: 'Không', value: `class:decline:${notice?.id}` },
  ]);
  const { client } = desk.database;
  expect(await client.sending.findMany()).toMatchObject([
    { noticeId: notice?.id, purpose: 'first', officer: officer.officerId },
  ]);
  expect(await client.audit.findMany({ select: { action: true, officer: true, subject: true } })).toEqual([
    { action: 'compose-notice', officer: officer.officerId, subject: `notice:${notice?.id}` },
    { action: 'send-notice', officer: officer.officerId, subject: `notice:${notice?.id}` },
  ]);
});

test('a general notice and a deadline leave out what does not apply', async () => {
  const said: string[] = [];
  let replies = await begin();
  for (const answer of [
    'Thông báo chung',
    'Kết quả đánh giá',
    'UBND tỉnh đã công bố kết quả',
    'Tất cả mọi người',
    'Bỏ qua',
    'Bình thường',
    'Gửi ngay',
  ]) {
    replies = await officer.says(answer);
    said.push(fieldOf(replies));
  }
  expect(said).toEqual(['Tiêu đề', 'Nội dung', 'Người nhận', 'Ảnh hoặc tệp', 'Mức khẩn', 'Thời điểm gửi', 'Xem lại']);
  await officer.presses('Gửi ngay');
  await officer.says('/canbo');
  const fields = await compose(officer, { 'Loại thông báo': 'Hạn nộp hồ sơ', 'Bắt đầu': '17h 20/12' });
  expect(fieldOf(fields)).toBe('Xem lại');
  const review = fields.at(-1)?.text ?? '';
  expect(review).toContain('• Bắt đầu: **17:00 Chủ nhật, ngày 20/12/2026**');
  for (const left of ['Kết thúc', 'Địa điểm', 'Số chỗ', 'Đăng ký tham dự']) expect(review).not.toContain(left);
  expect(fields[0]?.text).toContain('Hạn: 17:00 Chủ nhật, ngày 20/12/2026');
});

test('a whole notice pasted at the first step fills its fields; what is lacking is asked, and all is reviewed', async () => {
  await begin();
  const replies = await officer.says('Tập huấn bao bì, 8h sáng thứ 5 tuần sau tại UBND xã Vĩnh Hải, 40 người');
  const notes = textOf(replies.slice(0, -1));
  expect(notes).toContain('Tôi ghi luôn **Tiêu đề**: Tập huấn bao bì.');
  expect(notes).toContain('Tôi ghi luôn **Bắt đầu**: 08:00 thứ Năm, ngày 03/12/2026.');
  expect(notes).toContain('Tôi ghi luôn **Địa điểm**: UBND xã Vĩnh Hải.');
  expect(notes).toContain('Tôi ghi luôn **Số chỗ**: 40.');
  expect(fieldOf(replies)).toBe('Kết thúc');
  await officer.presses('Bỏ qua');
  await officer.says('Mang theo mẫu');
  for (const label of ['Tất cả mọi người', 'Có đăng ký', 'Bỏ qua', 'Bình thường']) await officer.presses(label);
  const review = (await officer.presses('Gửi ngay')).at(-1)?.text.split('\n');
  expect(review?.slice(1, -2)).toEqual([
    '• Loại thông báo: **Lớp tập huấn**',
    '• Tiêu đề: **Tập huấn bao bì**',
    '• Bắt đầu: **08:00 thứ Năm, ngày 03/12/2026**',
    '• Kết thúc: chưa ghi',
    '• Địa điểm: **UBND xã Vĩnh Hải**',
    '• Số chỗ: **40**',
    '• Nội dung: **Mang theo mẫu**',
    '• Người nhận: **tất cả mọi người (Xã Vĩnh Hải)**',
    '• Đăng ký tham dự: **có**',
    '• Ảnh hoặc tệp: chưa ghi',
    '• Mức khẩn: **Bình thường**',
    '• Thời điểm gửi: **gửi ngay**',
  ]);
});

test('pasted as the title it fills the rest as well', async () => {
  await begin();
  await officer.presses('Sự kiện, hội chợ, xúc tiến thương mại');
  const replies = await officer.says('Hội chợ OCOP, từ 8h đến 21h ngày 10/1 tại quảng trường 16/4');
  expect(textOf(replies)).toContain('Tôi ghi luôn **Địa điểm**');
  expect(fieldOf(replies)).toBe('Số chỗ');
});

test('past, impossible and doubtful times are asked back, always in full', async () => {
  await begin();
  await officer.presses('Lớp tập huấn');
  await officer.says('Tập huấn bao bì');
  expect(textOf(await officer.says('8h ngày 20/11/2026'))).toContain('đã qua');
  expect(fieldOf(await officer.says('8h ngày 31/2'))).toBe('Bắt đầu');
  const options = labelsOf(await officer.says('20/12'));
  expect(options.slice(0, 2)).toEqual(['08:00 Chủ nhật, ngày 20/12/2026', '14:00 Chủ nhật, ngày 20/12/2026']);
  const vague = await officer.says('sáng thứ 5 tuần sau');
  expect(textOf(vague)).toContain('Có phải lúc này không?');
  expect(labelsOf(vague)[0]).toBe('08:00 thứ Năm, ngày 03/12/2026');
  expect(fieldOf(await officer.says('đúng'))).toBe('Kết thúc');
  expect(fieldOf(await officer.says('7h sáng'))).toBe('Kết thúc');
  expect(fieldOf(await officer.says('11h30'))).toBe('Địa điểm');
});

test('what was written ages: a beginning that has passed is asked again before it can be sent', async () => {
  await compose(officer, { 'Loại thông báo': 'Họp', 'Bắt đầu': '17h chiều nay' });
  // Within the day after which a silent dialog is reminded of.
  desk.clock.moveTo('2026-11-23T18:00:00+07:00');
  const replies = await officer.presses('Gửi ngay');
  expect(fieldOf(replies)).toBe('Bắt đầu');
  expect(textOf(replies)).toContain('đã qua');
  expect(await notices()).toEqual([]);
});

test('it is sent before it begins', async () => {
  await compose(officer, { 'Loại thông báo': 'Họp', 'Bắt đầu': '9h sáng mai', 'Thời điểm gửi': null });
  const replies = await officer.says('10h sáng mai');
  expect(textOf(replies)).toContain('Tin phải gửi trước 09:00 thứ Ba, ngày 24/11/2026');
  expect(fieldOf(await officer.says('7h sáng mai'))).toBe('Xem lại');
});

test('pressed twice, it is sent once', async () => {
  await compose(officer, {});
  const pressed = desk.platform.delivered.findLast(({ reply }) =>
    reply.choices.some(({ label }) => label === 'Gửi ngay'),
  );
  await desk.platform.presses(pressed, 'Gửi ngay');
  await desk.platform.presses(pressed, 'Gửi ngay');
  await desk.machine.drain(15_000);
  expect(await notices()).toHaveLength(1);
  expect(await desk.database.client.broadcast.count()).toBe(1);
  expect(lan.hears()).toHaveLength(1);
});

test('a picture goes with it, and is kept as long as the notice', async () => {
  const hash = 'c'.repeat(64);
  await compose(officer, { 'Ảnh hoặc tệp': null });
  await desk.platform.arrives(officer.chat, {
    kind: 'media',
    media: 'photo',
    caption: '',
    file: { state: 'stored', hash, name: 'giay-moi.jpg', mime: 'image/jpeg', bytes: 1000 },
  });
  await desk.machine.drain(15_000);
  await officer.presses('Bình thường');
  const preview = await officer.presses('Gửi ngay');
  expect(preview[0]?.attachment).toMatchObject({ hash, name: 'giay-moi.jpg' });
  await officer.presses('Gửi ngay');
  expect(lan.hears()[0]?.attachment).toMatchObject({ hash });
  expect(await isNoticeFile(desk.database.client, hash)).toBe(true);
  expect(await isNoticeFile(desk.database.client, 'd'.repeat(64))).toBe(false);
});

test('nobody without a role composes', async () => {
  expect(textOf(await lan.says('/canbo'))).toContain('dành cho cán bộ');
  await begin();
  await desk.database.client.officer.updateMany({ data: { revokedAt: desk.clock.now() } });
  for (const answer of [
    'Thông báo chung',
    'Kết quả',
    'Đã có kết quả',
    'Tất cả mọi người',
    'Bỏ qua',
    'Bình thường',
    'Gửi ngay',
  ])
    await officer.says(answer);
  expect(textOf(await officer.presses('Gửi ngay'))).toContain('không có quyền');
  expect(await notices()).toEqual([]);
});
