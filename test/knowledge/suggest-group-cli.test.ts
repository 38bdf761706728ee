import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const CLI = fileURLToPath(new URL('../../knowledge/suggest-group-cli.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');

function run(args: string[], input = ''): { out: string; err: string; code: number | null } {
  const done = spawnSync(process.execPath, ['--import', TSX, CLI, ...args], { input, encoding: 'utf8' });
  return { out: done.stdout, err: done.stderr, code: done.status };
}

const answerLine = z.strictObject({
  id: z.union([z.string(), z.number()]),
  groups: z.array(z.strictObject({ group: z.number(), subgroup: z.string().min(1), why: z.string().min(1) })),
});

describe('npm run suggest-group', () => {
  it('prints both groups of a doubtful product, the best first, with their source', () => {
    const { out, err, code } = run(['mật', 'nho']);
    expect(out).toMatch(/^Hợp nhất: nhóm 1.*\n {3}có "mật nho" → nhóm 1\nCũng có thể: nhóm 2/u);
    expect(out).toMatch(/📖 Quyết định 26\/2026\/QĐ-TTg, Phụ lục I/u);
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  it('says what is outside the groups, and asks for more where nothing is understood', () => {
    expect(run(['phân bón']).out).toMatch(/ngoài sáu nhóm/u);
    expect(run(['zzz']).out).toMatch(/tả thêm/u);
  });

  it('answers lines of JSON, tells of the ones that it cannot read, and goes on', () => {
    const lines = [
      '\uFEFF{"id":"a","product":"tra gung"}',
      'không phải JSON',
      '',
      '{"id":"b"}',
      '{"id":"c","product":"tôm giống"}',
      '{"id":"d","product":"áo dài"}',
      '{"id":5,"product":"gốm Bàu Trúc"}',
    ];
    const { out, err, code } = run(['--jsonl'], lines.join('\n'));
    const answers = out
      .trim()
      .split('\n')
      .map((line) => answerLine.parse(JSON.parse(line)));
    expect(answers.map(({ id, groups }) => [id, groups[0]?.group ?? null])).toEqual([
      ['a', 1],
      ['c', null],
      ['d', 4],
      [5, 4],
    ]);
    expect(err).toMatch(/dòng 2:.*"product"/u);
    expect(err).toMatch(/dòng 4:/u);
    expect(code).toBe(1);
  });

  it('says how it is used where nothing is asked', () => {
    const { out, err, code } = run([]);
    expect(out).toBe('');
    expect(err).toMatch(/npm run suggest-group/u);
    expect(code).toBe(1);
  });
});
