/** Following a sending: its page, what is held, ended and settled, and the message that shows how far it is. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readLedger } from '../../../../bot/broadcast.ts';
import { until } from '../../../platform.ts';
import { labelsOf, type NoticeDesk, offerList, openNewest, openNoticeDesk, province, textOf } from './notice-desk.ts';

let desk: NoticeDesk;
beforeAll(async () => {
  desk = await openNoticeDesk();
});
afterAll(() => desk.end());
beforeEach(() => desk.begin());

const ledger = (id: bigint) => desk.database.client.$transaction((tx) => readLedger(tx, id));
/** What a page says adds up: the sum in brackets is the sum of the parts. */
function sums(text: string): [number, number][] {
  return [...text.matchAll(/^(đã gửi .*) \(cộng ([\d.]+) người\)$/gm)].map(([, parts = '', sum = '']) => [
    parts.split(' · ').reduce((all, part) => all + Number(/[\d.]+$/.exec(part)?.[0].replaceAll('.', '')), 0),
    Number(sum.replaceAll('.', '')),
  ]);
}
const audit = () =>
  desk.database.client.audit.findMany({ where: { action: { startsWith: 'notice-' } }, orderBy: { id: 'asc' } });
/** How many copies of a notice somebody got. */
const copies = (person: { all(): { text: string }[] }) =>
  person.all().filter(({ text }) => text.includes('Tập huấn bao bì')).length;

test('failures are sent again to those who failed, and to nobody who has it', async () => {
  const officer = await desk.officer('province', province);
  const [an, binh, chi, dung] = await desk.people(4);
  if (!an || !binh || !chi || !dung) throw new Error('four people');
  desk.outcomes.set(binh.chat, { kind: 'refused', why: 'sendMessage: 400 Bad Request: message is too long' });
  desk.outcomes.set(chi.chat, { kind: 'unreachable', why: 'sendMessage: 403 Forbidden: bot was blocked by the user' });
  desk.outcomes.set(dung.chat, { kind: 'unknown', why: 'Network request timed out' });
  const { broadcastId } = await desk.publish(officer, [an, binh, chi, dung]);
  await desk.ended(broadcastId);
  const page = await openNewest(desk, officer);
  expect(textOf(page)).toContain('đã gửi 1 · bị từ chối 1 · không liên lạc được 1 · chưa rõ 1 (cộng 4 người)');
  expect(textOf(page)).toContain('• bị từ chối: tin quá dài (1)');
  expect(textOf(page)).toContain('• không liên lạc được: đã chặn trợ lý hoặc rời đi (1)');
  expect(textOf(page)).toContain('• chưa rõ: mất kết nối giữa lúc gửi (1)');
  expect(labelsOf(page)).toEqual([
    'Gửi lại tin lỗi',
    'Tin chưa rõ: coi như đã gửi',
    'Tin chưa rõ: gửi lại',
    'Báo cáo',
    'Đính chính',
    'Đổi giờ, đổi nơi',
    'Huỷ lớp',
    'Thông báo đã soạn',
    'Về menu cán bộ',
  ]);
  desk.outcomes.clear();
  const again = await officer.presses('Gửi lại tin lỗi', 2);
  expect(textOf(again)).toContain('Đang gửi lại cho 2 người');
  expect(textOf(again)).toContain('Việc này vừa được làm rồi');
  await desk.ended(broadcastId);
  expect([an, binh, chi, dung].map(copies)).toEqual([1, 1, 1, 0]);
  expect(await ledger(broadcastId)).toMatchObject({ sent: 3, unknown: 1, audience: 4 });
  await openNewest(desk, officer);
  const unknown = await officer.presses('Tin chưa rõ: gửi lại', 2);
  expect(textOf(unknown)).toContain('Đang gửi lại cho 1 người');
  await desk.ended(broadcastId);
  expect([an, binh, chi, dung].map(copies)).toEqual([1, 1, 1, 1]);
  expect((await audit()).map(({ action, officer: by }) => [action, by])).toEqual([
    ['notice-again', officer.officerId],
    ['notice-unknown', officer.officerId],
  ]);
  for (const said of officer.all()) for (const [parts, sum] of sums(said.text)) expect(parts).toBe(sum);
});

