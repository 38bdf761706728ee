import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const CLI = fileURLToPath(new URL('../../knowledge/ask-cli.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');

function run(args: string[], input = ''): { out: string; err: string; code: number | null } {
  const done = spawnSync(process.execPath, ['--import', TSX, CLI, ...args], { input, encoding: 'utf8' });
  return { out: done.stdout, err: done.stderr, code: done.status };
}

const answerLine = z.strictObject({
  id: z.string(),
  status: z.enum(['answered', 'clarify', 'unknown', 'refused', 'smalltalk']),
  answer: z.string().min(1),
  citations: z.array(z.strictObject({ source: z.string(), section: z.string(), quote: z.string().min(8) })),
  latency_ms: z.number(),
});

describe('npm run ask', () => {
  it('prints the answer and its sources', () => {
    const { out, code } = run(['mấy', 'lớp', 'tập huấn']);
    expect(out).toMatch(/05 lớp/u);
    expect(out).toMatch(/📖 Kế hoạch OCOP 2024, Phụ lục II/u);
    expect(code).toBe(0);
  });

  it('answers lines of JSON, tells of the ones that it cannot read, and goes on', () => {
    const lines = [
      '{"id":"a","question":"Ninh Hải 3 sao"}',
      'không phải JSON',
      '',
      '{"id":"b"}',
      '{"id":"c","question":"xin chào"}',
    ];
    const { out, err, code } = run(['--jsonl'], `${lines.join('\n')}\n`);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => answerLine.parse(JSON.parse(line)));
    expect(answers.map((answer) => [answer.id, answer.status])).toEqual([
      ['a', 'answered'],
      ['c', 'smalltalk'],
    ]);
    expect(err).toMatch(/dòng 2:/u);
    expect(err).toMatch(/dòng 4:/u);
    expect(code).toBe(1);
  });

  it('says how it is used where nothing is asked', () => {
    const { out, err, code } = run([]);
    expect(out).toBe('');
    expect(err).toMatch(/npm run ask/u);
    expect(code).toBe(1);
  });
});
