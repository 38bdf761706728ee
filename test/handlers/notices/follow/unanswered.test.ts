/** A change and a call-off also reach those who were invited and have not answered. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SignUpState } from '../../../../prisma/generated/client.ts';
import { type NoticeDesk, openNewest, openNoticeDesk, type Person, province, textOf } from './notice-desk.ts';

let desk: NoticeDesk;
beforeAll(async () => {
  desk = await openNoticeDesk();
});
afterAll(() => desk.end());
beforeEach(() => desk.begin());

/** Somebody who goes, waits, declined, has not answered, may have got it, did not get it, and came by themselves. */
async function invite() {
  const officer = await desk.officer('province', province);
  const [going, waiting, declined, silent, unsure, refused, walkIn] = await desk.people(7);
  if (!going || !waiting || !declined || !silent || !unsure || !refused || !walkIn) throw new Error('seven people');
  desk.outcomes.set(unsure.chat, { kind: 'unknown', why: 'timed out' });
  desk.outcomes.set(refused.chat, { kind: 'refused', why: 'blocked' });
  const { broadcastId, noticeId } = await desk.publish(officer, [going, waiting, declined, silent, unsure, refused], {
    signUp: true,
    seats: 40,
  });
  await desk.ended(broadcastId);
  const said: [Person, SignUpState][] = [
    [going, 'going'],
    [waiting, 'waiting'],
    [declined, 'declined'],
    [walkIn, 'going'],
  ];
  for (const [{ personId }, state] of said) {
    await desk.database.client.signUp.create({ data: { noticeId, personId, state, since: desk.clock.now() } });
  }
  await openNewest(desk, officer);
  return { officer, noticeId, reached: [going, waiting, silent, unsure, walkIn].map((one) => one.personId).sort() };
}

async function audienceOf(noticeId: bigint, purpose: 'change' | 'call_off') {
  const { broadcastId } = await desk.database.client.sending.findFirstOrThrow({ where: { noticeId, purpose } });
  const rows = await desk.database.client.outbox.findMany({ where: { broadcastId }, select: { personId: true } });
  return rows.map(({ personId }) => personId).sort();
}

test('a call-off: each once, as many as the preview says, not those who declined', async () => {
  const { officer, noticeId, reached } = await invite();
  await officer.presses('Huỷ lớp');
  expect(textOf(await officer.says('Giảng viên bận'))).toContain('Gửi tới **5** người');
  expect(textOf(await officer.presses('Báo huỷ'))).toContain('Đã huỷ và báo cho 5 người.');
  expect(await audienceOf(noticeId, 'call_off')).toEqual(reached);
});

test('another place: the same people', async () => {
  const { officer, noticeId, reached } = await invite();
  await officer.presses('Đổi giờ, đổi nơi');
  await officer.says('8h ngày 3/12');
  await officer.presses('11:30 thứ Năm, ngày 03/12/2026');
  await officer.says('Hội trường UBND xã Ninh Hải');
  expect(textOf(await officer.presses('Giữ số chỗ cũ'))).toContain('Gửi tới **5** người');
  expect(textOf(await officer.presses('Gửi thay đổi'))).toContain('Đã đổi và báo cho 5 người.');
  expect(await audienceOf(noticeId, 'change')).toEqual(reached);
});
