/** Who is in and who is out, with real people, through the dialog. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listIn } from '../../../handlers/notices/own-list.ts';
import { readAudience } from '../../../handlers/notices/read-audience.ts';
import { profileById } from '../../../handlers/programme/profile.ts';
import { type Talk, textOf } from '../officers/desk.ts';
import { compose, fieldOf, head, type NoticeDesk, openNoticeDesk, province, vinhHaiArea } from './office.ts';

let desk: NoticeDesk;
beforeEach(async () => {
  desk = await openNoticeDesk();
});
afterEach(() => desk.end());

const phuocDinh = '2025:22888';
const vinhHai = '2025:22846';

/** Composes a general notice for these people and sends it; gives their names. */
async function sentTo(
  officer: Talk,
  audience: Readonly<Record<string, string | readonly string[]>>,
  people: Readonly<Record<string, Talk>>,
): Promise<string[]> {
  await compose(officer, { 'Người nhận': 'Chọn người nhận', ...audience });
  await officer.says('gửi');
  // Nobody writes so fast that they are asked to wait.
  desk.clock.advance(60_000);
  return desk.told(people);
}

test('everyone who wants this kind, whatever they registered; nobody who does not', async () => {
  const officer = await desk.officer('province', province);
  const people = {
    lan: await desk.subscriber(),
    minh: await desk.subscriber({ topics: ['general'], commune: phuocDinh }),
    hoa: await desk.subscriber({ topics: ['class'] }),
    tam: await desk.someone(),
  };
  await desk.registers(people.tam);
  await compose(officer, {});
  await officer.presses('Gửi ngay');
  expect(await desk.told(people)).toEqual(['lan', 'minh']);
});

test('the officer who composes gets it too, if they want it', async () => {
  const officer = await desk.officer('province', province);
  await officer.says('/thongbao');
  await officer.presses('Nhận tất cả');
  await compose(officer, {});
  await officer.presses('Gửi ngay');
  expect(await desk.told({ officer })).toEqual(['officer']);
});

test('each condition alone, all sorts together, and what is taken off', { timeout: 120_000 }, async () => {
  const officer = await desk.officer('province', province);
  const people = {
    lan: await desk.subscriber({
      registrations: [{ communeCode: vinhHai, productGroup: 1, producerKind: 'cooperative' }],
    }),
    minh: await desk.subscriber({
      registrations: [{ communeCode: phuocDinh, productGroup: 1, producerKind: 'household' }],
    }),
    hoa: await desk.subscriber({
      registrations: [
        { communeCode: vinhHai, productGroup: 3, producerKind: 'household', status: 'accepted', waitsFor: null },
      ],
    }),
    /** Registered before 1/7/2025, in what is a part of Vĩnh Hải today. */
    cu: await desk.subscriber({
      registrations: [
        {
          communeCode: '2024:22867',
          profile: 'ninh-thuan-2024',
          productGroup: 4,
          producerKind: 'farm',
          phone: '+84905999888',
        },
      ],
    }),
    /** Says where they are, and has registered nothing. */
    tam: await desk.subscriber({ commune: vinhHai }),
    /** Took the registration back: it is used for nothing any more. */
    rut: await desk.subscriber({
      registrations: [{ communeCode: vinhHai, productGroup: 1, status: 'withdrawn', waitsFor: null }],
    }),
  };
  const conditions = (...answers: string[]) =>
    sentTo(officer, { 'Điều kiện': [...answers, 'Xong'], 'Trừ ra': 'Bỏ qua' }, people);
  expect(await conditions('xã Vĩnh Hải')).toEqual(['lan', 'hoa', 'cu', 'tam']);
  expect(await conditions('Huyện, thành phố (trước 7/2025)', 'Huyện Ninh Hải')).toEqual(['lan', 'hoa', 'cu', 'tam']);
  expect(await conditions('Nhóm sản phẩm', 'Nhóm 1: Thực phẩm')).toEqual(['lan', 'minh']);
  expect(await conditions('Loại hình chủ thể', 'Trang trại')).toEqual(['cu']);
  expect(await conditions('Tình trạng hồ sơ', 'Đang làm hồ sơ')).toEqual(['hoa']);
  expect(await conditions('nhóm 1, 4')).toEqual(['lan', 'minh', 'cu']);
  expect(await conditions('xã Vĩnh Hải', 'nhóm 1')).toEqual(['lan']);
  expect(await conditions('xã Vĩnh Hải, xã Phước Dinh', 'nhóm 1')).toEqual(['lan', 'minh']);
  expect(
    await sentTo(officer, { 'Điều kiện': ['xã Vĩnh Hải', 'Xong'], 'Trừ ra': ['hộ sản xuất', 'Xong'] }, people),
  ).toEqual(['lan', 'cu', 'tam']);
  expect(await sentTo(officer, { 'Điều kiện': 'Bỏ qua', 'Trừ ra': ['nhóm 1', 'trang trại', 'Xong'] }, people)).toEqual([
    'hoa',
    'tam',
    'rut',
  ]);
});

