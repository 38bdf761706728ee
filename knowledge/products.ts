import { listed, tableRows } from './fact-table.ts';
import { PhraseFinder } from './phrases.ts';
import { splitWords, type Word } from './text/words.ts';

/** Where a product belongs (Quyết định 26/2026/QĐ-TTg, Phụ lục I). `group` null: it depends on the use, see `note`. */
export interface ProductClass {
  /** 1 to 6; 0: outside the six groups */
  group: number | null;
  subgroup: string;
  note: string;
}

export interface FoundProduct extends ProductClass {
  /** its name, with accents */
  named: string;
  /** where it stands: words from `start` up to `end`, the last not included */
  start: number;
  end: number;
}

/** Before one of these a single syllable is surely a product; elsewhere it may be half of another word (mục tiêu). */
const MAKES = new Set([
  ...splitWords('làm bán trồng nuôi món phẩm nấu ủ hàng dệt đan').flatMap((word) => [word.marked, word.plain]),
  // without accents 'cham gom' is 'chấm gồm' as well
  ...['chấm', 'chí', 'cái', 'chiếc', 'trái', 'vậy', 'còn', 'thế'],
]);
/** Without accents these are other words as well: at the start goods only before one of the next, 'hoi dong' is no 'hồi' */
const HOMOGRAPHS = new Set(
  'hoi cai cao chao cha vang lan chau nhan tui dan tuong binh hanh thom na bau lac cu qua trai hat bong la son'.split(
    ' ',
  ),
);
const AFTER = new Set('nhom thuoc xep thi la o vao vo co duoc lam ban tuoi kho say'.split(' '));
/** In the table: words that look like goods and are none, 'hướng dẫn viên' */
const NO_GOODS = '-';

const SHORTEST_TO_MEND = 7;
/** "thuộc đâu" is no slip for "thuốc dán" */
const BELONGS = 'thuoc da';

/** Finds products in a text; in `rượu nếp cẩm`, the longest known name wins. */
export class ProductFinder {
  readonly #finder: PhraseFinder<(ProductClass & { named: string }) | null>;
  /** names of two words and more, folded, for names typed with a slip */
  readonly #long: { words: Word[]; folded: string; value: ProductClass & { named: string } }[];

  constructor(table: string) {
    const rows = tableRows(table);
    const others = rows.flatMap(([words, group]) => (group === NO_GOODS ? listed(words) : []));
    const goods = rows.filter(([, group]) => group !== NO_GOODS);
    const entries = goods.flatMap(([words, group = '?', subgroup = '', note = '']) => {
      const product: ProductClass = { group: group === '?' ? null : Number(group), subgroup, note };
      return listed(words).map((named): [string, ProductClass & { named: string }] => [named, { ...product, named }]);
    });
    this.#finder = new PhraseFinder([...entries, ...others.map((words): [string, null] => [words, null])]);
    this.#long = entries
      .map(([named, value]) => ({ words: splitWords(named), value }))
      .map((each) => ({ ...each, folded: each.words.map((word) => word.plain).join(' ') }))
      .filter(({ words, folded }) => words.length > 1 && folded.length >= SHORTEST_TO_MEND)
      .sort((a, b) => b.folded.length - a.folded.length);
  }

  /** Names with one letter wrong, missing or too many: the longest, for questions that surely ask of a product. */
  findMisspelt(words: readonly Word[]): FoundProduct[] {
    const isBare = words.every((word) => word.marked === word.plain);
    const windows = new Map<number, Window[][]>();
    for (const { words: name, folded, value } of this.#long) {
      const byLength = windows.get(name.length) ?? windowsOf(words, name.length);
      windows.set(name.length, byLength);
      for (let length = folded.length - 1; length <= folded.length + 1; length += 1) {
        for (const { start, typed } of byLength[length] ?? []) {
          const end = start + name.length;
          if (!isOneSlip(typed, folded) || typed.startsWith(BELONGS)) continue;
          // with accents the rest of the name must be right: 'đan tay' is no 'dâu tây'
          const isSpelt = isBare || typed === folded || keepsAccents(words.slice(start, end), name);
          if (isSpelt) return [{ ...value, start, end }];
        }
      }
    }
    return [];
  }

  find(words: readonly Word[]): FoundProduct[] {
    // In a message with accents a bare word is that word and no other: 'tham gia' holds no 'thảm'.
    const isBare = words.every((word) => word.marked === word.plain);
    let last = -1;
    return this.#finder.find(words).flatMap(({ value, start, end }) => {
      if (value === null) return [];
      const isTyped = isBare || words[start]?.marked === value.named;
      // 'nho, táo, tỏi': what follows goods is goods as well
      const isPlain = !isBare || words.length === end || !HOMOGRAPHS.has(words[start]?.plain ?? '');
      const opens = start === 0 && (isPlain || AFTER.has(words[end]?.plain ?? ''));
      const isNamed = opens || MAKES.has(words[start - 1]?.marked ?? '') || (!isBare && start === last);
      if (end - start === 1 && !(isTyped && isNamed)) return [];
      last = end;
      return [{ ...value, start, end }];
    });
  }
}

interface Window {
  start: number;
  typed: string;
}

/** So many words side by side, at every place of a text, by how many letters they have. */
function windowsOf(words: readonly Word[], count: number): Window[][] {
  const byLength: Window[][] = [];
  const plain = words.map((word) => word.plain);
  for (let start = 0; start + count <= plain.length; start += 1) {
    const typed = plain.slice(start, start + count).join(' ');
    const alike = byLength[typed.length] ?? [];
    byLength[typed.length] = alike;
    alike.push({ start, typed });
  }
  return byLength;
}

/** Whether every word but the one with the slip bears the accents of the name. */
function keepsAccents(typed: readonly Word[], name: readonly Word[]): boolean {
  return typed.every(({ plain, marked }, at) => plain !== name[at]?.plain || marked === name[at]?.marked);
}

/** Whether two texts differ by at most one letter. */
function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let head = 0;
  while (head < one.length && one[head] === other[head]) head += 1;
  let tail = 0;
  const shorter = Math.min(one.length, other.length);
  while (tail < shorter - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  return Math.max(one.length, other.length) - head - tail <= 1;
}
