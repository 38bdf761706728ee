/** Reminders by the clock: when, to whom, once, and never late. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { reminderTimes } from '../../../handlers/classes/reminder-times.ts';
import { rearmReminders } from '../../../handlers/classes/reminders.ts';
import { profiles } from '../../../handlers/programme/profile.ts';
import { profileSchema } from '../../../handlers/programme/profile-schema.ts';
import { usualQuietHours } from '../../machine.ts';
import { labelsOf, openSchool, type Pupil, type School, textOf } from './school.ts';

let school: School;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.end());
beforeEach(() => school.reset());

const client = () => school.database.client;
const local = (time: string) => new Date(`${time}:00+07:00`);

/** What comes between now and then, looked for every so many minutes. */
async function heardUntil(pupil: Pupil, until: string, minutes = 30): Promise<string[]> {
  const heard: string[] = [];
  while (school.clock.now() < local(until)) {
    await school.sweep();
    const at = new Date(school.clock.now().getTime() + 7 * 3_600_000).toISOString().slice(5, 16);
    heard.push(...pupil.hears().map(({ text }) => `${at} ${text.split('\n')[0]}`));
    school.clock.advance(minutes * 60_000);
  }
  return heard;
}

test.each([
  ['2026-11-26T08:00', '2026-11-25T08:00', '2026-11-26T06:30'],
  ['2026-11-26T14:00', '2026-11-25T14:00', '2026-11-26T12:00'],
  ['2026-11-26T08:30', '2026-11-25T08:30', '2026-11-26T06:30'],
  ['2026-11-26T06:45', '2026-11-25T06:45', '2026-11-26T06:30'],
  ['2026-11-26T06:00', '2026-11-25T06:30', '2026-11-25T20:30'],
  ['2026-11-26T22:00', '2026-11-26T06:30', '2026-11-26T20:00'],
  ['2026-11-26T23:30', '2026-11-26T06:30', '2026-11-26T20:30'],
  ['2026-11-27T00:30', '2026-11-26T06:30', '2026-11-26T20:30'],
])('of a class at %s people are reminded at %s and %s', (startsAt, day, hours) => {
  const times = reminderTimes(local(startsAt), usualQuietHours, [24, 2]);
  expect(times).toEqual([
    { name: 'day', at: local(day), until: local(hours) },
    { name: 'hours', at: local(hours), until: local(startsAt) },
  ]);
});

test('without quiet hours they go at their time', () => {
  expect(reminderTimes(local('2026-11-26T06:00'), null, [24, 2]).map(({ at }) => at)).toEqual([
    local('2026-11-25T06:00'),
    local('2026-11-26T04:00'),
  ]);
});

test('an office may set other times than a day and two hours', () => {
  expect(reminderTimes(local('2026-11-26T14:00'), usualQuietHours, [72, 3.5]).map(({ at }) => at)).toEqual([
    local('2026-11-23T14:00'),
    local('2026-11-26T10:30'),
  ]);
  const [profile] = profiles;
  const withHours = (remindHoursBefore: number[]) =>
    profileSchema.safeParse({ ...profile, notices: { ...profile?.notices, remindHoursBefore } }).success;
  expect(withHours([48, 3])).toBe(true);
  expect([withHours([2, 24]), withHours([24]), withHours([24, 0])]).toEqual([false, false, false]);
});

