import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroupSuggester } from '../../knowledge/product-groups/suggester.ts';
import { readGroupTables } from '../../knowledge/product-groups/tables.ts';
import { SourceError } from '../../knowledge/source-error.ts';

const SETS = '1\t1\tRau tươi\n7\t1\tRau chế biến\n';
const WORDS = '# ghi chú\nrau\tnho, táo\nkhô\tsấy\n7\tmứt\n';
const RULES = '1\t3\trau\n7\t6\trau\t+ khô\tđã sấy\n';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'groups-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function tables(words: string, rules: string, sets = SETS): ReturnType<typeof readGroupTables> {
  writeFileSync(join(folder, 'sets.tsv'), sets);
  writeFileSync(join(folder, 'words.tsv'), words);
  writeFileSync(join(folder, 'rules.tsv'), rules);
  return readGroupTables(folder);
}

describe('tables kept by hand', () => {
  it('make the suggestions', () => {
    const { suggestGroups } = createGroupSuggester(tables(WORDS, RULES));
    expect(suggestGroups('táo sấy').groups).toEqual([
      { group: 1, set: 7, subgroup: 'Rau chế biến', why: 'có "táo", "sấy" → nhóm 1 (đã sấy)' },
      { group: 1, set: 1, subgroup: 'Rau tươi', why: 'có "táo" → nhóm 1' },
    ]);
  });

  it.each([
    ['words.tsv', `${WORDS}mồ côi\n`, RULES, 5, 'cần ít nhất hai cột'],
    ['words.tsv', `${WORDS}99\tđá\n`, RULES, 5, 'không có bộ tiêu chí "99"'],
    ['words.tsv', `${WORDS}7\tkẹo\tmạnh\n`, RULES, 5, 'sức "mạnh"'],
    ['rules.tsv', WORDS, `${RULES}99\t3\trau\n`, 3, 'không có bộ tiêu chí "99"'],
    ['rules.tsv', WORDS, `${RULES}7\t-1\trau\n`, 3, 'sức "-1"'],
    ['rules.tsv', WORDS, `${RULES}7\t3\tcủ\n`, 3, 'không có loại "củ"'],
    ['rules.tsv', WORDS, `${RULES}7\t3\trau\tkhô\n`, 3, 'bắt đầu bằng + hoặc >'],
  ])('%s: a bad line is told and the rest holds', (file, words, rules, line, cause) => {
    const read = tables(words, rules);
    expect(read.problems).toEqual([{ file, line, cause: expect.stringContaining(cause) }]);
    expect(createGroupSuggester(read).suggestGroups('mứt').groups[0]?.set).toBe(7);
  });

  it('a bad set is told', () => {
    expect(tables(WORDS, RULES, `${SETS}8\t7\tThịt\n`).problems).toEqual([
      { file: 'sets.tsv', line: 3, cause: expect.stringContaining('nhóm (1 đến 6)') },
    ]);
  });

  it('a table that cannot be opened stops the start', () => {
    expect(() => readGroupTables(join(folder, 'none'))).toThrow(SourceError);
  });
});
