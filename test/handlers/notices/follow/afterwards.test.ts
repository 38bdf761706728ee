/** What is sent after a notice: corrections, changes of time and place, call-offs. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { noticeMessage, readNotice } from '../../../../handlers/notices/notice.ts';
import type { SignUpState } from '../../../../prisma/generated/client.ts';
import { until } from '../../../platform.ts';
import {
  labelsOf,
  type NoticeDesk,
  type OfficerPerson,
  openNewest,
  openNoticeDesk,
  type Person,
  province,
  textOf,
} from './notice-desk.ts';

let desk: NoticeDesk;
let officer: OfficerPerson;
beforeAll(async () => {
  desk = await openNoticeDesk();
});
afterAll(() => desk.end());
beforeEach(async () => {
  await desk.begin();
  officer = await desk.officer('province', province);
});

const sendings = () => desk.database.client.sending.findMany({ orderBy: { id: 'asc' }, include: { broadcast: true } });
const about = (person: Person) => person.all().filter(({ text }) => text.includes('Tập huấn'));
/** Whom a sending was planned for. */
async function audience(broadcastId: bigint): Promise<(string | null)[]> {
  const rows = await desk.database.client.outbox.findMany({ where: { broadcastId }, orderBy: { id: 'asc' } });
  return rows.map(({ personId }) => personId).sort();
}
async function signUp(noticeId: bigint, person: Person, state: SignUpState): Promise<void> {
  await desk.database.client.signUp.create({
    data: { noticeId, personId: person.personId, state, since: desk.clock.now() },
  });
}
const five = async (): Promise<[Person, Person, Person, Person, Person]> => {
  const [a, b, c, d, e] = await desk.people(5);
  if (!a || !b || !c || !d || !e) throw new Error('five people');
  return [a, b, c, d, e];
};

test('a correction reaches exactly those who got the first message, each once', async () => {
  const [an, binh, chi, dung, em] = await five();
  desk.outcomes.set(binh.chat, { kind: 'refused', why: 'no' });
  desk.outcomes.set(chi.chat, { kind: 'unknown', why: 'Network request timed out' });
  desk.outcomes.set(dung.chat, { kind: 'unreachable', why: 'blocked by the user' });
  const { broadcastId, noticeId } = await desk.publish(officer, [an, binh, chi, dung]);
  await desk.ended(broadcastId);
  desk.outcomes.clear();
  await openNewest(desk, officer);
  const first = await officer.presses('Đính chính');
  expect(textOf(first)).toMatch(/^Bước 1\/3 · Tiêu đề/);
  await officer.presses('Giữ tiêu đề cũ');
  const review = await officer.says('Mang theo mẫu sản phẩm và giấy đăng ký kinh doanh.');
  expect(textOf(review)).toContain('**Đính chính: Tập huấn bao bì**');
  expect(textOf(review)).toContain('Gửi tới đúng **1** người đã nhận tin đầu.');
  expect(textOf(review)).toContain('Còn 1 tin chưa rõ');
  const said = await officer.presses('Gửi đính chính', 2);
  expect(textOf(said)).toContain('Đã gửi đính chính tới 1 người');
  const [, correction, ...more] = await sendings();
  expect(more).toEqual([]);
  expect(correction).toMatchObject({ purpose: 'correction', noticeId, officer: officer.officerId });
  await desk.ended(correction?.broadcastId ?? 0n);
  expect(await audience(correction?.broadcastId ?? 0n)).toEqual([an.personId]);
  expect(about(an)).toHaveLength(2);
  expect(about(an).at(-1)?.text).toContain('giấy đăng ký kinh doanh');
  for (const person of [binh, chi, dung, em]) expect(about(person)).toEqual([]);
  // Whoever gets the first message later gets it right; what was told stays as it was told.
  await openNewest(desk, officer);
  await officer.presses('Gửi lại tin lỗi');
  await desk.ended(broadcastId);
  expect(about(binh).map(({ text }) => text.includes('giấy đăng ký kinh doanh'))).toEqual([true]);
  const kept = await desk.database.client.outbox.findFirstOrThrow({ where: { broadcastId, personId: an.personId } });
  expect(JSON.stringify(kept.payload)).not.toContain('giấy đăng ký');
  expect(await desk.database.client.notice.findUnique({ where: { id: noticeId } })).toMatchObject({ version: 2 });
  const [deed] = await desk.database.client.audit.findMany({ where: { action: 'notice-correct' } });
  expect(deed).toMatchObject({ subject: `notice:${noticeId}`, officer: officer.officerId });
});

