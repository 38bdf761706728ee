/** A class over a platform, from composing it to the feedback afterwards. */
import { afterEach, expect, test } from 'vitest';
import { until } from '../platform.ts';
import { beginStory, type Story, storyPlatforms, token } from './app.ts';
import { expectClean, type Heard, hearsSoon, invites, labelsIn, personOf, saidIn, type Talk, talkOf } from './talk.ts';

const adminCode = 'ninh-thuan-7391';

let story: Story;
afterEach(async () => {
  expectClean(story, token, /905123456|Nguyễn Thị Hoa/);
  await story.end();
});

/** A jam of grapes from Vĩnh Hải: product group 1. */
async function registers(hoa: Talk): Promise<void> {
  await hoa.says('/dangky');
  for (const label of ['Đồng ý', 'Hợp tác xã']) await hoa.presses(label);
  for (const answer of ['Hợp tác xã nho An Hòa', 'Nguyễn Thị Hoa', '0905 123 456', 'xã Vĩnh Hải', 'Mật nho An Hòa']) {
    await hoa.says(answer);
  }
  await hoa.says('Nho tươi ép lấy nước, cô đặc thành mật, chai 500 ml');
  await hoa.presses('👉 Nhóm 1: Thực phẩm');
  for (const answer of ['80%', '60%', 'bỏ qua', 'xong', 'xong']) await hoa.says(answer);
  await hoa.presses('Gửi đăng ký');
}

/** Opens the newest notice from the officers' list. */
async function opensNewest(officer: Talk): Promise<Heard[]> {
  await officer.says('/canbo');
  await officer.presses('Thông báo đã soạn');
  return officer.says('1');
}

/** Every message that bears this title, in all chats but those of officers. */
function toldOf(people: readonly Talk[], heading: string): number[] {
  return people.map((one) => one.all().filter(({ text }) => text.startsWith(heading)).length);
}

