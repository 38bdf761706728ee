/** Who holds which role in an officer's area, and which invitations are open; taking them back. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { priority } from '../../bot/outbox.ts';
import { tellPeople } from '../../bot/tell.ts';
import type { Invitation, Officer } from '../../prisma/generated/client.ts';
import { writeAudit } from '../registration/store.ts';
import { officeOf, officesOf, officeTitle } from './office.ts';
import { type About, type Office, officeThatMay } from './rights.ts';
import { dayOf, menuChoice, refused } from './wording.ts';

const pageSize = 8;
const rosterChoice = { label: 'Danh sách cán bộ', value: 'officer:roster:0' };
const gone: Reply = reply('Vai trò hoặc lời mời này không còn nữa. Bạn xem lại danh sách.', {
  choices: [rosterChoice, menuChoice],
});

type Entry =
  | { kind: 'officer'; row: Officer; office: Office }
  | { kind: 'invitation'; row: Invitation; office: Office };

function about({ role, area }: Office): About {
  return { kind: 'office', role, area };
}

/** One page, counted from 0; what may be taken back has a button. */
export async function showRoster(turn: Turn, wanted: number): Promise<Reply[]> {
  const { tx, now, personId } = turn;
  const offices = await officesOf(tx, personId);
  const officers = await tx.officer.findMany({ where: { revokedAt: null }, orderBy: { id: 'asc' } });
  const invitations = await tx.invitation.findMany({
    where: { usedAt: null, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    orderBy: { id: 'asc' },
  });
  const entries: Entry[] = [
    ...officers.map((row) => ({ kind: 'officer' as const, row, office: officeOf(row) })),
    ...invitations.map((row) => ({ kind: 'invitation' as const, row, office: officeOf(row) })),
  ].filter(({ office }) => officeThatMay(offices, 'list-roles', about(office)).office !== null);
  const pages = Math.max(1, Math.ceil(entries.length / pageSize));
  const page = Math.min(wanted, pages - 1);
  const shown = entries.slice(page * pageSize, (page + 1) * pageSize);
  const own = new Set(offices.map(({ id }) => id));
  const lines = shown.map((entry) => lineOf(entry, entry.kind === 'officer' && own.has(entry.row.id)));
  const revocable = shown.filter(({ office }) => officeThatMay(offices, 'revoke', about(office)).office !== null);
  const where = pages > 1 ? ` (trang ${page + 1}/${pages})` : '';
  return [
    reply([`**Cán bộ trong địa bàn của bạn**${where}`, ...lines].join('\n'), {
      choices: [
        ...revocable.map(({ kind, row }) =>
          kind === 'officer'
            ? { label: `Thu hồi số ${row.id}`, value: `officer:revoke:${row.id}` }
            : { label: `Huỷ lời mời ${row.id}`, value: `officer:uninvite:${row.id}` },
        ),
        ...(page > 0 ? [{ label: 'Trang trước', value: `officer:roster:${page - 1}` }] : []),
        ...(page + 1 < pages ? [{ label: 'Trang sau', value: `officer:roster:${page + 1}` }] : []),
        menuChoice,
      ],
    }),
  ];
}

function lineOf({ kind, row, office }: Entry, isOwn: boolean): string {
  if (kind === 'officer') {
    return `• Số ${row.id}: ${officeTitle(office)}, từ ${dayOf(row.since)}${isOwn ? ' (bạn)' : ''}`;
  }
  const until = row.expiresAt === null ? '' : `, hạn ${dayOf(row.expiresAt)}`;
  return `• Lời mời ${row.id}: ${officeTitle(office)}, chưa dùng${until}`;
}

/** Asks before a role is taken back. */
export async function askToRevoke({ tx, personId }: Turn, id: bigint): Promise<Reply[]> {
  const row = await tx.officer.findFirst({ where: { id, revokedAt: null } });
  if (!row) return [gone];
  const office = officeOf(row);
  const may = officeThatMay(await officesOf(tx, personId), 'revoke', about(office));
  if (may.office === null) return [refused(may.why)];
  return [
    reply(
      `Thu hồi vai trò của cán bộ số ${id} (${officeTitle(office)})? Người này không xem được hồ sơ nữa, lời mời chưa dùng của họ cũng mất hiệu lực.`,
      {
        choices: [
          { label: 'Đồng ý thu hồi', value: `officer:revoked:${id}` },
          { ...rosterChoice, label: 'Không thu hồi' },
        ],
      },
    ),
  ];
}

export async function revoke(turn: Turn, id: bigint): Promise<Reply[]> {
  const { tx, now, personId } = turn;
  // All admins are locked, so that two of them cannot take back each other's role at once.
  const admins = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM officer WHERE role = 'admin' AND revoked_at IS NULL ORDER BY id FOR UPDATE`;
  const row = await tx.officer.findFirst({ where: { id, revokedAt: null } });
  if (!row) return [gone];
  const office = officeOf(row);
  const may = officeThatMay(await officesOf(tx, personId), 'revoke', about(office));
  if (may.office === null) return [refused(may.why)];
  if (office.role === 'admin' && admins.length === 1) {
    return [
      reply('Đây là quản trị duy nhất nên chưa thu hồi được. Bạn mời một quản trị khác trước.', {
        choices: [rosterChoice, menuChoice],
      }),
    ];
  }
  const { count } = await tx.officer.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
  if (count === 0) return [gone];
  await tx.invitation.updateMany({ where: { invitedBy: id, usedAt: null, revokedAt: null }, data: { revokedAt: now } });
  const state = { role: row.role, area: row.area };
  await writeAudit(tx, now, { officer: may.office.id, action: 'revoke' }, `officer:${id}`, state, {
    ...state,
    revokedAt: now.toISOString(),
  });
  if (row.personId !== personId) {
    const text = `Vai trò **${officeTitle(office)}** của bạn ở trợ lý này đã được thu hồi. Nếu có nhầm lẫn, bạn liên hệ cán bộ đã mời bạn.`;
    await tellPeople(tx, now, [row.personId], reply(text), priority.reminder);
  }
  return [reply(`Đã thu hồi vai trò của cán bộ số ${id}.`, { choices: [rosterChoice, menuChoice] })];
}

export async function askToUninvite({ tx, personId }: Turn, id: bigint): Promise<Reply[]> {
  const row = await tx.invitation.findFirst({ where: { id, usedAt: null, revokedAt: null } });
  if (!row) return [gone];
  const may = officeThatMay(await officesOf(tx, personId), 'revoke', about(officeOf(row)));
  if (may.office === null) return [refused(may.why)];
  return [
    reply(`Huỷ lời mời ${id} (${officeTitle(officeOf(row))})? Mã của lời mời này sẽ không dùng được nữa.`, {
      choices: [
        { label: 'Đồng ý huỷ', value: `officer:uninvited:${id}` },
        { ...rosterChoice, label: 'Giữ lại' },
      ],
    }),
  ];
}

export async function uninvite({ tx, now, personId }: Turn, id: bigint): Promise<Reply[]> {
  const row = await tx.invitation.findFirst({ where: { id, usedAt: null, revokedAt: null } });
  if (!row) return [gone];
  const may = officeThatMay(await officesOf(tx, personId), 'revoke', about(officeOf(row)));
  if (may.office === null) return [refused(may.why)];
  const { count } = await tx.invitation.updateMany({
    where: { id, usedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
  if (count === 0) return [gone];
  const state = { role: row.role, area: row.area };
  await writeAudit(tx, now, { officer: may.office.id, action: 'uninvite' }, `invitation:${id}`, state, {
    ...state,
    revokedAt: now.toISOString(),
  });
  return [reply(`Đã huỷ lời mời ${id}.`, { choices: [rosterChoice, menuChoice] })];
}
