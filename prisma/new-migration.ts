/** `npm run migration -- name`: writes the SQL that takes the migrations so far to what schema.prisma says now. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { migrationsFolder, readMigrations } from './migrate.ts';
import { loadSchemaEngine } from './schema-engine.ts';

/** The SQL between the migrations and the schema; empty (but for a comment) when they agree. */
export async function pendingSchemaChange(): Promise<string> {
  const schema = await readFile(new URL('schema.prisma', import.meta.url), 'utf8');
  const database = await PGlite.create('memory://');
  try {
    const engine = await loadSchemaEngine(schema, new PrismaPGlite(database));
    const migrations = await readMigrations();
    const { stdout } = await engine.diff({
      from: {
        tag: 'migrations',
        baseDir: migrationsFolder,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    engine.free();
    return stdout ?? '';
  } finally {
    await database.close();
  }
}

if (process.argv[1] === import.meta.filename) {
  const name = process.argv[2];
  if (!name || !/^[a-z0-9_]+$/.test(name)) {
    console.error('Usage: npm run migration -- name_in_lower_case');
    process.exit(1);
  }
  const sql = await pendingSchemaChange();
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder, `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), sql);
  console.log(`Wrote ${folder}`);
}
