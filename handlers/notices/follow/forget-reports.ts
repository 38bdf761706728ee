/** A report that was handed out names people: it goes when one of them has their data deleted. A new one takes one tap. */
import type { Tx } from '../../../prisma/open.ts';

/** What a report is called; by this it is found again. */
export function reportName({ noticeId, id }: { noticeId: bigint; id: bigint }): string {
  return `bao-cao-${noticeId}-${id}.csv`;
}

const gone = 'Báo cáo này đã xoá vì có người trong đó xoá dữ liệu. Bạn mở thông báo để lấy báo cáo mới.';

/** To be called while the person's rows still stand in the ledgers. The file itself goes with its last reference. */
export async function forgetReports(tx: Tx, personId: string): Promise<void> {
  const sendings = await tx.sending.findMany({
    where: { broadcast: { outbox: { some: { personId } } } },
    select: { id: true, noticeId: true },
  });
  if (sendings.length === 0) return;
  await tx.$executeRaw`
    UPDATE outbox SET payload = (payload - 'attachment') || jsonb_build_object('text', ${gone}::text)
    WHERE payload->'attachment'->>'name' = ANY(${sendings.map(reportName)}) AND broadcast_id IS NULL`;
}
