import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hashCode } from '../../../handlers/officers/codes.ts';
import { openFirstInvitation } from '../../../handlers/officers/first-admin.ts';
import { type Desk, labelsOf, openDesk, textOf, vinhHai } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.end());
beforeEach(async () => {
  await desk.database.reset();
  desk.clock.moveTo('2026-11-24T08:00:00+07:00');
});

const admin = () => desk.officer('admin', { level: 'province' });

async function invited(): Promise<{ code: string; inviter: Awaited<ReturnType<typeof admin>> }> {
  const inviter = await admin();
  await inviter.says('/canbo');
  const [first] = await inviter.presses('Mời cán bộ');
  expect(first?.text).toMatch(/^Bước 1\/\d · Vai trò/);
  const second = await inviter.presses('Cán bộ cấp xã');
  expect(textOf(second)).toMatch(/^Bước 2\/3 · Địa bàn/);
  const review = await inviter.says('vinh hai');
  expect(textOf(review)).toMatch(/^Bước 3\/3 · Xem lại[\s\S]*Xã Vĩnh Hải/);
  const result = textOf(await inviter.presses('Tạo mã mời'));
  const code = /^\/canbo (\S+)$/m.exec(result)?.[1] ?? '';
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
  expect(result).toContain('01/12/2026');
  return { code, inviter };
}

/** All that the database holds, as text. */
async function everything(): Promise<string> {
  const { client } = desk.database;
  const tables = await client.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  const rows = await Promise.all(
    tables.map(({ name }) =>
      client.$queryRawUnsafe<{ rows: string | null }[]>(`SELECT json_agg(t)::text AS rows FROM "${name}" t`),
    ),
  );
  return rows
    .flat()
    .map((row) => row.rows ?? '')
    .join('\n');
}

test('an invitation makes an officer of its area, once; afterwards its code is nowhere in the database', async () => {
  const { code } = await invited();
  const lan = await desk.someone();
  const [welcome] = await lan.says(`/canbo ${code.toLowerCase().replaceAll('-', ' ')}`);
  expect(welcome?.text).toContain('Cán bộ cấp xã, Xã Vĩnh Hải');
  const [row] = await desk.database.client.officer.findMany({ where: { personId: lan.personId } });
  expect(row).toMatchObject({ role: 'commune', area: vinhHai['khanh-hoa-2026'] });
  const kept = await everything();
  expect(kept).not.toContain(code);
  expect(kept).not.toContain(code.toLowerCase().replaceAll('-', ' '));
  expect(kept).toContain(hashCode(code));
  expect(kept).toContain('/canbo ••••');

  const other = await desk.someone();
  expect(textOf(await other.says(`/canbo ${code}`))).toContain('đã có người dùng');
  expect(await desk.database.client.officer.count({ where: { personId: other.personId } })).toBe(0);
  expect(await everything()).not.toContain(code);
  const audited = await desk.database.client.audit.findMany({ orderBy: { id: 'asc' } });
  expect(audited.map((one) => one.action)).toEqual(['invite', 'redeem']);
});

test('a quarter of an hour after it was handed over, the code is blotted out of that message too', async () => {
  const { code } = await invited();
  expect(await everything()).toContain(code);
  await desk.sweep();
  expect(await everything()).toContain(code);
  desk.clock.advance(15 * 60_000);
  await desk.sweep();
  expect(await everything()).not.toContain(code);
  const lan = await desk.someone();
  expect(textOf(await lan.says(`/canbo ${code}`))).toContain('Chào mừng');
});

test('an invitation ends after 7 days, and when it is taken back', async () => {
  const { code, inviter } = await invited();
  const lan = await desk.someone();
  desk.clock.advance(7 * 24 * 60 * 60_000);
  expect(textOf(await lan.says(`/canbo ${code}`))).toContain('đã hết hạn');

  desk.clock.moveTo('2026-11-25T08:00:00+07:00');
  await inviter.says('/canbo');
  const list = textOf(await inviter.presses('Danh sách cán bộ'));
  expect(list).toMatch(/Lời mời \d+: Cán bộ cấp xã, Xã Vĩnh Hải, chưa dùng, hạn 01\/12\/2026/);
  const cancel = labelsOf(inviter.all()).find((label) => label.startsWith('Huỷ lời mời')) ?? '';
  await inviter.presses(cancel);
  expect(textOf(await inviter.presses('Đồng ý huỷ'))).toContain('Đã huỷ lời mời');
  const other = await desk.someone();
  expect(textOf(await other.says(`/canbo ${code}`))).toContain('đã bị huỷ');
  expect(await desk.database.client.officer.count()).toBe(1);
});

