/**
 * Runs before every command (`npm start`, `npm test` …) on plain Node: installs the packages and generates the
 * database client when they are missing or out of date. When all is there it costs reading three small files.
 * Says what it does on standard error, since standard output holds results alone.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const stamp = join(root, 'node_modules', '.prepared');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node.js 20.19 or newer is needed; this is ${process.versions.node}. Get it from https://nodejs.org`);
  process.exit(1);
}

const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(readFileSync(join(root, 'prisma', 'schema.prisma')))
  .update(String(major))
  .digest('hex');
// `npm start` begins with the shell's `exec`, so that a signal to npm reaches the program. Windows has no such signals,
// nor an `exec`: it gets one that just runs what follows.
const isWindows = process.platform === 'win32';
const execShim = join(root, 'node_modules', '.bin', 'exec.cmd');
const isPrepared =
  (!isWindows || existsSync(execShim)) &&
  existsSync(stamp) &&
  readFileSync(stamp, 'utf8') === wanted &&
  existsSync(join(root, 'prisma', 'generated', 'client.ts'));
if (!isPrepared) prepare();
if (process.argv[2] === 'bundle') {
  const { default: bundle } = await import('./bundle.mjs');
  await bundle();
}

function prepare() {
  console.error('Preparing: installing packages (once, about a minute) …');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  console.error('Preparing: generating the database client …');
  // The client's generator never runs the schema engine, but would download it unless some executable is named here.
  run(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  });
  if (isWindows) writeFileSync(execShim, '@%*\r\n');
  writeFileSync(stamp, wanted);
  console.error('Prepared.');
}

function run(command, args, environment = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    // What these print belongs on standard error.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...environment },
    shell: isWindows,
  });
  if (status === 0) return;
  console.error(`Preparing failed: ${command} ${args.join(' ')}${error ? ` (${error.message})` : ''}`);
  console.error('Check the network connection (the npm registry must be reachable) and try again.');
  process.exit(1);
}
