import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderInUseError, lockFolder } from '../../prisma/folder-lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ocop-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a folder that is in use is refused with its name and what to do, by another path to it too', async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError);
  await expect(lockFolder(folder)).rejects.toThrow(/in use by another running process.*DATA_DIR/);
  const link = `${folder}-link`;
  symlinkSync(folder, link);
  await expect(lockFolder(link)).rejects.toThrow(FolderInUseError);
  rmSync(link);
  await lock.release();
});

test('a released folder is free', async () => {
  await (await lockFolder(folder)).release();
  await (await lockFolder(folder)).release();
});

test('a folder is free as soon as its process was killed', async () => {
  const script = `import { lockFolder } from ${JSON.stringify(new URL('../../prisma/folder-lock.ts', import.meta.url).href)};
    await lockFolder(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  await (await lockFolder(folder)).release();
});
