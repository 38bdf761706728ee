/**
 * One process at a time on a folder of the embedded database, which has no lock of its own.
 *
 * The lock is a listening socket named after the folder's device and inode: the kernel binds it once and frees it the
 * moment its process is dead, however it died, so nothing stale can remain. Linux has abstract sockets and Windows
 * named pipes, neither leaves a file. Elsewhere the socket is a file, and one that nobody answers is taken over.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class FolderInUseError extends Error {
  constructor(readonly folder: string) {
    super(
      `The data folder ${folder} is in use by another running process. Stop it, or set DATA_DIR to another folder.`,
    );
    this.name = 'FolderInUseError';
  }
}

export interface FolderLock {
  release(): Promise<void>;
}

/** Makes the folder if need be and locks it; throws FolderInUseError while another process holds it. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true });
  const { dev, ino } = statSync(folder, { bigint: true });
  const key = createHash('sha256')
    .update(`${dev}:${ino}:${ino === 0n ? realpathSync(folder) : ''}`)
    .digest('hex')
    .slice(0, 24);
  const server = await bind(socketName(key), folder);
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

function socketName(key: string): string {
  if (process.platform === 'linux') return `\0ocop-assistant-${key}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\ocop-assistant-${key}`;
  return join(tmpdir(), `ocop-assistant-${key}.sock`);
}

async function bind(path: string, folder: string): Promise<Server> {
  try {
    return await listen(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    if (path.startsWith(tmpdir()) && !(await answers(path))) {
      rmSync(path, { force: true });
      return listen(path);
    }
    throw new FolderInUseError(folder);
  }
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen({ path }, () => resolve(server));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
