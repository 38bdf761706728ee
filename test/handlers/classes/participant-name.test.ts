/** Whoever signs up without having registered a product is asked for a name, and the organiser reads it. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { forgetNames } from '../../../handlers/classes/forget-names.ts';
import { nameIn } from '../../../handlers/classes/spoken-name.ts';
import { openSchool, type Pupil, type School, textOf, vinhHai } from './school.ts';

let school: School;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.end());
beforeEach(() => school.reset());

const nameOf = async (id: bigint, pupil: Pupil) => (await school.signUpOf(id, pupil))?.name;

test('who signs up unknown is asked for a name, and the organiser reads it in list, door page and file', async () => {
  const [lan, officer] = [await school.someone(), await school.officer('commune', vinhHai)];
  const id = await school.announces({ officer: officer.officerId }, [lan]);
  expect(textOf(await lan.presses('Tham dự'))).toContain('Bạn nhắn **họ tên**');
  expect(textOf(await lan.says('nguyễn thị lan'))).toContain(
    'Đã ghi tên **Nguyễn Thị Lan** vào danh sách **Tập huấn bao bì**',
  );
  expect(textOf(await school.visits(officer, `list:${id}`))).toContain('1. Nguyễn Thị Lan · 1 người');
  const [file] = await school.visits(officer, `csv:${id}`);
  expect(file?.attachment).toMatchObject({ text: expect.stringContaining('1,Nguyễn Thị Lan,') });
  school.clock.moveTo('2026-11-26T08:00:00+07:00');
  expect(textOf(await school.visits(officer, `mark:${id}`))).toContain('1. Nguyễn Thị Lan');
});

test('the number of people may be said before the name or after it', async () => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  await lan.presses('Tham dự');
  await lan.says('3');
  await lan.says('Trần Văn Minh, lê thị hoa');
  await lan.says('2');
  expect(await school.signUpOf(id, lan)).toMatchObject({ people: 2, name: 'Trần Văn Minh, Lê Thị Hoa' });
});

test('a name that was told is not asked for again, and stands in the next list', async () => {
  const lan = await school.someone();
  await school.announces({}, [lan]);
  await lan.presses('Tham dự');
  await lan.says('Pi Năng Thị Bé');
  const id = await school.announces({ title: 'Tập huấn nhãn hàng' }, [lan]);
  expect(textOf(await lan.presses('Tham dự'))).not.toContain('họ tên');
  expect(await nameOf(id, lan)).toBe('Pi Năng Thị Bé');
});

test('a slip in the name is mended by saying it again, whenever', async () => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  await lan.presses('Tham dự');
  await lan.says('Nguyễn Thị Lam');
  school.clock.advance(24 * 60 * 60_000);
  expect(textOf(await lan.says('ten toi la Nguyễn Thị Lan nhé'))).toContain('**Nguyễn Thị Lan**');
  expect(await nameOf(id, lan)).toBe('Nguyễn Thị Lan');
});

test('a question after signing up is no name', async () => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  await lan.presses('Tham dự');
  for (const text of ['hồ sơ gồm những gì', 'ho so', 'Hồ sơ', 'mật nho', 'ho tro bao bi', 'OCOP la gi', 'cao su'])
    expect(textOf(await lan.says(text))).toBe(`Bạn nói: ${text}`);
  expect(await nameOf(id, lan)).toBeNull();
});

test('who comes to the door without having signed up is asked, too', async () => {
  const lan = await school.someone();
  const id = await school.announces();
  school.clock.moveTo('2026-11-26T08:00:00+07:00');
  expect(textOf(await lan.says('điểm danh 4821'))).toContain('Bạn nhắn **họ tên**');
  await lan.says('Chamaléa Thị Mai');
  expect(await nameOf(id, lan)).toBe('Chamaléa Thị Mai');
});

test('a name goes from the officers’ lists with its owner’s data', async () => {
  const [lan, minh, officer] = [
    await school.someone(),
    await school.someone(),
    await school.officer('commune', vinhHai),
  ];
  const id = await school.announces({ officer: officer.officerId }, [lan, minh]);
  await lan.presses('Tham dự');
  await lan.says('Nguyễn Thị Lan');
  await minh.presses('Tham dự');
  await minh.says('Trần Văn Minh');
  await school.visits(officer, `list:${id}`);
  await school.visits(officer, `csv:${id}`);
  await school.database.client.$transaction((tx) => forgetNames(tx, lan.personId));
  const rows = await school.database.client.outbox.findMany({
    where: { conversation: { personId: officer.personId } },
  });
  const kept = JSON.stringify(rows.map(({ payload }) => payload));
  expect(kept).not.toContain('Nguyễn Thị Lan');
  expect(kept).toContain('Trần Văn Minh');
  expect(kept).toContain('Danh sách này đã xoá');
});

test('who would rather not say a name is not asked on', async () => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  await lan.presses('Tham dự');
  expect(textOf(await lan.says('bỏ qua'))).toContain('tôi không ghi tên');
  expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'going', name: null });
});

test.each([
  ['Nguyễn Thị Lan', 'Nguyễn Thị Lan'],
  ['nguyen thi lan', 'Nguyen Thi Lan'],
  ['NGUYỄN THỊ LAN', 'Nguyễn Thị Lan'],
  ['dạ em tên Lan ạ', 'Lan'],
  ['họ tên: Lê Văn Tám', 'Lê Văn Tám'],
  ['Tôi là Katơr Thị Sính', 'Katơr Thị Sính'],
  ['tên của tôi là đàng năng thọ', 'Đàng Năng Thọ'],
  ['Lan và Minh', 'Lan, Minh'],
  ['Cúc, Mai, Hoa', 'Cúc, Mai, Hoa'],
  ['chị Nguyễn Thị Cúc', 'Nguyễn Thị Cúc'],
  ['Nguyễn Thị Lan 0905123456', 'Nguyễn Thị Lan'],
  ['xin loi, ten toi la tran van binh', 'Tran Van Binh'],
  ['bạn là ai', null],
  ['bạn là robot à', null],
  ['ban ten gi', null],
  ['tên htx', null],
  ['tên chủ thể', null],
  ['tôi là hộ trồng nho muốn làm ocop', null],
  ['tôi là nông dân', null],
  ['tên sản phẩm của tôi là mật nho', null],
  ['tên tôi sai rồi', null],
  ['Bỏ qua', null],
  ['khong can', null],
  ['Phan Rang', null],
  ['HTX Thái An', null],
  ['Nho Sấy', null],
  ['Đồng ý', null],
  ['dang ky', null],
  ['có', null],
  ['Ninh Thuận', null],
  ['tôi là ai?', null],
  ['lan', null],
])('asked for a name, %j gives %j', (text, name) => {
  expect(nameIn(text, true)).toBe(name);
});

test.each(['xoá tên tôi', 'xoa ten em di', 'bỏ tên tôi khỏi danh sách'])(
  'somebody who says “%s” keeps their seat, and the list knows them by no name',
  async (text) => {
    const [lan, officer] = [await school.someone(), await school.officer('commune', vinhHai)];
    const id = await school.announces({ officer: officer.officerId }, [lan]);
    await lan.presses('Tham dự');
    await lan.says('nguyễn thị lan');
    expect(textOf(await school.visits(officer, `list:${id}`))).toContain('Nguyễn Thị Lan');
    expect(textOf(await lan.says(text))).toContain('Đã xoá tên bạn');
    expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'going', name: null });
    expect(textOf(await school.visits(officer, `list:${id}`))).not.toContain('Nguyễn Thị Lan');
    const told = await school.database.client.outbox.findMany({
      where: { conversation: { personId: officer.personId } },
    });
    expect(JSON.stringify(told.map(({ payload }) => payload))).not.toContain('Nguyễn Thị Lan');
    expect(textOf(await lan.says(text))).toContain('không giữ tên bạn');
  },
);
