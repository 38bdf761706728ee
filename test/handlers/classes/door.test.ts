/** On the day: the code at the door, who came, and what officers see of it. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { givenRegistration } from '../../registration.ts';
import { labelsOf, openSchool, type Pupil, type School, textOf, vinhHai } from './school.ts';

let school: School;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.end());
beforeEach(() => school.reset());

const client = () => school.database.client;
const day = (time: string) => school.clock.moveTo(`2026-11-26T${time}:00+07:00`);

const opens = (officer: Pupil, value: string) => school.visits(officer, value);

test.each(['điểm danh 4821', 'diem danh 4821', 'Điểm danh: 4821', 'dd 4821', 'DD 48 21', '4821'])(
  '`%s` checks in who signed up, once',
  async (text) => {
    const lan = await school.someone();
    const id = await school.announces({}, [lan]);
    await lan.presses('Tham dự');
    day('08:02');
    expect(textOf(await lan.says(text))).toContain('✅ Đã điểm danh **Tập huấn bao bì**');
    const came = await school.signUpOf(id, lan);
    expect(came?.attendedAt).not.toBeNull();
    day('08:30');
    expect(textOf(await lan.says(text))).toContain('lúc 08:02 rồi');
    expect(await school.signUpOf(id, lan)).toEqual(came);
    expect(textOf(await lan.says('không tham dự'))).toContain('/lop');
  },
);

test('outside its window the code is answered with the right time', async () => {
  const lan = await school.someone();
  const id = await school.announces({ endsAt: null }, [lan]);
  await lan.presses('Tham dự');
  day('07:29');
  expect(textOf(await lan.says('dd 4821'))).toContain('từ 07:30 thứ Năm, ngày 26/11/2026');
  expect(textOf(await lan.says('4821'))).toContain('Bạn nói');
  day('11:00');
  expect(textOf(await lan.says('dd 4821'))).toContain('đã hết giờ điểm danh');
  expect((await school.signUpOf(id, lan))?.attendedAt).toBeNull();
  day('10:59');
  expect(textOf(await lan.says('dd 4821'))).toContain('✅');
});

test('a class called off has no door', async () => {
  const lan = await school.someone();
  await school.announces({ state: 'called_off' }, [lan]);
  day('08:00');
  expect(textOf(await lan.says('dd 4821'))).toContain('đã huỷ');
});

test('who did not sign up comes in while seats remain, and counts', async () => {
  const [lan, minh, hoa] = await school.several(3);
  if (!lan || !minh || !hoa) throw new Error('three people');
  const id = await school.announces({ seats: 2 }, [lan]);
  await lan.presses('Tham dự');
  day('08:00');
  expect(textOf(await minh.says('4821'))).toContain('Bạn nói');
  expect(textOf(await minh.says('điểm danh 4821'))).toContain('Bạn chưa đăng ký trước nhưng còn chỗ');
  expect(await school.signUpOf(id, minh)).toMatchObject({ state: 'going', people: 1 });
  expect(textOf(await hoa.says('điểm danh 4821'))).toContain('Tôi ghi bạn vào danh sách chờ');
  expect(await school.signUpOf(id, hoa)).toMatchObject({ state: 'waiting', people: 1, attendedAt: null });
});

test('whoever comes unannounced to a full class is found by the officer at the door, who lets them in', async () => {
  const [lan, minh] = await school.several(2);
  if (!lan || !minh) throw new Error('two people');
  const xa = await school.officer('commune', vinhHai);
  const id = await school.announces({ seats: 1, officer: xa.officerId }, [lan]);
  await lan.presses('Tham dự');
  await lan.says('bỏ qua');
  day('08:00');
  await lan.says('em điểm danh mã 4821 ạ');
  expect(textOf(await minh.says('điểm danh 4821'))).toMatch(/đã đủ chỗ[\s\S]*họ tên/);
  await minh.says('Trần Văn Minh');
  expect(textOf(await minh.says('mã 4821'))).toContain('đã đủ chỗ');
  expect(textOf(await opens(xa, `mark:${id}`))).toContain('1. Trần Văn Minh · chờ · 1 người');
  expect(textOf(await xa.presses('Số 1 có mặt'))).toContain('✅ Đã ghi có mặt: 1 người.');
  expect(await school.signUpOf(id, minh)).toMatchObject({ state: 'going', attendedAt: expect.any(Date) });
  expect(textOf(await minh.says('mã 4821'))).toContain('Bạn đã điểm danh');
});

test('without a code it asks for it; five wrong ones in ten minutes make one wait', async () => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  await lan.presses('Tham dự');
  day('08:00');
  expect(textOf(await lan.says('điểm danh'))).toContain('ví dụ: **điểm danh 4821**');
  for (const left of [4, 3, 2, 1]) expect(textOf(await lan.says('dd 1111'))).toContain(`còn ${left} lần thử`);
  expect(textOf(await lan.says('1111'))).toContain('chờ khoảng 10 phút');
  expect(textOf(await lan.says('dd 4821'))).toContain('chờ đến 08:10');
  expect((await school.signUpOf(id, lan))?.attendedAt).toBeNull();
  day('08:11');
  expect(textOf(await lan.says('dd 4821'))).toContain('✅');
});

test('of two classes with the same code the one that was signed up for is meant', async () => {
  const lan = await school.someone();
  await school.announces({ title: 'Lớp khác' });
  const id = await school.announces({}, [lan]);
  await lan.presses('Tham dự');
  day('08:00');
  expect(textOf(await lan.says('dd 4821'))).toContain('Tập huấn bao bì');
  expect((await school.signUpOf(id, lan))?.attendedAt).not.toBeNull();
});

test('the door page shows the code, its window and who has come, and makes a code where there is none', async () => {
  const [lan, xa] = [await school.someone(), await school.officer('commune', vinhHai)];
  const id = await school.announces({ attendanceCode: null, officer: xa.officerId }, [lan]);
  await lan.presses('Tham dự');
  await lan.presses('3 người');
  const [page] = await opens(xa, `door:${id}`);
  const { attendanceCode } = await client().notice.findUniqueOrThrow({ where: { id } });
  expect(attendanceCode).toMatch(/^\d{4}$/);
  expect(page?.text.split('\n')[2]).toBe(`**${attendanceCode}**`);
  expect(page?.text).toContain('Nhận điểm danh: 07:30–11:30 thứ Năm, ngày 26/11/2026 (chưa đến giờ)');
  day('08:00');
  await lan.says(`điểm danh ${attendanceCode}`);
  const again = await opens(xa, `door:${id}`);
  expect(textOf(again)).toMatch(/\(đang mở\)[\s\S]*Đã đến: \*\*3 người\*\* \(1 lượt/);
  expect(labelsOf(again)).toEqual(['Làm mới', 'Danh sách', 'Ghi có mặt', 'Về menu cán bộ']);
  await client().notice.update({ where: { id }, data: { state: 'called_off' } });
  expect(textOf(await opens(xa, `door:${id}`))).toContain('đã huỷ hoặc rút lại');
});

test('the list names people by their registration, with the telephone only within the area', async () => {
  const pupils = await school.several(4);
  const [lan, minh, hoa, tu] = pupils;
  if (!lan || !minh || !hoa || !tu) throw new Error('four people');
  const xa = await school.officer('commune', vinhHai);
  const tinh = await school.officer('province', { level: 'province' });
  await givenRegistration(school.database, { personId: lan.personId });
  await givenRegistration(school.database, {
    personId: minh.personId,
    representative: '=Trần Minh',
    producerName: 'Hộ Minh, "Phước Dinh"',
    phone: '+84905999888',
    communeCode: '2025:22738',
  });
  const id = await school.announces({ seats: 3, officer: xa.officerId }, pupils);
  await lan.presses('Tham dự');
  await lan.presses('2 người');
  await minh.presses('Tham dự');
  await hoa.presses('Tham dự');
  await tu.presses('Không');
  day('08:05');
  await lan.says('dd 4821');
  const hoaName = `người dùng #${hoa.personId.slice(0, 6).toUpperCase()}`;
  expect(textOf(await opens(xa, `list:${id}`))).toBe(
    [
      '👥 **Tập huấn bao bì** · 08:00–11:30 thứ Năm, ngày 26/11/2026',
      'Tham dự: **3/3 người** (2 lượt đăng ký)',
      'Chờ: 1 người (1 lượt) · Không dự: 1 lượt',
      'Đã đến: **2 người** (1 lượt)',
      'Danh sách:',
      '1. Nguyễn Thị Lan (Hợp tác xã nho An Hòa) · OCOP-2026-0001 · 2 người · 0905 123 456 · ✅ đến 08:05',
      '2. =Trần Minh (Hộ Minh, "Phước Dinh") · OCOP-2026-0002 · 1 người',
      `3. ${hoaName} · chờ · 1 người`,
      `4. người dùng #${tu.personId.slice(0, 6).toUpperCase()} · không dự`,
    ].join('\n'),
  );
  expect(textOf(await opens(tinh, `list:${id}`))).toContain('0905 999 888');
  const [file] = await opens(xa, `csv:${id}`);
  const text = file?.attachment && 'text' in file.attachment ? file.attachment.text : '';
  expect(file?.attachment).toMatchObject({ name: `danh-sach-${id}.csv`, mime: 'text/csv' });
  const lines = text.split('\r\n');
  expect(lines[0]).toBe(
    '\uFEFFSTT,Người đại diện,Chủ thể,Mã đăng ký,"Xã, phường",Điện thoại,Số người,Trả lời,Trả lời lúc,Điểm danh lúc',
  );
  expect(lines[1]).toBe(
    '1,Nguyễn Thị Lan,Hợp tác xã nho An Hòa,OCOP-2026-0001,Xã Vĩnh Hải,0905 123 456,2,tham dự,23/11/2026 08:00,26/11/2026 08:05',
  );
  expect(lines[2]).toMatch(/^2,'=Trần Minh,"Hộ Minh, ""Phước Dinh""",OCOP-2026-0002,[^,]+,,1,tham dự,/);
  expect(lines).toHaveLength(6);
});

test('an officer records by hand those who came and could not check in, and takes back a slip', async () => {
  const [lan, minh, hoa] = await school.several(3);
  if (!lan || !minh || !hoa) throw new Error('three people');
  const xa = await school.officer('commune', vinhHai);
  await givenRegistration(school.database, { personId: lan.personId });
  const id = await school.announces({ seats: 3, officer: xa.officerId }, [lan, minh, hoa]);
  await lan.presses('Tham dự');
  await lan.presses('2 người');
  await minh.presses('Tham dự');
  await hoa.presses('Không');
  expect(textOf(await opens(xa, `mark:${id}`))).toContain('chưa đến giờ điểm danh');
  day('08:05');
  await minh.says('dd 4821');
  await opens(xa, `door:${id}`);
  const asked = await xa.presses('Ghi có mặt');
  expect(textOf(asked)).toContain('1. Nguyễn Thị Lan (Hợp tác xã nho An Hòa) · OCOP-2026-0001 · 2 người');
  expect(labelsOf(asked)).toEqual(['Số 1 có mặt', 'Số 2 có mặt', 'Danh sách', 'Về menu cán bộ']);
  const marked = await xa.says('1');
  expect(textOf(marked)).toContain('✅ Đã ghi có mặt: 2 người.');
  expect(textOf(marked)).toContain('Mọi người đã đăng ký đều được ghi có mặt rồi');
  const list = await opens(xa, `list:${id}`);
  expect(textOf(list)).toContain('Đã đến: **3 người** (2 lượt)');
  expect(labelsOf(list)).toContain('Ghi có mặt');
  await xa.presses('Ghi nhầm, bỏ');
  expect((await school.signUpOf(id, lan))?.attendedAt).toBeNull();
  expect((await school.signUpOf(id, minh))?.attendedAt).not.toBeNull();
  // Entered in the evening, it counts from the start.
  day('19:00');
  await opens(xa, `mark:${id}`);
  await xa.presses('Số 1 có mặt');
  expect((await school.signUpOf(id, lan))?.attendedAt).toEqual(new Date('2026-11-26T08:00:00+07:00'));
  const deeds = await client().audit.findMany({ orderBy: { id: 'asc' }, select: { action: true, officer: true } });
  expect(deeds.filter(({ officer }) => officer === xa.officerId).map(({ action }) => action)).toEqual([
    'class-came',
    'class-uncame',
    'class-came',
  ]);
});

test('a long list has pages', async () => {
  const xa = await school.officer('commune', vinhHai);
  const id = await school.announces({ officer: xa.officerId });
  const people = await Promise.all(Array.from({ length: 10 }, () => client().person.create({ data: {} })));
  await client().signUp.createMany({
    data: people.map(({ id: personId }) => ({ noticeId: id, personId, state: 'going' as const, since: new Date() })),
  });
  const first = await opens(xa, `list:${id}`);
  expect(textOf(first)).toMatch(/trang 1\/2[\s\S]*\n8\. /);
  expect(labelsOf(first)).toEqual(['Trang sau', 'Làm mới', 'Tải danh sách (CSV)', 'Mã điểm danh', 'Về menu cán bộ']);
  expect(textOf(await opens(xa, `list:${id}:1`))).toMatch(/trang 2\/2[\s\S]*\n9\. [\s\S]*\n10\. /);
});

test('only officers whose area holds the author’s may look', async () => {
  const author = await school.officer('commune', vinhHai);
  const elsewhere = await school.officer('commune', { level: 'commune', code: '2025:22738' });
  const district = await school.officer('district', { level: 'district', code: '2024:586' });
  const [province, admin] = [
    await school.officer('province', { level: 'province' }),
    await school.officer('admin', { level: 'province' }),
  ];
  const lan = await school.someone();
  const id = await school.announces({ officer: author.officerId });
  for (const page of [`list:${id}`, `door:${id}`, `csv:${id}`]) {
    for (const may of [author, district, province, admin]) {
      expect(textOf(await opens(may, page))).toContain('Tập huấn bao bì');
    }
    expect(textOf(await opens(elsewhere, page))).toContain('ngoài địa bàn');
    expect(textOf(await opens(lan, page))).toContain('Mục này dành cho cán bộ');
  }
  const ofProvince = await school.announces({ officer: province.officerId });
  expect(textOf(await opens(author, `list:${ofProvince}`))).toContain('ngoài địa bàn');
});

test('a slip with somebody who waits leaves them in line, with all who come with them', async () => {
  const [lan, minh] = [await school.someone(), await school.someone()];
  const xa = await school.officer('commune', vinhHai);
  const id = await school.announces({ officer: xa.officerId, seats: 2 }, [lan, minh]);
  await lan.presses('Tham dự');
  await lan.presses('2 người');
  await minh.presses('Tham dự');
  await minh.presses('Chờ chỗ cho 1 người').catch(() => []);
  await minh.says('2 người');
  const before = await school.signUpOf(id, minh);
  expect(before).toMatchObject({ state: 'waiting', people: 2 });
  school.clock.moveTo('2026-11-26T08:05:00+07:00');
  await school.visits(xa, `mark:${id}`);
  expect(textOf(await xa.presses('Số 2 có mặt'))).toContain('Đã ghi có mặt: 2 người');
  await xa.presses('Ghi nhầm, bỏ');
  expect(await school.signUpOf(id, minh)).toMatchObject({ state: 'waiting', people: 2, since: before?.since });
});
