/** A number of people from somebody who has nothing yet: it is taken whole, or nothing is recorded. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { labelsOf, openSchool, type School, textOf } from './school.ts';

let school: School;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.end());
beforeEach(() => school.reset());

test('more than one may take is refused and records nothing; the number typed then counts', async () => {
  const lan = await school.someone();
  const id = await school.announces({ seats: 5 }, [lan]);
  const refused = await lan.says('toi dang ky 9 nguoi');
  expect(textOf(refused)).toContain('chỉ còn 5 chỗ trống, không đủ số người bạn muốn nên tôi chưa ghi gì');
  expect(labelsOf(refused)).toEqual(['1 người', '2 người', '3 người', '4 người', '5 người']);
  expect(await school.signUpOf(id, lan)).toBeNull();
  expect(textOf(await lan.says('3'))).toContain('Đã giữ **3 chỗ**');
  expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'going', people: 3 });
});

test('without a limit of seats one may bring ten', async () => {
  const lan = await school.someone();
  const id = await school.announces({ seats: null }, [lan]);
  expect(textOf(await lan.says('có 12 người'))).toContain('Tôi chưa ghi gì. Mỗi người đăng ký được từ 1 đến 10 người');
  expect(await school.signUpOf(id, lan)).toBeNull();
});

test('where so many do not fit, it asks for what does', async () => {
  const [lan, minh] = [await school.someone(), await school.someone()];
  const id = await school.announces({ seats: 5 }, [lan, minh]);
  await lan.says('3 người');
  const refused = await minh.says('có 5 người');
  expect(textOf(refused)).toContain('chỉ còn 2 chỗ trống');
  expect(textOf(refused)).not.toContain('giữ nguyên');
  expect(await school.signUpOf(id, minh)).toBeNull();
  await minh.presses('2 người');
  expect(await school.signUpOf(id, minh)).toMatchObject({ state: 'going', people: 2 });
});

test('in a full class the waiting list is offered for that number, not taken', async () => {
  const [lan, minh] = [await school.someone(), await school.someone()];
  const id = await school.announces({ seats: 5 }, [lan, minh]);
  await lan.says('5 người');
  const offered = await minh.says('toi dang ky 3 nguoi');
  expect(textOf(offered)).toContain('đã đủ người nên tôi chưa ghi gì');
  expect(await school.signUpOf(id, minh)).toBeNull();
  expect(textOf(await minh.presses('Chờ chỗ cho 3 người'))).toContain('**vị trí 1** trong danh sách chờ, với 3 người');
  expect(await school.signUpOf(id, minh)).toMatchObject({ state: 'waiting', people: 3 });
});

test('the first sign-up with a number is new', async () => {
  const lan = await school.someone();
  await school.announces({}, [lan]);
  expect(textOf(await lan.says('toi xin dang ky 1 nguoi'))).toContain('Đã giữ **1 chỗ**');
});
