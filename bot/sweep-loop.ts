/** Does what time brings (reminders, deadlines), by one process at a time. */
import type { Logger } from 'pino';
import type { Database, Tx } from '../prisma/open.ts';
import type { Clock } from './clock.ts';
import { keepLease, type Lease } from './lease.ts';

/** Starts sweeping; `release` of the result ends it once the sweep under way is over. */
export function startSweepLoop(options: {
  database: Database;
  clock: Clock;
  holder: string;
  log: Logger;
  everyMs: number;
  sweeps: readonly ((tx: Tx, now: Date) => Promise<void>)[];
}): Promise<Lease> {
  const { database, clock, log } = options;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let isOn = false;

  const sweepAll = async () => {
    for (const sweep of options.sweeps) {
      try {
        await database.client.$transaction((tx) => sweep(tx, clock.now()), { timeout: 20_000, maxWait: 20_000 });
      } catch (error) {
        log.error({ err: error }, 'work that was due could not be done, trying again');
      }
    }
  };
  const schedule = () => {
    timer = setTimeout(() => {
      running = sweepAll().then(() => {
        if (isOn) schedule();
      });
    }, options.everyMs);
  };

  return keepLease({
    client: database.client,
    name: 'sweep',
    holder: options.holder,
    seize: database.engine === 'pglite',
    async onWon() {
      isOn = true;
      schedule();
    },
    async onLost() {
      isOn = false;
      clearTimeout(timer);
      await running;
    },
    onError: (error) => log.error({ err: error }, 'the lease could not be kept'),
  });
}
