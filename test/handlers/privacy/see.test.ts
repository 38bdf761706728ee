import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Chat, fillEverything, openChat, register, text } from './chat.ts';
import { belongs, rowsOf, schema, tablesOfPeople } from './people-tables.ts';

let chat: Chat;
beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.close());
beforeEach(() => chat.begin());
afterEach(() => chat.end());

async function downloaded(replies: Awaited<ReturnType<ReturnType<Chat['person']>['says']>>): Promise<string> {
  const attachment = replies.at(-1)?.attachment;
  if (!attachment || !('text' in attachment)) throw new Error('Nothing was handed out.');
  expect(attachment).toMatchObject({ name: 'du-lieu-cua-toi.json', mime: 'application/json' });
  return attachment.text;
}

test('what is opened first says how long, which rights, by when, and where to complain', async () => {
  const said = text(await chat.person('lan').says('/riengtu'));
  for (const part of [
    '30 ngày',
    '365 ngày',
    '730 ngày',
    '91/2025/QH15',
    '356/2025/NĐ-CP',
    '2 ngày làm việc',
    '15 ngày',
  ]) {
    expect(said).toContain(part);
  }
  expect(said).toContain('UBND xã, phường');
  expect(said.length).toBeLessThan(1000);
});

test('who asks in their own words to delete what is held gets the same page', async () => {
  const lan = chat.person('lan');
  const page = text(await lan.says('/riengtu'));
  await lan.says('cảm ơn');
  for (const words of ['xoa het', 'Xoá dữ liệu của tôi']) {
    expect(text(await lan.says(words))).toBe(page);
    await lan.says('cảm ơn');
  }
});

test('somebody new sees that little is held', async () => {
  const lan = chat.person('lan');
  await lan.says('/riengtu');
  const said = text(await lan.presses('Xem dữ liệu'));
  expect(said.split('\n')).toEqual([
    'Tôi đang giữ về bạn:',
    '• 2 tin bạn gửi, 1 tin tôi trả lời',
    '• 0 đánh giá và câu hỏi chưa trả lời được',
    '• mã tài khoản của bạn ở 1 nơi trò chuyện, để biết gửi trả lời về đâu',
  ]);
});

test('everything held is shown in plain words', async () => {
  const lan = chat.person('lan');
  const one = await fillEverything(chat, lan);
  await lan.says('/riengtu');
  const said = text(await lan.presses('Xem dữ liệu'));
  expect(said).toContain('3 tin bạn gửi, 2 tin tôi trả lời');
  expect(said).toContain('1 đánh giá');
  expect(said).toContain('1 bản ghi dở, lần cuối 23/11/2026');
  expect(said).toContain('Đồng ý: đăng ký sản phẩm, theo dõi hồ sơ, ngày 23/11/2026');
  expect(said).toContain(`**${one.code}**: Sản phẩm của lan, đã gửi, chờ cán bộ xem`);
  expect(said).toContain('1 ảnh sản phẩm, 1 tệp hồ sơ');
  expect(said).toContain('Vai trò: Cán bộ cấp xã');
  expect(said).toContain('Nhận thông báo: Lớp tập huấn');
  expect(said).toContain('1 lần báo tham dự');
  expect(said).toContain('1 lần gửi sai mã cán bộ');
});

