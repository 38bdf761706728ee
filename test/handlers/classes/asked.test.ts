/** What people ask about a class that they were told of, in their own words. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSchool, type Pupil, type School, textOf, vinhHai } from './school.ts';

let school: School;
beforeAll(async () => {
  school = await openSchool();
});
beforeEach(() => school.reset());
afterAll(() => school.end());

const facts =
  /Tập huấn bao bì[\s\S]*08:00–11:30 thứ Năm, ngày 26\/11\/2026[\s\S]*Vĩnh Hải[\s\S]*còn 39\/40 chỗ · bạn: tham dự/;
/** The echo's answer: nobody here took it for a question about a class. */
const isLeft = (replies: Awaited<ReturnType<Pupil['says']>>) => textOf(replies).includes('Bạn nói');

async function signedUp(): Promise<Pupil> {
  const lan = await school.someone();
  await school.announces({}, [lan]);
  await lan.presses('Tham dự');
  await lan.says('Nguyễn Thị Lan');
  return lan;
}

describe('somebody who was told of one class', () => {
  test.each([
    'mấy giờ học vậy',
    'may gio hoc',
    'lop hoc o dau',
    'lớp tập huấn ở chỗ nào?',
    'lop con cho khong',
    'hom nao hoc the a',
    'bao gio tap huan',
    'đi học có cần mang gì không',
    'buoi do may gio bat dau',
    'ai day lop nay',
    'di hoc dem theo gi',
    'lop co mat tien khong',
  ])('is shown it when they ask “%s”', async (question) => {
    const lan = await signedUp();
    await lan.says('cảm ơn');
    expect(textOf(await lan.says(question))).toMatch(facts);
  });

  test.each([
    'lớp tập huấn OCOP năm 2024 tổ chức khi nào',
    'ke hoach co may lop tap huan',
    'hop tac xa dang ky o dau',
    'so khoa hoc va cong nghe o dau',
    'nộp hồ sơ ở đâu',
    'co mat tien khong',
  ])('is not, when they ask about the programme: “%s”', async (question) => {
    const lan = await signedUp();
    expect(isLeft(await lan.says(question))).toBe(true);
  });

  test.each(['mấy giờ?', 'o dau vay', 'con cho khong'])(
    'may ask “%s” alone right after the invitation',
    async (question) => {
      const lan = await school.someone();
      await school.announces({}, [lan]);
      expect(textOf(await lan.says(question))).toContain('Tập huấn bao bì');
      await lan.says('cảm ơn');
      expect(isLeft(await lan.says(question))).toBe(true);
    },
  );
});

test('of several classes the one just spoken of is meant, otherwise all are listed', async () => {
  const lan = await school.someone();
  await school.announces({}, [lan]);
  school.clock.advance(60_000);
  await school.announces({ title: 'Tập huấn nhãn mác' }, [lan]);
  expect(textOf(await lan.says('lop hoc o dau'))).toMatch(/Tập huấn nhãn mác/);
  await lan.says('cảm ơn');
  const listed = textOf(await lan.says('lop hoc o dau'));
  expect(listed).toContain('Tập huấn nhãn mác');
  expect(listed).toContain('Tập huấn bao bì');
});

test('whoever was told of none is shown the list when they ask for a seat, and left to the documents otherwise', async () => {
  const [lan, minh, officer] = [
    await school.someone(),
    await school.someone(),
    await school.officer('commune', vinhHai),
  ];
  await school.announces({ officer: officer.officerId }, [lan]);
  expect(textOf(await minh.says('lop con cho khong'))).toContain('Lớp, sự kiện, cuộc họp, hạn nộp sắp tới: 1');
  expect(isLeft(await minh.says('lop hoc o dau'))).toBe(true);
});
