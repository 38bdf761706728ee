/** Opens the one database there is: PostgreSQL where DATABASE_URL names it, the embedded PGlite otherwise. */
import { createHash } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { PrismaClient } from './generated/client.ts';
import { migrate } from './migrate.ts';

/** The client inside a transaction. */
export type Tx = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

export interface Database {
  client: PrismaClient;
  engine: 'pglite' | 'postgresql';
  close(): Promise<void>;
}

export type DatabaseLocation =
  | { kind: 'server'; url: string; connections?: number }
  | { kind: 'folder'; folder: string }
  /** Gone with the process; `from` is a dump of an earlier one. */
  | { kind: 'memory'; from?: Blob };

/** Statements with lists vary in length; beyond this many texts a name is computed anew each time. */
const maxStatementNames = 500;

export class DatabaseUnavailableError extends Error {
  constructor(url: string, cause: unknown) {
    const { hostname, port, pathname } = new URL(url);
    const why =
      cause instanceof AggregateError
        ? cause.errors.map(String).join(', ')
        : cause instanceof Error
          ? cause.message
          : String(cause);
    super(
      `The database ${pathname.slice(1)} at ${hostname}:${port || 5432} cannot be used (${why}). Check DATABASE_URL and that the server runs.`,
    );
    this.name = 'DatabaseUnavailableError';
  }
}

export class DatabaseFolderError extends Error {
  constructor(folder: string, cause: unknown) {
    super(
      `The embedded database in ${folder} cannot be opened. Put back a backup of that folder, or set DATA_DIR to another one.`,
      { cause },
    );
    this.name = 'DatabaseFolderError';
  }
}

/** A turn that stands still in its transaction this long is given up by the server, so that nobody waits for a frozen process. */
const idleTransactionTimeoutMs = 10_000;

/** A quarter of the default: what it would take is touched at once, a tenth of a second of each start and 100 MB. */
const embeddedBuffers = '32MB';

/** Opens and migrates. Throws FolderInUseError, DatabaseFolderError or DatabaseUnavailableError. */
export function openDatabase(location: DatabaseLocation): Promise<Database> {
  return location.kind === 'server' ? openServer(location) : openEmbedded(location);
}

async function openServer(location: { url: string; connections?: number }): Promise<Database> {
  const [{ PrismaPg }, { default: pg }] = await Promise.all([import('@prisma/adapter-pg'), import('pg')]);
  const factory = new PrismaPg(
    {
      connectionString: location.url,
      max: location.connections ?? 10,
      idle_in_transaction_session_timeout: idleTransactionTimeoutMs,
    },
    { statementNameGenerator: ({ sql }) => statementName(sql) },
  );
  const migrator = new pg.Client({ connectionString: location.url });
  try {
    await migrator.connect();
    await migrate({
      run: async (script) => void (await migrator.query(script)),
      names: async (query) => (await migrator.query<{ name: string }>(query)).rows.map((row) => row.name),
    });
  } catch (error) {
    throw new DatabaseUnavailableError(location.url, error);
  } finally {
    await migrator.end();
  }
  const client = new PrismaClient({ adapter: factory });
  return { client, engine: 'postgresql', close: () => client.$disconnect() };
}

/** A name per text lets the server plan each statement once: half its work per message. */
const statementNames = new Map<string, string>();
function statementName(sql: string): string {
  const known = statementNames.get(sql);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(sql).digest('base64url').slice(0, 24);
  if (statementNames.size < maxStatementNames) statementNames.set(sql, name);
  return name;
}

/**
 * Makes the embedded database beside its place and moves it there when it is whole: a process killed while it makes
 * one leaves nothing that the next start would take for a database.
 */
async function makeDatabaseFolder(folder: string, make: (path: string) => Promise<PGlite>): Promise<void> {
  const place = join(folder, 'pglite');
  if (existsSync(place)) return;
  const unfinished = `${place}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  await (await make(unfinished)).close();
  renameSync(unfinished, place);
}

/** Array types of columns and of our own SQL: bool, int2, int4, text, varchar, int8, float8, uuid. */
const arrayTypes = [1000, 1005, 1007, 1009, 1015, 1016, 1022, 2951];

/**
 * PGlite copies its table of parsers at every query. With those of three hundred array types, which nothing here reads,
 * that took twice as long as the query itself.
 */
function fewParsers<T>(all: Readonly<Record<number, T>>, scalars: Readonly<Record<number, T>>): Record<number, T> {
  const arrays = arrayTypes.flatMap((oid) => (all[oid] === undefined ? [] : [[oid, all[oid]] as const]));
  return { ...scalars, ...Object.fromEntries(arrays) };
}

async function openEmbedded(location: Exclude<DatabaseLocation, { kind: 'server' }>): Promise<Database> {
  const lock: FolderLock | null = location.kind === 'folder' ? await lockFolder(location.folder) : null;
  try {
    const [{ PGlite, types }, { PrismaPGlite }] = await Promise.all([
      import('@electric-sql/pglite'),
      import('pglite-prisma-adapter'),
    ]);
    const startParams = [...PGlite.defaultStartParams, '-c', `shared_buffers=${embeddedBuffers}`];
    if (location.kind === 'folder')
      await makeDatabaseFolder(location.folder, (path) => PGlite.create(path, { startParams }));
    const engine = await (location.kind === 'folder'
      ? PGlite.create(join(location.folder, 'pglite'), { startParams }).catch((error: unknown) => {
          throw new DatabaseFolderError(location.folder, error);
        })
      : PGlite.create({ dataDir: 'memory://', startParams, ...(location.from && { loadDataDir: location.from }) }));
    await migrate({
      run: async (script) => void (await engine.exec(script)),
      names: async (query) => (await engine.query<{ name: string }>(query)).rows.map((row) => row.name),
    });
    engine.parsers = fewParsers(engine.parsers, types.parsers);
    const client = new PrismaClient({ adapter: new PrismaPGlite(engine) });
    const close = async () => {
      await client.$disconnect();
      await engine.close();
      await lock?.release();
    };
    return { client, engine: 'pglite', close };
  } catch (error) {
    await lock?.release();
    throw error;
  }
}