test('typed in one go, conditions and exclusions are understood and shown', async () => {
  const officer = await desk.officer('province', province);
  await desk.subscriber({ registrations: [{ communeCode: vinhHai, productGroup: 1 }] });
  await compose(officer, { 'Người nhận': null });
  const replies = await officer.says('xã Vĩnh Hải, nhóm 1, trừ hộ sản xuất');
  expect(textOf(replies)).toContain('Tôi ghi luôn **Điều kiện**: Xã Vĩnh Hải; và nhóm 1 (Thực phẩm).');
  expect(textOf(replies)).toContain('Tôi ghi luôn **Trừ ra**: Hộ sản xuất có đăng ký kinh doanh.');
  expect(fieldOf(replies)).toBe('Ảnh hoặc tệp');
  for (const label of ['Bỏ qua', 'Bình thường']) await officer.presses(label);
  expect(textOf(await officer.presses('Gửi ngay'))).toContain(
    'Người nhận: Xã Vĩnh Hải; và nhóm 1 (Thực phẩm); trừ Hộ sản xuất có đăng ký kinh doanh.',
  );
});

test('what is not understood, or may be two things, is asked back with an example', async () => {
  const officer = await desk.officer('province', province);
  await compose(officer, { 'Người nhận': null });
  expect(textOf(await officer.says('những người giỏi'))).toContain('Tôi chưa hiểu «những người giỏi»');
  expect(textOf(await officer.says('Ninh Hải'))).toContain('**Huyện Ninh Hải**');
  await officer.presses('Chọn người nhận');
  expect(textOf(await officer.says('Ninh Hải'))).toContain('Bạn muốn nói nơi nào?');
  const replies = await officer.presses('Huyện Ninh Hải');
  expect(replies.at(-1)?.text).toContain('Đang ghi: **Huyện Ninh Hải**');
});

test('those who signed up for an earlier class', async () => {
  const officer = await desk.officer('province', province);
  const people = { lan: await desk.subscriber(), minh: await desk.subscriber(), hoa: await desk.subscriber() };
  await compose(officer, { 'Loại thông báo': 'Lớp tập huấn', 'Tiêu đề': 'Lớp đóng gói' });
  await officer.says('gửi');
  const { client } = desk.database;
  const { id } = await client.notice.findFirstOrThrow();
  const now = desk.clock.now();
  await client.signUp.create({ data: { noticeId: id, personId: people.lan.personId, state: 'going', since: now } });
  await client.signUp.create({ data: { noticeId: id, personId: people.minh.personId, state: 'declined', since: now } });
  const answers = { 'Điều kiện': ['Người đã đăng ký dự', 'Lớp đóng gói', 'Xong'], 'Trừ ra': 'Bỏ qua' };
  expect(await sentTo(officer, answers, people)).toEqual(['lan']);
});

test("one's own list: codes and numbers, those found are counted and those not found named", async () => {
  const officer = await desk.officer('commune', vinhHaiArea);
  const people = {
    lan: await desk.subscriber({ registrations: [{ phone: '+84905111222' }] }),
    minh: await desk.subscriber({ registrations: [{ phone: '+84905333444' }] }),
    xa: await desk.subscriber({ registrations: [{ phone: '+84905555666', communeCode: phuocDinh }] }),
    hoa: await desk.subscriber({ registrations: [{ phone: '+84905777888' }] }),
  };
  await compose(officer, { 'Người nhận': 'Chọn người nhận', 'Điều kiện': null });
  await officer.presses('Danh sách riêng');
  const replies = await officer.says('OCOP-2026-0001, 0905 333 444\n0905 555 666\nOCOP-2026-0999');
  expect(textOf(replies)).toContain('tìm thấy **2/4**. Không thấy trong địa bàn: OCOP-2026-0999, 0905 555 666.');
  await officer.presses('Xong');
  for (const label of ['Bỏ qua', 'Bỏ qua', 'Bình thường']) await officer.presses(label);
  expect(textOf(await officer.presses('Gửi ngay'))).toContain('tìm thấy **2/4**');
  await officer.presses('Gửi ngay');
  expect(await desk.told(people)).toEqual(['lan', 'minh']);
  // Numbers are not kept with the notice.
  expect(await desk.database.client.notice.findFirst()).toMatchObject({
    audience: { conditions: [{ by: 'list', items: ['OCOP-2026-0001', 'OCOP-2026-0002'] }], except: [] },
  });
});

