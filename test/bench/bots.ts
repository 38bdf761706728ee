/** The bots that are measured, each started as an operator would start it, against a local fake Telegram. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { crowdToken } from './crowd-messages.ts';
import { type Program, projectRoot, startProgram } from './program.ts';

/** Where our bot keeps its data. */
export type Storage = { dataDir: string; databaseUrl?: string };

export interface OurBot extends Program {
  /** Of its web server. */
  root: string;
  /** Resolves when `/readyz` says 200, to the milliseconds since the start. */
  ready(): Promise<number>;
}

export interface OurBotOptions {
  telegramRoot: string;
  storage: Storage;
  /** Through `npm start`, with all that it does before; the bare program otherwise. */
  throughNpm?: boolean;
  /** Beyond those that every benchmark has. */
  settings?: Readonly<Record<string, string>>;
}

const longestStartMs = 60_000;

export async function startOurBot({ telegramRoot, storage, throughNpm, settings }: OurBotOptions): Promise<OurBot> {
  const port = await freePort();
  const environment = {
    ...blankSettings(),
    PORT: String(port),
    LOG_LEVEL: 'warn',
    DATA_DIR: storage.dataDir,
    DATABASE_URL: storage.databaseUrl ?? '',
    TELEGRAM_BOT_TOKEN: crowdToken,
    TELEGRAM_API_ROOT: telegramRoot,
    // The platform is not what is measured.
    TELEGRAM_RATE: '10000',
    ...settings,
  };
  const program = throughNpm
    ? startProgram(['start', '--silent'], environment, 'npm')
    : startProgram(['dist/main.js'], environment);
  const root = `http://127.0.0.1:${port}`;
  const poll = async () => {
    while (performance.now() - program.startedAt < longestStartMs) {
      const isReady = await fetch(`${root}/readyz`).then(
        (response) => response.ok,
        () => false,
      );
      if (isReady) return performance.now() - program.startedAt;
      await sleep(5);
    }
    throw new Error('the bot did not become ready');
  };
  return { ...program, root, ready: () => Promise.race([poll(), program.ended]) };
}

export function startEchoBot(telegramRoot: string): Program {
  return startProgram([fileURLToPath(new URL('./echo-bot.ts', import.meta.url)), crowdToken, telegramRoot], {});
}

/** Every setting as good as unset, so that a developer's own `.env` does not leak into what is measured. */
function blankSettings(): Record<string, string> {
  const example = readFileSync(join(projectRoot, '.env.example'), 'utf8');
  return Object.fromEntries([...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => [match[1], '']));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });
}
