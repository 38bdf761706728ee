/** The real program as a process of its own, for tests that kill it. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createServerDatabase } from '../database-server.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * As `npm start` runs it. No program lives here long enough to win back the time that compiling the database's
 * WebAssembly a second time, for speed, takes from all the others.
 */
export const nodeArguments: readonly string[] = [
  ...(z
    .object({ scripts: z.object({ start: z.string() }) })
    .parse(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')))
    .scripts.start.match(/--\S+/g) ?? []),
  '--liftoff-only',
];

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Program {
  process: ChildProcessWithoutNullStreams;
  output(): string;
  errors(): string;
  ended: Promise<Ending>;
  /** Resolves to the address of the page once it is served; rejects when the program ends before. */
  started: Promise<string>;
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ending>;
}

/** A setting that is left out is unset, whatever the developer's own `.env` says. */
const unset = {
  DATABASE_URL: '',
  DATA_DIR: '',
  HOST: '',
  PUBLIC_URL: '',
  SECRET_KEY: '',
  QUIET_HOURS: '',
  TELEGRAM_BOT_TOKEN: '',
  TELEGRAM_API_ROOT: '',
  TELEGRAM_MODE: '',
  TELEGRAM_WEBHOOK_SECRET: '',
  TELEGRAM_RATE: '',
  ZALO_BOT_TOKEN: '',
  ZALO_BOT_API_ROOT: '',
  ZALO_BOT_MODE: '',
  ZALO_BOT_WEBHOOK_SECRET: '',
  ZALO_OA_APP_ID: '',
  ZALO_OA_APP_SECRET: '',
  ZALO_OA_SECRET_KEY: '',
  ZALO_OA_REFRESH_TOKEN: '',
  ZALO_OA_TEMPLATE_ID: '',
  ZALO_OA_API_ROOT: '',
  ZALO_OAUTH_ROOT: '',
  OPENAI_API_KEY: '',
};

const running = new Set<Program>();

export function runProgram(settings: Record<string, string>, argument?: 'chat'): Program {
  const inherited = Object.fromEntries(['PATH', 'HOME', 'TMPDIR'].map((name) => [name, process.env[name]]));
  const child = spawn(process.execPath, [...nodeArguments, 'dist/main.js', ...(argument ? [argument] : [])], {
    cwd: project,
    env: { ...inherited, ...unset, PORT: '0', LOG_LEVEL: 'error', ...settings },
  });
  let output = '';
  let errors = '';
  const ended = new Promise<Ending>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(program);
      resolve({ code, signal });
    });
  });
  const started = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const address = /http:\/\/\S+/.exec(output)?.[0];
      if (address) resolve(address);
    });
    void ended.then(() => reject(new Error(`The program ended before it served the page:\n${output}${errors}`)));
  });
  // Whoever does not wait for the start does not mind that it never came.
  started.catch(() => {});
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  // A dead program's input is a broken pipe.
  child.stdin.on('error', () => {});
  const program: Program = {
    process: child,
    output: () => output,
    errors: () => errors,
    ended,
    started,
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
  running.add(program);
  return program;
}

/** Leaves no process behind when a test fails half-way. */
export async function killAll(programs: Iterable<Program> = running): Promise<void> {
  await Promise.all([...programs].map((program) => program.end('SIGKILL')));
}

/** Where a program keeps its data, for as long as a test takes. */
export interface Place {
  settings: Record<string, string>;
  location: { kind: 'folder'; folder: string } | { kind: 'server'; url: string };
  remove(): Promise<void>;
}

/** A new folder, and on `server` a new database when that is given. */
export async function createPlace(server?: string): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'ocop-kill-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  if (server === undefined) {
    return { settings: { DATA_DIR: folder }, location: { kind: 'folder', folder }, remove: removeFolder };
  }
  const { url, drop } = await createServerDatabase(server);
  return {
    settings: { DATA_DIR: folder, DATABASE_URL: url },
    location: { kind: 'server', url },
    async remove() {
      await drop();
      await removeFolder();
    },
  };
}
