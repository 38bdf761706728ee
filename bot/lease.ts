/**
 * The right to do something alone among all processes. Judged by the database's own time, since the clocks of several
 * machines differ. Work under a lease names it in its SQL (`heldBy`), so that a process that was paused past its
 * lease changes nothing when it wakes.
 */
import { Prisma, type PrismaClient } from '../prisma/generated/client.ts';

/** A dead holder is succeeded after this long at the latest. */
export const leaseMs = 10_000;
const renewMs = 3_000;
/** Of a lease that nobody else can want: neither a slow nor a sleeping machine must make it run out. */
const soleMs = 100 * 365 * 24 * 60 * 60_000;

export interface Lease {
  /** True from the moment it is won until it is lost or released. */
  held(): boolean;
  release(): Promise<void>;
}

/** SQL that holds only while `holder` has the lease. */
export function heldBy(name: string, holder: string): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM lease WHERE name = ${name} AND holder = ${holder} AND expires_at > clock_timestamp())`;
}

/**
 * Keeps trying to win and then renew the lease. `onWon` and `onLost` run one after the other, never at once. A lease
 * that ran out before it was renewed (the process was frozen, the machine slept) counts as lost and won anew, even if
 * nobody else took it: what was written under it in between may not have counted.
 * `seize` takes it from a holder that must be dead and keeps it for good (the embedded database admits one process).
 */
export async function keepLease(options: {
  client: PrismaClient;
  name: string;
  holder: string;
  seize: boolean;
  /** `held` tells at any moment whether the lease is still good: for what cannot be guarded in SQL, as a send. */
  onWon(held: () => boolean): Promise<void>;
  onLost(): Promise<void>;
  onError(error: unknown): void;
}): Promise<Lease> {
  const { client, name, holder } = options;
  const lifetimeMs = options.seize ? soleMs : leaseMs;
  let held = false;
  let goodUntil = 0;
  let ending = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const isGood = () => held && performance.now() < goodUntil;

  /** No row: somebody else has it. `unbroken`: it was ours and good until this moment. */
  const claim = (force: boolean) => client.$queryRaw<{ unbroken: boolean }[]>`
    WITH before AS (SELECT holder, expires_at FROM lease WHERE name = ${name})
    INSERT INTO lease (name, holder, expires_at)
    VALUES (${name}, ${holder}, clock_timestamp() + ${lifetimeMs} * interval '1 millisecond')
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
    WHERE lease.holder = excluded.holder OR lease.expires_at <= clock_timestamp() OR ${force}
    RETURNING EXISTS (SELECT FROM before b WHERE b.holder = ${holder} AND b.expires_at > clock_timestamp()) AS unbroken`;

  const beat = async (force: boolean) => {
    const asked = performance.now();
    let won: { unbroken: boolean } | undefined;
    try {
      [won] = await claim(force);
    } catch (error) {
      options.onError(error);
      if (isGood()) return;
    }
    if (won) goodUntil = asked + lifetimeMs;
    if (ending) return;
    if (held && !won?.unbroken) {
      held = false;
      await options.onLost().catch(options.onError);
    }
    if (held || !won) return;
    held = true;
    try {
      await options.onWon(isGood);
    } catch (error) {
      // What was half begun is ended, and the next beat begins anew.
      options.onError(error);
      held = false;
      await options.onLost().catch(options.onError);
    }
  };

  const schedule = () => {
    timer = setTimeout(() => {
      running = beat(false).then(() => {
        if (!stopped) schedule();
      });
    }, renewMs);
  };

  await beat(options.seize);
  schedule();
  return {
    held: isGood,
    async release() {
      ending = true;
      await running;
      // Kept and renewed meanwhile: what was begun under it is to be ended and written down under it.
      if (held) await options.onLost().catch(options.onError);
      stopped = true;
      clearTimeout(timer);
      await running;
      if (!held) return;
      held = false;
      await client.$executeRaw`DELETE FROM lease WHERE name = ${name} AND holder = ${holder}`;
    },
  };
}
