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
const MAKES = new Set(['^', 'lam', 'ban', 'trong', 'nuoi', 'mon', 'pham', 'nau', 'u', 'hang', 'det', 'dan']);

const SHORTEST_TO_MEND = 7;
/** "thuộc đâu" is no slip for "thuốc dán" */
const BELONGS = 'thuoc da';

/** Finds products in a text; in `rượu nếp cẩm`, the longest known name wins. */
export class ProductFinder {
  readonly #finder: PhraseFinder<ProductClass & { named: string }>;
  /** names of two words and more, folded, for names typed with a slip */
  readonly #long: { words: string[]; folded: string; value: ProductClass & { named: string } }[];

  constructor(table: string) {
    const entries = tableRows(table).flatMap(([words, group = '?', subgroup = '', note = '']) => {
      const product: ProductClass = { group: group === '?' ? null : Number(group), subgroup, note };
      return listed(words).map((named): [string, ProductClass & { named: string }] => [named, { ...product, named }]);
    });
    this.#finder = new PhraseFinder(entries);
    this.#long = entries
      .map(([named, value]) => ({ words: splitWords(named).map((word) => word.plain), folded: '', value }))
      .map((each) => ({ ...each, folded: each.words.join(' ') }))
      .filter(({ words, folded }) => words.length > 1 && folded.length >= SHORTEST_TO_MEND)
      .sort((a, b) => b.folded.length - a.folded.length);
  }

  /** Names with one letter wrong, missing or too many: the longest, for questions that surely ask of a product. */
  findMisspelt(words: readonly Word[]): FoundProduct[] {
    for (const { words: name, folded, value } of this.#long) {
      for (let start = 0; start + name.length <= words.length; start += 1) {
        const end = start + name.length;
        const typed = words
          .slice(start, end)
          .map((word) => word.plain)
          .join(' ');
        if (typed.startsWith(BELONGS)) continue;
        if (isOneSlip(typed, folded)) return [{ ...value, start, end }];
      }
    }
    return [];
  }

  find(words: readonly Word[]): FoundProduct[] {
    // In a message with accents a bare word is that word and no other: 'tham gia' holds no 'thảm'.
    const isBare = words.every((word) => word.marked === word.plain);
    const found = this.#finder.find(words).filter(({ value, start, end }) => {
      if (end - start > 1) return true;
      const isTyped = isBare || words[start]?.marked === value.named;
      return isTyped && MAKES.has(words[start - 1]?.plain ?? '^');
    });
    return found.map(({ value, start, end }) => ({ ...value, start, end }));
  }
}

/** Whether two texts differ by at most one letter. */
function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let head = 0;
  while (head < one.length && one[head] === other[head]) head += 1;
  const [rest, goal] = [one.slice(head), other.slice(head)];
  return rest.slice(1) === goal.slice(1) || rest === goal.slice(1) || rest.slice(1) === goal;
}
