import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Composed } from '../../../handlers/notices/answers.ts';
import { lookLines } from '../../../handlers/notices/looks.ts';
import { summaryOf } from '../../../handlers/notices/preview.ts';
import { usualQuietHours } from '../../machine.ts';
import { until } from '../../platform.ts';
import { type Talk, textOf } from '../officers/desk.ts';
import { compose, type NoticeDesk, openNoticeDesk, province } from './office.ts';

let desk: NoticeDesk;
let officer: Talk & { officerId: bigint };
beforeEach(async () => {
  desk = await openNoticeDesk();
  officer = await desk.officer('province', province);
});
afterEach(() => desk.end());

const summary = async (answers: Parameters<typeof compose>[1] = {}) =>
  (await compose(officer, answers)).at(-2)?.text.split('\n') ?? [];

test('people are counted by channel; those who cannot be told are counted by why', async () => {
  const { client } = desk.database;
  const block = async (talk: Talk, unreachable: string) =>
    client.conversation.updateMany({ where: { personId: talk.personId }, data: { unreachable } });
  for (let count = 0; count < 3; count++) await desk.subscriber();
  await block(await desk.subscriber(), 'Người dùng đã chặn hoặc rời cuộc trò chuyện');
  await block(await desk.subscriber(), 'Forbidden: bot was blocked by the user');
  await block(await desk.subscriber(), 'Forbidden: user is deactivated');
  const web = await desk.subscriber();
  await client.conversation.updateMany({ where: { personId: web.personId }, data: { channel: 'web' } });
  const group = await desk.subscriber();
  await client.conversation.updateMany({ where: { personId: group.personId }, data: { sender: 'somebody' } });
  const lines = await summary();
  expect(lines).toContain('• Telegram: **3** người');
  expect(lines).toContain('• Trang web: **1** người');
  const not = lines.find((line) => line.startsWith('Không gửi được'));
  expect(not).toContain('2 người đã chặn trợ lý hoặc xoá cuộc trò chuyện');
  expect(not).toContain('1 người tài khoản không còn');
  expect(not).toContain('1 người mới chỉ nhắn trong nhóm, chưa nhắn riêng');
});

test('whose window is over is not counted as reached, unless there is a template, whose number and cost are told', async () => {
  const { client } = desk.database;
  const dayMs = 24 * 60 * 60_000;
  const silentFor = async (days: number) => {
    const { personId } = await desk.subscriber();
    const lastInboundAt = new Date(desk.clock.now().getTime() - days * dayMs);
    await client.conversation.updateMany({ where: { personId }, data: { channel: 'zalo-oa', lastInboundAt } });
    return personId;
  };
  for (const days of [1, 3, 6, 8, 9]) await silentFor(days);
  const both = await silentFor(30);
  await client.conversation.create({
    data: { personId: both, channel: 'telegram', chat: 'b', sender: 'b', lastInboundAt: new Date('2026-01-01') },
  });
  const lines = await summary();
  expect(lines).toContain('• Zalo OA: **3** người');
  expect(lines, 'another place is better than none').toContain('• Telegram: **1** người');
  expect(lines).toContain('Không gửi được: 2 người đã quá 7 ngày chưa nhắn cho Zalo OA.');
  const another = await desk.officer('province', province);
  const later = (await compose(another, { 'Thời điểm gửi': '8h sáng 26/11/2026' })).at(-2)?.text.split('\n') ?? [];
  expect(later, 'by then').toContain('Không gửi được: 3 người đã quá 7 ngày chưa nhắn cho Zalo OA.');

  const quota = { messagesPerMonth: 500, people: null, freeHours: 48, warnsAt: 0.8, stopsBroadcastsAt: 0.95 };
  const told = (templates: { perMonth: number; price: number | null }, used: number) =>
    summaryOf(
      composed,
      'mọi người',
      [{ channel: 'zalo-oa', hindrance: null, standing: 'outside', people: 12 }],
      facts,
      new Date('2026-11-23T08:00:00+07:00'),
      [
        {
          channel: 'zalo-oa',
          quota: { ...quota, templates },
          month: '2026-11',
          messages: 0,
          people: 12,
          templates: used,
          standing: 'plenty',
        },
      ],
    ).join('\n');
  const name = '• Zalo OA, bằng tin mẫu vì đã quá 7 ngày chưa nhắn: **12** người';
  expect(told({ perMonth: 1000, price: 300 }, 100)).toContain(
    `${name}, dùng 12 trong 900 tin mẫu còn lại tháng này, khoảng 3.600 đồng. Tin mẫu không có nút và tệp`,
  );
  expect(told({ perMonth: 1000, price: 300 }, 995)).toContain(
    `${name}, nhưng tháng này chỉ còn 5 tin mẫu, khoảng 1.500 đồng.`,
  );
  expect(told({ perMonth: 1000, price: null }, 1000)).toContain('tháng này đã hết tin mẫu, không gửi được ai');
});

