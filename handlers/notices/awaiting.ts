/** What waits for a second officer: notices to the whole province, and corrections of such. */
import type { Choice } from '../../bot/message.ts';
import type { Tx } from '../../prisma/open.ts';
import type { Office } from '../officers/rights.ts';
import { approvingOffice } from './access.ts';

export interface Awaiting {
  kind: 'notice' | 'correction';
  /** Of the notice, or of the correction. */
  id: bigint;
  title: string;
  /** Whose it is. */
  officer: bigint;
  urgent: boolean;
  since: Date;
}

/** What this person could approve, which is nothing of their own; what is urgent first, then what waits longest. */
export async function awaitingApproval(tx: Tx, personId: string, offices: readonly Office[]): Promise<Awaiting[]> {
  if (approvingOffice(offices) === null) return [];
  const own = await tx.officer.findMany({ where: { personId }, select: { id: true } });
  const where = { state: 'awaiting' as const, officer: { notIn: own.map(({ id }) => id) } };
  const notices = await tx.notice.findMany({
    where,
    select: { id: true, title: true, officer: true, urgent: true, updatedAt: true },
  });
  const corrections = await tx.correction.findMany({ where, include: { notice: { select: { urgent: true } } } });
  const all: Awaiting[] = [
    ...notices.map(({ updatedAt, ...notice }) => ({ kind: 'notice' as const, ...notice, since: updatedAt })),
    ...corrections.map(({ id, title, officer, notice, createdAt }) => ({
      kind: 'correction' as const,
      ...{ id, title, officer, since: createdAt },
      urgent: notice.urgent,
    })),
  ];
  return all.sort(
    (one, other) => Number(other.urgent) - Number(one.urgent) || one.since.getTime() - other.since.getTime(),
  );
}

/** Opens it, with the buttons of the second officer. */
export function awaitingChoice({ kind, id, title }: Awaiting): Choice {
  return {
    label: `Xem để duyệt: ${title}`,
    value: kind === 'notice' ? `notice-desk:open:${id}` : `notice-desk:correction:${id}`,
  };
}

/** `chờ duyệt thông báo · Tập huấn bao bì · cán bộ số 3 · khẩn` */
export function awaitingLine({ kind, title, officer, urgent }: Awaiting): string {
  const what = kind === 'notice' ? 'thông báo' : 'đính chính';
  return `chờ duyệt ${what} · ${title} · cán bộ số ${officer}${urgent ? ' · khẩn' : ''}`;
}
