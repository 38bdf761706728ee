/** Counts the statements that really reach the database's driver: each one is a round trip to the server. */
import { PGlite, type Transaction } from '@electric-sql/pglite';
import pg from 'pg';

export interface Statements {
  /** Statements of each transaction that was committed, `BEGIN` and `COMMIT` included. */
  committed: string[][];
  /** Those outside of any transaction. */
  alone: string[];
  stop(): void;
}

type Seen = Pick<Statements, 'committed' | 'alone'>;

/** Watches every database that this process has open, embedded or on a server, until `stop`. */
export function watchStatements(): Statements {
  const seen: Seen = { committed: [], alone: [] };
  const stops = [watchServer(seen), watchEmbedded(seen)];
  return {
    ...seen,
    stop() {
      for (const stop of stops) stop();
    },
  };
}

function watchServer(seen: Seen): () => void {
  const { query } = pg.Client.prototype;
  const open = new WeakMap<pg.Client, string[]>();
  const note = (client: pg.Client, text: string) => {
    const statements = text === 'BEGIN' ? [] : open.get(client);
    if (!statements) {
      seen.alone.push(text);
      return;
    }
    statements.push(text);
    open.set(client, statements);
    if (text !== 'COMMIT' && text !== 'ROLLBACK') return;
    open.delete(client);
    if (text === 'COMMIT') seen.committed.push(statements);
  };
  pg.Client.prototype.query = new Proxy(query, {
    apply(target, client, parameters) {
      note(client, textOf(parameters[0]));
      return Reflect.apply(target, client, parameters);
    },
  });
  return () => {
    pg.Client.prototype.query = query;
  };
}

function watchEmbedded(seen: Seen): () => void {
  const { query, transaction } = PGlite.prototype;
  PGlite.prototype.query = new Proxy(query, {
    apply(target, engine, parameters) {
      seen.alone.push(textOf(parameters[0]));
      return Reflect.apply(target, engine, parameters);
    },
  });
  PGlite.prototype.transaction = new Proxy(transaction, {
    apply(target, engine, [work]: [(tx: Transaction) => Promise<unknown>]) {
      const statements = ['BEGIN'];
      const watched = (tx: Transaction) => work(watchTransaction(tx, (text) => statements.push(text)));
      return Reflect.apply(target, engine, [watched]).then((result: unknown) => {
        seen.committed.push([...statements, 'COMMIT']);
        return result;
      });
    },
  });
  return () => {
    PGlite.prototype.query = query;
    PGlite.prototype.transaction = transaction;
  };
}

function watchTransaction(tx: Transaction, note: (text: string) => void): Transaction {
  return new Proxy(tx, {
    get(inner, key) {
      const value: unknown = Reflect.get(inner, key);
      if ((key !== 'query' && key !== 'exec') || typeof value !== 'function') return value;
      return (...parameters: unknown[]): unknown => {
        note(textOf(parameters[0]));
        return Reflect.apply(value, inner, parameters);
      };
    },
  });
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  return typeof statement === 'object' && statement !== null && 'text' in statement ? String(statement.text) : '';
}