test('where people read it on channels that show it otherwise, the preview says how it looks there', async () => {
  const { client } = desk.database;
  const moveTo = async (channel: string) => {
    const { personId } = await desk.subscriber();
    await client.conversation.updateMany({ where: { personId }, data: { channel } });
  };
  await desk.subscriber();
  await moveTo('web');
  const meeting = { 'Loại thông báo': 'Họp', 'Đăng ký tham dự': 'Có đăng ký' };
  const looks = async (who: Talk) =>
    ((await compose(who, meeting)).at(-2)?.text.split('\n') ?? []).filter((line) => line.startsWith('Trên '));
  expect(await looks(officer)).toEqual([]);
  await moveTo('zalo-bot');
  expect(await looks(await desk.officer('province', province))).toEqual([
    'Trên Telegram: **Tham dự** và **Không** là nút dưới tin.',
    'Trên Trang web: **Tham dự** và **Không** là nút dưới tin.',
    'Trên Zalo: **1. Tham dự**, **2. Không** là dòng chữ cuối tin, người nhận gõ số hoặc chữ.',
  ]);
});

test('a file is attached on one channel and a link on another; a picture is shown on all', () => {
  const channels = ['telegram', 'zalo-bot'] as const;
  const attachment = { name: 'giay-moi.pdf', mime: 'application/pdf', hash: 'a'.repeat(64) };
  expect(lookLines({ choices: [], attachment }, channels)).toEqual([
    'Trên Telegram: tệp gửi kèm tin.',
    'Trên Zalo: tệp là đường dẫn, bấm vào để mở.',
  ]);
  expect(lookLines({ choices: [], attachment: { ...attachment, mime: 'image/jpeg' } }, channels)).toEqual([]);
});

test('a class of many days is pointed out, since it may be a slip', async () => {
  await desk.subscriber();
  const lines = await summary({ 'Loại thông báo': 'Họp', 'Bắt đầu': '8h 02/12/2026', 'Kết thúc': '11h30 21/12/2026' });
  expect(lines).toContain('⚠️ Kéo dài 20 ngày: nếu ghi nhầm thì bấm **Sửa**, chọn **Kết thúc**.');
});

test('at night it waits for the morning, unless it is urgent', async () => {
  const lan = await desk.subscriber();
  desk.clock.moveTo('2026-11-23T22:00:00+07:00');
  const urgent = await summary({ 'Mức khẩn': 'Khẩn' });
  expect(urgent).toContain('Tin khẩn: gửi cả trong giờ yên tĩnh (21:00–06:30).');
  await officer.presses('Gửi ngay');
  expect(lan.hears()).toHaveLength(1);
  desk.clock.advance(60_000);
  const lines = await summary();
  expect(lines).toContain('Lúc gửi là giờ yên tĩnh (21:00–06:30): tất cả chờ đến 06:30 thứ Ba, ngày 24/11/2026.');
  await desk.platform.says(officer.chat, 'gửi');
  const { client } = desk.database;
  await until(
    async () => (await client.broadcast.count()) === 2,
    () => 'the second notice',
  );
  expect(await client.broadcast.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
    urgent: false,
    notBefore: new Date('2026-11-24T06:30:00+07:00'),
  });
  await until(
    () => textOf(officer.hears()).includes('tin đi vào buổi sáng'),
    () => 'word of the morning',
  );
  expect(lan.hears()).toEqual([]);
});

