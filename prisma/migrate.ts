/**
 * Brings a database to the newest schema. The migrations are Prisma's own, and are recorded in `_prisma_migrations` as
 * its command line does; they are applied here, since that command would download an engine at each installation.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const migrationsFolder = fileURLToPath(new URL('migrations', import.meta.url));

export interface Migration {
  /** Name of its folder: a time stamp and a word. */
  name: string;
  sql: string;
}

/** What both engines offer beneath Prisma: a script of several statements, and a query. */
export interface SqlRunner {
  run(script: string): Promise<void>;
  names(query: string): Promise<string[]>;
}

/** Serialises migration between processes that start at once ("OCOP" in ASCII). */
const migrationLock = 0x4f434f50;

const table = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
  logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0
)`;

/** Oldest first. */
export async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names
      .sort()
      .map(async (name) => ({ name, sql: await readFile(join(migrationsFolder, name, 'migration.sql'), 'utf8') })),
  );
}

/** Applies what is missing, all or nothing; returns the names applied. Costs two queries when nothing is missing. */
export async function migrate(runner: SqlRunner): Promise<string[]> {
  const migrations = await readMigrations();
  const missing = async () => {
    const applied = new Set(
      await runner.names('SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL'),
    );
    return migrations.filter(({ name }) => !applied.has(name));
  };
  const [recorded] = await runner.names("SELECT to_regclass('_prisma_migrations')::text AS name");
  if (recorded && (await missing()).length === 0) return [];

  await runner.run(`BEGIN; SELECT pg_advisory_xact_lock(${migrationLock}); ${table}`);
  try {
    const todo = await missing();
    for (const { name, sql } of todo) {
      await runner.run(sql);
      const checksum = createHash('sha256').update(sql).digest('hex');
      await runner.run(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
         VALUES (gen_random_uuid()::text, '${checksum}', '${name}', now(), 1)`,
      );
    }
    await runner.run('COMMIT');
    return todo.map(({ name }) => name);
  } catch (error) {
    await runner.run('ROLLBACK');
    throw error;
  }
}