/** The first message to two people, who may have got it or not, and its correction. */
async function correctedUnsure(): Promise<{ unsure: Person; told: Person; broadcastId: bigint }> {
  const [told, unsure] = await five();
  desk.outcomes.set(unsure.chat, { kind: 'unknown', why: 'Network request timed out' });
  const { broadcastId } = await desk.publish(officer, [told, unsure]);
  await desk.ended(broadcastId);
  await openNewest(desk, officer);
  await officer.presses('Đính chính');
  await officer.presses('Giữ tiêu đề cũ');
  await officer.says('Mang theo hai mẫu.');
  await officer.presses('Gửi đính chính');
  const [, correction] = await sendings();
  await desk.ended(correction?.broadcastId ?? 0n);
  desk.outcomes.clear();
  await openNewest(desk, officer);
  return { unsure, told, broadcastId };
}

test('whoever may have got the first message reads the right words when it is sent to them again', async () => {
  const { unsure, broadcastId } = await correctedUnsure();
  await officer.presses('Tin chưa rõ: gửi lại', 2);
  await desk.ended(broadcastId);
  expect(about(unsure).map(({ text }) => text.includes('hai mẫu'))).toEqual([true]);
  // What is kept of it is what was sent, too: the words of the message as it reads now.
  const row = await desk.database.client.outbox.findFirstOrThrow({ where: { broadcastId, personId: unsure.personId } });
  expect(row).toMatchObject({ state: 'sent', payload: null });
});

test('whoever is taken to have got the first message gets its correction, too', async () => {
  const { unsure, told } = await correctedUnsure();
  const said = await officer.presses('Tin chưa rõ: coi như đã gửi', 2);
  expect(textOf(said)).toContain('Tôi gửi đính chính tới 1 người trong số đó.');
  const [, , late, ...more] = await sendings();
  expect(more).toEqual([]);
  await desk.ended(late?.broadcastId ?? 0n);
  expect(about(unsure).map(({ text }) => text.split('\n')[0])).toEqual(['🎓 **Đính chính: Tập huấn bao bì**']);
  expect(about(told)).toHaveLength(2);
});

test('whoever may have got the old words gets the correction, even if they were sent the right ones in between', async () => {
  const { unsure, broadcastId } = await correctedUnsure();
  desk.outcomes.set(unsure.chat, { kind: 'unknown', why: 'Network request timed out' });
  await officer.presses('Tin chưa rõ: gửi lại');
  await desk.ended(broadcastId);
  desk.outcomes.clear();
  await openNewest(desk, officer);
  const said = await officer.presses('Tin chưa rõ: coi như đã gửi');
  expect(textOf(said)).toContain('Tôi gửi đính chính tới 1 người trong số đó.');
  const late = (await sendings()).at(-1);
  await desk.ended(late?.broadcastId ?? 0n);
  expect(about(unsure).map(({ text }) => text.split('\n')[0])).toEqual(['🎓 **Đính chính: Tập huấn bao bì**']);
});

