/** How a turn ends that must wait for something from outside: what it wrote is undone, and its message marked. */
import type { PrismaClient } from '../prisma/generated/client.ts';
import type { Wish } from './consult.ts';

/** What a message waits for now. */
export type Awaited = { kind: 'file' } | { kind: 'advice'; wish: Wish };

/** Ends a turn within its transaction. */
export class MustWait extends Error {
  constructor(readonly awaited: Awaited) {
    super(`The turn waits for ${awaited.kind}.`);
    this.name = 'MustWait';
  }
}

/** From here on the message is the fetch or the consult loop's. Another worker may have taken it in between, to the same end. */
export async function markWaiting(client: PrismaClient, message: bigint, awaited: Awaited, now: Date): Promise<void> {
  if (awaited.kind === 'file') {
    await client.inbox.updateMany({
      where: { id: message, doneAt: null, fileDueAt: null, fileTries: 0 },
      data: { fileDueAt: now },
    });
    return;
  }
  const { until, ...request } = awaited.wish;
  await client.$executeRaw`
    UPDATE inbox SET consult_due_at = ${now}, consult_until = ${until}, consult_request = ${JSON.stringify(request)}::jsonb
    WHERE id = ${message} AND done_at IS NULL AND consult_due_at IS NULL AND (advice IS NULL OR advice->${request.name}::text IS NULL)`;
}