test('those who come are reminded a day and two hours before, in full; nobody else, and nobody twice', async () => {
  const [lan, minh, hoa] = await school.several(3);
  if (!lan || !minh || !hoa) throw new Error('three people');
  const id = await school.announces({ seats: 2, startsAt: local('2026-11-26T14:00'), endsAt: null }, [lan, minh, hoa]);
  await lan.presses('Tham dự');
  await lan.presses('2 người');
  await minh.presses('Tham dự');
  await hoa.presses('Không');
  school.clock.moveTo('2026-11-25T13:59:00+07:00');
  await school.sweep();
  expect(lan.hears()).toEqual([]);
  school.clock.moveTo('2026-11-25T14:00:00+07:00');
  await Promise.all([school.sweep(), school.sweep(), school.sweep()]);
  const told = lan.hears();
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toBe(
    [
      '🔔 Nhắc bạn: **Tập huấn bao bì**',
      '**Ngày mai**.',
      'Thời gian: 14:00 thứ Năm, ngày 26/11/2026',
      'Địa điểm: UBND xã Vĩnh Hải',
      'Bạn đã đăng ký 2 người. Nếu bận, bạn bấm nút dưới để nhường chỗ cho người khác.',
    ].join('\n'),
  );
  expect(labelsOf(told)).toEqual(['Không đi được nữa']);
  expect(await heardUntil(lan, '2026-11-26T16:00', 60)).toEqual(['11-26T12:00 🔔 Nhắc bạn: **Tập huấn bao bì**']);
  expect([...minh.hears(), ...hoa.hears()]).toEqual([]);
  expect(await client().outbox.count({ where: { priority: 1, state: 'sent' } })).toBe(2);
  expect(await school.signUpOf(id, lan)).toMatchObject({ dayRemindedAt: local('2026-11-25T14:00') });
});

test('`Không đi được nữa` gives the seat to the next one', async () => {
  const [lan, minh] = await school.several(2);
  if (!lan || !minh) throw new Error('two people');
  await school.announces({ seats: 1, startsAt: local('2026-11-26T14:00') }, [lan, minh]);
  await lan.presses('Tham dự');
  await minh.presses('Tham dự');
  school.clock.moveTo('2026-11-26T12:00:00+07:00');
  await school.sweep();
  await lan.presses('Không đi được nữa');
  expect(textOf(minh.hears())).toContain('Đã có chỗ');
  await school.sweep();
  expect(minh.hears()).toEqual([]);
});

test('across midnight nothing is sent in the quiet hours', async () => {
  const lan = await school.someone();
  await school.announces({ startsAt: local('2026-11-26T00:30'), endsAt: null, title: 'Chuyến đi sớm' }, [lan]);
  await lan.presses('Tham dự');
  school.clock.moveTo('2026-11-24T00:00:00+07:00');
  expect(await heardUntil(lan, '2026-11-26T02:00')).toEqual([
    '11-25T06:30 🔔 Nhắc bạn: **Chuyến đi sớm**',
    '11-25T20:30 🔔 Nhắc bạn: **Chuyến đi sớm**',
  ]);
});

test('who signs up three hours before is reminded once, who signs up one hour before not at all', async () => {
  const [lan, minh] = await school.several(2);
  if (!lan || !minh) throw new Error('two people');
  await school.announces({ startsAt: local('2026-11-26T14:00') }, [lan, minh]);
  school.clock.moveTo('2026-11-26T11:00:00+07:00');
  await lan.presses('Tham dự');
  await school.sweep();
  expect(lan.hears()).toEqual([]);
  school.clock.moveTo('2026-11-26T12:05:00+07:00');
  await school.sweep();
  expect(lan.hears()).toHaveLength(1);
  school.clock.moveTo('2026-11-26T13:00:00+07:00');
  await minh.presses('Tham dự');
  await school.sweep();
  expect(minh.hears()).toEqual([]);
});

test('a restart after two days off: what is past is let be, what is still of use goes out once', async () => {
  const lan = await school.someone();
  await school.announces({ title: 'Đã qua', startsAt: local('2026-11-25T14:00'), endsAt: null }, [lan]);
  await lan.presses('Tham dự');
  await school.announces({ title: 'Sắp đến', startsAt: local('2026-11-26T09:00'), endsAt: null }, [lan]);
  await lan.presses('Tham dự');
  await school.announces({ title: 'Ngày mai', startsAt: local('2026-11-27T07:00'), endsAt: null }, [lan]);
  await lan.presses('Tham dự');
  // The program was off from Monday; it is Thursday.
  school.clock.moveTo('2026-11-26T08:00:00+07:00');
  await school.sweep();
  expect(lan.hears().map(({ text }) => text.split('\n')[0])).toEqual([
    '🔔 Nhắc bạn: **Sắp đến**',
    '🔔 Nhắc bạn: **Ngày mai**',
  ]);
  await school.sweep();
  expect(lan.hears()).toEqual([]);
});

