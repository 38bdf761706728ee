/** Answers to a notice that are typed as people talk, where they press no button. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { labelsOf, openSchool, type School, textOf } from './school.ts';

let school: School;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.end());
beforeEach(() => school.reset());

test.each(['có', 'Dạ có ạ', 'em đi', 'tham gia', 'ok'])('`%s` right after a notice takes a seat', async (text) => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  await lan.says(text);
  expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'going', people: 1 });
});

test.each([
  ['tôi đi 2 người', 2],
  ['3 nguoi', 3],
])('`%s` right after a notice takes as many seats', async (text, people) => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  expect(textOf(await lan.says(text))).toContain(`${people} `);
  expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'going', people });
});

test('a yes or no to something else than a notice signs nobody up', async () => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  await lan.says('ai được làm OCOP');
  for (const text of ['có', 'không', 'tham gia']) expect(textOf(await lan.says(text))).toContain('Bạn nói');
  expect(await school.signUpOf(id, lan)).toBeNull();
});

test.each(['không', 'khong di nua', 'đổi ý rồi, không đi được', 'bận việc không đến được ạ', 'huỷ tham dự'])(
  '`%s` gives the seat back',
  async (text) => {
    const lan = await school.someone();
    const id = await school.announces({}, [lan]);
    if (text !== 'không') await lan.says('tham dự');
    expect(textOf(await lan.says(text))).toContain('không tham dự **Tập huấn bao bì**');
    expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'declined' });
  },
);

test('where one person fits, nobody is asked how many come', async () => {
  const lan = await school.someone();
  await school.announces({ seats: 1 }, [lan]);
  const taken = await lan.presses('Tham dự');
  expect([labelsOf(taken), textOf(taken)]).toEqual([[], expect.not.stringContaining('mấy người')]);
});

test('the code alone checks in whoever was told of the class, signed up or not', async () => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  school.clock.moveTo('2026-11-26T07:45:00+07:00');
  expect(textOf(await lan.says('4821'))).toContain('Đã điểm danh **Tập huấn bao bì**');
  expect((await school.signUpOf(id, lan))?.attendedAt).not.toBeNull();
});

test.each(['5 sao', '5/5', '5 điểm'])('`%s` is a mark where one is asked for', async (text) => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  school.clock.moveTo('2026-11-26T08:00:00+07:00');
  await lan.says('dd 4821');
  school.clock.moveTo('2026-11-26T11:30:00+07:00');
  await school.sweep();
  await lan.says(text);
  expect(textOf(await lan.says('không có'))).toContain('Cảm ơn bạn');
  expect(await school.signUpOf(id, lan)).toMatchObject({ rating: 5, remark: null });
});

test.each(['thôi em bận rồi không đi được', 'em bị ốm rồi không đi được đâu ạ', 'xin nghỉ'])(
  '`%s` gives the seat back',
  async (text) => {
    const lan = await school.someone();
    const id = await school.announces({}, [lan]);
    await lan.presses('Tham dự');
    await lan.says(text);
    expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'declined' });
  },
);

test.each(['cho tôi tham dự với', 'tôi muốn tham dự', 'em muốn đăng kí'])('`%s` takes a seat', async (text) => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  await lan.says(text);
  expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'going' });
});

test('`vắng` right under the invitation is a no', async () => {
  const lan = await school.someone();
  const id = await school.announces({}, [lan]);
  await lan.says('vắng');
  expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'declined' });
});
