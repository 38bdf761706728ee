import { expect, test } from 'vitest';
import { pendingSchemaChange } from '../../prisma/new-migration.ts';
import { openTestDatabase } from '../database.ts';

test('the migrations make exactly the schema that the code is written for', { timeout: 120_000 }, async () => {
  expect((await pendingSchemaChange()).replace(/^--.*$/gm, '').trim()).toBe('');
});

test('a migrated database is recorded as Prisma does it', async () => {
  const database = await openTestDatabase();
  const rows = await database.client.$queryRaw<{ migration_name: string; finished_at: Date | null }[]>`
    SELECT migration_name, finished_at FROM _prisma_migrations`;
  await database.close();
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => row.finished_at !== null)).toBe(true);
});
