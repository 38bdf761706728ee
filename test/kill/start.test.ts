/** Starting and ending the real program. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nodeArguments } from './program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
let running: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ocop-start-'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

function run(args: string[], environment: Record<string, string>, input?: string) {
  return follow(process.execPath, [...nodeArguments, ...args], environment, input);
}

function follow(program: string, args: string[], environment: Record<string, string>, input?: string) {
  const child = spawn(program, args, {
    cwd: root,
    env: { PATH: process.env.PATH, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error', ...environment },
  });
  running.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  if (input !== undefined) child.stdin.end(input);
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, out, err })),
  );
  const says = async (text: string) => {
    while (!out.includes(text)) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  return { child, ended, says };
}

// Each starts the program several times, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

test('wrong settings stop the start with one message that lists them all', async () => {
  const { code, out, err } = await run(['dist/main.js'], { PORT: 'x', SECRET_KEY: 'y', LOG_LEVEL: 'z' }).ended;
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.trim().split('\n')).toHaveLength(4);
  expect(err).not.toContain('at ');
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends cleanly, and the folder is free for the next start',
  async (signal) => {
    for (let start = 0; start < 2; start++) {
      const server = run(['dist/main.js'], {});
      await server.says('http://127.0.0.1:');
      server.child.kill(signal);
      expect(await server.ended).toMatchObject({ code: 0, err: '' });
    }
  },
);

test.each(['SIGINT', 'SIGTERM'] as const)('%s to npm reaches the program, which ends cleanly', async (signal) => {
  const server = follow('npm', ['start', '--silent'], {});
  await server.says('http://127.0.0.1:');
  server.child.kill(signal);
  expect(await server.ended).toMatchObject({ code: 0, err: '' });
  const next = run(['dist/main.js'], {});
  await next.says('http://127.0.0.1:');
});

test('a setting that does not exist is named in the log, without its value', async () => {
  const server = run(['dist/main.js'], { TELEGRAM_BOTTOKEN: 'geheim', LOG_LEVEL: 'warn' });
  await server.says('http://127.0.0.1:');
  server.child.kill('SIGTERM');
  const { err } = await server.ended;
  expect(JSON.parse(err)).toMatchObject({ settings: ['TELEGRAM_BOTTOKEN'] });
  expect(err).not.toContain('geheim');
});
test('the code for the first admin is printed at the first start, once', async () => {
  const printed: number[] = [];
  for (let start = 0; start < 2; start++) {
    const server = run(['dist/main.js'], {});
    await server.says('http://127.0.0.1:');
    server.child.kill('SIGTERM');
    const { out } = await server.ended;
    printed.push(out.match(/\/canbo [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\n/g)?.length ?? 0);
  }
  expect(printed).toEqual([1, 0]);
}, 60_000);

test('a signal in the middle of the start ends it cleanly too', async () => {
  const server = run(['dist/main.js'], {});
  while (!existsSync(join(folder, 'pglite.unfinished'))) await new Promise((resolve) => setTimeout(resolve, 5));
  server.child.kill('SIGTERM');
  expect(await server.ended).toMatchObject({ code: 0, err: '' });
  const next = run(['dist/main.js'], {});
  await next.says('http://127.0.0.1:');
});

test('a port that is taken is told in one line', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { code, err } = await run(['dist/main.js'], { PORT: String(port) }).ended;
  taken.close();
  expect(code).toBe(1);
  expect(err.trim().split('\n')).toEqual([expect.stringMatching(/EADDRINUSE.*set PORT/)]);
});

test('a database server that does not answer is told in one line without its password', async () => {
  const { code, err } = await run(['dist/main.js'], { DATABASE_URL: 'postgresql://ocop:geheim@127.0.0.1:9/ocop' })
    .ended;
  expect(code).toBe(1);
  expect(err.trim().split('\n')).toEqual([expect.stringContaining('DATABASE_URL')]);
  expect(err).not.toContain('geheim');
});

test('the terminal answers every line that is piped in, then ends', async () => {
  const { code, out } = await run(['dist/main.js', 'chat'], {}, 'nhóm 5 là gì\ncòn nhóm 2?\ncảm ơn nhé\n').ended;
  expect(code).toBe(0);
  expect(out).toContain('sinh vật cảnh');
  expect(out).toContain('đồ uống');
  expect(out.indexOf('sinh vật cảnh')).toBeLessThan(out.indexOf('đồ uống'));
});
