/** Waits until a storm is over: every message is answered and every answer is sent. */
import { expect } from 'vitest';
import { until } from '../platform.ts';
import type { InProcess } from './in-process.ts';

export async function expectDrained({ database: { client }, complaints }: InProcess): Promise<void> {
  const left = async () => [
    await client.inbox.count({ where: { doneAt: null } }),
    await client.outbox.count({ where: { state: { in: ['planned', 'sending'] } } }),
  ];
  let waiting = await left();
  await until(
    async () => {
      waiting = await left();
      return waiting.every((count) => count === 0);
    },
    () => `${waiting.join(' messages to be answered and sends to be made: ')}; ${complaints.join('').slice(0, 2_000)}`,
    120_000,
  );
  expect(await client.inbox.findMany({ where: { failures: { gt: 0 } } }), 'turns that failed').toEqual([]);
}
