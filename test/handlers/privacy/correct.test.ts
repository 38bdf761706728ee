import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Chat, openChat, register, type Talker, text } from './chat.ts';

let chat: Chat;
let lan: Talker;
beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.close());
beforeEach(async () => {
  await chat.begin();
  lan = chat.person('lan');
  await lan.says('xin chào');
});
afterEach(() => chat.end());

const stored = (id: bigint) => chat.database.client.registration.findUniqueOrThrow({ where: { id } });

async function openCorrection(): Promise<string> {
  await lan.says('/riengtu');
  await lan.presses('Sửa dữ liệu');
  return text(await lan.presses('Sửa người đại diện, điện thoại'));
}

test.each(['submitted', 'changes', 'accepted', 'dossier_sent'] as const)(
  'representative and phone of the only registration are corrected while it is %s, and audited without either',
  async (status) => {
    const one = await register(chat, await lan.personId(), { status });
    expect(await openCorrection()).toContain('Bước 1/3 · Người đại diện');
    expect(text(await lan.says('Trần Văn Minh'))).toContain('Bước 2/3 · Số điện thoại');
    await lan.says('0912 345 678');
    expect(text(await lan.presses('Lưu thay đổi'))).toContain(`Đã sửa **${one.code}**`);
    expect(await stored(one.id)).toMatchObject({
      representative: 'Trần Văn Minh',
      phone: '+84912345678',
      status,
      waitsFor: one.waitsFor,
      version: 2,
    });
    const audit = await chat.database.client.audit.findMany();
    expect(audit).toMatchObject([{ action: 'correct-contact', officer: null, subject: `registration:${one.id}` }]);
    expect(JSON.stringify(audit, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(
      /Minh|Lan|9123|9051/,
    );
  },
);

test('of several registrations one is chosen, by button or code; the others stay', async () => {
  const personId = await lan.personId();
  const first = await register(chat, personId);
  const second = await register(chat, personId, { productName: 'Táo sấy', profile: 'ninh-thuan-2024' });
  const rated = await register(chat, personId, { status: 'rated' });
  const prompt = await openCorrection();
  expect(prompt).toContain('Bước 1/4 · Đăng ký');
  expect(text(await lan.says(rated.code))).toContain('không thấy mã này');
  await lan.says(second.code.toLowerCase());
  await lan.presses('Nguyễn Thị Lan');
  await lan.says('0912345678');
  await lan.presses('Lưu thay đổi');
  expect(await stored(second.id)).toMatchObject({ representative: 'Nguyễn Thị Lan', phone: '+84912345678' });
  expect(await stored(first.id)).toEqual(first);
  expect(await stored(rated.id)).toEqual(rated);
});

test('nothing new is nothing written', async () => {
  const one = await register(chat, await lan.personId());
  await openCorrection();
  await lan.presses('Nguyễn Thị Lan');
  await lan.says('0905123456');
  expect(text(await lan.presses('Lưu thay đổi'))).toContain('Không có gì khác');
  expect(await stored(one.id)).toEqual(one);
  expect(await chat.database.client.audit.count()).toBe(0);
});

test('a result that came in between is not changed, and it says whom to ask', async () => {
  const one = await register(chat, await lan.personId(), { status: 'dossier_sent' });
  await openCorrection();
  await lan.says('Trần Văn Minh');
  await lan.says('0912345678');
  await chat.database.client.registration.update({ where: { id: one.id }, data: { status: 'rated', version: 2 } });
  expect(text(await lan.presses('Lưu thay đổi'))).toContain('nhờ UBND xã, phường');
  expect(await stored(one.id)).toMatchObject({ representative: 'Nguyễn Thị Lan', version: 2 });
});

test('/riengtu leads out of the correction, as any command does', async () => {
  await register(chat, await lan.personId());
  await openCorrection();
  expect(text(await lan.says('/riengtu'))).toContain('Bạn muốn làm gì?');
  await openCorrection();
  await lan.says('Trần Văn Minh');
  expect(text(await lan.says('/riengtu'))).toContain('Tạm dừng');
});

test('another person can neither choose nor change it', async () => {
  const one = await register(chat, await lan.personId());
  const minh = chat.person('minh');
  await minh.says('/riengtu');
  expect(text(await minh.presses('Sửa dữ liệu'))).toContain('chưa có đăng ký nào');
  expect(await stored(one.id)).toEqual(one);
});

test('what cannot be corrected here any more is sent to the office', async () => {
  await register(chat, await lan.personId(), { status: 'rated' });
  await lan.says('/riengtu');
  const [ways] = await lan.presses('Sửa dữ liệu');
  expect(ways?.text).toContain('UBND xã, phường');
  expect(ways?.choices.map(({ label }) => label)).toEqual(['Hồ sơ của tôi', 'Xoá dữ liệu']);
});
