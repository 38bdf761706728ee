/** The chat machine over a real database, with a clock that the test moves. */
import { pino } from 'pino';
import type { Capability } from '../bot/capability.ts';
import type { Channel } from '../bot/channel.ts';
import type { Clock } from '../bot/clock.ts';
import type { Consult } from '../bot/consult.ts';
import type { FileStore } from '../bot/files.ts';
import { type Machine, startMachine } from '../bot/machine.ts';
import { reply } from '../bot/message.ts';
import { createMetrics } from '../bot/metrics.ts';
import type { Database } from '../prisma/open.ts';
import { noFiles } from './files.ts';

/** As they are when nothing is configured. */
export const usualQuietHours = { from: 21 * 60, until: 6.5 * 60 };

export interface TestClock extends Clock {
  moveTo(iso: string): void;
  advance(ms: number): void;
}

/** Stands still but for what the test says. */
export function createTestClock(iso = '2026-11-23T08:00:00+07:00'): TestClock {
  let at = new Date(iso).getTime();
  return {
    now: () => new Date(at),
    moveTo: (next) => {
      at = new Date(next).getTime();
    },
    advance: (ms) => {
      at += ms;
    },
  };
}

export function startTestMachine(options: {
  database: Database;
  channels: readonly Channel[];
  capabilities?: readonly Capability[];
  clock?: Clock;
  holder?: string;
  files?: FileStore;
  consult?: Consult;
}): Promise<Machine> {
  return startMachine({
    database: options.database,
    clock: options.clock ?? createTestClock(),
    log: pino({ level: 'silent' }),
    random: () => 0.5,
    holder: options.holder ?? 'test',
    capabilities: options.capabilities ?? [echo],
    channels: options.channels,
    files: options.files ?? noFiles,
    metrics: createMetrics(options.database.client),
    quietHours: usualQuietHours,
    consult: options.consult ?? null,
    // A test moves the clock and waits for what is due.
    sweepEveryMs: 200,
  });
}

/** Says back what it hears. */
export const echo: Capability = {
  name: 'echo',
  async message({ input }) {
    if (input.kind === 'text') return [reply(`Bạn nói: ${input.text}`)];
    return [reply(input.kind === 'pick' ? `Bạn chọn: ${input.choice.label}` : `Bạn gửi: ${input.kind}`)];
  },
};
