/** What officers see of the feedback: the mean and the lines, never who wrote them. */
import { maskPersonalData } from '../../knowledge/mask.ts';
import type { Tx } from '../../prisma/open.ts';

/** As many lines as a message bears. */
const mostLines = 10;
const mean = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1, minimumFractionDigits: 1 });

/** No lines where nobody has answered yet. */
export async function ratingLines(tx: Tx, noticeId: bigint): Promise<string[]> {
  const { _avg, _count } = await tx.signUp.aggregate({
    where: { noticeId, rating: { not: null } },
    _avg: { rating: true },
    _count: true,
  });
  if (_avg.rating === null) return [];
  // By the alphabet: the order of the list below must not tell who wrote what.
  const rows = await tx.signUp.findMany({
    where: { noticeId, remark: { not: null } },
    orderBy: { remark: 'asc' },
    select: { remark: true },
  });
  const more = rows.length > mostLines ? [`… và ${rows.length - mostLines} góp ý khác`] : [];
  return [
    `Đánh giá: **${mean.format(_avg.rating)}/5** (${_count} người)`,
    ...rows.slice(0, mostLines).map(({ remark }) => `• “${maskPersonalData(remark ?? '')}”`),
    ...more,
  ];
}
