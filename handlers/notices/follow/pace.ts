/** How fast a sending goes and how long it will take, from its ledger over time. */
import { z } from 'zod';
import type { Tx } from '../../../prisma/open.ts';

const windowMs = 60_000;

/** Messages a second over the last minute, or since it began; null while nothing can be said. */
export async function paceOf(tx: Tx, now: Date, broadcastId: bigint, since: Date): Promise<number | null> {
  const from = new Date(Math.max(since.getTime(), now.getTime() - windowMs));
  const ms = now.getTime() - from.getTime();
  if (ms < 1_000) return null;
  const rows = await tx.$queryRaw`
    SELECT count(*)::int AS people FROM outbox
    WHERE broadcast_id = ${broadcastId} AND settled_at > ${from} AND state IN ('sent', 'refused', 'unreachable', 'unknown')`;
  const people = z.array(z.object({ people: z.number() })).parse(rows)[0]?.people ?? 0;
  return people === 0 ? null : (people * 1_000) / ms;
}

/** `khoảng 25 tin/giây · còn khoảng 2 phút` */
export function paceInWords(pace: number, waiting: number): string {
  const speed = pace >= 1 ? `${Math.round(pace)} tin/giây` : `${Math.max(1, Math.round(pace * 60))} tin/phút`;
  return `khoảng ${speed} · còn khoảng ${durationInWords(waiting / pace)}`;
}

function durationInWords(seconds: number): string {
  if (seconds < 60) return `${Math.max(5, Math.ceil(seconds / 5) * 5)} giây`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return `${minutes} phút`;
  return `${Math.round(minutes / 60)} giờ`;
}
