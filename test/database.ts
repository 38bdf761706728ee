/** A fresh, migrated database: PGlite in memory, or one of its own on the server that TEST_DATABASE_URL names. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../prisma/open.ts';

export const testServer = process.env.TEST_DATABASE_URL;

export interface TestDatabase extends Database {
  /** Address of the server's database, null when embedded. */
  url: string | null;
  /** Empties every table, which is faster than opening a new database for each test. */
  reset(): Promise<void>;
}

export async function openTestDatabase(): Promise<TestDatabase> {
  if (!testServer) {
    const database = await openDatabase({ kind: 'memory', from: new Blob([readFileSync(inject('databaseTemplate'))]) });
    return { ...database, url: null, reset: () => truncate(database) };
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

async function truncate({ client }: Database): Promise<void> {
  await client.$executeRaw`TRUNCATE person RESTART IDENTITY CASCADE`;
}

/** An empty database of its own on a PostgreSQL server. */
export async function createServerDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `ocop_${randomUUID().replaceAll('-', '')}`;
  const run = async (sql: string) => {
    const admin = new pg.Client({ connectionString: server });
    await admin.connect();
    await admin.query(sql);
    await admin.end();
  };
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => run(`DROP DATABASE ${name} WITH (FORCE)`) };
}
