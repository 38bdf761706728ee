/** The broadcasts of a notice, each with its ledger. */
import { type Ledger, readLedger, readReasons } from '../../../bot/broadcast.ts';
import type { BroadcastState, Sending } from '../../../prisma/generated/client.ts';
import type { Tx } from '../../../prisma/open.ts';
import { reasonInWords } from './reasons.ts';
import { count, ledgerNames, purposeNames } from './wording.ts';

export interface SendingView extends Sending {
  /** `tin đầu`, `tin đính chính 2` */
  name: string;
  broadcast: { state: BroadcastState; urgent: boolean; notBefore: Date; endedAt: Date | null };
  ledger: Ledger;
}

/** Oldest first; the first is the notice itself. */
export async function sendingsOf(tx: Tx, noticeId: bigint): Promise<SendingView[]> {
  const rows = await tx.sending.findMany({
    where: { noticeId },
    orderBy: { id: 'asc' },
    include: { broadcast: { select: { state: true, urgent: true, notBefore: true, endedAt: true } } },
  });
  const views: SendingView[] = [];
  for (const row of rows) {
    const before = views.filter(({ purpose }) => purpose === row.purpose).length;
    const name = `${purposeNames[row.purpose]}${before > 0 ? ` ${before + 1}` : ''}`;
    views.push({ ...row, name, ledger: await readLedger(tx, row.broadcastId) });
  }
  return views;
}

/** `• bị từ chối: đã chặn trợ lý (3)`, the most frequent first. */
export async function reasonLines(tx: Tx, broadcastId: bigint): Promise<string[]> {
  const groups = new Map<string, number>();
  for (const { state, reason, people } of await readReasons(tx, broadcastId)) {
    const words = `${ledgerNames[state]}: ${reasonInWords(reason)}`;
    groups.set(words, (groups.get(words) ?? 0) + people);
  }
  const sorted = [...groups].sort((a, b) => b[1] - a[1]);
  const rest = sorted.slice(mostReasons).reduce((sum, [, people]) => sum + people, 0);
  return [
    ...sorted.slice(0, mostReasons).map(([words, people]) => `• ${words} (${count(people)})`),
    ...(rest > 0 ? [`• lý do khác (${count(rest)}), có đủ trong báo cáo`] : []),
  ];
}

const mostReasons = 6;
