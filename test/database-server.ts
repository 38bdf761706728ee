/** Databases of their own on the PostgreSQL server that TEST_DATABASE_URL names. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';

export const testServer = process.env.TEST_DATABASE_URL;

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
