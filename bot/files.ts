/**
 * Files that people sent or that are handed out, under the SHA-256 of their bytes in `DATA_DIR/files`. Processes that
 * share a database must share this folder too. No part of a path ever comes from outside.
 */
import { createHash, randomBytes } from 'node:crypto';
import { statSync, unlinkSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The largest file that is taken in. */
export const maxFileBytes = 10 * 1024 * 1024;

const hashPattern = /^[0-9a-f]{64}$/;
/** A file that was being written this long ago belongs to a process that is dead. */
const abandonedMs = 60 * 60_000;

export interface FileStore {
  /** Keeps the bytes and gives back their hash; durable once it resolves. The same bytes are kept once. */
  put(bytes: Uint8Array): Promise<string>;
  /** Null when there is no such file. */
  read(hash: string): Promise<Buffer<ArrayBuffer> | null>;
  remove(hash: string): Promise<void>;
  /**
   * Removes what was last put before `olderThan` and is referenced by nothing; returns how many files went. A file is
   * put before the row that refers to it is written, so `olderThan` must leave time for that.
   */
  sweep(isReferenced: (hash: string) => Promise<boolean>, olderThan: Date): Promise<number>;
}

export function createFileStore(dataDir: string): FileStore {
  const root = join(dataDir, 'files');

  function pathOf(hash: string): string {
    if (!hashPattern.test(hash)) throw new TypeError('not a hash of a stored file');
    return join(root, hash.slice(0, 2), hash);
  }

  return {
    async put(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex');
      const path = pathOf(hash);
      const folder = join(root, hash.slice(0, 2));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = join(folder, `${randomBytes(16).toString('hex')}.part`);
      try {
        await write(draft, bytes);
        // Also when the file is there already: its new time keeps a sweep from taking it away again.
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      await syncFolder(folder);
      return hash;
    },
    async read(hash) {
      try {
        return await readFile(pathOf(hash));
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    remove: (hash) => rm(pathOf(hash), { force: true }),
    async sweep(isReferenced, olderThan) {
      let removed = 0;
      for (const { name, path } of await entries(root)) {
        if (name.endsWith('.part')) removeIfOlder(path, new Date(Date.now() - abandonedMs));
        if (!hashPattern.test(name) || !isOlder(path, olderThan) || (await isReferenced(name))) continue;
        // It may have been put again while its references were looked up.
        if (removeIfOlder(path, olderThan)) removed += 1;
      }
      return removed;
    },
  };
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the new name itself survive a power cut. Windows cannot open a folder; there the file system sees to it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function entries(root: string): Promise<{ name: string; path: string }[]> {
  try {
    const found = await readdir(root, { recursive: true, withFileTypes: true });
    return found.filter((one) => one.isFile()).map(({ name, parentPath }) => ({ name, path: join(parentPath, name) }));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isOlder(path: string, than: Date): boolean {
  const mtime = statSync(path, { throwIfNoEntry: false })?.mtime;
  return mtime !== undefined && mtime < than;
}

/** Without a pause between look and removal, so that nothing of this process comes in between. */
function removeIfOlder(path: string, than: Date): boolean {
  if (!isOlder(path, than)) return false;
  try {
    unlinkSync(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
