/** Signing up: seats, parties, the waiting list, changes of mind, and what is typed instead of pressed. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { moveUp } from '../../../handlers/classes/seats.ts';
import { labelsOf, openSchool, type School, textOf } from './school.ts';

let school: School;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.end());
beforeEach(() => school.reset());

const client = () => school.database.client;

test('one press takes a seat, hands out the calendar and offers to bring others', async () => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  const [answer] = await lan.presses('Tham dự');
  expect(answer?.text).toBe(
    [
      '✅ Đã giữ **1 chỗ**: **Tập huấn bao bì**',
      'Thời gian: 08:00–11:30 thứ Năm, ngày 26/11/2026',
      'Địa điểm: UBND xã Vĩnh Hải',
      'Đi mấy người thì bạn bấm nút, hoặc gõ số người, ví dụ: **3** (tối đa 10). Không đi được thì gõ **không tham dự**.',
      '✍️ Bạn nhắn **họ tên** để tôi ghi vào danh sách, ví dụ: **Nguyễn Thị Lan**. Chỉ cán bộ tổ chức thấy. Không muốn thì gõ **bỏ qua**.',
    ].join('\n'),
  );
  expect(answer?.choices.map(({ label }) => label)).toEqual(['1 người', '2 người', '3 người', '4 người', '5 người']);
  expect(answer?.attachment).toMatchObject({ name: `lich-${id}.ics`, mime: 'text/calendar' });
  expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'going', people: 1 });
});

test('pressing twice changes nothing', async () => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  await lan.presses('Tham dự');
  const before = await school.signUpOf(id, lan);
  expect(textOf(await lan.presses('Tham dự'))).toContain('Bạn đang có **1 chỗ**');
  expect(await school.signUpOf(id, lan)).toEqual(before);
  await lan.presses('Không');
  const declined = await school.signUpOf(id, lan);
  expect(declined).toMatchObject({ state: 'declined' });
  expect(textOf(await lan.presses('Không'))).toContain('Tôi đã ghi từ trước');
  expect(await school.signUpOf(id, lan)).toEqual(declined);
});

test('several come together: a button, a bare number above the buttons, or words', async () => {
  const lan = await school.someone();
  const id = await school.announces({ seats: 9 }, [lan]);
  const people = async () => (await school.signUpOf(id, lan))?.people;
  await lan.presses('Tham dự');
  await lan.presses('3 người');
  expect(await people()).toBe(3);
  await lan.says('2');
  expect(await people()).toBe(2);
  expect(textOf(await lan.says('7'))).toContain('**7 chỗ**');
  expect(await people()).toBe(7);
  await lan.says('cho 4 nguoi');
  expect(await people()).toBe(4);
  expect(textOf(await lan.says('10 người'))).toContain('từ 1 đến 9 người');
  expect(textOf(await lan.says('0'))).toContain('từ 1 đến 9 người');
  expect(await people()).toBe(4);
});

test('a number under the choices of somebody else is not a party', async () => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  await lan.presses('Tham dự');
  await lan.says('/lop');
  expect(textOf(await lan.says('8'))).toContain('Bạn chọn một số');
  expect(await school.signUpOf(id, lan)).toMatchObject({ people: 1 });
});

test('nobody gets more seats than there are', async () => {
  const [lan, minh] = [await school.someone(), await school.someone()];
  const id = await school.announces({ seats: 4 }, [lan, minh]);
  const taken = await lan.presses('Tham dự');
  await minh.presses('Tham dự');
  expect(labelsOf(taken)).toEqual(['1 người', '2 người', '3 người', '4 người']);
  expect(textOf(await lan.says('5 người'))).toContain('từ 1 đến 4 người');
  expect(textOf(await lan.presses('4 người'))).toMatch(/Chỉ còn 2 chỗ trống[\s\S]*giữ nguyên 1 chỗ/);
  await lan.presses('3 người');
  expect(textOf(await minh.presses('2 người'))).toContain('Đã hết chỗ');
  expect(await school.signUpOf(id, lan)).toMatchObject({ people: 3 });
  expect(await school.signUpOf(id, minh)).toMatchObject({ people: 1, state: 'going' });
});

test('when it is full people wait in order, are told where, and move up by themselves', async () => {
  const [lan, minh, hoa, tu] = await school.several(4);
  if (!lan || !minh || !hoa || !tu) throw new Error('four people');
  const id = await school.announces({ seats: 1 }, [lan, minh, hoa, tu]);
  await lan.presses('Tham dự');
  expect(textOf(await minh.presses('Tham dự'))).toContain('**vị trí 1**');
  expect(textOf(await hoa.presses('Tham dự'))).toContain('**vị trí 2**');
  expect(textOf(await tu.presses('Tham dự'))).toContain('**vị trí 3**');
  expect(textOf(await hoa.presses('Tham dự'))).toContain('**vị trí 2**');
  await lan.presses('Không');
  const told = minh.hears();
  expect(textOf(told)).toMatch(/🎉 Đã có chỗ[\s\S]*08:00–11:30 thứ Năm, ngày 26\/11\/2026[\s\S]*1 chỗ/);
  expect(labelsOf(told)).toEqual(['Không đi được nữa', 'Đổi số người', 'Lịch (.ics)']);
  expect([...hoa.hears(), ...tu.hears()]).toEqual([]);
  await hoa.presses('Không');
  await minh.presses('Không đi được nữa');
  expect(textOf(tu.hears())).toContain('Đã có chỗ');
  expect(await school.signUpOf(id, hoa)).toMatchObject({ state: 'declined' });
  expect(textOf(await lan.presses('Tham dự'))).toContain('**vị trí 1**');
});

test('strict order: a party that does not fit holds up those behind it, until it shrinks or leaves', async () => {
  const [lan, minh, hoa] = await school.several(3);
  if (!lan || !minh || !hoa) throw new Error('three people');
  const id = await school.announces({ seats: 3 }, [lan, minh, hoa]);
  await lan.presses('Tham dự');
  await lan.presses('3 người');
  await minh.presses('Tham dự');
  await minh.presses('3 người');
  await hoa.presses('Tham dự');
  await lan.presses('2 người');
  expect(await school.signUpOf(id, minh)).toMatchObject({ state: 'waiting', people: 3 });
  expect(await school.signUpOf(id, hoa)).toMatchObject({ state: 'waiting' });
  expect(textOf(await lan.presses('3 người'))).toContain('Đang có người chờ trước bạn');
  const shrunk = await minh.presses('1 người');
  expect(textOf(shrunk)).toContain('Đã giữ **1 chỗ**');
  expect(shrunk).toHaveLength(1);
  expect(await school.signUpOf(id, hoa)).toMatchObject({ state: 'waiting' });
  await lan.presses('1 người');
  expect(textOf(hoa.hears())).toContain('Đã có chỗ');
});

test('whoever asks for more while waiting goes to the end of the line', async () => {
  const [lan, minh, hoa] = await school.several(3);
  if (!lan || !minh || !hoa) throw new Error('three people');
  await school.announces({ seats: 2 }, [lan, minh, hoa]);
  await lan.presses('Tham dự');
  await lan.presses('2 người');
  await minh.presses('Tham dự');
  await hoa.presses('Tham dự');
  expect(textOf(await minh.presses('2 người'))).toContain('**vị trí 2**');
  await lan.presses('1 người');
  expect(textOf(hoa.hears())).toContain('Đã có chỗ');
  expect(minh.hears()).toEqual([]);
});

test('seats that are added go to the waiting list, and too large a party holds nobody up', async () => {
  const [lan, minh, hoa] = await school.several(3);
  if (!lan || !minh || !hoa) throw new Error('three people');
  const id = await school.announces({ seats: 5 }, [lan, minh, hoa]);
  await lan.presses('Tham dự');
  await lan.presses('5 người');
  await minh.presses('Tham dự');
  await minh.presses('5 người');
  await hoa.presses('Tham dự');
  await client().notice.update({ where: { id }, data: { seats: 4 } });
  await lan.presses('3 người');
  expect(textOf(hoa.hears())).toContain('Đã có chỗ');
  await client().notice.update({ where: { id }, data: { seats: null } });
  expect(await client().$transaction((tx) => moveUp(tx, school.clock.now(), id))).toBe(1);
  await school.sweep();
  expect(textOf(minh.hears())).toContain('5 chỗ');
});

test('who moves up at night reads it in the morning, unless they have given up by then', async () => {
  const [lan, minh, hoa] = await school.several(3);
  if (!lan || !minh || !hoa) throw new Error('three people');
  const id = await school.announces({ seats: 1 }, [lan, minh, hoa]);
  await lan.presses('Tham dự');
  await minh.presses('Tham dự');
  await hoa.presses('Tham dự');
  school.clock.moveTo('2026-11-24T22:00:00+07:00');
  await lan.presses('Không');
  expect(await school.signUpOf(id, minh)).toMatchObject({ state: 'going' });
  expect(minh.hears()).toEqual([]);
  await minh.presses('Không');
  school.clock.moveTo('2026-11-25T06:30:00+07:00');
  await school.sweep();
  expect(minh.hears()).toEqual([]);
  expect(textOf(hoa.hears())).toContain('Đã có chỗ');
});

test.each([
  ['begun', {}, '2026-11-26T08:00:00+07:00', 'đã bắt đầu'],
  ['called off', { state: 'called_off' }, null, 'đã huỷ'],
  ['withdrawn', { state: 'withdrawn' }, null, 'đã được rút lại'],
  ['not sent', { state: 'scheduled' }, null, 'chưa gửi đi'],
  ['without sign-up', { signUp: false }, null, 'không cần đăng ký'],
] as const)('what is %s takes no answer, and says so kindly', async (_what, change, at, words) => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  await client().notice.update({ where: { id }, data: change });
  if (at) school.clock.moveTo(at);
  for (const label of ['Tham dự', 'Không']) expect(textOf(await lan.presses(label))).toContain(words);
  expect(await school.signUpOf(id, lan)).toBeNull();
});

test.each(['tham dự', 'Tham du', 'Dạ em tham dự ạ', 'xin đăng ký tham dự'])(
  'typed without a button, `%s` means the class that one was told of',
  async (text) => {
    const lan = await school.someone();
    const id = await school.announces({}, [lan]);
    await school.announces({ title: 'Lớp không báo cho Lan' });
    expect(textOf(await lan.says(text))).toContain('Đã giữ **1 chỗ**: **Tập huấn bao bì**');
    expect(textOf(await lan.says('không tham dự'))).toContain('không tham dự **Tập huấn bao bì**');
    expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'declined' });
  },
);

test('where several are open it is asked which one is meant', async () => {
  const lan = await school.someone();
  const first = await school.announces({}, [lan]);
  school.clock.advance(60_000);
  const second = await school.announces({ title: 'Hội chợ Phan Rang', kind: 'event' }, [lan]);
  const asked = await lan.says('tham du');
  expect(labelsOf(asked)).toEqual(['Hội chợ Phan Rang · 26/11', 'Tập huấn bao bì · 26/11']);
  await lan.says('2');
  expect(await school.signUpOf(first, lan)).toMatchObject({ state: 'going' });
  await lan.says('khong tham du');
  expect(await school.signUpOf(first, lan)).toMatchObject({ state: 'declined' });
  expect(await school.signUpOf(second, lan)).toBeNull();
});

test('with nothing open it says where to look', async () => {
  const lan = await school.someone();
  await school.announces({});
  expect(textOf(await lan.says('tham dự'))).toContain('/lop');
  expect(textOf(await lan.says('tham gia OCOP được không'))).toContain('Bạn nói');
});

test('a press proves that a message arrived which nobody was sure of, so that it is not sent again', async () => {
  const [lan, minh] = [await school.someone(), await school.someone()];
  await school.announces({}, [lan, minh]);
  await client().outbox.updateMany({ where: { broadcastId: { not: null } }, data: { state: 'unknown' } });
  await lan.presses('Tham dự');
  const rows = await client().outbox.findMany({ where: { broadcastId: { not: null } } });
  expect(Object.fromEntries(rows.map(({ personId, state }) => [personId, state]))).toEqual({
    [lan.personId]: 'sent',
    [minh.personId]: 'unknown',
  });
});
