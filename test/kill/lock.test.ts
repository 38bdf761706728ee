/** Who may use a data folder, and how a program ends that is asked to. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { killAll, runProgram } from './program.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ocop-lock-'));
});
afterEach(async () => {
  await killAll();
  await rm(folder, { recursive: true, force: true });
});

const start = () => runProgram({ DATA_DIR: folder });

describe('a data folder', () => {
  test('is refused to a second program in one plain line, while the first one serves on', async () => {
    const first = start();
    const address = await first.started;
    const refusal = `The data folder ${folder} is in use by another running process. Stop it, or set DATA_DIR to another folder.\n`;
    for (const second of [start(), runProgram({ DATA_DIR: folder }, 'chat')]) {
      expect(await second.ended).toEqual({ code: 1, signal: null });
      expect(second.output()).toBe('');
      expect(second.errors()).toBe(refusal);
    }
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  test('is free as soon as its program is dead, however it died', async () => {
    for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
      const program = start();
      await program.started;
      expect(program.errors()).toBe('');
      const end = await program.end(signal);
      expect(end).toEqual(signal === 'SIGKILL' ? { code: null, signal } : { code: 0, signal: null });
    }
    await start().started;
  });

  test('goes to one of two programs that start at the same instant', async () => {
    const both = [start(), start()];
    const fates = await Promise.allSettled(both.map(({ started }) => started));
    expect(fates.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const loser = both[fates.findIndex(({ status }) => status === 'rejected')];
    expect(await loser?.ended).toEqual({ code: 1, signal: null });
  });
});
