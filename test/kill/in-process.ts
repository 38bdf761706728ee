/** The whole server inside the test, over a database in memory: what takes too long with a process for each try. */
import { pino } from 'pino';
import { systemClock } from '../../bot/clock.ts';
import { readConfig } from '../../bot/config.ts';
import { startServer } from '../../bot/main.ts';
import { programmeProfileIds } from '../../handlers/programme/profile.ts';
import { openKnowledge } from '../../knowledge/library.ts';
import { type Database, openDatabase } from '../../prisma/open.ts';

export const token = '70000:AAkill-test-token_0123456789';

export interface InProcess {
  database: Database;
  /** Of the web server. */
  address: string;
  /** Everything logged as a warning or worse. */
  complaints: string[];
  stop(): Promise<void>;
}

/** `settings` as in the environment; the telegram token is there already. */
export async function startInProcess(settings: Record<string, string>): Promise<InProcess> {
  const database = await openDatabase({ kind: 'memory' });
  const complaints: string[] = [];
  const app = await startServer({
    config: readConfig(
      {
        PORT: '0',
        SECRET_KEY: 'ab'.repeat(32),
        TELEGRAM_BOT_TOKEN: token,
        TELEGRAM_RATE: '1000',
        ...settings,
      },
      { programmeProfiles: programmeProfileIds },
    ),
    database,
    assistant: openKnowledge().assistant,
    languageModel: null,
    clock: systemClock,
    log: pino({ level: 'warn' }, { write: (line: string) => complaints.push(line) }),
    random: Math.random,
    tellAdminCode: () => {},
    zaloBotPace: { perSecond: 1_000, chatRestMs: 0 },
  });
  return {
    database,
    address: `http://127.0.0.1:${app.port}`,
    complaints,
    async stop() {
      await app.stop();
      await database.close();
    },
  };
}
