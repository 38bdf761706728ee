/** The whole server as it is started for real, with a fake Telegram and a clock that the test moves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../bot/config.ts';
import { type App, startServer } from '../../bot/main.ts';
import { programmeProfileIds } from '../../handlers/programme/profile.ts';
import { openKnowledge } from '../../knowledge/library.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { type FakeTelegram, startFakeTelegram } from '../fakes/telegram.ts';
import { createTestClock, type TestClock } from '../machine.ts';

export const token = '123456789:AAaaBBbbCCccDDddEEeeFFffGGggHHhhIIi';

export interface Story {
  telegram: FakeTelegram;
  database: TestDatabase;
  clock: TestClock;
  /** DATA_DIR. */
  folder: string;
  /** Of the page. */
  address: string;
  /** All log lines so far. */
  logged(): string;
  restart(): Promise<void>;
  end(): Promise<void>;
}

/** `at`: what the clock says when the server starts. */
export async function beginStory(environment: Record<string, string> = {}, at?: string): Promise<Story> {
  const folder = mkdtempSync(join(tmpdir(), 'ocop-story-'));
  const telegram = await startFakeTelegram({ token });
  const database = await openTestDatabase();
  const clock = createTestClock(at);
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  const { assistant } = openKnowledge();
  const config = readConfig(
    {
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_API_ROOT: telegram.root,
      DATA_DIR: folder,
      PORT: '0',
      ...environment,
    },
    { programmeProfiles: programmeProfileIds },
  );
  const start = () =>
    startServer({
      config,
      database,
      assistant,
      clock,
      log,
      random: () => 0.5,
      tellAdminCode: () => {},
      // A test moves the clock and waits for what is due.
      sweepEveryMs: 300,
    });
  let app: App = await start();
  return {
    telegram,
    database,
    clock,
    folder,
    get address() {
      return `http://127.0.0.1:${app.port}`;
    },
    logged: () => lines.join(''),
    async restart() {
      await app.stop();
      app = await start();
    },
    async end() {
      await app.stop();
      await telegram.stop();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