test('the fourth wrong code within an hour waits, a right one too; an hour later it counts anew', async () => {
  const { code } = await invited();
  const lan = await desk.someone();
  for (const wrong of ['AAAA-AAAA-AAAA', 'BBBB-BBBB-BBBB']) {
    expect(textOf(await lan.says(`/canbo ${wrong}`))).toMatch(/không đúng[\s\S]*còn \d lần/);
    desk.clock.advance(60_000);
  }
  expect(textOf(await lan.says('/canbo CCCC-CCCC-CCCC'))).toContain('lần sau phải chờ');
  for (const late of ['DDDD-DDDD-DDDD', code]) {
    expect(textOf(await lan.says(`/canbo ${late}`))).toContain('chờ đến 09:00');
  }
  expect(await everything()).not.toMatch(/AAAA-AAAA|DDDD-DDDD/);
  expect(await desk.database.client.officer.count({ where: { personId: lan.personId } })).toBe(0);
  const other = await desk.someone();
  expect(textOf(await other.says('/canbo EEEE-EEEE-EEEE'))).toContain('không đúng');
  desk.clock.moveTo('2026-11-24T09:00:30+07:00');
  expect(textOf(await lan.says(`/canbo ${code}`))).toContain('Chào mừng');
});

test('what a person wrote before stays, whatever follows the command later', async () => {
  const lan = await desk.someone();
  await lan.says('nho sấy ngon');
  expect(textOf(await lan.says('/canbo nho'))).toContain('không đúng');
  const kept = await everything();
  expect(kept).toContain('nho sấy ngon');
  expect(kept).not.toContain('/canbo nho');
  desk.clock.advance(60 * 60_000);
  await desk.sweep();
  expect(await desk.database.client.wrongCode.count()).toBe(0);
});

test('two people with one code at the same instant: one of them gets the role', async () => {
  const { code } = await invited();
  const people = [await desk.someone(), await desk.someone()];
  await Promise.all(people.map((one) => one.says(`/canbo ${code}`)));
  const rows = await desk.database.client.officer.findMany({ where: { role: 'commune' } });
  expect(rows).toHaveLength(1);
  const said = people.map((one) => textOf(one.all()));
  expect(said.filter((text) => text.includes('Chào mừng'))).toHaveLength(1);
  expect(said.filter((text) => text.includes('đã có người dùng'))).toHaveLength(1);
});

test.each(['canbo', 'cán bộ', '/can bo', 'CAN BO'])('a code is understood after %s, and masked', async (command) => {
  const { code } = await invited();
  const lan = await desk.someone();
  expect(textOf(await lan.says(`${command} ${code}`))).toContain('Chào mừng');
  expect(await everything()).not.toContain(code);
});

test('a code sent while a dialog is open asks whether to leave, works, and is masked in both messages', async () => {
  const { code, inviter } = await invited();
  await inviter.says('/canbo');
  await inviter.presses('Mời cán bộ');
  await inviter.presses('Cán bộ cấp tỉnh');
  await inviter.says(`/canbo ${code}`);
  expect(textOf(await inviter.presses('Tạm dừng'))).toContain('Chào mừng');
  expect(await everything()).not.toContain(code);
});

test('without a role /canbo says what it is for, shows nothing, and its old buttons do nothing', async () => {
  const lan = await desk.someone();
  const [said] = await lan.says('/canbo');
  expect(said?.text).toContain('dành cho cán bộ');
  expect(said?.choices).toEqual([]);
  const boss = await admin();
  await boss.says('/canbo');
  await desk.database.client.officer.updateMany({ data: { revokedAt: desk.clock.now() } });
  expect(textOf(await boss.presses('Danh sách cán bộ'))).toContain('dành cho cán bộ');
});

