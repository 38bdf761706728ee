import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseDocument } from '../../knowledge/document.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const flat = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

const original = flat(read('../eval/plan.txt'));
const source = read('../../knowledge/sources/ke-hoach-2024.md');
const plan = parseDocument('ke-hoach-2024.md', source);
const listed = z
  .array(z.object({ id: z.string(), title: z.string(), level: z.number(), first_words: z.string() }))
  .parse(JSON.parse(read('../eval/sections.json')));

const LETTERHEAD = 'ỦY BAN NHÂN DÂN TỈNH NINH THUẬN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';

/** Where each section runs in the original: from its first words to the next section of its level or above. */
function spans(): Map<string, string> {
  let from = 0;
  const starts = listed.map((section) => {
    from = original.indexOf(flat(section.first_words), from);
    return from;
  });
  return new Map(
    listed.map((section, index) => {
      const next = listed.findIndex((later, at) => at > index && later.level <= section.level);
      return [section.id, original.slice(starts[index], next < 0 ? undefined : starts[next]).trim()];
    }),
  );
}

function section(id: string) {
  const found = plan.sections.find((each) => each.id === id);
  if (!found) throw new Error(`no section ${id}`);
  return found;
}

describe('the plan of 2024 is quoted word for word', () => {
  it('has every word of the original in the same order, and no other', () => {
    expect(plan.text).toBe(original);
  });

  it('is stored in NFC, so that a quote matches whatever form the question came in', () => {
    expect(source).toBe(source.normalize('NFC'));
  });

  it('bears every section id, title and level, in order', () => {
    expect(plan.sections.map(({ id, title, level }) => ({ id, title, level }))).toEqual(
      listed.map(({ id, title, level }) => ({ id, title, level })),
    );
  });

  it('cuts every section where the original cuts it; the letterhead between the appendices belongs to none', () => {
    const expected = spans();
    for (const id of ['PL1', 'PL1.total']) {
      const span = expected.get(id) ?? '';
      expect(span.endsWith(LETTERHEAD)).toBe(true);
      expected.set(id, span.slice(0, -LETTERHEAD.length).trim());
    }
    expect(Object.fromEntries(plan.sections.map(({ id, text }) => [id, text]))).toEqual(Object.fromEntries(expected));
  });

  it('has no word outside its sections except that letterhead', () => {
    const tops = plan.sections.filter(({ level }) => level === 1).map(({ text }) => text);
    const total = `${section('PL1.total').text} `;
    expect(flat(tops.join(' ')).replace(total, `${total}${LETTERHEAD} `)).toBe(original);
  });
});

describe('the plan reads well', () => {
  it('gives a row of an appendix as the flattened plan does, and under its column names', () => {
    expect(section('PL1.row-1').text).toBe('1 UBND huyện Bác Ái 7 6 1');
    expect(section('PL1.row-4').row.slice(1)).toEqual([
      { column: 'Huyện, thành phố', value: 'UBND huyện Ninh Hải' },
      { column: 'Tổng sản phẩm', value: '12' },
      { column: '3 sao', value: '6' },
      { column: '4 sao', value: '6' },
    ]);
    expect(section('PL2.5').body).toContain('Thời gian thực hiện: Cả năm 2024');
  });

  it('has both appendices as tables with the totals that their rows add up to', () => {
    const numbers = (id: string): number[] =>
      section(id)
        .row.slice(-3)
        .map(({ value }) => Number(value));
    const sums = [0, 1, 2].map((column) =>
      [1, 2, 3, 4, 5, 6].reduce((sum, row) => sum + (numbers(`PL1.row-${row}`)[column] ?? Number.NaN), 0),
    );
    expect(sums).toEqual(numbers('PL1.total'));
    expect(plan.sections.filter(({ id }) => id.startsWith('PL2.')).every(({ row }) => row.length === 5)).toBe(true);
  });

  it('names each clause the way people cite it', () => {
    const label = (id: string): string => `${plan.shortTitle}, ${section(id).label}`;
    expect(label('II.1.chu-the')).toBe('Kế hoạch OCOP 2024, mục II.1');
    expect(label('PL1.row-4')).toBe('Kế hoạch OCOP 2024, Phụ lục I, dòng 4');
    expect(label('PL1.total')).toBe('Kế hoạch OCOP 2024, Phụ lục I, tổng cộng');
    expect(label('PL2.5')).toBe('Kế hoạch OCOP 2024, Phụ lục II, mục 5');
    expect(label('can-cu')).toBe('Kế hoạch OCOP 2024, phần căn cứ');
    expect(label('V.ket-luan')).toBe('Kế hoạch OCOP 2024, mục V, phần cuối');
    expect(label('noi-nhan')).toBe('Kế hoạch OCOP 2024, nơi nhận');
  });

  it('shows no marks of its own to people', () => {
    for (const { markdown, body } of plan.sections) expect(`${markdown}${body}`).not.toMatch(/[{}#]|\|\s*\|/u);
  });

  it('is known by its month alone: the copy at hand has neither number nor day', () => {
    expect(plan).toMatchObject({ number: null, date: '2024-02', period: { from: '2024-02-01', to: '2024-12-31' } });
  });
});
