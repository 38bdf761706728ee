/** Somebody who had said no and came is recorded by the officer like the others. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSchool, type School, textOf, vinhHai } from './school.ts';

let school: School;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.end());
beforeEach(() => school.reset());

test('they stand after those who come, marked; a slip leaves their no as it was', async () => {
  const [lan, minh] = [await school.someone(), await school.someone()];
  const xa = await school.officer('commune', vinhHai);
  const id = await school.announces({ officer: xa.officerId }, [lan, minh]);
  await minh.presses('Không');
  await lan.presses('Tham dự');
  school.clock.moveTo('2026-11-26T08:05:00+07:00');
  const asked = textOf(await school.visits(xa, `mark:${id}`));
  expect(asked).toMatch(/1\. .* · 1 người\n2\. .* · đã báo không dự$/);
  await xa.presses('Số 2 có mặt');
  expect(await school.signUpOf(id, minh)).toMatchObject({ state: 'going', attendedAt: expect.any(Date) });
  await xa.presses('Ghi nhầm, bỏ');
  expect(await school.signUpOf(id, minh)).toMatchObject({ state: 'declined', attendedAt: null });
  const left = textOf(await xa.presses('Số 1 có mặt'));
  expect(left).toContain('Ai đã báo không dự mà vẫn đến thì bạn chọn:');
  expect(textOf(await xa.presses('Số 1 có mặt'))).toContain('✅ Đã ghi có mặt: 1 người.');
  expect(await school.signUpOf(id, minh)).toMatchObject({ state: 'going', attendedAt: expect.any(Date) });
});

test('whom the officer sees there is recorded where no seat is left, too', async () => {
  const [lan, minh] = [await school.someone(), await school.someone()];
  const xa = await school.officer('commune', vinhHai);
  const id = await school.announces({ officer: xa.officerId, seats: 1 }, [lan, minh]);
  await lan.presses('Tham dự');
  await minh.presses('Không');
  school.clock.moveTo('2026-11-26T08:05:00+07:00');
  await school.visits(xa, `mark:${id}`);
  expect(textOf(await xa.presses('Số 2 có mặt'))).toContain('✅ Đã ghi có mặt: 1 người.');
  expect(await school.signUpOf(id, minh)).toMatchObject({ state: 'going', attendedAt: expect.any(Date) });
  expect(textOf(await xa.presses('Danh sách'))).toContain('Tham dự: **2/1 người**');
});