test('what is unknown is taken as sent once, and never sent', async () => {
  const officer = await desk.officer('province', province);
  const [an] = await desk.people(1);
  if (!an) throw new Error('somebody');
  desk.outcomes.set(an.chat, { kind: 'unknown', why: 'sender ended during the send' });
  const { broadcastId } = await desk.publish(officer, [an]);
  await desk.ended(broadcastId);
  await openNewest(desk, officer);
  const said = await officer.presses('Tin chưa rõ: coi như đã gửi', 2);
  expect(textOf(said)).toContain('Đã coi 1 tin chưa rõ là đã gửi.');
  expect(textOf(said)).toContain('Không còn tin nào chưa rõ.');
  expect(await ledger(broadcastId)).toMatchObject({ sent: 1, unknown: 0 });
  expect(await audit()).toHaveLength(1);
  expect(copies(an)).toBe(0);
});

test('a sending is held, goes on, and is ended after asking; the sums add up all the while', async () => {
  // Night: nothing goes out until it is stopped.
  await desk.begin('2026-11-24T22:00:00+07:00');
  const officer = await desk.officer('province', province);
  const people = await desk.people(3);
  const { broadcastId } = await desk.publish(officer, people);
  const page = await openNewest(desk, officer);
  expect(textOf(page)).toContain('đang gửi');
  expect(textOf(await officer.presses('Tạm dừng', 2))).toMatch(/Đã tạm dừng[\s\S]*Tin này không đang gửi/);
  expect(await ledger(broadcastId)).toMatchObject({ planned: 3, sent: 0 });
  expect(textOf(await officer.presses('Tiếp tục', 2))).toMatch(/Đã gửi tiếp[\s\S]*Tin này không đang tạm dừng/);
  await officer.presses('Tạm dừng');
  const asked = await officer.presses('Dừng hẳn');
  expect(labelsOf(asked)).toEqual(['Đúng, dừng hẳn', 'Không dừng']);
  const stopped = await officer.presses('Đúng, dừng hẳn', 2);
  expect(textOf(stopped)).toMatch(/3 người sẽ không nhận tin này[\s\S]*Tin này không còn gửi nữa/);
  expect(textOf(stopped)).toContain('đã gửi 0 · đã huỷ 3 (cộng 3 người)');
  desk.clock.moveTo('2026-11-25T07:00:00+07:00');
  await until(
    () => officer.all().some((one) => one.progress?.done === 3),
    () => 'the summary',
  );
  expect(people.map(copies)).toEqual([0, 0, 0]);
  expect((await audit()).map(({ action }) => action)).toEqual([
    'notice-pause',
    'notice-resume',
    'notice-pause',
    'notice-stop',
  ]);
  await officer.says('/canbo');
  expect(textOf(await officer.presses('Nhật ký'))).toContain('«Tập huấn bao bì» · Dừng gửi hẳn');
});

test('one message shows how far a sending is, edits itself, and ends with a summary', async () => {
  const officer = await desk.officer('province', province);
  const people = await desk.people(4);
  const [first] = people;
  if (!first) throw new Error('people');
  const { broadcastId, sendingId } = await desk.publish(officer, people);
  await desk.ended(broadcastId);
  const client = desk.database.client;
  const rows = await client.outbox.findMany({ where: { broadcastId }, orderBy: { id: 'desc' }, take: 2 });
  await until(
    async () => (await client.sending.findUniqueOrThrow({ where: { id: sendingId } })).progressEnded !== null,
    () => 'the first summary',
  );
  const shown = () => officer.all().filter(({ progress }) => progress);
  await until(
    () => shown().length === 1,
    () => 'the message',
  );
  // Two of them turn out to wait, at night.
  desk.clock.moveTo('2026-11-24T22:00:00+07:00');
  await client.$transaction([
    client.broadcast.update({ where: { id: broadcastId }, data: { state: 'running', endedAt: null } }),
    client.outbox.updateMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      data: { state: 'planned', settledAt: null, notBefore: desk.clock.now() },
    }),
    client.sending.update({ where: { id: sendingId }, data: { progressEnded: null } }),
  ]);
  await until(
    () => shown()[0]?.progress?.done === 2,
    () => 'the message to be edited',
  );
  expect(shown()[0]?.text).toContain('Đang giờ yên tĩnh, gửi tiếp từ 06:30.');
  expect(shown()[0]?.choices.map(({ label }) => label)).toEqual(['Tạm dừng', 'Dừng hẳn']);
  await officer.presses('Tạm dừng');
  await until(
    () => shown()[0]?.choices.some(({ label }) => label === 'Tiếp tục') === true,
    () => 'the pause to be shown',
  );
  await officer.presses('Tiếp tục');
  desk.clock.moveTo('2026-11-25T07:00:00+07:00');
  await until(
    () => shown()[0]?.progress?.done === 4,
    () => 'the end to be shown',
  );
  expect(shown()).toHaveLength(1);
  expect(shown()[0]?.text).toBe('📣 **Tập huấn bao bì** (tin đầu): đã gửi xong\nđã gửi 4 (cộng 4 người)');
  expect(shown()[0]?.choices.map(({ label }) => label)).toEqual(['Báo cáo', 'Mở thông báo', 'Về menu cán bộ']);
  expect(await client.outbox.count({ where: { broadcastId: null, chat: officer.chat, priority: 1 } })).toBe(1);
});