test("everything is bounded by the officer's area, by where people produce or say that they are", {
  timeout: 60_000,
}, async () => {
  const officer = await desk.officer('commune', vinhHaiArea);
  const people = {
    lan: await desk.subscriber({ registrations: [{ communeCode: vinhHai }] }),
    minh: await desk.subscriber({ commune: vinhHai }),
    hoa: await desk.subscriber({ commune: phuocDinh }),
    tam: await desk.subscriber(),
    /** Produces in both; what they do elsewhere is none of this officer's business. */
    hai: await desk.subscriber({
      registrations: [
        { communeCode: vinhHai, productGroup: 2 },
        { communeCode: phuocDinh, productGroup: 1 },
      ],
    }),
  };
  await compose(officer, {});
  await officer.says('gửi');
  expect(await desk.told(people)).toEqual(['lan', 'minh', 'hai']);
  expect(await sentTo(officer, { 'Điều kiện': ['nhóm 1', 'Xong'], 'Trừ ra': 'Bỏ qua' }, people)).toEqual(['lan']);
  await compose(officer, { 'Người nhận': 'Chọn người nhận', 'Điều kiện': null });
  expect(textOf(await officer.says('xã Phước Dinh'))).toContain('Xã Phước Dinh ngoài địa bàn của bạn (Xã Vĩnh Hải)');
});

test("under the plan of 2024 a district's officer reaches the communes of then and what became of them", async () => {
  await desk.end();
  desk = await openNoticeDesk({ profileId: 'ninh-thuan-2024', at: '2024-11-25T08:00:00+07:00' });
  const officer = await desk.officer('district', { level: 'district', code: '2024:586' });
  const people = {
    lan: await desk.subscriber({ registrations: [{ communeCode: '2024:22846' }] }),
    minh: await desk.subscriber({ commune: '2024:22867' }),
    moi: await desk.subscriber({ commune: vinhHai }),
    xa: await desk.subscriber({ commune: '2024:22738' }),
  };
  await compose(officer, {});
  await officer.says('gửi');
  expect(await desk.told(people)).toEqual(['lan', 'minh', 'moi']);
  expect(await sentTo(officer, { 'Điều kiện': ['xã Vĩnh Hải', 'Xong'], 'Trừ ra': 'Bỏ qua' }, people)).toEqual([
    'lan',
    'moi',
  ]);
});

test('an audience of nobody is not sent, says what to do, and can be mended', async () => {
  const officer = await desk.officer('province', province);
  const lan = await desk.subscriber({ topics: ['class'] });
  const replies = await compose(officer, {});
  expect(textOf(replies)).toContain('Chưa có ai nhận được tin này');
  expect(textOf(replies)).toContain('/thongbao');
  const refused = await officer.presses('Gửi ngay');
  expect(textOf(refused)).toContain('Chưa có ai nhận được tin này');
  expect(head(refused)).toContain('Xem lại');
  expect(await desk.database.client.notice.count()).toBe(0);
  await officer.presses('Sửa');
  await officer.presses('Loại thông báo');
  await officer.presses('Lớp tập huấn');
  await compose(officer, {}, () => officer.says('Ngày 3/12 lúc 8h sáng'));
  await officer.says('gửi');
  expect(await desk.told({ lan })).toEqual(['lan']);
});

test('numbers with commas between them are all in the list', () => {
  expect(listIn('0905123451,0906111222; 0907 333 444, OCOP-2026-0001')).toEqual([
    'OCOP-2026-0001',
    '+84905123451',
    '+84906111222',
    '+84907333444',
  ]);
});

const household = { by: 'kind', kind: 'household' };
const cooperative = { by: 'kind', kind: 'cooperative' };

test.each([
  [
    'xã Vĩnh Hải, OCOP-2026-0001',
    [
      { by: 'list', items: ['OCOP-2026-0001'] },
      { by: 'commune', code: vinhHai },
    ],
    [],
  ],
  ['tất cả, trừ hộ sản xuất, 0905123451', [], [{ by: 'list', items: ['+84905123451'] }, household]],
  ['gửi cho 0905 123 451, 0906 111 222', [{ by: 'list', items: ['+84905123451', '+84906111222'] }], []],
  ['hop tac xa o vinh hai', [cooperative, { by: 'commune', code: vinhHai }], []],
  ['hợp tác xã nhóm thực phẩm', [{ by: 'group', group: 1 }, cooperative], []],
  ['chưa có đăng ký kinh doanh', [{ by: 'kind', kind: 'unregistered' }], []],
])('nothing of "%s" is dropped', (text, conditions, except) => {
  expect(readAudience(text, profileById('khanh-hoa-2026'))).toEqual({ kind: 'read', conditions, except });
});

test.each(['các hộ chưa có sao', 'không phải hộ', 'hợp tác xã nhóm nông sản'])(
  '"%s" is asked back rather than read as something else',
  (text) => {
    expect(readAudience(text, profileById('khanh-hoa-2026'))).toEqual({ kind: 'none', unclear: text });
  },
);
