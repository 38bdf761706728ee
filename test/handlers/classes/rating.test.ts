/** Afterwards: the feedback form, and the year's numbers beside the plan's. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { yearNumbers } from '../../../handlers/classes/year-numbers.ts';
import { yearTargets } from '../../../handlers/classes/year-targets.ts';
import { readSources } from '../../../knowledge/source-folder.ts';
import { labelsOf, openSchool, type Pupil, type School, textOf } from './school.ts';

let school: School;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.end());
beforeEach(() => school.reset());

const client = () => school.database.client;
const goTo = (time: string) => school.clock.moveTo(`2026-11-${time}:00+07:00`);

/** Both came to the class; only they are asked about it. */
async function attended(): Promise<{ id: bigint; lan: Pupil; minh: Pupil; absent: Pupil }> {
  const [lan, minh, absent] = await school.several(3);
  if (!lan || !minh || !absent) throw new Error('three people');
  const id = await school.announces({}, [lan, minh, absent]);
  for (const pupil of [lan, minh, absent]) await pupil.presses('Tham dự');
  goTo('26T08:00');
  for (const pupil of [lan, minh]) await pupil.says('dd 4821');
  return { id, lan, minh, absent };
}

test('those who came are asked once, answer with a mark and a line, and can change both', async () => {
  const { id, lan, minh, absent } = await attended();
  goTo('26T11:29');
  await school.sweep();
  expect(lan.hears()).toEqual([]);
  goTo('26T11:30');
  await Promise.all([school.sweep(), school.sweep()]);
  const asked = lan.hears();
  expect(asked).toHaveLength(1);
  expect(labelsOf(asked)).toEqual(['1', '2', '3', '4', '5']);
  expect(absent.hears()).toEqual([]);
  expect(labelsOf(await lan.presses('4'))).toEqual(['Bỏ qua']);
  expect(textOf(await lan.says('lớp sau khi nào mở?'))).toContain('Bạn nói');
  expect(textOf(await lan.says('x'.repeat(301)))).toContain('ngắn lại');
  expect(textOf(await lan.says('  Nên có thêm\nphần thực hành, gọi 0905 123 456 '))).toContain('Cảm ơn bạn');
  expect(await school.signUpOf(id, lan)).toMatchObject({
    rating: 4,
    remark: 'Nên có thêm phần thực hành, gọi 0905 123 456',
  });
  expect(textOf(await lan.says('vâng'))).toContain('Bạn nói');
  await lan.presses('Đánh giá lại');
  await lan.presses('5');
  await lan.presses('Bỏ qua');
  expect(await school.signUpOf(id, lan)).toMatchObject({ rating: 5, remark: expect.stringContaining('thực hành') });
  // Typed without a button, where a channel has none.
  minh.hears();
  expect(textOf(await minh.says('cho hai sao'))).toContain('Đã ghi **2/5**');
  expect(textOf(await minh.says('3'))).toContain('Đã ghi **3/5**');
  expect(textOf(await minh.says('bỏ qua'))).toContain('Cảm ơn bạn');
  goTo('27T08:00');
  await school.sweep();
  expect([...lan.hears(), ...minh.hears()]).toEqual([]);

  const tinh = await school.officer('province', { level: 'province' });
  const [list] = await school.visits(tinh, `list:${id}`);
  expect(list?.text).toContain('Đánh giá: **4,0/5** (2 người)\n• “Nên có thêm phần thực hành');
  expect(list?.text).not.toContain('0905');
});

test('not in the quiet hours, and not later than two days after', async () => {
  const { id, lan } = await attended();
  goTo('26T21:30');
  await school.sweep();
  goTo('27T06:29');
  await school.sweep();
  expect(lan.hears()).toEqual([]);
  goTo('27T06:30');
  await school.sweep();
  expect(lan.hears()).toHaveLength(1);
  await client().signUp.updateMany({ where: { noticeId: id }, data: { feedbackAskedAt: null } });
  goTo('28T11:31');
  await school.sweep();
  expect(lan.hears()).toEqual([]);
});

test('who was not there has no say', async () => {
  const { id, absent } = await attended();
  const replies = await school.visits(absent, `rate:${id}:5`);
  expect(textOf(replies)).toContain('Chỉ người đã điểm danh');
  expect(await school.signUpOf(id, absent)).toMatchObject({ rating: null });
});

test('the year’s numbers stand beside the plan’s targets', async () => {
  const numbers = () => client().$transaction((tx) => yearNumbers(tx, school.clock.now()));
  const held = (time: string) => ({ startsAt: new Date(`${time}T08:00:00+07:00`), endsAt: null });
  await school.announces(held('2026-01-01'));
  await school.announces(held('2026-03-05'));
  await school.announces(held('2026-11-26'));
  await school.announces(held('2025-12-31'));
  await school.announces({ ...held('2026-03-06'), state: 'called_off' });
  await school.announces({ ...held('2026-04-06'), kind: 'event', title: 'Hội chợ tại Đà Nẵng' });
  expect(await numbers()).toBe(
    'Năm 2026: Lớp tập huấn 2/5 (sắp tới 1) · Xúc tiến thương mại 1/4 · Đánh giá, phân hạng 0/1 (chỉ tiêu theo kế hoạch năm 2024)',
  );
  await school.announces({ ...held('2026-05-06'), kind: 'event', title: 'Thi, Đánh giá sản phẩm OCOP' });
  expect(await numbers()).toContain('Xúc tiến thương mại 1/4 · Đánh giá, phân hạng 1/1');
  school.clock.moveTo('2024-06-01T08:00:00+07:00');
  expect(await numbers()).toBe('Năm 2024: Lớp tập huấn 0/5 · Xúc tiến thương mại 0/4 · Đánh giá, phân hạng 0/1');
});

test('each target stands word for word in the plan', () => {
  const { documents } = readSources(fileURLToPath(new URL('../../../knowledge/sources', import.meta.url)));
  for (const { source } of yearTargets) {
    const plan = documents.find(({ id }) => id === source.document);
    const section = plan?.sections.find(({ id }) => id === source.section);
    expect(section?.text).toContain(source.quote);
  }
});
