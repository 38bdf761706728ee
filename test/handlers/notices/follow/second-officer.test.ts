/** What follows a notice to the whole province: corrections wait for a second officer, changes and call-offs tell them. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  corrects,
  labelsOf,
  type NoticeDesk,
  type OfficerPerson,
  openNewest,
  openNoticeDesk,
  type Person,
  type Published,
  province,
  textOf,
} from './notice-desk.ts';

let desk: NoticeDesk;
let author: OfficerPerson;
let second: OfficerPerson;
let an: Person;
let binh: Person;
let published: Published;
beforeAll(async () => {
  desk = await openNoticeDesk();
});
afterAll(() => desk.end());
beforeEach(async () => {
  await desk.begin();
  author = await desk.officer('province', province);
  second = await desk.officer('admin', province);
  const [one, other] = await desk.people(2);
  if (!one || !other) throw new Error('two people');
  [an, binh] = [one, other];
  desk.outcomes.set(binh.chat, { kind: 'refused', why: 'no' });
  published = await desk.publish(author, [an, binh]);
  await desk.ended(published.broadcastId);
  desk.outcomes.clear();
});

const corrections = () => desk.database.client.correction.findMany({ orderBy: { id: 'asc' } });
const notice = () => desk.database.client.notice.findUniqueOrThrow({ where: { id: published.noticeId } });
const about = (person: Person) => person.all().filter(({ text }) => text.includes('Tập huấn'));
const audit = () => desk.database.client.audit.findMany({ orderBy: { id: 'asc' } });
/** Once all broadcasts have ended; their ids without the first. */
async function later(): Promise<bigint[]> {
  const rows = await desk.database.client.sending.findMany({ orderBy: { id: 'asc' } });
  for (const { broadcastId } of rows) await desk.ended(broadcastId);
  return rows.map(({ broadcastId }) => broadcastId).slice(1);
}

/** Presses a button that was never offered to this officer. */
async function pressesValue(officer: Person, value: string) {
  const last = desk.platform.delivered.findLast(({ chat }) => chat === officer.chat);
  if (!last) throw new Error('The officer heard nothing.');
  await desk.database.client.outbox.update({
    where: { id: BigInt(last.key) },
    data: { payload: { text: 'x', choices: [{ label: 'Nút', value }] } },
  });
  const before = officer.all().length;
  await desk.platform.arrives(officer.chat, { kind: 'choice', message: last.key, index: 0 });
  await expect.poll(() => officer.all().length, { timeout: 15_000 }).toBeGreaterThan(before);
  return officer.all().slice(before);
}

