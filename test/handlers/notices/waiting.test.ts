/** Between composing and sending: the clock, edits, withdrawals, and who may. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sendDueNotices, sendNotice } from '../../../handlers/notices/send.ts';
import { findNotice } from '../../../handlers/notices/store.ts';
import { usualQuietHours } from '../../machine.ts';
import { labelsOf, type Talk, textOf } from '../officers/desk.ts';
import { compose, elsewhereArea, fieldOf, type NoticeDesk, openNoticeDesk, vinhHaiArea } from './office.ts';

const facts = { quietHours: usualQuietHours, rates: {} };

let desk: NoticeDesk;
let officer: Talk & { officerId: bigint };
let lan: Talk;
beforeEach(async () => {
  desk = await openNoticeDesk();
  officer = await desk.officer('commune', vinhHaiArea);
  lan = await desk.subscriber({ commune: '2025:22846' });
});
afterEach(() => desk.end());

const notice = () => desk.database.client.notice.findFirstOrThrow();
const actions = async () =>
  (await desk.database.client.audit.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action);

async function schedule(answers: Parameters<typeof compose>[1] = {}) {
  const review = await compose(officer, { 'Thời điểm gửi': '7h sáng mai', ...answers });
  expect(labelsOf(review)).toEqual(['Hẹn gửi', 'Sửa', 'Huỷ']);
  return officer.presses('Hẹn gửi');
}

test('it is sent at its time, once, and the officer is told', async () => {
  const replies = await schedule();
  expect(textOf(replies)).toContain('hẹn gửi lúc 07:00 thứ Ba, ngày 24/11/2026');
  expect(labelsOf(replies).slice(0, 3)).toEqual(['Sửa', 'Gửi luôn', 'Rút lại']);
  desk.clock.moveTo('2026-11-24T06:59:00+07:00');
  await desk.sweep();
  expect(lan.hears()).toEqual([]);
  desk.clock.moveTo('2026-11-24T07:00:00+07:00');
  await desk.sweep();
  await desk.sweep();
  expect(lan.hears()).toHaveLength(1);
  expect(textOf(officer.hears())).toContain('Đúng hẹn, tôi bắt đầu gửi');
  expect(await notice()).toMatchObject({ state: 'sent' });
  expect(await desk.database.client.broadcast.count()).toBe(1);
  expect(await desk.database.client.sending.findMany()).toMatchObject([{ officer: officer.officerId }]);
});

test('two sweeps at once send it once', async () => {
  await schedule();
  const { client } = desk.database;
  const now = new Date('2026-11-24T07:00:00+07:00');
  const sweep = () => client.$transaction((tx) => sendDueNotices(tx, now, facts));
  await Promise.all([sweep(), sweep()]);
  expect(await client.broadcast.count()).toBe(1);
});

test('what was seen in another version is not sent again', async () => {
  await schedule();
  const { client } = desk.database;
  const how = { facts, officer: officer.officerId };
  const seen = await findNotice(client, (await notice()).id);
  if (!seen) throw new Error('There is no notice.');
  const send = () => client.$transaction((tx) => sendNotice(tx, desk.clock.now(), seen, how));
  expect(await send()).toMatchObject({ reachable: 1 });
  expect(await send()).toBeNull();
  expect(await client.broadcast.count()).toBe(1);
});

test('what was edited since it was seen is not sent as it was seen', async () => {
  await schedule();
  const { client } = desk.database;
  const { id } = await notice();
  const seen = await findNotice(client, id);
  if (!seen) throw new Error('There is no notice.');
  await client.notice.update({ where: { id }, data: { version: { increment: 1 }, content: 'Mới' } });
  const how = { facts, officer: officer.officerId };
  expect(await client.$transaction((tx) => sendNotice(tx, desk.clock.now(), seen, how))).toBeNull();
  expect(await client.broadcast.count()).toBe(0);
});

test('after days without the program, what has begun meanwhile is not sent late', async () => {
  await schedule({ 'Loại thông báo': 'Họp', 'Bắt đầu': '9h sáng mai' });
  desk.clock.moveTo('2026-11-26T08:00:00+07:00');
  await desk.sweep();
  expect(lan.hears()).toEqual([]);
  expect(await notice()).toMatchObject({ state: 'withdrawn' });
  expect(textOf(officer.hears())).toContain('nay đã quá giờ');
});

test('it is sent at once after all; pressed again, the button says so', async () => {
  await schedule();
  expect(textOf(await officer.presses('Gửi luôn'))).toContain('Đã bắt đầu gửi');
  expect(lan.hears()).toHaveLength(1);
  expect(textOf(await officer.presses('Gửi luôn'))).toContain('đã gửi lúc 08:00 thứ Hai, ngày 23/11/2026');
  expect(textOf(await officer.presses('Rút lại'))).toContain('Thông báo đã thay đổi từ lúc bạn xem');
  desk.clock.moveTo('2026-11-24T07:00:00+07:00');
  await desk.sweep();
  expect(await desk.database.client.broadcast.count()).toBe(1);
  await officer.says('/canbo');
  expect(textOf(await officer.presses('Nhật ký'))).toContain('bạn · «Tập huấn thiết kế bao bì» · Gửi thông báo');
});

test('withdrawn it is not sent, and can be mended and sent later', async () => {
  await schedule();
  expect(textOf(await officer.presses('Rút lại'))).toContain('Đã rút lại, chưa ai nhận được tin này');
  desk.clock.moveTo('2026-11-24T07:05:00+07:00');
  await desk.sweep();
  expect(lan.hears()).toEqual([]);
  const replies = await officer.presses('Sửa rồi gửi lại');
  expect(replies[0]?.text).toContain('Tập huấn thiết kế bao bì');
  expect(fieldOf(replies)).toBe('Xem lại');
  await officer.presses('Gửi ngay');
  expect(lan.hears()).toHaveLength(1);
  expect(await actions()).toEqual(['compose-notice', 'withdraw-notice', 'edit-notice', 'send-notice']);
});

test('edited it begins in the review, and only what is changed changes', async () => {
  await schedule();
  expect(fieldOf(await officer.presses('Sửa'))).toBe('Xem lại');
  await officer.presses('Sửa');
  await officer.presses('Nội dung');
  await officer.says('Mang theo mẫu và giấy mời');
  const replies = await officer.presses('Hẹn gửi');
  expect(textOf(replies)).toContain('hẹn gửi lúc 07:00');
  expect(await notice()).toMatchObject({ content: 'Mang theo mẫu và giấy mời', version: 2, state: 'scheduled' });
  expect(await desk.database.client.notice.count()).toBe(1);
});

test('whoever edits what somebody else has changed meanwhile overwrites nothing', async () => {
  const other = await desk.officer('commune', vinhHaiArea);
  await schedule();
  const { id, version } = await notice();
  await officer.presses('Sửa');
  await desk.database.client.notice.update({
    where: { id },
    data: { title: 'Bản của người khác', version: version + 1 },
  });
  expect(textOf(await officer.presses('Hẹn gửi'))).toContain('bản sửa của bạn chưa được ghi');
  expect(await notice()).toMatchObject({ title: 'Bản của người khác' });
  expect(other.hears()).toEqual([]);
});

test('a province officer may handle it, and the author is told; one of another area may not', async () => {
  await schedule();
  const { id, version } = await notice();
  const stranger = await desk.officer('commune', elsewhereArea);
  const boss = await desk.officer('province', { level: 'province' });
  const { client } = desk.database;
  const press = async (who: Talk, act: string) => {
    const conversation = await client.conversation.findFirstOrThrow({ where: { personId: who.personId } });
    const row = await client.outbox.create({
      data: {
        conversationId: conversation.id,
        channel: 'telegram',
        chat: who.chat,
        priority: 0,
        state: 'sent',
        payload: { text: 'x', choices: [{ label: 'x', value: `notice:${act}:${id}:${version}` }] },
        notBefore: desk.clock.now(),
        createdAt: desk.clock.now(),
      },
    });
    who.hears();
    await desk.platform.arrives(who.chat, { kind: 'choice', message: row.id.toString(), index: 0 });
    await desk.machine.drain(15_000);
    return textOf(who.hears());
  };
  for (const act of ['edit', 'send', 'withdraw']) expect(await press(stranger, act)).toContain('ngoài địa bàn của bạn');
  expect(await press(lan, 'send')).toContain('dành cho cán bộ');
  expect(await notice()).toMatchObject({ state: 'scheduled', version });
  officer.hears();
  expect(await press(boss, 'withdraw')).toContain('Đã rút lại');
  expect(textOf(officer.hears())).toContain(`Cán bộ số ${boss.officerId} đã rút lại`);
  expect(await notice()).toMatchObject({ state: 'withdrawn' });
});

test('a role that was taken back stops nothing that was planned, but handles it no more', async () => {
  await schedule();
  await desk.database.client.officer.updateMany({ data: { revokedAt: desk.clock.now() } });
  expect(textOf(await officer.presses('Gửi luôn'))).toContain('dành cho cán bộ');
  expect(await notice()).toMatchObject({ state: 'scheduled' });
});

test('what somebody scheduled who is no officer any more is held back, and others are told', async () => {
  const province = await desk.officer('province', { level: 'province' });
  await schedule();
  await desk.database.client.officer.update({
    where: { id: officer.officerId },
    data: { revokedAt: desk.clock.now() },
  });
  desk.clock.moveTo('2026-11-24T07:00:00+07:00');
  await desk.sweep();
  expect(lan.hears()).toEqual([]);
  expect(await notice()).toMatchObject({ state: 'withdrawn' });
  expect(textOf(province.hears())).toContain('người soạn không còn là cán bộ');
});

test('who leaves off while a notice is held back does not get it any more', async () => {
  await compose(officer, {});
  await officer.presses('Gửi ngay');
  await lan.says('/thongbao');
  const { client } = desk.database;
  const ofBroadcasts = { broadcastId: { not: null } };
  await client.broadcast.updateMany({ data: { state: 'paused' } });
  await client.outbox.updateMany({ where: ofBroadcasts, data: { state: 'planned', settledAt: null } });
  await lan.presses('Không nhận nữa');
  expect(await client.outbox.findMany({ where: ofBroadcasts })).toMatchObject([
    { state: 'cancelled', reason: 'no longer wanted' },
  ]);
});
