/** What waits for an officer: what they may approve, then registrations at their level in their area, oldest first. */
import { type Reply, reply } from '../../bot/message.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
import { awaitingApproval, awaitingChoice, awaitingLine } from '../notices/awaiting.ts';
import { areaName } from '../programme/area.ts';
import { communesIn } from './office.ts';
import { levelOf, type Office } from './rights.ts';
import { dayOf, menuChoice } from './wording.ts';

export const queuePage = 5;

function waitingFor(offices: readonly Office[]): Prisma.RegistrationWhereInput {
  return {
    OR: offices.map(({ role, area }) => {
      const communes = communesIn(area);
      return { waitsFor: levelOf(role), ...(communes && { communeCode: { in: communes } }) };
    }),
  };
}

/** Somebody who holds these offices. */
export interface Holder {
  personId: string;
  offices: readonly Office[];
}

export async function countWaiting(tx: Tx, { personId, offices }: Holder): Promise<number> {
  const approvals = await awaitingApproval(tx, personId, offices);
  return approvals.length + (await tx.registration.count({ where: waitingFor(offices) }));
}

/** How many wait, and since when the oldest does. */
export async function sumWaiting(
  tx: Tx,
  { personId, offices }: Holder,
): Promise<{ count: number; since: Date | null }> {
  const approvals = await awaitingApproval(tx, personId, offices);
  const { _count, _min } = await tx.registration.aggregate({
    where: waitingFor(offices),
    _count: true,
    _min: { waitsSince: true },
  });
  const times = [...approvals.map(({ since }) => since.getTime()), ...(_min.waitsSince ? [+_min.waitsSince] : [])];
  return { count: _count + approvals.length, since: times.length > 0 ? new Date(Math.min(...times)) : null };
}

/**
 * One page of the queue, counted from 0; beyond the end the last one. People wait for what is to be approved, so it
 * stands before the registrations.
 */
export async function showQueue(tx: Tx, { personId, offices }: Holder, wanted: number): Promise<Reply> {
  const approvals = await awaitingApproval(tx, personId, offices);
  const count = approvals.length + (await tx.registration.count({ where: waitingFor(offices) }));
  if (count === 0) {
    return reply('Không còn việc nào chờ bạn. Có việc mới, tôi báo bạn ngay.', { choices: [menuChoice] });
  }
  const pages = Math.ceil(count / queuePage);
  const page = Math.min(wanted, pages - 1);
  const first = page * queuePage;
  const toApprove = approvals.slice(first, first + queuePage);
  const rows = await tx.registration.findMany({
    where: waitingFor(offices),
    orderBy: [{ waitsSince: 'asc' }, { id: 'asc' }],
    skip: Math.max(0, first - approvals.length),
    take: queuePage - toApprove.length,
  });
  const lines = [
    ...toApprove.map((one) => `${awaitingLine(one)} · chờ từ ${dayOf(one.since)}`),
    ...rows.map(({ code, productName, producerName, communeCode, waitsSince, isHelpRequest }) => {
      const place = areaName({ level: 'commune', code: communeCode });
      const since = waitsSince === null ? '' : ` · chờ từ ${dayOf(waitsSince)}`;
      return `${code} · ${isHelpRequest ? 'xin hỗ trợ: ' : ''}${productName} · ${producerName} · ${place}${since}`;
    }),
  ].map((line, index) => `${index + 1}. ${line}`);
  const shown = pages > 1 ? ` (trang ${page + 1}/${pages})` : '';
  const order = approvals.length > 0 ? 'tin chờ duyệt trước, rồi việc lâu nhất' : 'lâu nhất trước';
  return reply([`Đang chờ bạn: **${count}** việc, ${order}${shown}. Bạn chọn một việc để mở.`, ...lines].join('\n'), {
    choices: [
      ...toApprove.map(awaitingChoice),
      ...rows.map(({ id, code }) => ({ label: code, value: `officer:open:${id}` })),
      ...(page > 0 ? [{ label: 'Trang trước', value: `officer:queue:${page - 1}` }] : []),
      ...(page + 1 < pages ? [{ label: 'Trang sau', value: `officer:queue:${page + 1}` }] : []),
      menuChoice,
    ],
  });
}
