/**
 * A database client that comes to grief at one statement of the delivery: with its process, which asks nothing more from
 * then on, or with the connection, which loses the answer.
 */
import type { PrismaClient } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';

/** The statements that the delivery writes with, by a piece of each that no other has. */
const pieces = {
  recover: 'sender ended during the send',
  exchange: 'ORDER BY o.priority, o.id LIMIT',
  claim: 'DISTINCT ON (m.conversation_id)',
  settle: 'SELECT count(*) FROM settled',
  close: "FROM broadcast WHERE state = 'running' ORDER BY id FOR NO KEY UPDATE",
} as const;
export type Statement = keyof typeof pieces;

export interface Grief {
  statement: Statement;
  /** The how many-th of its kind. */
  nth: number;
  /** Whether the database has done it, or what it does in one transaction with it. */
  when: 'before' | 'after';
  how: 'process dies' | 'answer is lost';
}

export interface StoppingClient {
  client: PrismaClient;
  /** Resolves at that statement. */
  struck: Promise<void>;
  isDead(): boolean;
}

export function createStoppingClient(whole: PrismaClient, grief: Grief): StoppingClient {
  let seen = 0;
  let dead = false;
  let strike = () => {};
  const struck = new Promise<void>((resolve) => {
    strike = resolve;
  });
  const never = () => new Promise<never>(() => {});
  const fall = (): Promise<never> => {
    strike();
    if (grief.how === 'answer is lost') return Promise.reject(new Error('Connection terminated unexpectedly'));
    dead = true;
    return never();
  };
  const isPoint = (sql: unknown) =>
    Array.isArray(sql) && sql.join('?').includes(pieces[grief.statement]) && ++seen === grief.nth;

  const statement = async (sql: unknown, run: () => Promise<unknown>): Promise<unknown> => {
    if (dead) return never();
    if (isPoint(sql)) {
      if (grief.when === 'after') await run();
      return fall();
    }
    const result = await run();
    return dead ? never() : result;
  };

  // A server undoes the transaction of a client that is gone.
  const gone = new Error('the process died in its transaction');
  const transaction = async (work: (tx: Tx) => Promise<unknown>, options?: { timeout?: number; maxWait?: number }) => {
    if (dead) return never();
    let isReached = false;
    const guard: Guard = async (sql, run) => {
      if (dead) throw gone;
      if (isPoint(sql)) isReached = true;
      if (isReached && grief.when === 'before') throw gone;
      return run();
    };
    try {
      const result = await whole.$transaction((tx) => work(guarded(tx, guard)), options);
      if (!isReached) return dead ? never() : result;
    } catch (error) {
      if (error !== gone) throw error;
      if (!isReached) return never();
    }
    return fall();
  };

  const raw = guarded(whole, statement);
  const client = new Proxy(raw, {
    get: (_, property): unknown => (property === '$transaction' ? transaction : Reflect.get(raw, property)),
  });
  return { client, struck, isDead: () => dead };
}

type Guard = (sql: unknown, run: () => Promise<unknown>) => Promise<unknown>;

/** Every raw statement passes through `guard`. */
function guarded<T extends Tx>(target: T, guard: Guard): T {
  return new Proxy(target, {
    get(_, property): unknown {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== 'function') return value;
      if (property === '$queryRaw' || property === '$executeRaw') {
        return (...parts: unknown[]) => guard(parts[0], async () => Reflect.apply(value, target, parts));
      }
      return value.bind(target);
    },
  });
}