test('a reminder that was written but not sent before its use was over is not sent any more', async () => {
  const lan = await school.someone();
  await school.announces({ startsAt: local('2026-11-26T14:00') }, [lan]);
  await lan.presses('Tham dự');
  school.clock.moveTo('2026-11-26T12:00:00+07:00');
  await client().$transaction(async (tx) => {
    await school.classes.sweep?.(tx, school.clock.now());
    // Before the sender sees it, two hours pass.
    school.clock.moveTo('2026-11-26T14:00:00+07:00');
  });
  await school.sweep();
  expect(lan.hears()).toEqual([]);
});

test('a class moved after its reminders went out is reminded of anew, before the new time', async () => {
  const lan = await school.someone();
  const id = await school.announces({ startsAt: local('2026-11-26T14:00'), endsAt: null }, [lan]);
  await lan.presses('Tham dự');
  school.clock.moveTo('2026-11-25T14:00:00+07:00');
  expect(await heardUntil(lan, '2026-11-25T15:00')).toHaveLength(1);
  await move(id, '2026-11-27T14:00');
  expect(await heardUntil(lan, '2026-11-27T16:00', 60)).toEqual([
    '11-26T14:00 🔔 Nhắc bạn: **Tập huấn bao bì**',
    '11-27T12:00 🔔 Nhắc bạn: **Tập huấn bao bì**',
  ]);
});

test('a reminder of the old time that is still on its way is not sent', async () => {
  const lan = await school.someone();
  const id = await school.announces({ startsAt: local('2026-11-26T14:00'), endsAt: null }, [lan]);
  await lan.presses('Tham dự');
  school.clock.moveTo('2026-11-25T14:00:00+07:00');
  await client().$transaction(async (tx) => {
    await school.classes.sweep?.(tx, school.clock.now());
    // Before the sender sees it, the class is moved.
    await tx.notice.update({ where: { id }, data: { startsAt: local('2026-11-27T14:00') } });
    await rearmReminders(tx, id);
  });
  expect(await heardUntil(lan, '2026-11-27T16:00', 60)).toEqual([
    '11-26T14:00 🔔 Nhắc bạn: **Tập huấn bao bì**',
    '11-27T12:00 🔔 Nhắc bạn: **Tập huấn bao bì**',
  ]);
});

test('a reminder that fell due while the program was off does not go out at night', async () => {
  const lan = await school.someone();
  await school.announces({ startsAt: local('2026-11-26T14:00'), endsAt: null }, [lan]);
  await lan.presses('Tham dự');
  school.clock.moveTo('2026-11-25T22:00:00+07:00');
  expect(await heardUntil(lan, '2026-11-26T11:00')).toEqual(['11-26T06:30 🔔 Nhắc bạn: **Tập huấn bao bì**']);
});

test('a class moved closer does not remind at once those who were just told of the new time', async () => {
  const lan = await school.someone();
  const id = await school.announces({ startsAt: local('2026-11-30T14:00'), endsAt: null }, [lan]);
  await lan.presses('Tham dự');
  school.clock.moveTo('2026-11-25T15:00:00+07:00');
  await move(id, '2026-11-26T14:00');
  expect(await heardUntil(lan, '2026-11-26T16:00', 60)).toEqual(['11-26T12:00 🔔 Nhắc bạn: **Tập huấn bao bì**']);
});

test('a class that was called off reminds nobody', async () => {
  const lan = await school.someone();
  const id = await school.announces({ startsAt: local('2026-11-26T14:00') }, [lan]);
  await lan.presses('Tham dự');
  await client().notice.update({ where: { id }, data: { state: 'called_off' } });
  expect(await heardUntil(lan, '2026-11-26T16:00', 120)).toEqual([]);
});

/** As an officer moves it: those who signed up are told, and reminded anew. */
async function move(id: bigint, startsAt: string): Promise<void> {
  const now = school.clock.now();
  await client().$transaction(async (tx) => {
    await tx.notice.update({ where: { id }, data: { startsAt: local(startsAt), version: { increment: 1 } } });
    const { id: broadcastId } = await tx.broadcast.create({
      data: { payload: {}, urgent: false, audience: 0, notBefore: now, createdAt: now },
    });
    await tx.sending.create({ data: { noticeId: id, broadcastId, purpose: 'change', officer: 1n, createdAt: now } });
    await rearmReminders(tx, id);
  });
}
