/** The report: a summary, and every recipient's line as a spreadsheet. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { forgetReports } from '../../../../handlers/notices/follow/forget-reports.ts';
import type { Prisma } from '../../../../prisma/generated/client.ts';
import { readCsv } from '../../../csv.ts';
import { labelsOf, type NoticeDesk, openNewest, openNoticeDesk, type Person, province, textOf } from './notice-desk.ts';

let desk: NoticeDesk;
beforeAll(async () => {
  desk = await openNoticeDesk();
});
afterAll(() => desk.end());
beforeEach(() => desk.begin());

async function registers(person: Person, change: Partial<Prisma.RegistrationUncheckedCreateInput>): Promise<void> {
  const now = desk.clock.now();
  await desk.database.client.registration.create({
    data: {
      code: `OCOP-2026-${person.chat}`,
      personId: person.personId,
      profile: 'khanh-hoa-2026',
      producerKind: 'cooperative',
      producerName: 'HTX Nho Thái An',
      representative: 'Nguyễn Thị Lan',
      phone: '+84905123456',
      communeCode: '2025:22846',
      productName: 'Nho sấy',
      description: 'Nho sấy dẻo',
      sameKey: person.chat,
      papers: [],
      submittedAt: now,
      updatedAt: now,
      ...change,
    },
  });
}

/** The lines of the spreadsheet of a reply. */
async function linesOf(replies: Awaited<ReturnType<Person['presses']>>): Promise<string[][]> {
  const attachment = replies.at(-1)?.attachment;
  if (!attachment || !('hash' in attachment)) throw new Error('No file was handed out.');
  expect(attachment).toMatchObject({ mime: 'text/csv', name: expect.stringMatching(/^bao-cao-\d+-\d+\.csv$/) });
  const bytes = await desk.files.read(attachment.hash);
  expect(bytes?.length).toBe(attachment.bytes);
  expect(bytes?.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  return readCsv(bytes?.toString('utf8') ?? '');
}

test('names who was told, how it ended and why; nothing else', async () => {
  const officer = await desk.officer('province', province);
  const [an, binh, chi, dung] = await desk.people(4);
  if (!an || !binh || !chi || !dung) throw new Error('four people');
  await registers(an, {});
  await registers(binh, { producerName: '=HYPERLINK("http://x")', representative: '', phone: '+84905000001' });
  await registers(chi, { producerName: '@SUM(A1)', representative: '-1', phone: '+84905000002' });
  desk.outcomes.set(binh.chat, { kind: 'refused', why: '+cmd|x' });
  desk.outcomes.set(chi.chat, { kind: 'unreachable', why: 'sendMessage: 403 Forbidden: bot was blocked by the user' });
  const { broadcastId, noticeId } = await desk.publish(officer, [an, binh, chi, dung]);
  await desk.ended(broadcastId);
  await openNewest(desk, officer);
  const said = await officer.presses('Báo cáo');
  expect(textOf(said)).toContain('đã gửi 2 · bị từ chối 1 · không liên lạc được 1 (cộng 4 người)');
  expect(textOf(said)).toContain('có 4 dòng');
  expect(labelsOf(said)).toEqual(['Mở thông báo', 'Thông báo đã soạn']);
  const [head, ...lines] = await linesOf(said);
  expect(head).toEqual(['Người nhận', 'Điện thoại', 'Kênh', 'Trạng thái', 'Lý do', 'Thời điểm']);
  const at = '24/11/2026 08:00';
  expect(lines.sort()).toEqual(
    [
      ['HTX Nho Thái An – Nguyễn Thị Lan', '0905 123 456', 'Telegram', 'đã gửi', '', at],
      [`'=HYPERLINK("http://x")`, '0905 000 001', 'Telegram', 'bị từ chối', "'+cmd|x", at],
      ["'@SUM(A1) – -1", '0905 000 002', 'Telegram', 'không liên lạc được', 'đã chặn trợ lý hoặc rời đi', at],
      [`người dùng #${dung.personId.slice(0, 6).toUpperCase()}`, '', 'Telegram', 'đã gửi', '', at],
    ].sort(),
  );
  const [deed] = await desk.database.client.audit.findMany({ where: { action: 'notice-report' } });
  expect(deed).toMatchObject({ subject: `notice:${noticeId}`, officer: officer.officerId });
});

test('shows names and telephone numbers only of producers in the officer’s own area', async () => {
  const officer = await desk.officer('commune', { level: 'commune', code: '2025:22846' });
  const [an, binh] = await desk.people(2);
  if (!an || !binh) throw new Error('two people');
  await registers(an, {});
  await registers(binh, { producerName: 'HTX Táo', communeCode: '2025:22738', phone: '+84905000001' });
  const { broadcastId } = await desk.publish(officer, [an, binh]);
  await desk.ended(broadcastId);
  await openNewest(desk, officer);
  const lines = await linesOf(await officer.presses('Báo cáo'));
  const shown = lines.slice(1).map(([name, phone]) => [name, phone]);
  expect(shown.sort()).toEqual([
    ['HTX Nho Thái An – Nguyễn Thị Lan', '0905 123 456'],
    [`người dùng #${binh.personId.slice(0, 6).toUpperCase()}`, ''],
  ]);
});

test('people who had their data deleted are counted, and not named', async () => {
  const officer = await desk.officer('province', province);
  const [an, binh] = await desk.people(2);
  if (!an || !binh) throw new Error('two people');
  const { broadcastId } = await desk.publish(officer, [an, binh]);
  await desk.ended(broadcastId);
  await desk.database.client.conversation.deleteMany({ where: { personId: an.personId } });
  await openNewest(desk, officer);
  const said = await officer.presses('Báo cáo');
  expect(textOf(said)).toContain('đã gửi 1 · đã xoá dữ liệu 1 (cộng 2 người)');
  expect(await linesOf(said)).toHaveLength(2);
});

test('is taken back from where it was handed out when one of its people has their data deleted', async () => {
  const officer = await desk.officer('province', province);
  const [an, binh] = await desk.people(2);
  if (!an || !binh) throw new Error('two people');
  const { broadcastId } = await desk.publish(officer, [an]);
  await desk.ended(broadcastId);
  await openNewest(desk, officer);
  await officer.presses('Báo cáo');
  const handedOut = () =>
    desk.database.client.outbox.findFirst({ where: { chat: officer.chat }, orderBy: { id: 'desc' } });
  const forget = (person: Person) => desk.database.client.$transaction((tx) => forgetReports(tx, person.personId));
  await forget(binh);
  expect(JSON.stringify((await handedOut())?.payload)).toContain('attachment');
  await forget(an);
  const { payload } = (await handedOut()) ?? {};
  expect(JSON.stringify(payload)).not.toContain('attachment');
  expect(JSON.stringify(payload)).toContain('Báo cáo này đã xoá');
});

test('has a line for each of very many', { timeout: 120_000 }, async () => {
  const officer = await desk.officer('province', province);
  const { broadcastId } = await desk.publish(officer, []);
  const { client } = desk.database;
  const now = desk.clock.now();
  await client.$executeRaw`
    WITH people AS (INSERT INTO person (created_at) SELECT ${now} FROM generate_series(1, 12000) RETURNING id),
    talks AS (
      INSERT INTO conversation (person_id, channel, chat, sender)
      SELECT id, 'web', id::text, id::text FROM people RETURNING id, person_id, chat
    )
    INSERT INTO outbox (conversation_id, channel, chat, person_id, broadcast_id, priority, state, not_before, created_at, settled_at)
    SELECT id, 'web', chat, person_id, ${broadcastId}, 2, 'sent', ${now}, ${now}, ${now} FROM talks`;
  await client.broadcast.update({ where: { id: broadcastId }, data: { audience: 12_000 } });
  await openNewest(desk, officer);
  const said = await officer.presses('Báo cáo');
  expect(textOf(said)).toContain('có 12.000 dòng');
  const lines = await linesOf(said);
  expect(lines).toHaveLength(12_001);
  // Six letters of a random name: a few of so many are alike.
  expect(new Set(lines.map(([name]) => name)).size).toBeGreaterThan(11_900);
});