test('a correction to the whole province reaches nobody until a second officer has read it as people would', async () => {
  const commune = await desk.officer('commune', { level: 'commune', code: '2025:22846' });
  const said = await corrects(desk, author, 'Mang theo hai mẫu.');
  expect(textOf(said)).toContain('Đã gửi cán bộ thứ hai xem');
  expect(textOf(said)).toMatch(/⏳ Bản đính chính của cán bộ số \d+ \(Cán bộ cấp tỉnh.*đang chờ cán bộ thứ hai duyệt/);
  expect(await later()).toEqual([]);
  expect(await notice()).toMatchObject({ content: 'Mang theo mẫu sản phẩm.', version: 1 });
  expect(await corrections()).toMatchObject([{ state: 'awaiting', version: 1, officer: author.officerId }]);
  expect([an, binh, commune].map((one) => about(one).length)).toEqual([1, 0, 0]);
  const [message, asks] = second.all().slice(-2);
  expect(message?.text).toMatch(/^🎓 \*\*Đính chính: Tập huấn bao bì\*\*[\s\S]*Mang theo hai mẫu\.$/);
  expect(message?.choices).toEqual([]);
  expect(asks?.text).toMatch(new RegExp(`do cán bộ số ${author.officerId} \\(Cán bộ cấp tỉnh, [^)]+\\) gửi`));
  expect(asks?.text).toContain('Gửi tới đúng **1** người đã nhận tin đầu');
  expect(asks?.text).toContain('Nội dung cũ: Mang theo mẫu sản phẩm.');
  expect(labelsOf(asks ? [asks] : [])).toEqual(['Duyệt gửi', 'Không duyệt']);
  expect(textOf(await openNewest(desk, second))).toContain('⏳ Bản đính chính');
});

test('approved, it goes to exactly those who got the first message, once; whoever presses later reads so', async () => {
  const third = await desk.officer('province', province);
  await corrects(desk, author, 'Mang theo hai mẫu.');
  const approved = await second.presses('Duyệt gửi', 2);
  expect(textOf(approved)).toContain('Đã duyệt. Đã gửi đính chính tới 1 người đã nhận tin đầu.');
  expect(textOf(approved)).toContain(`đã được duyệt (cán bộ số ${second.officerId})`);
  expect(textOf(approved)).not.toContain('⏳');
  expect(await later()).toHaveLength(1);
  expect([an, binh].map((one) => about(one).length)).toEqual([2, 0]);
  expect(textOf(author.all())).toContain(`Cán bộ số ${second.officerId} đã duyệt bản đính chính`);
  expect(await notice()).toMatchObject({ content: 'Mang theo hai mẫu.', version: 2 });
  expect(await corrections()).toMatchObject([{ state: 'sent', decidedBy: second.officerId }]);
  expect(await audit()).toMatchObject([
    { action: 'notice-correct-ask', officer: author.officerId },
    { action: 'notice-correct-approve', officer: second.officerId },
    { action: 'notice-correct', officer: author.officerId },
  ]);
  for (const label of ['Duyệt gửi', 'Không duyệt']) {
    expect(textOf(await third.presses(label))).toContain('đã được duyệt');
  }
  expect(await later()).toHaveLength(1);
});

test('not approved, its author reads why and nobody gets it; pressed again it says so', async () => {
  await corrects(desk, author, 'Mang theo hai mẫu.');
  expect(textOf(await second.presses('Không duyệt'))).toContain('Vì sao không duyệt');
  expect(textOf(await second.says('Sai số mẫu, chỉ cần một'))).toContain('Đã báo tác giả lý do');
  expect(textOf(author.all())).toMatch(/không duyệt bản đính chính[^\n]*Lý do: Sai số mẫu, chỉ cần một/);
  for (const label of ['Không duyệt', 'Duyệt gửi']) {
    expect(textOf(await second.presses(label))).toContain('không được duyệt (cán bộ số');
  }
  expect(await later()).toEqual([]);
  expect(await corrections()).toMatchObject([{ state: 'refused', decidedBy: second.officerId }]);
  expect(textOf(await openNewest(desk, author))).not.toContain('⏳');
});

test('nobody approves their own correction, nor without the right to approve', async () => {
  const commune = await desk.officer('commune', { level: 'commune', code: '2025:22846' });
  await corrects(desk, author, 'Mang theo hai mẫu.');
  const [waiting] = await corrections();
  const value = `notice-desk:approve-correction:${waiting?.id}`;
  // The same person with a second role.
  const { client } = desk.database;
  await client.officer.create({ data: { personId: author.personId, role: 'admin', since: desk.clock.now() } });
  expect(textOf(await pressesValue(author, value))).toContain('cán bộ khác duyệt');
  expect(textOf(await pressesValue(commune, value))).toContain('không có quyền');
  await client.officer.update({ where: { id: second.officerId }, data: { revokedAt: desk.clock.now() } });
  expect(textOf(await second.presses('Duyệt gửi'))).not.toContain('Đã duyệt');
  expect(await corrections()).toMatchObject([{ state: 'awaiting' }]);
  expect(await later()).toEqual([]);
});

test('a notice that changes meanwhile overtakes the correction: its author and the second officer are told', async () => {
  const third = await desk.officer('province', province);
  await corrects(desk, author, 'Mang theo hai mẫu.');
  await openNewest(desk, third);
  await third.presses('Huỷ lớp');
  await third.says('Giảng viên bận');
  expect(textOf(await third.presses('Báo huỷ'))).not.toContain('⏳');
  expect(textOf(author.all())).toMatch(/đang chờ duyệt nay không gửi nữa: cán bộ số \d+ vừa thay đổi thông báo/);
  expect(textOf(await second.presses('Duyệt gửi'))).toContain('không gửi nữa vì thông báo đã thay đổi');
  expect(await corrections()).toMatchObject([{ state: 'overtaken', decidedBy: null }]);
  expect(await later()).toHaveLength(1);
  expect(about(an).at(-1)?.text).toContain('Huỷ: Tập huấn bao bì');
});

test('a newer correction takes the place of the one that waits, and only the newer one can be approved', async () => {
  const third = await desk.officer('province', province);
  await corrects(desk, author, 'Mang theo hai mẫu.');
  const old = desk.platform.delivered.findLast(({ chat }) => chat === second.chat);
  await corrects(desk, third, 'Mang theo ba mẫu.');
  expect(textOf(author.all())).toContain('vừa gửi duyệt một bản đính chính khác');
  expect(await corrections()).toMatchObject([{ state: 'replaced' }, { state: 'awaiting', officer: third.officerId }]);
  const before = second.all().length;
  await desk.platform.presses(old, 'Duyệt gửi');
  await expect
    .poll(() => textOf(second.all().slice(before)), { timeout: 15_000 })
    .toContain('đã được thay bằng bản mới hơn');
  expect(await later()).toEqual([]);
  // Whoever wrote the first may approve the one that took its place.
  expect(textOf(await author.presses('Duyệt gửi'))).toContain('Đã duyệt');
  expect(await later()).toHaveLength(1);
  expect(about(an).at(-1)?.text).toContain('ba mẫu');
});

test('an approval waits while a first message is on its way, and can be pressed again', async () => {
  await corrects(desk, author, 'Mang theo hai mẫu.');
  const { client } = desk.database;
  const end = await client.broadcast.findUniqueOrThrow({ where: { id: published.broadcastId } });
  await client.broadcast.update({ where: { id: end.id }, data: { state: 'paused', endedAt: null } });
  await client.outbox.updateMany({
    where: { broadcastId: end.id, chat: binh.chat },
    data: { state: 'sending', settledAt: null },
  });
  const waits = await second.presses('Duyệt gửi');
  expect(textOf(waits)).toContain('rồi bấm **Duyệt gửi**');
  expect(labelsOf(waits).slice(0, 2)).toEqual(['Duyệt gửi', 'Không duyệt']);
  await client.outbox.updateMany({ where: { broadcastId: end.id, state: 'sending' }, data: { state: 'refused' } });
  await client.broadcast.update({ where: { id: end.id }, data: { state: end.state, endedAt: end.endedAt } });
  expect(textOf(await second.presses('Duyệt gửi'))).toContain('Đã duyệt. Đã gửi đính chính tới 1 người');
});

test('with nobody else who could approve, a correction goes out at once, and says so', async () => {
  await desk.database.client.officer.update({ where: { id: second.officerId }, data: { revokedAt: desk.clock.now() } });
  const said = await corrects(desk, author, 'Mang theo hai mẫu.', 'Gửi đính chính');
  expect(textOf(said)).toContain('Đã gửi đính chính tới 1 người');
  expect(textOf(said)).toContain('Chưa có cán bộ nào khác duyệt được nên tôi bỏ qua bước duyệt.');
  expect(await later()).toHaveLength(1);
});

test('what was for some places, or composed in a commune, is corrected and moved without anybody else', async () => {
  const commune = await desk.officer('commune', { level: 'commune', code: '2025:22846' });
  const narrow = { conditions: [{ by: 'commune', code: '2025:22846' }], except: [] };
  const cases: [OfficerPerson, Parameters<NoticeDesk['publish']>[2]][] = [
    [author, { audience: narrow }],
    [commune, {}],
  ];
  for (const [composer, change] of cases) {
    const { broadcastId } = await desk.publish(composer, [an], change);
    await desk.ended(broadcastId);
    const heard = second.all().length;
    const said = await corrects(desk, author, 'Mang theo hai mẫu.', 'Gửi đính chính');
    expect(textOf(said)).toContain('Đã gửi đính chính tới 1 người');
    expect(textOf(said)).not.toContain('bỏ qua bước duyệt');
    await author.presses('Huỷ lớp');
    await author.says('Giảng viên bận');
    expect(textOf(await author.presses('Báo huỷ'))).toContain('Đã huỷ');
    expect(second.all()).toHaveLength(heard);
    await later();
  }
});

test('a change and a call-off go out at once, and every other approver reads what went to how many', async () => {
  const third = await desk.officer('province', province);
  const commune = await desk.officer('commune', { level: 'commune', code: '2025:22846' });
  await openNewest(desk, author);
  await author.presses('Đổi giờ, đổi nơi');
  await author.says('14h ngày 4/12');
  await author.presses('17:30 thứ Sáu, ngày 04/12/2026');
  await author.presses('Giữ nơi cũ');
  expect(textOf(await author.presses('Gửi thay đổi'))).toContain('Đã đổi và báo cho 1 người.');
  for (const one of [second, third]) {
    expect(about(one)).toHaveLength(1);
    const told = about(one).at(-1)?.text;
    expect(told).toContain(`cán bộ số ${author.officerId} vừa đổi giờ, nơi hoặc số chỗ của **Tập huấn bao bì**`);
    expect(told).toContain('mới: **14:00–17:30 thứ Sáu, ngày 04/12/2026**');
    expect(told).toContain('Đã gửi tới **1** người.');
  }
  await openNewest(desk, author);
  await author.presses('Huỷ lớp');
  await author.says('Bão số 9');
  expect(textOf(await author.presses('Báo huỷ'))).toContain('Đã huỷ và báo cho 1 người.');
  for (const one of [second, third]) {
    expect(about(one)).toHaveLength(2);
    expect(about(one).at(-1)?.text).toMatch(/vừa báo huỷ [\s\S]*Lý do: Bão số 9[\s\S]*Đã gửi tới \*\*1\*\* người/);
  }
  expect(about(commune)).toEqual([]);
  expect(await later()).toHaveLength(2);
  expect(about(an)).toHaveLength(3);
});

test('whoever may approve finds the notice and the buttons on its page, its author only what is theirs', async () => {
  const author = await desk.officer('province', province);
  const { noticeId } = await desk.publish(author, []);
  await desk.database.client.notice.update({
    where: { id: noticeId },
    data: { state: 'awaiting', urgent: true, content: 'Mang theo mẫu.' },
  });
  // Appointed after the approval was asked for.
  const later = await desk.officer('province', province);
  const page = await openNewest(desk, later);
  expect(textOf(page)).toContain('Nội dung: Mang theo mẫu.\nGửi: ngay khi duyệt, tin khẩn');
  expect(labelsOf(page).slice(0, 4)).toEqual(['Duyệt gửi', 'Không duyệt', 'Sửa', 'Rút lại']);
  expect(labelsOf(await openNewest(desk, author)).slice(0, 2)).toEqual(['Sửa', 'Rút lại']);
});