test('“giữ nguyên” keeps a time, place or number as it was, and is none itself', async () => {
  const [an] = await five();
  const { broadcastId, noticeId } = await desk.publish(officer, [an], { signUp: true, seats: 40 });
  await desk.ended(broadcastId);
  const old = await desk.database.client.notice.findUniqueOrThrow({ where: { id: noticeId } });
  await openNewest(desk, officer);
  await officer.presses('Đổi giờ, đổi nơi');
  for (const text of ['giữ nguyên', 'nhu cu', 'giu nguyen nhe']) await officer.says(text);
  expect(textOf(await officer.says('50'))).toContain('Số chỗ: 50');
  await officer.presses('Gửi thay đổi');
  const { startsAt, endsAt, place } = old;
  expect(await desk.database.client.notice.findUniqueOrThrow({ where: { id: noticeId } })).toMatchObject({
    ...{ startsAt, endsAt, place, seats: 50 },
  });
});

test('seats below those promised are pointed out, and whoever has one keeps it', async () => {
  const [an] = await five();
  const { broadcastId, noticeId } = await desk.publish(officer, [an], { signUp: true, seats: 40 });
  await desk.ended(broadcastId);
  await desk.database.client.signUp.create({
    data: { noticeId, personId: an.personId, state: 'going', people: 5, since: desk.clock.now() },
  });
  await openNewest(desk, officer);
  await officer.presses('Đổi giờ, đổi nơi');
  await officer.says('14h ngày 4/12');
  await officer.presses('17:30 thứ Sáu, ngày 04/12/2026');
  await officer.presses('Giữ nơi cũ');
  expect(textOf(await officer.says('3'))).toContain('Đã hứa **5** chỗ, nhiều hơn 3');
  await officer.presses('Gửi thay đổi');
  expect(await desk.database.client.signUp.findMany()).toMatchObject([{ state: 'going', people: 5 }]);
  const [, change] = await sendings();
  await desk.ended(change?.broadcastId ?? 0n);
  // The phone's calendar shows the old time until its entry is replaced.
  expect(
    about(an)
      .at(-1)
      ?.choices.map(({ label }) => label),
  ).toEqual(['Tham dự', 'Không', 'Lịch (.ics)']);
});

test('a correction waits while the first message still goes out', async () => {
  await desk.begin('2026-11-24T22:00:00+07:00');
  officer = await desk.officer('province', province);
  const [an] = await five();
  const { broadcastId } = await desk.publish(officer, [an]);
  await openNewest(desk, officer);
  expect(textOf(await officer.presses('Đính chính'))).toContain('Bạn bấm **Tạm dừng** rồi bấm **Đính chính**');
  await officer.presses('Tạm dừng');
  await officer.presses('Đính chính');
  await officer.presses('Giữ tiêu đề cũ');
  await officer.says('Mang theo hai mẫu sản phẩm.');
  expect(textOf(await officer.presses('Gửi đính chính'))).toContain('Chưa ai nhận tin đầu');
  expect(await sendings()).toHaveLength(1);
  await officer.presses('Tiếp tục');
  desk.clock.moveTo('2026-11-25T07:00:00+07:00');
  await desk.ended(broadcastId);
  expect(about(an).map(({ text }) => text.includes('hai mẫu'))).toEqual([true]);
});

