/** A program that runs in a process of its own while it is measured. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

export interface Program {
  /** `performance.now()` of when it was started. */
  startedAt: number;
  /** What it holds in memory, in MB; null where the system does not tell. */
  memory(): number | null;
  /** Rejects when it ended by itself, with what it said. */
  ended: Promise<never>;
  /** Ends it and all that it started. */
  stop(): Promise<void>;
}

/** What `npm start` gives ours; the peers run with Node's own. */
const ownOptions = [
  '--min-semi-space-size=8',
  '--max-semi-space-size=8',
  '--initial-heap-size=80',
  '--max-old-space-size=256',
  '--wasm-tiering-budget=20000000',
  '--no-wasm-async-compilation',
];
const killAfterMs = 10_000;

/**
 * Starts Node, for TypeScript (the peers) through tsx, unless a command is given; the environment holds only what is
 * named here.
 */
export function startProgram(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  command = process.execPath,
): Program {
  const isTypeScript = args[0]?.endsWith('.ts');
  const startedAt = performance.now();
  const child = spawn(
    command,
    command === process.execPath ? [...(isTypeScript ? ['--import', 'tsx'] : ownOptions), ...args] : args,
    {
      cwd: projectRoot,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what it starts ends with it.
      detached: true,
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000);
    });
  }
  const exited = once(child, 'close');
  const ended = exited.then(([code, killer]): never => {
    throw new Error(`${args.join(' ')} ended too early (${killer ?? `exit code ${code}`}):\n${said}`);
  });
  // Whoever waits for something else must not be ended by this one.
  ended.catch(() => {});
  return {
    startedAt,
    ended,
    memory: () => memoryOf(child.pid),
    async stop() {
      signal(child, 'SIGTERM');
      const timer = setTimeout(() => signal(child, 'SIGKILL'), killAfterMs);
      await exited;
      clearTimeout(timer);
    },
  };
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, name);
}

function memoryOf(pid: number | undefined): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}