test('many registrations do not make a message without end, and the file has them all', async () => {
  const lan = chat.person('lan');
  await lan.says('xin chào');
  const personId = await lan.personId();
  for (let count = 0; count < 14; count++) await register(chat, personId);
  await lan.says('/riengtu');
  expect(text(await lan.presses('Xem dữ liệu'))).toContain('và 4 đăng ký cũ hơn');
  expect((await downloaded(await lan.presses('Tải dữ liệu về'))).match(/"ma": "OCOP-/g)).toHaveLength(14);
});

test('every table of the schema that refers to a person is known here', () => {
  expect(tablesOfPeople()).toEqual(Object.keys(belongs).sort());
});

test('a table that somebody adds is noticed, with a relation or without', () => {
  const over = `${schema}\nmodel Extra {\n  id BigInt @id\n  draft Draft @relation(fields: [a, b], references: [personId, dialog])\n  @@map("extra")\n}\n`;
  expect(tablesOfPeople(over)).toContain('extra');
  const loose = `${schema}\nmodel Loose {\n  id BigInt @id\n  personId String\n  @@map("loose")\n}\n`;
  expect(tablesOfPeople(loose)).toContain('loose');
});

test('the file holds what is in every table about the person, and nothing of another', async () => {
  const lan = chat.person('lan');
  const minh = chat.person('minh');
  const ofLan = await fillEverything(chat, lan);
  const ofMinh = await fillEverything(chat, minh);
  const rows = await rowsOf(chat.database.client, await lan.personId());
  for (const [table, found] of Object.entries(rows)) expect(found, table).not.toEqual([]);
  await lan.says('/riengtu');
  const file = await downloaded(await lan.presses('Tải dữ liệu về'));
  const data = JSON.parse(file);
  expect(data).toMatchObject({
    tro_chuyen: [
      {
        kenh: 'telegram',
        ma_tai_khoan: 'lan',
        danh_gia: [{ loai: 'wrong', cau_hoi: 'hỏi của lan' }],
      },
    ],
    dong_y: [{ muc_dich: 'registration', ban_loi_van: 1, kenh: 'telegram', luc_rut: null }],
    ban_ghi_do: [{ viec: 'register', da_ghi: { productName: 'dở của lan' } }],
    dang_ky: [
      {
        ma: ofLan.code,
        ten_chu_the: 'Hộ bà Nguyễn Thị Lan',
        dien_thoai: '+84905123456',
        san_luong_va_gia: '2.000 chai, 120.000 đồng/chai',
        giay_to_da_co: ['food-safety'],
        anh_va_tep: [{ ten: 'photo chị Lan.jpg' }, { ten: 'bill chị Lan.jpg' }],
        muc_ho_so: [{ muc: 'bill', tinh_trang: 'changes', y_kien: 'Chị Lan chụp lại' }],
      },
    ],
    vai_tro_can_bo: [{ vai_tro: 'commune', dia_ban: '22846' }],
    nhan_thong_bao: { loai_tin: ['class'], ma_xa: '2025:22846' },
    dang_ky_tham_du: [{ thong_bao: 'Lớp của lan', tra_loi: 'going', so_nguoi: 1, y_kien: 'bổ ích' }],
    lan_gui_sai_ma: ['2026-11-23T01:00:00.000Z'],
  });
  expect(file).toContain('xin chào từ lan');
  expect(file).not.toContain('minh');
  expect(file).not.toContain(ofMinh.code);
});

test('every column of a registration is in the file, ids of ours apart', async () => {
  const lan = chat.person('lan');
  const one = await fillEverything(chat, lan);
  await lan.says('/riengtu');
  const [held] = JSON.parse(await downloaded(await lan.presses('Tải dữ liệu về'))).dang_ky;
  const left = ['id', 'personId', 'sameKey'];
  expect(Object.keys(held)).toHaveLength(Object.keys(one).length - left.length + ['anh_va_tep', 'muc_ho_so'].length);
});

test("an officer's file leaves out what they were sent about others", async () => {
  const lan = chat.person('lan');
  const officer = chat.person('can-bo');
  await lan.says('xin chào');
  const one = await register(chat, await lan.personId());
  await officer.says('xin chào');
  const { client } = chat.database;
  const personId = await officer.personId();
  await client.officer.create({ data: { personId, role: 'commune', area: '22846', since: chat.clock.now() } });
  await officer.says(`xem ${one.code} Nguyễn Thị Lan`);
  await officer.says('/riengtu');
  const data = JSON.parse(await downloaded(await officer.presses('Tải dữ liệu về')));
  const [talk] = data.tro_chuyen;
  expect(JSON.stringify(talk.tin_tra_loi)).not.toContain('Nguyễn Thị Lan');
  expect(JSON.stringify(talk.tin_tra_loi)).toContain('dữ liệu của người khác');
  expect(talk).not.toHaveProperty('dang_nho');
});
