import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Section, SourceDocument } from '../../knowledge/document.ts';
import { readSources } from '../../knowledge/source-folder.ts';

const folder = fileURLToPath(new URL('../../knowledge/sources', import.meta.url));
const { documents, problems } = readSources(folder);
const rules = documents.filter(({ id }) => id !== 'ke-hoach-2024');

function document(id: string): SourceDocument {
  const found = documents.find((each) => each.id === id);
  if (!found) throw new Error(`no document ${id}`);
  return found;
}

function section(source: string, id: string): Section {
  const found = document(source).sections.find((each) => each.id === id);
  if (!found) throw new Error(`no section ${id} in ${source}`);
  return found;
}

const holding = (day: string): string[] =>
  documents
    .filter(({ period, status }) => status !== 'reference' && period.from <= day && (period.to ?? day) >= day)
    .map(({ id }) => id);

describe('the documents that ship', () => {
  it('are all readable', () => {
    expect(problems).toEqual([]);
    expect(rules.length).toBeGreaterThanOrEqual(15);
  });

  it('are named after their id, so that a citation leads to the file', () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');
    expect(documents.map(({ id }) => `${id}.md`)).toEqual(names.sort());
  });

  it('hold one idea a section, short enough to show as it is', () => {
    const long = rules.flatMap(({ id, sections }) =>
      sections.filter(({ body }) => body.length > 700).map((each) => `${id} ${each.id} ${each.body.length}`),
    );
    expect(long).toEqual([]);
  });

  it('say softly what is our reading and not the letter of the law', () => {
    const soft = /theo|chúng tôi|hỏi lại|chưa xác minh|hội đồng/iu;
    const bold = rules.flatMap(({ id, sections }) =>
      sections
        .filter(({ confidence, text }) => confidence === 'medium' && !soft.test(text))
        .map((each) => `${id} ${each.id}`),
    );
    expect(bold).toEqual([]);
  });

  it('say whom to ask wherever something could not be verified', () => {
    const silent = document('chua-xac-minh').sections.filter(({ text }) => !/Hỏi:|Hãy (?:đến|hỏi)/u.test(text));
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});

describe('documents age', () => {
  it('in February 2024 the plan and the rules of 2023 hold', () => {
    expect(holding('2024-02-15')).toEqual(expect.arrayContaining(['ke-hoach-2024', 'quyet-dinh-148-2023']));
    expect(holding('2024-02-15')).not.toContain('quyet-dinh-26-2026');
  });

  it('in June 2026 the new decision holds and the plan is history', () => {
    expect(holding('2026-06-15')).toContain('quyet-dinh-26-2026');
    expect(holding('2026-06-15')).not.toContain('ke-hoach-2024');
  });

  it('in November 2026 the rules of 2023 and 2025 are gone', () => {
    const now = holding('2026-11-23');
    expect(now).toEqual(
      expect.arrayContaining(['quyet-dinh-26-2026', 'hanh-chinh-hai-cap-2025', 'nghi-dinh-156-2025']),
    );
    for (const old of ['quyet-dinh-148-2023', 'quyet-dinh-1489-2025', 'quyet-dinh-1048-2019', 'quyet-dinh-919-2022']) {
      expect(now).not.toContain(old);
    }
  });
});

describe('the rules in force say what a producer must not be told wrongly', () => {
  const decision = 'quyet-dinh-26-2026';
  it.each([
    ['nop', 'Điều 7, khoản 1', 'UBND cấp xã'],
    ['ho-so', 'Điều 6, khoản 1', 'Mẫu số 01'],
    ['ho-so.san-pham-mau', 'Điều 6', '5 sản phẩm mẫu'],
    ['diem', 'Điều 3, khoản 1', 'Phần C, 35 điểm'],
    ['sao', 'Điều 3, khoản 3', '4 sao: từ 70 đến dưới 90 điểm'],
    ['tham-quyen', 'Điều 4', '5 sao: Bộ Nông nghiệp và Môi trường'],
    ['hieu-luc-giay', 'Điều 4, khoản 3', '36 tháng'],
    ['trinh-tu.cap-xa', 'Điều 7, khoản 2', '15 ngày làm việc'],
    ['dot', 'Điều 5, khoản 1', 'trước 30/10, có kết quả trước 30/12'],
    ['phan-hang-lai', 'Điều 7, khoản 6', 'từ 180 đến 120 ngày trước ngày hết hạn'],
    ['ba-sao.nhan-hieu', 'Phụ lục II', 'đơn đăng ký nhãn hiệu đã được chấp nhận'],
  ])('%s (%s): %s', (id, label, fact) => {
    expect(section(decision, id)).toMatchObject({ label, confidence: 'high' });
    expect(section(decision, id).text).toContain(fact);
  });

  it('lists 26 criteria sets, each with its group, its ministry and its share of local material', () => {
    const sets = document(decision).sections.filter(({ id }) => /^bo-tieu-chi\.\d+$/u.test(id));
    expect(sets.map(({ id }) => Number(id.split('.')[1]))).toEqual(Array.from({ length: 26 }, (_, index) => index + 1));
    expect(sets.every(({ row }) => row.length === 5)).toBe(true);
    expect(sets.map(({ row }) => Number(/^Nhóm (\d)/u.exec(row[2]?.value ?? '')?.[1]))).toEqual(
      [13, 4, 3, 2, 3, 1].flatMap((count, group) => Array.from({ length: count }, () => group + 1)),
    );
  });

  it('gives the shares of local material the same in the table as in words', () => {
    const words = section(decision, 'ba-sao.nguyen-lieu').text;
    const having = (share: string): string =>
      document(decision)
        .sections.filter(({ id, row }) => id.startsWith('bo-tieu-chi.') && row[4]?.value.startsWith(share))
        .map(({ id }) => id.split('.')[1])
        .join(', ');
    expect(words).toContain(`(100%): bộ ${having('100%')}.`);
    expect(words).toContain(`bộ ${having('từ 50%')}.`);
  });

  it('computes the renewal windows of its examples rightly', () => {
    const day = (text: string): number => {
      const [d, m, y] = text.split('/').map(Number);
      return Date.UTC(y ?? 0, (m ?? 0) - 1, d) / 86_400_000;
    };
    const examples = [
      ...section(decision, 'phan-hang-lai.vi-du').text.matchAll(
        /hết hạn (\d+\/\d+\/\d+): nộp từ (\d+\/\d+\/\d+) đến (\d+\/\d+\/\d+)/gu,
      ),
    ];
    expect(examples).toHaveLength(3);
    for (const [, end = '', from = '', to = ''] of examples) {
      expect([day(end) - day(from), day(end) - day(to)]).toEqual([180, 120]);
    }
  });

  it('knows where each of the 65 old communes belongs today', () => {
    const units = document('hanh-chinh-hai-cap-2025').sections.filter(({ id }) => id.startsWith('don-vi.'));
    expect(units).toHaveLength(24);
    expect(units.filter(({ title }) => title.startsWith('Phường'))).toHaveLength(5);
    const old = units.flatMap(({ row }) => (row[1]?.value ?? '').match(/(?:xã|phường|thị trấn) \p{Lu}/gu) ?? []);
    expect(old).toHaveLength(66); // phường Đông Hải was split in two
  });
});
