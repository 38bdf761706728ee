/** A fresh, migrated database: PGlite in memory, or one of its own on the server that TEST_DATABASE_URL names. */
import { readFileSync } from 'node:fs';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../prisma/open.ts';
import { createServerDatabase, testServer } from './database-server.ts';

export interface TestDatabase extends Database {
  /** Address of the server's database, null when embedded. */
  url: string | null;
  /** Empties every table, which is faster than opening a new database for each test. */
  reset(): Promise<void>;
}

/** Embedded databases that a test file has done with: the next one of this worker takes them over, empty. */
const idle: Database[] = [];

export async function openTestDatabase(): Promise<TestDatabase> {
  if (!testServer) {
    const database =
      idle.pop() ??
      (await openDatabase({ kind: 'memory', from: new Blob([readFileSync(inject('databaseTemplate'))]) }));
    await truncate(database);
    return { ...database, url: null, reset: () => truncate(database), close: async () => void idle.push(database) };
  }
  const { url, drop } = await createServerDatabase(testServer);
  const database = await openDatabase({ kind: 'server', url });
  return {
    ...database,
    url,
    reset: () => truncate(database),
    close: async () => {
      await database.close();
      await drop();
    },
  };
}

/** A sweep of the machine under test may hold tables in another order: the server then ends one of the two. */
async function truncate({ client }: Pick<Database, 'client'>, tries = 5): Promise<void> {
  try {
    await client.$executeRaw`TRUNCATE person, registration, invitation, audit, counter, oa_grant, broadcast, notice RESTART IDENTITY CASCADE`;
  } catch (error) {
    if (tries === 1 || !String(error).includes('40P01')) throw error;
    await truncate({ client }, tries - 1);
  }
}
