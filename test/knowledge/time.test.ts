import { describe, expect, it } from 'vitest';
import type { Answer } from '../../knowledge/answer.ts';
import { openKnowledge, readKnowledge } from '../../knowledge/library.ts';

const { assistant } = openKnowledge();
const FEBRUARY_2024 = new Date('2024-02-20T09:00:00+07:00');
const JUNE_2025 = new Date('2025-06-20T09:00:00+07:00');
const JUNE_2026 = new Date('2026-06-10T09:00:00+07:00');
const NOVEMBER_2026 = new Date('2026-11-23T09:00:00+07:00');

function ask(question: string, now: Date): Answer {
  return assistant.ask(question, { now, topic: null });
}

describe('what to do now comes from the rules in force on the day', () => {
  it('names the two forms of 2026 from 22/5/2026 on', () => {
    for (const now of [JUNE_2026, NOVEMBER_2026]) {
      const answer = ask('hồ sơ gồm những gì', now);
      expect(answer.text).toMatch(/Quyết định 26\/2026\/QĐ-TTg[\s\S]*Mẫu số 01[\s\S]*Mẫu số 02/u);
      expect(answer.citations[0]?.source).toBe('quyet-dinh-26-2026');
    }
  });

  it('names the rules of 2023 before', () => {
    for (const now of [FEBRUARY_2024, JUNE_2025]) {
      const answer = ask('hồ sơ gồm những gì', now);
      expect(answer.citations[0]?.source).toBe('quyet-dinh-148-2023');
      expect(answer.text).not.toMatch(/26\/2026|Mẫu số 0/u);
    }
  });

  it('lets the district decide 3 stars in 2024 and the province in 2026', () => {
    expect(ask('3 sao do cấp nào công nhận', FEBRUARY_2024).text).toMatch(/\*\*3 sao\*\* do \*\*cấp huyện\*\*/u);
    expect(ask('3 sao do cấp nào công nhận', NOVEMBER_2026).text).toMatch(/3 sao và 4 sao\*\* do \*\*cấp tỉnh\*\*/u);
  });

  it('never says before a day what was decided on it', () => {
    for (const question of [
      'bao nhiêu điểm được 3 sao',
      'hạn nộp hồ sơ',
      'nộp hồ sơ ở đâu',
      'vay vốn được bao nhiêu tiền',
      'còn cấp huyện không',
      'giấy chứng nhận có giá trị mấy năm',
    ]) {
      const answer = ask(question, FEBRUARY_2024);
      expect(answer.text, question).not.toMatch(/2025|2026/u);
      for (const citation of answer.citations)
        expect(citation.source, question).toMatch(
          /^(?:ke-hoach-2024|quyet-dinh-(?:148|919|1048)|chu-trinh|nghi-dinh-15|so-lieu)/u,
        );
    }
  });
});

describe('what the plan set out stays as it was, with one line where it would mislead', () => {
  it.each(['Ninh Hải mấy sản phẩm 3 sao', 'UBND cấp huyện làm gì', 'dự án Cầu Gẫy là gì'])(
    '%s: the districts are gone',
    (question) => {
      expect(ask(question, NOVEMBER_2026).text).toMatch(/từ 01\/7\/2025 không còn cấp huyện/u);
      expect(ask(question, FEBRUARY_2024).text).not.toMatch(/không còn cấp huyện/u);
      expect(ask(question, new Date('2025-06-30T23:59:00+07:00')).text).not.toMatch(/không còn cấp huyện/u);
      expect(ask(question, new Date('2025-07-01T00:01:00+07:00')).text).toMatch(/không còn cấp huyện/u);
    },
  );

  it('says what became of a department where that is known', () => {
    expect(ask('sở nào là cơ quan thường trực', NOVEMBER_2026).text).toMatch(/nay là Sở Nông nghiệp và Môi trường/u);
    expect(ask('sở nào là cơ quan thường trực', FEBRUARY_2024).text).not.toMatch(/Môi trường/u);
  });

  it('sends people to an office that exists on the day', () => {
    expect(ask('dự án Cầu Gẫy tốn bao nhiêu tiền', FEBRUARY_2024).text).toMatch(
      /Sở Nông nghiệp và Phát triển nông thôn/u,
    );
    expect(ask('dự án Cầu Gẫy tốn bao nhiêu tiền', NOVEMBER_2026).text).not.toMatch(/Phát triển nông thôn/u);
  });
});

describe('nothing is told before its day', () => {
  const { parts } = readKnowledge();
  const sections = new Map(
    parts.documents.flatMap(({ id, sections }) => sections.map((section) => [`${id} ${section.id}`, section.from])),
  );
  const acts = parts.documents.flatMap(({ number, period }) =>
    (number ?? '').split(' và ').map((name) => ({ name, from: period.from })),
  );
  const questions = [
    ...parts.cards.map((card) =>
      (card.questions[0] ?? '').replaceAll('{huyện}', 'Ninh Hải').replaceAll('{xã}', 'Cà Ná'),
    ),
    'quy định nào đang áp dụng',
    'sáp nhập tỉnh chưa',
    'hồ sơ gồm những gì',
    'ai chấm 4 sao',
  ];

  it.each(['2024-02-15', '2025-07-15', '2026-06-15', '2026-11-23'])('on %s', (today) => {
    const told: string[] = [];
    for (const question of questions) {
      const answer = ask(question, new Date(`${today}T09:00:00+07:00`));
      for (const { source, section, quote } of answer.citations) {
        const from = sections.get(`${source} ${section}`) ?? '';
        if (source !== 'ke-hoach-2024' && from > today) told.push(`${question}: ${source} ${section}`);
        if (source !== 'ke-hoach-2024' && laterDays(quote, today).length > 0) told.push(`${question}: “${quote}”`);
      }
      for (const day of laterDays(answer.text, today)) told.push(`${question}: ${day}`);
      for (const { name, from } of acts)
        if (name !== '' && from > today && answer.text.includes(name)) told.push(`${question}: ${name}`);
    }
    expect(told).toEqual([]);
  });

  it('sends nobody to a district that is gone without a word of it', () => {
    for (const question of ['hồ sơ gồm những gì', 'nộp hồ sơ ở đâu', 'ai chấm 4 sao']) {
      const answer = ask(question, new Date('2025-07-15T09:00:00+07:00'));
      expect(answer.text, question).toMatch(/không còn cấp huyện/u);
    }
  });
});

/** Whole dates after the day; not deadlines, worked out ahead, nor the end that an act in force sets for another. */
function laterDays(text: string, today: string): string[] {
  return [...text.matchAll(/(trước |hết hạn |từ |đến |ngừng hiệu lực ngày )?\**(\d{1,2})\/(\d{1,2})\/(20\d\d)/gu)]
    .filter(([, ahead, day = '', month = '', year = '']) => {
      const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
      return ahead === undefined && iso > today;
    })
    .map(([found]) => found);
}
