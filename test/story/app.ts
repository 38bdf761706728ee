/** The whole server as it is started for real, with a fake platform and a clock that the test moves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../bot/config.ts';
import { type App, startServer } from '../../bot/main.ts';
import { openConfiguredModel } from '../../handlers/model/configured.ts';
import { programmeProfileIds } from '../../handlers/programme/profile.ts';
import { openKnowledge } from '../../knowledge/library.ts';
import type { LanguageModel } from '../../knowledge/model/language-model.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { type FakeTelegram, startFakeTelegram } from '../fakes/telegram.ts';
import { type FakeZaloBot, startFakeZaloBot } from '../fakes/zalo-bot.ts';
import { type FakeZaloOa, startFakeZaloOa } from '../fakes/zalo-oa.ts';
import { createTestClock, type TestClock } from '../machine.ts';

export const token = '123456789:AAaaBBbbCCccDDddEEeeFFffGGggHHhhIIi';

/** Where a story is told; the web page's are in test/browser. */
export const storyPlatforms = ['telegram', 'zalo-bot', 'zalo-oa'] as const;
export type StoryPlatform = (typeof storyPlatforms)[number];

export interface Story {
  platform: StoryPlatform;
  telegram: FakeTelegram;
  /** The same port over restarts, since Zalo fetches pictures from there. Of no use to a story on Telegram. */
  zaloBot: FakeZaloBot;
  /** Keeps its windows by the story's clock. */
  zaloOa: FakeZaloOa;
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
export async function beginStory(
  environment: Record<string, string> = {},
  at?: string,
  platform: StoryPlatform = 'telegram',
  givenModel: LanguageModel | null = null,
): Promise<Story> {
  const folder = mkdtempSync(join(tmpdir(), 'ocop-story-'));
  const telegram = await startFakeTelegram({ token });
  const zaloBot = await startFakeZaloBot({ token });
  const database = await openTestDatabase();
  const clock = createTestClock(at);
  const port = platform === 'telegram' ? 0 : await freePort();
  const zaloOa = await startFakeZaloOa({
    webhook: `http://127.0.0.1:${port}/zalo/oa/webhook`,
    now: () => clock.now().getTime(),
  });
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  const { assistant } = openKnowledge();
  const settings = {
    telegram: { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: telegram.root },
    'zalo-bot': {
      ZALO_BOT_TOKEN: token,
      ZALO_BOT_API_ROOT: zaloBot.root,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
    },
    'zalo-oa': {
      ZALO_OA_APP_ID: zaloOa.appId,
      ZALO_OA_APP_SECRET: zaloOa.appSecret,
      ZALO_OA_SECRET_KEY: zaloOa.secretKey,
      ZALO_OA_REFRESH_TOKEN: zaloOa.signIn.grant,
      ZALO_OA_API_ROOT: zaloOa.root,
      ZALO_OAUTH_ROOT: zaloOa.root,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
    },
  };
  const config = readConfig(
    { ...settings[platform], DATA_DIR: folder, PORT: String(port), ...environment },
    { programmeProfiles: programmeProfileIds },
  );
  const { client } = database;
  const surroundings = { assistant, client, clock, log, random: () => 0.5, folder };
  const languageModel = givenModel ?? (await openConfiguredModel(config.model, surroundings));
  const start = () =>
    startServer({
      config,
      database,
      assistant,
      languageModel,
      clock,
      log,
      random: () => 0.5,
      tellAdminCode: () => {},
      // A test moves the clock and waits for what is due.
      sweepEveryMs: 300,
      zaloBotPace: { perSecond: 200, chatRestMs: 0 },
    });
  let app: App = await start();
  return {
    platform,
    telegram,
    zaloBot,
    zaloOa,
    database,
    clock,
    folder,
    get address() {
      return `http://127.0.0.1:${app.port}`;
    },
    logged: () => lines.join(''),
    async restart() {
      await app.stop();
      // What Zalo hands to a poll whose end it has not noticed is lost; nobody writes in that very instant.
      while (zaloBot.polling() > 0) await new Promise((resolve) => setTimeout(resolve, 1));
      app = await start();
    },
    async end() {
      await app.stop();
      await telegram.stop();
      await zaloBot.stop();
      await zaloOa.stop();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