test.each(storyPlatforms)(
  'composed, told, signed up for, moved, reminded of, attended, rated and corrected: %s',
  {
    timeout: 120_000,
  },
  async (platform) => {
    story = await beginStory({ ADMIN_INVITE_CODE: adminCode }, '2026-11-23T08:00:00+07:00', platform);
    const channel = { telegram: 'Telegram', 'zalo-bot': 'Zalo', 'zalo-oa': 'Zalo OA' }[platform];
    const { client } = story.database;
    const [admin, xa, tinh] = [talkOf(story, 901), talkOf(story, 902), talkOf(story, 903)];
    const [hoa, minh, lan, tu, khach] = [904, 905, 906, 907, 908].map((id) => talkOf(story, id));
    if (!hoa || !minh || !lan || !tu || !khach) throw new Error('five people');
    const people = [hoa, minh, lan, tu, khach];

    await admin.says(`/canbo ${adminCode}`);
    await invites(admin, xa, 'Cán bộ cấp xã', 'xa vinh hai');
    await invites(admin, tinh, 'Cán bộ cấp tỉnh', null);

    await registers(hoa);
    await hoa.presses('Nhận thông báo');
    expect(saidIn(await hoa.presses('Nhận tất cả'))).toContain('bạn nhận tất cả thông báo');
    for (const text of ['thong bao', 'lop tap huan', 'xa cua toi', 'vinh hai']) await minh.says(text);
    await lan.says('/thongbao');
    await lan.presses('⬜ Lớp tập huấn');
    await lan.presses('Xã của tôi: chưa ghi');
    expect(labelsIn(await lan.says('xã Vĩnh Hải'))).toContain('Xã của tôi: Xã Vĩnh Hải');
    for (const text of ['/thongbao', 'nhan tat ca', 'xa cua toi', 'xa phuoc dinh']) await tu.says(text);
    await khach.says('xin chào');

    // Field by field, by the officer of the commune, for the producers of group 1.
    await xa.says('/canbo');
    expect(saidIn(await xa.presses('Soạn thông báo'))).toMatch(/^Bước 1\/13 · Loại thông báo/);
    const steps: [answer: string, next: string][] = [
      ['lop', 'Tiêu đề'],
      ['Tập huấn ghi nhãn', 'Bắt đầu'],
      ['thu 5 tuan sau', 'Bắt đầu'],
      ['8h', 'Kết thúc'],
      ['11h30', 'Địa điểm'],
      ['Hội trường UBND xã Vĩnh Hải', 'Số chỗ'],
      ['40 nguoi', 'Nội dung'],
      ['Mang theo nhãn đang dùng', 'Người nhận'],
      ['nhom 1', 'Trừ ra'],
      ['bo qua', 'Đăng ký tham dự'],
      ['co', 'Ảnh hoặc tệp'],
      ['bo qua', 'Mức khẩn'],
      ['binh thuong', 'Thời điểm gửi'],
    ];
    for (const [answer, next] of steps) expect(saidIn(await xa.says(answer)), answer).toMatch(`· ${next}`);
    await story.restart();
    const preview = saidIn(await xa.presses('Gửi ngay'));
    expect(preview).toContain('🎓 Tập huấn ghi nhãn\nThời gian: 08:00–11:30 thứ Năm, ngày 03/12/2026');
    expect(preview).toMatch(new RegExp(`Người nhận: nhóm 1[^]*${channel}: 1 người[^]*Bước \\d+/\\d+ · Xem lại`));
    expect(people.flatMap((one) => one.hears())).toEqual([]);
    expect(saidIn(await xa.presses('Gửi ngay'))).toContain('Đã bắt đầu gửi Tập huấn ghi nhãn tới 1 người');
    expect(labelsIn(await hearsSoon(hoa))).toEqual(['Tham dự', 'Không']);
    await xa.presses('Gửi ngay');
    expect(toldOf(people, '🎓 Tập huấn ghi nhãn')).toEqual([1, 0, 0, 0, 0]);

    // Pasted whole, by the officer of the province, for one commune.
    await tinh.says('soạn thông báo');
    const pasted = saidIn(await tinh.says('Tập huấn bao bì, 14h thứ 5 tuần sau tại UBND xã Vĩnh Hải, 2 người'));
    expect(pasted).toContain('Bắt đầu: 14:00 thứ Năm, ngày 03/12/2026');
    expect(pasted).toMatch(/Số chỗ: 2[\s\S]*· Kết thúc/);
    for (const answer of ['bo qua', 'Mang theo mẫu', 'xa vinh hai', 'bo qua', 'co', 'bo qua', 'binh thuong'])
      await tinh.says(answer);
    expect(saidIn(await tinh.presses('Gửi ngay'))).toMatch(new RegExp(`${channel}: 3 người[^]*Xem lại`));
    await tinh.presses('Gửi ngay');
    await story.restart();
    for (const one of [hoa, minh, lan]) await hearsSoon(one);
    await until(
      async () => (await client.broadcast.count({ where: { state: { not: 'done' } } })) === 0,
      () => 'the end of the sending',
    );
    expect(toldOf(people, '🎓 Tập huấn bao bì')).toEqual([1, 1, 1, 0, 0]);

    // Two press for the last seat at the same moment; the other one moves up when a seat comes free.
    expect(saidIn(await minh.says('có'))).toContain('Đã giữ 1 chỗ: Tập huấn bao bì');
    await lan.does((one) => {
      one.presses('Tham dự');
      personOf(story, 904).presses('Tham dự');
    });
    const answers = () => client.signUp.findMany({ orderBy: { since: 'asc' }, where: { noticeId: 2 } });
    expect((await answers()).map(({ state }) => state).sort()).toEqual(['going', 'going', 'waiting']);
    const waits = saidIn(lan.all().slice(-1)).startsWith('⏳') ? lan : hoa;
    expect(saidIn(waits.all().slice(-1))).toContain('vị trí 1');
    expect(toldOf([lan, hoa], '⏳')).toEqual(waits === lan ? [1, 0] : [0, 1]);
    for (const one of [lan, hoa]) one.hears();
    expect(saidIn(await minh.says('ban viec khong di duoc nua'))).toContain('bạn không tham dự Tập huấn bao bì');
    expect(saidIn(await hearsSoon(waits))).toContain('Đã có chỗ cho bạn: Tập huấn bao bì');
    expect(saidIn(await lan.says('/lop'))).toMatch(/Dành cho bạn[\s\S]*hết chỗ \(2 chỗ\)[\s\S]*bạn: tham dự, 1 người/);

    // Another time: all who were invited are told, but whoever declined.
    await opensNewest(tinh);
    await tinh.presses('Đổi giờ, đổi nơi');
    for (const answer of ['8h sáng 3/12', 'giu noi cu', 'giu so cho cu']) await tinh.says(answer);
    expect(saidIn(await tinh.presses('Gửi thay đổi'))).toContain('Đã đổi và báo cho 2 người');
    for (const one of [lan, hoa]) {
      const moved = saidIn(await hearsSoon(one));
      expect(moved).toMatch(
        /cũ: 14:00 [\s\S]*mới: 08:00 thứ Năm, ngày 03\/12\/2026[\s\S]*đã đăng ký thì đăng ký vẫn giữ/,
      );
    }
    expect([...minh.hears(), ...tu.hears(), ...khach.hears()]).toEqual([]);

    if (platform === 'zalo-oa') {
      // Whom an account may write to wrote within seven days; within two it is free.
      story.clock.moveTo('2026-11-30T09:00:00+07:00');
      for (const one of [tinh, ...people]) await one.says('xin chào');
    }
    // A day before; then two hours before would be six in the morning, which is quiet until half past.
    await story.restart();
    story.clock.moveTo('2026-12-02T08:00:30+07:00');
    for (const one of [lan, hoa]) expect(saidIn(await hearsSoon(one))).toMatch(/^🔔 Nhắc bạn: Tập huấn bao bì/);
    story.clock.moveTo('2026-12-03T06:10:00+07:00');
    await new Promise((done) => setTimeout(done, 1_000));
    expect(people.flatMap((one) => one.hears())).toEqual([]);
    story.clock.moveTo('2026-12-03T06:30:30+07:00');
    for (const one of [lan, hoa]) expect(saidIn(await hearsSoon(one))).toMatch(/^🔔 Nhắc bạn/);
    expect(toldOf(people, '🔔')).toEqual([2, 0, 2, 0, 0]);

    // At the door.
    story.clock.moveTo('2026-12-03T07:40:00+07:00');
    await opensNewest(tinh);
    const code = /^\d{4}$/m.exec(saidIn(await tinh.presses('Điểm danh')))?.[0] ?? '';
    expect(saidIn(await lan.says(`diem danh ${code}`))).toContain('Đã điểm danh Tập huấn bao bì');
    expect(saidIn(await lan.says(`điểm danh ${code}`))).toContain('lúc 07:40 rồi');
    expect(saidIn(await hoa.says(code))).toContain('Đã điểm danh');
    expect(saidIn(await minh.says(`dd ${code}`))).toContain('đã đủ chỗ');
    expect(saidIn(await tinh.presses('Làm mới'))).toContain('Đã đến: 2 người');

    // Afterwards.
    story.clock.moveTo('2026-12-03T11:00:30+07:00');
    for (const one of [lan, hoa]) expect(labelsIn(await hearsSoon(one))).toEqual(['1', '2', '3', '4', '5']);
    await story.restart();
    await lan.presses('5');
    expect(saidIn(await lan.says('nên có thêm thực hành'))).toContain('Cảm ơn bạn');
    await hoa.says('4 sao');
    await hoa.says('không có');

    await opensNewest(tinh);
    const [report] = await tinh.presses('Báo cáo');
    expect(report?.text).toContain('đã gửi 3 (cộng 3 người)');
    expect(report?.document?.bytes.toString('utf8').trim().split('\n')).toHaveLength(4);
    await tinh.presses('Mở thông báo');
    const list = saidIn(await tinh.presses('Danh sách'));
    for (const line of [
      'Tham dự: 2/2 người',
      'Chờ: 1 người (1 lượt)',
      'Đã đến: 2 người',
      'Đánh giá: 4,5/5 (2 người)',
    ]) {
      expect(list).toContain(line);
    }
    expect(list).toContain('• “nên có thêm thực hành”');
    expect(list).toContain('Nguyễn Thị Hoa (Hợp tác xã nho An Hòa) · OCOP-2026-0001');
    expect((await tinh.presses('Tải danh sách (CSV)'))[0]?.document?.name).toBe('danh-sach-2.csv');

    // A correction reaches exactly those who got the first message.
    for (const one of people) one.hears();
    await opensNewest(tinh);
    await tinh.presses('Đính chính');
    await tinh.says('giu tieu de cu');
    expect(saidIn(await tinh.says('Tài liệu nhận tại UBND xã'))).toContain('Gửi tới đúng 3 người đã nhận tin đầu');
    await tinh.presses('Gửi đính chính');
    for (const one of [hoa, minh, lan]) {
      const corrected = await hearsSoon(one);
      expect(saidIn(corrected)).toContain('Tài liệu nhận tại UBND xã');
      // Nobody is asked to sign up for what is over.
      expect(labelsIn(corrected)).toEqual([]);
    }
    expect(toldOf(people, '🎓 Đính chính: Tập huấn bao bì')).toEqual([1, 1, 1, 0, 0]);
    expect(saidIn(await tinh.says('/canbo'))).toContain('Lớp tập huấn 2/5');
    expect(await client.outbox.count({ where: { state: { not: 'sent' } } })).toBe(0);
    expect(toldOf(people, '🎓 Tập huấn bao bì')).toEqual([1, 1, 1, 0, 0]);
  },
);