const composed: Composed = {
  kind: 'general',
  title: 'Kết quả',
  startsAt: null,
  endsAt: null,
  place: null,
  seats: null,
  content: 'Đã có',
  audience: { conditions: [], except: [] },
  signUp: false,
  attachment: null,
  urgent: false,
  sendAt: null,
};
const facts = { quietHours: usualQuietHours, rates: { telegram: 28 } };

test('how long it takes, and what the night holds up of a sending that runs into it', () => {
  const reach = [{ channel: 'telegram' as const, hindrance: null, standing: 'free' as const, people: 100_000 }];
  const at = (iso: string, change: Partial<Composed> = {}) =>
    summaryOf({ ...composed, ...change }, 'mọi người', reach, facts, new Date(iso)).slice(3);
  expect(at('2026-11-23T08:00:00+07:00')).toEqual(['Gửi xong sau khoảng 1 giờ.']);
  expect(at('2026-11-23T20:30:00+07:00')).toEqual([
    'Gửi xong sau khoảng 1 giờ.',
    'Trước giờ yên tĩnh (21:00–06:30) gửi được khoảng 50.400 tin; 49.600 tin chờ đến 06:30 thứ Ba, ngày 24/11/2026.',
  ]);
  expect(at('2026-11-23T20:30:00+07:00', { urgent: true })).toEqual(['Gửi xong sau khoảng 1 giờ.']);
  const sendAt = new Date('2026-11-24T05:00:00+07:00');
  expect(at('2026-11-23T08:00:00+07:00', { sendAt })).toEqual([
    expect.stringContaining('tất cả chờ đến 06:30 thứ Ba, ngày 24/11/2026'),
    'Từ lúc đó gửi xong sau khoảng 1 giờ.',
  ]);
});

test.each([
  [1_000, 'người, dùng 12 trong 1.850 tin thông báo còn lại tháng này'],
  [2_845, 'người, nhưng tháng này chỉ gửi được 5: số tin còn lại của hạn mức để dành cho câu trả lời'],
  [2_999, 'người, nhưng tháng này không gửi được ai: số tin còn lại của hạn mức để dành cho câu trả lời'],
])('with %i messages of a quota used, it is told what is left for it', (messages, told) => {
  const reach = [{ channel: 'zalo-bot' as const, hindrance: null, standing: 'free' as const, people: 12 }];
  const quota = { messagesPerMonth: 3000, people: 50, warnsAt: 0.8, stopsBroadcastsAt: 0.95 };
  const use = {
    channel: 'zalo-bot' as const,
    quota,
    month: '2026-11',
    messages,
    people: 12,
    templates: 0,
    standing: 'low' as const,
  };
  const lines = summaryOf(composed, 'mọi người', reach, facts, new Date('2026-11-23T08:00:00+07:00'), [use]);
  expect(lines).toContain(`• Zalo: **12** ${told}`);
});

test('where only what comes late counts, it is told who does not', () => {
  const reach = [
    { channel: 'zalo-oa' as const, hindrance: null, standing: 'free' as const, people: 8 },
    { channel: 'zalo-oa' as const, hindrance: null, standing: 'paid' as const, people: 4 },
  ];
  const quota = { messagesPerMonth: 500, people: null, freeHours: 48, warnsAt: 0.8, stopsBroadcastsAt: 0.95 };
  const use = {
    channel: 'zalo-oa' as const,
    quota,
    month: '2026-11',
    messages: 400,
    people: 12,
    templates: 0,
    standing: 'low' as const,
  };
  const lines = summaryOf(composed, 'mọi người', reach, facts, new Date('2026-11-23T08:00:00+07:00'), [use]);
  expect(lines).toContain(
    '• Zalo OA: **12** người, 4 người đã quá 48 giờ chưa nhắn: dùng 4 trong 75 tin thông báo còn lại tháng này',
  );
  const fresh = summaryOf(composed, 'mọi người', reach.slice(0, 1), facts, new Date('2026-11-23T08:00:00+07:00'), [
    use,
  ]);
  expect(fresh).toContain('• Zalo OA: **8** người, đều nhắn trong 48 giờ qua nên không tính');
});
