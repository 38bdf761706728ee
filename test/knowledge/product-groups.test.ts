import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { createGroupSuggester } from '../../knowledge/product-groups/suggester.ts';
import { stripAccents } from '../../knowledge/text/fold.ts';

const example = z.strictObject({ product: z.string(), group: z.number(), subgroup: z.string() });
type Example = z.infer<typeof example>;

const suggester = createGroupSuggester();

function read(file: string): Example[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => example.parse(JSON.parse(line)));
}

/** Shares of products with the right group and subgroup, first and among the first two; group 0 wants no group at all. */
function score(examples: readonly Example[], typed: (text: string) => string): Record<string, number> {
  const right = { group: 0, groupInTwo: 0, subgroup: 0, subgroupInTwo: 0 };
  for (const { product, group, subgroup } of examples) {
    const groups = suggester.suggestGroups(typed(product)).groups.slice(0, 2);
    const isNone = group === 0 && groups.length === 0;
    if (isNone || groups[0]?.group === group) right.group += 1;
    if (isNone || groups.some((each) => each.group === group)) right.groupInTwo += 1;
    if (isNone || groups[0]?.subgroup === subgroup) right.subgroup += 1;
    if (isNone || groups.some((each) => each.subgroup === subgroup)) right.subgroupInTwo += 1;
  }
  return Object.fromEntries(Object.entries(right).map(([name, count]) => [name, count / examples.length]));
}

describe.each([['product-groups-sample.jsonl'], ['product-groups-own.jsonl'], ['product-groups-held-out.jsonl']])(
  '%s',
  (file) => {
    const examples = read(file);

    it.each([
      ['with accents', (text: string) => text],
      ['without accents', stripAccents],
      ['in capitals', (text: string) => text.toUpperCase()],
    ])('is sorted right %s', (_, typed) => {
      const { group, groupInTwo, subgroup, subgroupInTwo } = score(examples, typed);
      expect(group).toBeGreaterThan(0.96);
      expect(groupInTwo).toBeGreaterThan(0.98);
      expect(subgroup).toBeGreaterThan(0.94);
      expect(subgroupInTwo).toBeGreaterThan(0.97);
    });
  },
);

const setsOf = (product: string): number[] => suggester.suggestGroups(product).groups.map(({ set }) => set);

test('every line of the tables is understood', () => {
  expect(suggester.problems).toEqual([]);
});

describe('the explanation', () => {
  it.each([
    ['xa phong nha dam', 'có "xà phòng" → nhóm 3'],
    ['nho sấy dẻo', 'có "nho", "sấy dẻo" → nhóm 1 (sấy, ngâm, muối hay nấu là chế biến)'],
    ['homestay ở Phước Bình', 'có "homestay" → nhóm 6'],
  ])('of %s names the words that decided, with their accents', (product, why) => {
    expect(suggester.suggestGroups(product).groups[0]?.why).toBe(why);
  });

  it('names only words that were typed, or what they mean: "khách vô" is khách vào', () => {
    for (const { product } of read('product-groups-sample.jsonl')) {
      const typed = stripAccents(product).toLowerCase();
      for (const { why } of suggester.suggestGroups(product).groups) {
        const seen = [...why.matchAll(/"([^"]+)"/gu)].map(([, word = '']) => stripAccents(word).toLowerCase());
        expect(seen.length).toBeGreaterThan(0);
        for (const word of seen) expect(typed).toContain(word.replace('khach vao', 'khach vo'));
      }
    }
  });
});

describe('a doubtful product', () => {
  it.each([
    ['mật nho', [4, 17]],
    ['siro nho', [17, 7]],
    ['tỏi đen', [10, 18]],
    ['yến chưng hũ', [8, 17]],
    ['mủ trôm khô', [4, 17]],
    ['muối ngâm chân', [19, 10]],
    ['rượu thuốc', [18, 15]],
    ['hoa giấy', [23, 24]],
    ['quất chậu', [24, 23]],
    ['phấn hoa', [4, 18]],
    ['mật ong nghệ viên', [8, 18]],
    ['măng khô', [7, 4]],
    ['trà thảo mộc', [12, 18]],
    ['rong sụn', [1, 2]],
  ])('%s may be in either set', (product, sets) => {
    expect(setsOf(product).slice(0, 2)).toEqual(sets);
  });
});

describe('one plant', () => {
  it.each([
    ['lá nha đam tươi', 1],
    ['nước nha đam', 17],
    ['xà phòng nha đam', 19],
    ['chậu nha đam', 24],
    ['mứt nha đam', 7],
  ])('goes by what is made of it: %s', (product, set) => {
    expect(setsOf(product)[0]).toBe(set);
  });
});

describe('what is no product of the programme', () => {
  it.each(['tôm giống', 'cây giống táo', 'phân bón hữu cơ', 'thức ăn chăn nuôi', 'xe máy', 'đá xây dựng', 'phan bo'])(
    '%s is outside the six groups, and says why',
    (product) => {
      const { groups, outside } = suggester.suggestGroups(product);
      expect(groups).toEqual([]);
      expect(outside).toMatch(/^có ".+" → ngoài sáu nhóm/u);
    },
  );

  it.each(['', '   ', 'asdf qwer zxcv', 'xin chào', 'ho so nop o dau', '🙂🙂', '12345', 'Cà Ná', 'o Bau Truc'])(
    '"%s" gives nothing',
    (text) => {
      expect(suggester.suggestGroups(text)).toEqual({ groups: [], outside: null });
    },
  );
});

describe('what people really type', () => {
  it.each([
    ['muwst nho khoong dduowngf', 7],
    ['rựu vang nho nhà làm', 15],
    ['nước mấm cá cơm', 9],
    ['nho say deo k đường dc hút chân ko', 7],
  ])('is understood with its slips: %s', (product, set) => {
    expect(setsOf(product)[0]).toBe(set);
  });

  it.each([
    ['Nhờ máy sấy mới đầu tư, tôi làm nho khô', 7],
    ['Nho xanh trồng không dùng thuốc trừ sâu và phân bón hóa học', 1],
    ['Gốm Bàu Trúc: bình, lọ, tượng; khách tham quan hay mua làm quà', 21],
    ['Muối Cà Ná hạt to', 10],
    ['Cua huỳnh đế của anh Bình, đảo Thái Bình Dương', 2],
  ])('is told from its story, its tools and its places: %s', (product, set) => {
    expect(setsOf(product)[0]).toBe(set);
  });
});

describe('any text at all', () => {
  const words = read('product-groups-own.jsonl').flatMap(({ product }) => product.split(' '));

  it('is answered with at most three different sets, and never throws', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))).map((all) => all.join('')),
      fc.array(fc.constantFrom(...words, '.', ',', '\n', '\ud800'), { maxLength: 60 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(text, (product) => {
        const { groups, outside } = suggester.suggestGroups(product);
        expect(groups.length).toBeLessThanOrEqual(3);
        expect(new Set(groups.map(({ set }) => set)).size).toBe(groups.length);
        expect(outside === null || groups.length === 0).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['words', 'nho sấy khô, '],
    ['one word', 'nho'],
    ['lone surrogates', '\ud800\udc00\ud800 mật nho '],
    ['accents', 'ế\u0301\u0323'],
    ['figures', '12 '],
  ])('of a megabyte of %s is answered soon', (_, piece) => {
    const started = performance.now();
    suggester.suggestGroups(piece.repeat(Math.ceil(1_000_000 / piece.length)));
    // A tenth of it is the usual; what grows with the square of the length takes minutes.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
