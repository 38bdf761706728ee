import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../knowledge/engine.ts';
import { listed, tableRows } from '../../../knowledge/fact-table.ts';
import { readKnowledge } from '../../../knowledge/library.ts';
import { stripAccents } from '../../../knowledge/text/fold.ts';
import { splitWords } from '../../../knowledge/text/words.ts';

const { parts } = readKnowledge();
const { analyse } = createEngine(parts);
const plain = (text: string): string =>
  splitWords(text)
    .map((word) => word.plain)
    .join(' ');

describe('the goods of the products table', () => {
  const goods = tableRows(parts.products).flatMap(([names]) => listed(names));
  // a lone syllable may be another word, and 'vô' is written out as 'vào'
  const isPlainName = (name: string): boolean => / /u.test(name) && !/(?:^| )vô /u.test(name);

  it('keep their names whether accents are typed or not', () => {
    expect(goods.length).toBeGreaterThan(200);
    const typed = goods
      .filter(isPlainName)
      .flatMap((name) => [name, stripAccents(name)])
      .flatMap((name) => [name, `${name} thuoc nhom may`, `co so lam vien ${name} nha toi`]);
    // a name that comes up here needs a row without a meaning in southern-words.tsv or chat-spelling.tsv
    expect(typed.filter((text) => analyse(text).plain !== plain(text))).toEqual([]);
  });
});