test('the officer who sends again sees a message of their own', async () => {
  const officer = await desk.officer('province', province);
  const other = await desk.officer('admin', province);
  const [an] = await desk.people(1);
  if (!an) throw new Error('somebody');
  desk.outcomes.set(an.chat, { kind: 'refused', why: 'sendMessage: 500 Internal Server Error' });
  const { broadcastId } = await desk.publish(officer, [an]);
  await desk.ended(broadcastId);
  await until(
    () => officer.all().some((one) => one.progress),
    () => 'the summary',
  );
  desk.outcomes.clear();
  await openNewest(desk, other);
  await other.presses('Gửi lại tin lỗi');
  await until(
    () => other.all().some((one) => one.progress?.done === 1 && one.text.includes('đã gửi 1')),
    () => 'the summary of the second round',
  );
  expect(officer.all().filter(({ progress }) => progress)).toHaveLength(1);
});

test('officers follow what was composed within their area, and nothing else', async () => {
  const own = await desk.officer('commune', { level: 'commune', code: '2025:22846' });
  const elsewhere = await desk.officer('commune', { level: 'commune', code: '2025:22738' });
  const whole = await desk.officer('province', province);
  const [an] = await desk.people(1);
  if (!an) throw new Error('somebody');
  const { sendingId, broadcastId, noticeId } = await desk.publish(own, [an]);
  await desk.ended(broadcastId);
  expect(textOf(await openNewest(desk, own))).toContain('Tập huấn bao bì');
  expect(textOf(await openNewest(desk, whole))).toContain('Tập huấn bao bì');
  await offerList(desk, elsewhere);
  expect(textOf(await elsewhere.presses('Thông báo đã soạn'))).toContain('chưa có thông báo nào');
  const { client } = desk.database;
  const conversation = await client.conversation.findFirstOrThrow({ where: { chat: elsewhere.chat } });
  const values = [
    `open:${noticeId}`,
    `pause:${sendingId}`,
    `stop:${sendingId}`,
    `stopped:${sendingId}`,
    `again:${sendingId}:0`,
    `count:${sendingId}:0`,
    `report:${sendingId}`,
    `correct:${noticeId}`,
    `change:${noticeId}`,
    `calloff:${noticeId}`,
    'open:nonsense',
  ];
  await client.outbox.create({
    data: {
      conversationId: conversation.id,
      channel: 'telegram',
      chat: elsewhere.chat,
      priority: 0,
      payload: { text: 'x', choices: values.map((value) => ({ label: value, value: `notice-desk:${value}` })) },
      notBefore: desk.clock.now(),
      createdAt: desk.clock.now(),
    },
  });
  await until(
    () => elsewhere.all().at(-1)?.text === 'x',
    () => 'the buttons',
  );
  for (const value of values) {
    const said = await elsewhere.presses(value);
    expect(said.map(({ text }) => text)).toEqual([
      'Tôi không tìm thấy thông báo này trong địa bàn của bạn. Bạn xem lại danh sách.',
    ]);
  }
  expect(await audit()).toEqual([]);
});

test('the list is paged, newest first', async () => {
  const officer = await desk.officer('province', province);
  for (let n = 1; n <= 8; n++) await desk.publish(officer, [], { title: `Thông báo ${n}`, kind: 'general' });
  await offerList(desk, officer);
  const first = await officer.presses('Thông báo đã soạn');
  expect(labelsOf(first).slice(0, 2)).toEqual(['1. Thông báo 8', '2. Thông báo 7']);
  expect(textOf(first)).toContain('(trang 1/2)');
  const second = await officer.presses('Trang sau');
  expect(labelsOf(second)).toEqual(['1. Thông báo 2', '2. Thông báo 1', 'Trang trước', 'Về menu cán bộ']);
});
