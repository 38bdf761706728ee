/** How many classes and events this year has seen, beside the plan's numbers. */
import { plainLabel } from '../../bot/label.ts';
import type { Tx } from '../../prisma/open.ts';
import { localDay } from '../programme/days.ts';
import { targetsOf, type YearTarget, yearTargets } from './year-targets.ts';

type Held = { kind: string; title: string; startsAt: Date | null };

/**
 * For the officers' menu: `Năm 2026: Lớp tập huấn 2/5 · Xúc tiến thương mại 1/4 · Đánh giá, phân hạng 0/1`. What has
 * begun counts; what is still to come is told beside it.
 */
export async function yearNumbers(tx: Tx, now: Date): Promise<string> {
  const year = Number(localDay(now).slice(0, 4));
  const notices = await tx.notice.findMany({
    where: {
      state: 'sent',
      startsAt: { gte: new Date(`${year}-01-01T00:00:00+07:00`), lt: new Date(`${year + 1}-01-01T00:00:00+07:00`) },
    },
    select: { kind: true, title: true, startsAt: true },
  });
  const parts = yearTargets.map((target) => {
    const counted = notices.filter((notice) => targetFor(notice) === target);
    const held = counted.filter(({ startsAt }) => startsAt !== null && startsAt <= now).length;
    const coming = counted.length - held;
    return `${target.name} ${held}/${target.target}${coming > 0 ? ` (sắp tới ${coming})` : ''}`;
  });
  const whose = year === targetsOf ? '' : ` (chỉ tiêu theo kế hoạch năm ${targetsOf})`;
  return `Năm ${year}: ${parts.join(' · ')}${whose}`;
}

/** A target that looks at titles goes before one that takes the whole kind. */
function targetFor({ kind, title }: Held): YearTarget | undefined {
  const plain = plainLabel(title);
  const ofKind = yearTargets.filter((target) => target.kinds.some((one) => one === kind));
  return (
    ofKind.find(({ titles }) => titles?.some((words) => plain.includes(words))) ??
    ofKind.find(({ titles }) => titles === null)
  );
}
