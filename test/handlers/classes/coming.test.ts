/** `/lop`: what is coming, for the person first, and one notice whole. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { labelsOf, openSchool, type School, textOf } from './school.ts';

let school: School;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.end());
beforeEach(() => school.reset());

const at = (day: number, time = '08:00') => new Date(`2026-12-${String(day).padStart(2, '0')}T${time}:00+07:00`);

test('what one was told of comes first, then the others, each with its facts', async () => {
  const [lan, minh] = [await school.someone(), await school.someone()];
  await school.announces({ title: 'Lớp khác', startsAt: at(1), endsAt: null, seats: null });
  const id = await school.announces({ seats: 3, startsAt: at(3), endsAt: at(3, '11:30') }, [lan, minh]);
  await school.announces({ title: 'Hạn nộp đợt 2', kind: 'deadline', startsAt: at(4), endsAt: null, signUp: false });
  await school.announces({ title: 'Tin chung', kind: 'general', startsAt: at(4) });
  await school.announces({ title: 'Đã qua', startsAt: new Date('2026-11-20T08:00:00+07:00'), endsAt: null });
  await school.announces({ title: 'Đã huỷ', state: 'called_off', startsAt: at(4) });
  await minh.presses('Tham dự');
  await lan.presses('Tham dự');
  await lan.presses('2 người');
  for (const text of ['/lop', 'lop', 'lớp', 'lop tap huan']) {
    const [page] = await lan.says(text);
    expect(page?.text).toBe(
      [
        'Lớp, sự kiện, cuộc họp, hạn nộp sắp tới: 3. Bạn chọn một mục để xem và đăng ký.',
        '**Dành cho bạn**',
        '1. **Tập huấn bao bì**\n08:00–11:30 thứ Năm, ngày 03/12/2026 · UBND xã Vĩnh Hải\nhết chỗ (3 chỗ), 0 lượt đăng ký đang chờ · bạn: tham dự, 2 người',
        '**Lớp và sự kiện khác**',
        '2. **Lớp khác**\n08:00 thứ Ba, ngày 01/12/2026 · UBND xã Vĩnh Hải\nbạn: chưa trả lời',
        '3. **Hạn nộp đợt 2**\nHạn: 08:00 thứ Sáu, ngày 04/12/2026 · UBND xã Vĩnh Hải',
      ].join('\n\n'),
    );
  }
  expect(textOf(await lan.says('1'))).toMatch(/Số chỗ: 3[\s\S]*bạn: tham dự, 2 người/);
  await lan.presses('Không');
  expect(textOf(await lan.says('/lop'))).toContain('còn 2/3 chỗ · bạn: không tham dự');
  expect(await school.signUpOf(id, lan)).toMatchObject({ state: 'declined' });
});

test('five a page', async () => {
  const lan = await school.someone();
  for (let day = 1; day <= 7; day++) await school.announces({ title: `Lớp ${day}`, startsAt: at(day), endsAt: null });
  const first = await lan.says('/lop');
  expect(textOf(first)).toContain('(trang 1/2)');
  expect(labelsOf(first)).toEqual([
    'Lớp 1 · 01/12',
    'Lớp 2 · 02/12',
    'Lớp 3 · 03/12',
    'Lớp 4 · 04/12',
    'Lớp 5 · 05/12',
    'Trang sau',
  ]);
  const second = await lan.presses('Trang sau');
  expect(labelsOf(second)).toEqual(['Lớp 6 · 06/12', 'Lớp 7 · 07/12', 'Trang trước']);
  expect(labelsOf(await lan.presses('Trang trước'))).toEqual(labelsOf(first));
});

test('opened, it has the buttons that apply', async () => {
  const lan = await school.someone();
  await school.announces();
  await lan.says('/lop');
  const open = async () => {
    await lan.says('/lop');
    return labelsOf(await lan.presses('Tập huấn bao bì · 26/11'));
  };
  expect(await open()).toEqual(['Tham dự', 'Không', 'Lịch (.ics)', 'Lớp và sự kiện']);
  await lan.presses('Tham dự');
  expect(await open()).toEqual(['Không đi được nữa', 'Đổi số người', 'Lịch (.ics)', 'Lớp và sự kiện']);
  expect(textOf(await lan.presses('Đổi số người'))).toContain('nhà mình đi mấy người?');
  const [calendar] = await lan.presses('Lịch (.ics)');
  expect(calendar?.attachment?.mime).toBe('text/calendar');
  await lan.presses('Không');
  expect(await open()).toEqual(['Tham dự', 'Lịch (.ics)', 'Lớp và sự kiện']);
  school.clock.moveTo('2026-11-26T09:00:00+07:00');
  expect(textOf(await lan.says('/lop'))).toContain('đang diễn ra');
  expect(await open()).toEqual(['Lịch (.ics)', 'Lớp và sự kiện']);
});

test('nothing is coming: it says how to hear of it', async () => {
  const lan = await school.someone();
  expect(textOf(await lan.says('/lop'))).toMatch(/Chưa có lớp[\s\S]*\/thongbao/);
});

test('what is meant for some by name is seen by them alone', async () => {
  const [lan, minh] = [await school.someone(), await school.someone()];
  const audience = { conditions: [{ by: 'list', items: ['OCOP-2026-0001'] }], except: [] };
  await school.announces({ title: 'Họp riêng', kind: 'meeting', audience, startsAt: at(3) }, [lan]);
  expect(textOf(await lan.says('/lop'))).toContain('Họp riêng');
  expect(textOf(await minh.says('/lop'))).not.toContain('Họp riêng');
});
