/** The notices that an officer follows, newest first. */
import type { Turn } from '../../../bot/capability.ts';
import { type Reply, reply } from '../../../bot/message.ts';
import type { Tx } from '../../../prisma/open.ts';
import type { Office } from '../../officers/rights.ts';
import { dayOf, menuChoice } from '../../officers/wording.ts';
import { kindNames, readNotice } from '../notice.ts';
import { composersInSight } from './sight.ts';
import { broadcastStateNames, count, noticeStateName } from './wording.ts';

export const listPage = 6;

/** One page, counted from 0; beyond the end the last one. */
export async function showList({ tx }: Pick<Turn, 'tx'>, offices: readonly Office[], wanted: number): Promise<Reply> {
  const composers = await composersInSight(tx, offices);
  const where = composers === null ? {} : { officer: { in: composers } };
  const total = await tx.notice.count({ where });
  if (total === 0) {
    return reply('Địa bàn của bạn chưa có thông báo nào. Bạn gõ /canbo rồi bấm **Soạn thông báo** để soạn.', {
      choices: [menuChoice],
    });
  }
  const pages = Math.ceil(total / listPage);
  const page = Math.min(wanted, pages - 1);
  const rows = await tx.notice.findMany({
    where,
    orderBy: { id: 'desc' },
    skip: page * listPage,
    take: listPage,
    include: {
      sendings: {
        where: { purpose: 'first' },
        take: 1,
        orderBy: { id: 'asc' },
        include: { broadcast: { select: { id: true, state: true, audience: true } } },
      },
    },
  });
  const lines: string[] = [];
  for (const [index, row] of rows.entries()) {
    const { id, kind, title, createdAt, state } = readNotice(row);
    const first = row.sendings[0]?.broadcast;
    const isUnderWay = first?.state === 'running' || first?.state === 'paused';
    const standing = isUnderWay && state === 'sent' ? broadcastStateNames[first.state] : noticeStateName(row);
    const told = first ? ` · ${count(await sentOf(tx, first.id))}/${count(first.audience)} người` : '';
    lines.push(`${index + 1}. ${kindNames[kind]} · **${title}** · ${standing}${told} · ${dayOf(createdAt)} (số ${id})`);
  }
  const shown = pages > 1 ? ` (trang ${page + 1}/${pages})` : '';
  return reply(
    [`Thông báo trong địa bàn bạn, mới nhất trước${shown}. Bạn chọn một thông báo để mở.`, ...lines].join('\n'),
    {
      choices: [
        ...rows.map(({ id, title }, index) => ({ label: `${index + 1}. ${title}`, value: `notice-desk:open:${id}` })),
        ...(page > 0 ? [{ label: 'Trang trước', value: `notice-desk:list:${page - 1}` }] : []),
        ...(page + 1 < pages ? [{ label: 'Trang sau', value: `notice-desk:list:${page + 1}` }] : []),
        menuChoice,
      ],
    },
  );
}

function sentOf(tx: Tx, broadcastId: bigint): Promise<number> {
  return tx.outbox.count({ where: { broadcastId, state: 'sent' } });
}