test('another time and place reach all but those who declined, with what changed', async () => {
  const [an, binh, chi, dung, em] = await five();
  const { broadcastId, noticeId } = await desk.publish(officer, [an, binh, chi, dung, em], {
    signUp: true,
    seats: 40,
  });
  await desk.ended(broadcastId);
  await signUp(noticeId, an, 'going');
  await signUp(noticeId, binh, 'waiting');
  await signUp(noticeId, chi, 'declined');
  const page = await openNewest(desk, officer);
  expect(labelsOf(page)).toEqual(expect.arrayContaining(['Danh sách', 'Điểm danh']));
  expect(textOf(await officer.presses('Đổi giờ, đổi nơi'))).toMatch(/^Bước 1\/5 · Bắt đầu[\s\S]*Đang là: 08:00/);
  const end = await officer.says('14h ngày 4/12');
  expect(textOf(end)).toMatch(/^Bước 2\/5 · Kết thúc/);
  await officer.presses('17:30 thứ Sáu, ngày 04/12/2026');
  await officer.says('Hội trường UBND xã Ninh Hải');
  const review = await officer.presses('Giữ số chỗ cũ');
  expect(textOf(review)).toContain(
    'Gửi tới **4** người (đã đăng ký, đang chờ chỗ, hoặc đã được gửi tin đầu mà chưa trả lời; không gửi người đã báo không dự).',
  );
  const said = await officer.presses('Gửi thay đổi', 2);
  expect(textOf(said)).toContain('Đã đổi và báo cho 4 người.');
  const [, change, ...more] = await sendings();
  expect(more).toEqual([]);
  await desk.ended(change?.broadcastId ?? 0n);
  expect(await audience(change?.broadcastId ?? 0n)).toEqual([an, binh, dung, em].map((one) => one.personId).sort());
  expect(about(binh).at(-1)?.text).toBe(
    [
      '🎓 **Thay đổi: Tập huấn bao bì**',
      'Thời gian cũ: 08:00–11:30 thứ Năm, ngày 03/12/2026 → mới: **14:00–17:30 thứ Sáu, ngày 04/12/2026**',
      'Địa điểm cũ: UBND xã Vĩnh Hải → mới: **Hội trường UBND xã Ninh Hải**',
      'Thời gian: 14:00–17:30 thứ Sáu, ngày 04/12/2026',
      'Địa điểm: Hội trường UBND xã Ninh Hải',
      'Số chỗ: 40',
      'Mang theo mẫu sản phẩm.',
      'Bạn đã đăng ký thì đăng ký vẫn giữ; giờ hoặc nơi mới không tiện thì bấm **Không** để nhường chỗ. Chưa đăng ký mà muốn dự thì bấm **Tham dự**.',
    ].join('\n'),
  );
  expect(about(chi)).toHaveLength(1);
  expect(desk.changed).toEqual([noticeId]);
  expect(change?.broadcast.urgent).toBe(false);
});

test('another time on the same day, or the same time on another day, is asked back', async () => {
  const [an] = await five();
  const { broadcastId } = await desk.publish(officer, [an]);
  await desk.ended(broadcastId);
  await openNewest(desk, officer);
  await officer.presses('Đổi giờ, đổi nơi');
  expect(labelsOf(await officer.says('9h30'))).toContain('09:30 thứ Năm, ngày 03/12/2026');
  expect(labelsOf(await officer.says('ngày 10/12'))).toContain('08:00 thứ Năm, ngày 10/12/2026');
  expect(textOf(await officer.says('hôm qua lúc 8h'))).toMatch(/qua rồi/);
});

test('two officers at once: the second finds the notice changed, and sends nothing', async () => {
  const other = await desk.officer('admin', province);
  const [an] = await five();
  const { broadcastId, noticeId } = await desk.publish(officer, [an]);
  await desk.ended(broadcastId);
  for (const one of [officer, other]) {
    await openNewest(desk, one);
    await one.presses('Huỷ lớp');
    await one.says('Giảng viên bận');
  }
  expect(textOf(await officer.presses('Báo huỷ'))).toContain('Đã huỷ và báo cho 1 người.');
  expect(textOf(await other.presses('Báo huỷ'))).toContain('vừa được người khác sửa');
  expect(await sendings()).toHaveLength(2);
  expect(desk.changed).toEqual([noticeId]);
});

