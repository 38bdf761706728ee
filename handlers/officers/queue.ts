/** What waits for an officer: at their level, in their area, oldest first. */
import { type Reply, reply } from '../../bot/message.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
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

export function countWaiting(tx: Tx, offices: readonly Office[]): Promise<number> {
  return tx.registration.count({ where: waitingFor(offices) });
}

/** How many wait, and since when the oldest does. */
export async function sumWaiting(tx: Tx, offices: readonly Office[]): Promise<{ count: number; since: Date | null }> {
  const { _count, _min } = await tx.registration.aggregate({
    where: waitingFor(offices),
    _count: true,
    _min: { waitsSince: true },
  });
  return { count: _count, since: _min.waitsSince };
}

/** One page of the queue, counted from 0; beyond the end the last one. */
export async function showQueue(tx: Tx, offices: readonly Office[], wanted: number): Promise<Reply> {
  const count = await countWaiting(tx, offices);
  if (count === 0) {
    return reply('Không còn việc nào chờ bạn. Có đăng ký mới trong địa bàn, tôi báo bạn ngay.', {
      choices: [menuChoice],
    });
  }
  const pages = Math.ceil(count / queuePage);
  const page = Math.min(wanted, pages - 1);
  const rows = await tx.registration.findMany({
    where: waitingFor(offices),
    orderBy: [{ waitsSince: 'asc' }, { id: 'asc' }],
    skip: page * queuePage,
    take: queuePage,
  });
  const lines = rows.map(({ code, productName, producerName, communeCode, waitsSince, isHelpRequest }, index) => {
    const place = areaName({ level: 'commune', code: communeCode });
    const since = waitsSince === null ? '' : ` · chờ từ ${dayOf(waitsSince)}`;
    return `${index + 1}. ${code} · ${isHelpRequest ? 'xin hỗ trợ: ' : ''}${productName} · ${producerName} · ${place}${since}`;
  });
  const shown = pages > 1 ? ` (trang ${page + 1}/${pages})` : '';
  return reply(
    [`Đang chờ bạn: **${count}** việc, lâu nhất trước${shown}. Bạn chọn một việc để mở.`, ...lines].join('\n'),
    {
      choices: [
        ...rows.map(({ id, code }) => ({ label: code, value: `officer:open:${id}` })),
        ...(page > 0 ? [{ label: 'Trang trước', value: `officer:queue:${page - 1}` }] : []),
        ...(page + 1 < pages ? [{ label: 'Trang sau', value: `officer:queue:${page + 1}` }] : []),
        menuChoice,
      ],
    },
  );
}
