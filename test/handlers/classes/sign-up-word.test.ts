/** `đăng ký` after an invitation means the invitation; `/dangky` always registers a product. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createClasses } from '../../../handlers/classes/classes.ts';
import { createRegister } from '../../../handlers/register/register.ts';
import { usualQuietHours } from '../../machine.ts';
import { labelsOf, openSchool, type School, textOf } from './school.ts';

let school: School;
beforeAll(async () => {
  const register = createRegister({
    suggest: () => ({ groups: [], outside: null }),
    configuredProfile: null,
    keptDays: 365,
    onRegistered: async () => {},
  });
  const classes = createClasses({
    quietHours: usualQuietHours,
    randomBytes: (count) => new Uint8Array(count),
    configuredProfile: null,
  });
  school = await openSchool([register, classes]);
});
afterAll(() => school.end());
beforeEach(() => school.reset());

test.each([
  'đăng ký',
  'cho tôi đăng ký',
  'dang ky',
  'Em muốn đăng ký ạ',
  'toi muon dang ky',
  'đk nhé',
  'đăng ký lớp này',
])('`%s` right after an invitation signs up for it', async (text) => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  const said = textOf(await lan.says(text));
  expect(said).toContain('Đã giữ **1 chỗ**: **Tập huấn bao bì**');
  expect(said).toContain('/dangky');
  expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'going', people: 1 });
});

test('`/dangky` registers a product, whatever came before it; so does the word where nothing else came', async () => {
  const [lan, minh] = await school.several(2);
  if (!lan || !minh) throw new Error('two people');
  const id = await school.announces({}, [lan]);
  expect(textOf(await lan.says('/dangky'))).toMatch(/^Bước 1\//);
  expect(textOf(await minh.says('đăng ký'))).toMatch(/^Bước 1\//);
  expect(await school.signUpOf(id, lan)).toBeNull();
});

test('whoever has a registration half done is asked which of the two they mean', async () => {
  const lan = await school.someone();
  await lan.says('/dangky');
  await lan.presses('Đồng ý');
  const id = await school.announces({}, [lan]);
  const asked = await lan.says('đăng ký');
  expect(textOf(asked)).toBe('Bạn muốn đăng ký việc nào?');
  expect(labelsOf(asked)).toEqual(['Tham dự Tập huấn bao bì', 'Đăng ký ý tưởng sản phẩm']);
  expect(await school.signUpOf(id, lan)).toBeNull();
  const joined = await lan.presses('Tham dự Tập huấn bao bì');
  expect(joined[0]?.text).toContain('Đã giữ **1 chỗ**');
  // The registration goes on where it was.
  expect(joined.at(-1)?.text).toMatch(/^Bước 2\//);
  expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'going' });
});
