import { spawnSync } from 'node:child_process';
import { expect, test, vi } from 'vitest';
import { projectRoot } from '../bench/program.ts';

// Each starts a program of its own, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 });

const bench = (...names: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'test/bench/run.ts', ...names], {
    cwd: projectRoot,
    encoding: 'utf8',
  });

test('the benchmarks run outside the test runner, and every turn keeps its six round trips', () => {
  const { status, stdout, stderr } = bench('round-trips');
  expect(stderr).toContain('round-trips:');
  expect(status).toBe(0);
  expect(stdout.match(/\| *kept *\|/g)).toHaveLength(5);
  expect(stdout).not.toContain('broken');
});

test('a benchmark that does not exist is named, with those that do', () => {
  const { status, stderr } = bench('speed');
  expect(status).toBe(1);
  expect(stderr).toContain(
    'There is no benchmark speed; there are answers, model, round-trips, turns, register, broadcast, start.',
  );
});
