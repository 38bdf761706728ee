/** The first answer under a notice, typed with a number of people as people say it. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Capability } from '../../../bot/capability.ts';
import { reply } from '../../../bot/message.ts';
import { createClasses } from '../../../handlers/classes/classes.ts';
import { partyIn } from '../../../handlers/classes/typed-party.ts';
import { usualQuietHours } from '../../machine.ts';
import { openSchool, type School, textOf } from './school.ts';

/** Takes what is typed before the classes can, as the answers to questions and the dossiers do. */
const greedy: Capability = {
  name: 'greedy',
  message: async ({ input }) => (input.kind === 'text' && input.text !== 'xin chào' ? [reply('Một câu hỏi.')] : null),
};

let school: School;
beforeAll(async () => {
  const classes = createClasses({
    quietHours: usualQuietHours,
    randomBytes: (count) => new Uint8Array(count),
    configuredProfile: null,
  });
  school = await openSchool([greedy, classes]);
});
afterAll(() => school.end());
beforeEach(() => school.reset());

test.each([
  ['Tham dự 2 người', 2],
  ['có, nhà tôi đi 3 người', 3],
  ['đăng ký 2 suất', 2],
  ['hai vợ chồng tôi đi', 2],
])('`%s`, with accents or without, takes as many seats', async (text, people) => {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
  for (const typed of [text, folded]) {
    const lan = await school.someone();
    const id = await school.announces({}, [lan]);
    expect(textOf(await lan.says(typed))).toContain(`Đã giữ **${people} chỗ**`);
    expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'going', people });
  }
});

test('after a `Không` one signs up again, and after signing up one brings fewer', async () => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  for (const again of ['cho tôi đăng ký lại', 'cho toi dang ky lai']) {
    await lan.presses('Không');
    expect(textOf(await lan.says(again))).toContain('Đã giữ **1 chỗ**');
  }
  await lan.says('ben toi di 4 nguoi');
  expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'going', people: 4 });
  for (const [typed, people] of [
    ['ben toi di 1 nguoi thoi', 1],
    ['bên tôi đi 2 người thôi', 2],
  ] as const) {
    await lan.says(typed);
    expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'going', people });
  }
});

test.each([
  'đi 2 người được không',
  'lớp có mấy người?',
  'còn 2 chỗ không',
  'đăng ký 2 người?',
  'đăng ký 2 sản phẩm được không',
  'tổ hợp tác cần 5 người à',
])('`%s` stays a question', async (text) => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  expect(textOf(await lan.says(text))).toBe('Một câu hỏi.');
  expect(await school.signUpOf(id, lan)).toBeNull();
});

test.each([
  ['em đi một người ạ', 1],
  ['nhà em 4 người tham dự nhé', 4],
  ['3 mẹ con tôi đi', 3],
  ['vo chong toi dang ky', 2],
  ['cho em đăng ký 2 chỗ', 2],
  ['còn 2 chỗ', null],
  ['hợp tác xã có 7 người', null],
  ['2', null],
])('`%s` says how many: %s', (text, people) => {
  expect(partyIn(text)).toBe(people);
});