test('the menu shows only what a role may do', async () => {
  const commune = await desk.officer('commune', { level: 'commune', code: vinhHai['khanh-hoa-2026'] });
  expect(labelsOf(await commune.says('/canbo'))).toEqual([
    'Việc đang chờ',
    'Soạn thông báo',
    'Thông báo đã soạn',
    'Danh sách cán bộ',
    'Nhật ký',
  ]);
  const district = await desk.officer('district', { level: 'district', code: '2024:586' });
  const replies = await district.says('/canbo');
  expect(textOf(replies)).toContain('không còn cấp huyện');
  expect(labelsOf(replies)).toContain('Mời cán bộ');
});

test.each([
  ['moi can bo', 'Vai trò'],
  ['Việc đang chờ', 'việc'],
  ['danh sach can bo', 'Cán bộ trong địa bàn'],
])('an officer may type `%s` when the menu is far above; to anybody else it is a question', async (text, said) => {
  const boss = await admin();
  await boss.says('xin chào');
  expect(textOf(await boss.says(text))).toContain(said);
  const lan = await desk.someone();
  expect(textOf(await lan.says(text))).not.toContain(said);
});

test('nobody invites beyond their own area or level', async () => {
  const district = await desk.officer('district', { level: 'district', code: '2024:586' });
  await district.says('/canbo');
  const [roles] = await district.presses('Mời cán bộ');
  expect(labelsOf(roles ? [roles] : [])).toEqual(['Cán bộ cấp xã', 'Huỷ']);
  await district.presses('Cán bộ cấp xã');
  expect(textOf(await district.says('Cà Ná'))).toContain('ngoài địa bàn');
  expect(textOf(await district.says('Vĩnh Hải'))).toContain('Xem lại');
});

test('a role is taken back after asking; the person is told, their open invitations end, the last admin stays', async () => {
  const { inviter } = await invited();
  const other = await admin();
  await other.says('/canbo');
  await other.presses('Danh sách cán bộ');
  await other.presses(`Thu hồi số ${inviter.officerId}`);
  expect(textOf(await other.presses('Đồng ý thu hồi'))).toContain('Đã thu hồi');
  expect(textOf(inviter.hears())).toContain('đã được thu hồi');
  expect(await desk.database.client.invitation.count({ where: { revokedAt: null } })).toBe(0);
  expect(textOf(await inviter.says('/canbo'))).toContain('dành cho cán bộ');
  await other.presses('Danh sách cán bộ');
  await other.presses(`Thu hồi số ${other.officerId}`);
  expect(textOf(await other.presses('Đồng ý thu hồi'))).toContain('quản trị duy nhất');
  const actions = await desk.database.client.audit.findMany({ orderBy: { id: 'asc' } });
  expect(actions.map((one) => one.action)).toEqual(['invite', 'revoke']);
});

test('the first admin: a code made and given once, or the configured one, while there is no admin', async () => {
  const { client } = desk.database;
  const randomBytes = (count: number) => new Uint8Array(count).fill(9);
  const open = async (adminInviteCode: string | null) => {
    const told: string[] = [];
    const tell = (code: string) => void told.push(code);
    await openFirstInvitation(client, desk.clock.now(), { adminInviteCode, randomBytes, tell });
    return told;
  };
  const printed = await open(null);
  expect(printed).toEqual(['9999-9999-9999']);
  expect(await open(null)).toEqual([]);
  expect(await open('ninh-thuan-7391')).toEqual([]);
  const lan = await desk.someone();
  expect(textOf(await lan.says(`/canbo ${printed[0]}`))).toContain('đã bị huỷ');
  desk.clock.advance(90 * 24 * 60 * 60_000);
  expect(textOf(await lan.says('/canbo Ninh-Thuan-7391'))).toContain('Quản trị');
  expect(await open('ninh-thuan-7391')).toEqual([]);
  expect(await open(null)).toEqual([]);
  expect(await client.invitation.count({ where: { usedAt: null, revokedAt: null } })).toBe(0);
});

test('the code is blotted on the inviter’s screen, too, and the edit bears nothing of it', async () => {
  const { code, inviter } = await invited();
  desk.clock.advance(16 * 60_000);
  await desk.sweep();
  const edits = () => desk.platform.edits.filter(({ chat }) => chat === inviter.chat);
  await expect.poll(() => edits().length).toBe(1);
  expect(edits()[0]?.reply.text).toMatch(/^\/canbo ••••$/m);
  expect(JSON.stringify(desk.platform.edits)).not.toContain(code);
  await expect.poll(() => desk.database.client.edit.count()).toBe(0);
});
