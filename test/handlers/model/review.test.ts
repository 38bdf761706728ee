import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ModelChat, openModelChat } from './model-chat.ts';

let chat: ModelChat;
beforeAll(async () => {
  chat = await openModelChat();
});
afterAll(() => chat.close());
beforeEach(() => chat.begin());
afterEach(() => chat.stop());

const unsure = 'OCOP có bắt phải mua bảo hiểm cháy nổ không?';

async function makeOfficer(who: string, role: string, area: string | null = null) {
  const { client } = chat.database;
  await chat.says(who, 'xin chào');
  const { personId } = await client.conversation.findFirstOrThrow({ where: { chat: who } });
  await client.officer.create({ data: { personId, role, area, since: chat.clock.now() } });
}
const labels = (reply: { choices: { label: string }[] } | undefined) => reply?.choices.map(({ label }) => label) ?? [];

test('officers of the province read what the model wrote, newest first, and one in full', async () => {
  await makeOfficer('hoa', 'province');
  expect(labels((await chat.says('hoa', '/canbo'))[0])).not.toContain('Máy trả lời');
  await chat.says('lan', unsure);
  chat.model.says = 'rejected';
  await chat.says('minh', unsure);
  await chat.says('hoa', '/canbo');
  const [list] = await chat.presses('hoa', 'Máy trả lời');
  const ids = (await chat.database.client.modelCall.findMany({ orderBy: { id: 'desc' } })).map(({ id }) => id);
  expect(list?.text.split('\n')).toEqual([
    '**Máy trả lời** (mới nhất trước)',
    `• Số ${ids[0]} · 23/11/2026 08:00 · câu hỏi · bị chặn · câu hỏi [số điện thoại]`,
    `• Số ${ids[1]} · 23/11/2026 08:00 · câu hỏi · đã dùng · câu hỏi [số điện thoại]`,
  ]);
  const [one] = await chat.presses('hoa', `Xem số ${ids[0]}`);
  expect(one?.text).toContain('• số 99 không có trong nguồn');
  expect(one?.text).toContain('ke-hoach-2024#II.1');
  expect(one?.text).toContain('0,0 giây, 120 token');
});

test('what was rejected or failed is shown alone, and a long list goes on', async () => {
  await makeOfficer('hoa', 'admin');
  await chat.says('lan', unsure);
  chat.model.says = 'rejected';
  for (let count = 0; count < 6; count++) await chat.says('lan', unsure);
  await chat.says('hoa', '/canbo');
  await chat.presses('hoa', 'Máy trả lời');
  const [doubtful] = await chat.presses('hoa', 'Chỉ xem bị chặn, lỗi');
  expect(doubtful?.text.match(/bị chặn/g)).toHaveLength(6);
  const [rest] = await chat.presses('hoa', 'Xem tiếp');
  expect(rest?.text).not.toContain('đã dùng');
  expect(labels(rest)).toContain('Xem tất cả');
});

test('officers of a commune do not, even with an old button', async () => {
  await makeOfficer('hoa', 'province');
  await chat.says('lan', unsure);
  await chat.says('hoa', '/canbo');
  await chat.presses('hoa', 'Máy trả lời');
  await chat.database.client.officer.updateMany({ data: { role: 'commune', area: '22846' } });
  const [refused] = await chat.presses('hoa', 'Chỉ xem bị chặn, lỗi');
  expect(refused?.text).toContain('không có quyền');
});

test('a person sees, takes along and deletes what the model was asked for them', async () => {
  await chat.says('lan', unsure);
  await chat.says('lan', '/riengtu');
  const [seen] = await chat.presses('lan', 'Xem dữ liệu');
  expect(seen?.text).toContain('1 lần nhờ dịch vụ ngôn ngữ');
  const [file] = await chat.presses('lan', 'Tải dữ liệu về');
  const data = file?.attachment && 'text' in file.attachment ? file.attachment.text : '';
  expect(JSON.parse(data).tro_chuyen[0].nho_dich_vu_ngon_ngu).toMatchObject([
    { viec: 'answer', mo_hinh_viet: 'câu trả lời', ket_qua: 'accepted' },
  ]);
  await chat.presses('lan', 'Xoá dữ liệu');
  await chat.presses('lan', 'Đồng ý xoá');
  expect(await chat.database.client.modelCall.count()).toBe(0);
});

test('where a model helps, the page on privacy says so, what is masked, and for how long it is kept', async () => {
  const [page] = await chat.says('lan', '/riengtu');
  for (const part of ['dịch vụ bên ngoài', 'đã che số điện thoại', 'nghe xong bỏ ngay', '90 ngày'])
    expect(page?.text).toContain(part);
  await chat.stop();
  await chat.begin({ isModelOff: true });
  const [without] = await chat.says('lan', '/riengtu');
  expect(without?.text).not.toContain('dịch vụ bên ngoài');
});