test('a class that is called off within a day is told at night, too', async () => {
  await desk.begin('2026-12-02T20:00:00+07:00');
  officer = await desk.officer('province', province);
  const [an, binh, chi] = await five();
  const { broadcastId, noticeId } = await desk.publish(officer, [an, binh, chi], { signUp: true });
  await desk.ended(broadcastId);
  await signUp(noticeId, an, 'going');
  await signUp(noticeId, binh, 'waiting');
  await signUp(noticeId, chi, 'declined');
  desk.clock.moveTo('2026-12-02T22:00:00+07:00');
  await openNewest(desk, officer);
  await officer.presses('Huỷ lớp');
  const review = await officer.says('Giảng viên bận\nđột xuất');
  expect(textOf(review)).toContain('Lý do: Giảng viên bận đột xuất');
  await officer.presses('Báo huỷ', 2);
  const [, off, ...more] = await sendings();
  expect(more).toEqual([]);
  expect(off).toMatchObject({ purpose: 'call_off', broadcast: { urgent: true } });
  await desk.ended(off?.broadcastId ?? 0n);
  // The entry in their phone's calendar can be struck out with it.
  expect(
    about(an)
      .at(-1)
      ?.choices.map(({ label }) => label),
  ).toEqual(['Lịch (.ics)']);
  expect(about(an).at(-1)?.text).toMatch(/^🎓 \*\*Huỷ: Tập huấn bao bì\*\*\nLý do: Giảng viên bận đột xuất/);
  expect(about(binh)).toHaveLength(2);
  expect(about(chi)).toHaveLength(1);
  expect(await desk.database.client.notice.findUnique({ where: { id: noticeId } })).toMatchObject({
    state: 'called_off',
  });
  const page = await openNewest(desk, officer);
  expect(labelsOf(page)).toEqual([
    'Báo cáo',
    'Báo cáo (tin báo huỷ)',
    'Danh sách',
    'Thông báo đã soạn',
    'Về menu cán bộ',
  ]);
});

test('where nobody signs up, a call-off goes to those who got the notice, and the rest is not invited any more', async () => {
  await desk.begin('2026-11-24T20:59:00+07:00');
  officer = await desk.officer('province', province);
  const [an, binh, chi] = await five();
  const { broadcastId, noticeId } = await desk.publish(officer, [an, binh]);
  await desk.ended(broadcastId);
  // One more who waits for the morning.
  desk.clock.moveTo('2026-11-24T22:00:00+07:00');
  const { client } = desk.database;
  const conversation = await client.conversation.findFirstOrThrow({ where: { chat: chi.chat } });
  await client.broadcast.update({ where: { id: broadcastId }, data: { state: 'running', endedAt: null, audience: 3 } });
  await client.outbox.create({
    data: {
      conversationId: conversation.id,
      channel: 'telegram',
      chat: chi.chat,
      personId: chi.personId,
      broadcastId,
      priority: 2,
      notBefore: desk.clock.now(),
      createdAt: desk.clock.now(),
    },
  });
  await openNewest(desk, officer);
  await officer.presses('Huỷ lớp');
  await officer.says('Bão số 9');
  expect(textOf(await officer.presses('Báo huỷ'))).toContain('báo cho 2 người');
  desk.clock.moveTo('2026-11-25T07:00:00+07:00');
  const [, off] = await sendings();
  await desk.ended(off?.broadcastId ?? 0n);
  expect([an, binh, chi].map((one) => about(one).length)).toEqual([2, 2, 0]);
  expect(await client.outbox.findFirst({ where: { broadcastId, chat: chi.chat } })).toMatchObject({
    state: 'cancelled',
  });
  expect(desk.changed).toEqual([noticeId]);
});

test('what is over is neither moved nor called off', async () => {
  const [an] = await five();
  const { broadcastId } = await desk.publish(officer, [an]);
  await desk.ended(broadcastId);
  await openNewest(desk, officer);
  desk.clock.moveTo('2026-12-04T08:00:00+07:00');
  expect(textOf(await officer.presses('Huỷ lớp'))).toContain('đã diễn ra rồi');
  expect(labelsOf(await openNewest(desk, officer))).not.toContain('Đổi giờ, đổi nơi');
});

test('a notice shows the same to whoever asks later', async () => {
  const [an] = await five();
  const { noticeId, broadcastId } = await desk.publish(officer, [an]);
  await desk.ended(broadcastId);
  const row = await desk.database.client.notice.findUniqueOrThrow({ where: { id: noticeId } });
  await until(
    () => about(an).length === 1,
    () => 'the notice',
  );
  expect(about(an)[0]).toEqual(noticeMessage(readNotice(row)));
});
