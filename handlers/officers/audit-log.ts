/** The audit log as officers read it. */
import { z } from 'zod';
import { type Reply, reply } from '../../bot/message.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
import { decisions } from '../registration/flow.ts';
import { areaOf, codeOf, communesIn, officeTitle } from './office.ts';
import { type Office, roles } from './rights.ts';
import { dayOf, decisionNames, menuChoice, shownPoints, timeOf } from './wording.ts';

const pageSize = 8;
const longestRemark = 80;

const stateSchema = z.object({
  code: z.string().optional(),
  version: z.number().optional(),
  role: z.enum(roles).optional(),
  area: z.string().nullish(),
  stars: z.number().nullish(),
  scoreHundredths: z.number().nullish(),
  remark: z.string().nullish(),
  item: z.string().optional(),
  title: z.string().optional(),
});
const rowSchema = z.object({
  id: z.bigint(),
  at: z.date(),
  officer: z.bigint().nullable(),
  action: z.string(),
  subject: z.string(),
  before: stateSchema.nullable().catch(null),
  after: stateSchema.nullable().catch(null),
});
type Row = z.infer<typeof rowSchema>;

const otherActions: Readonly<Record<string, string>> = {
  submit: 'Đăng ký',
  register: 'Đăng ký',
  'send-again': 'Gửi lại',
  'send-dossier': 'Nộp hồ sơ',
  correct: 'Sửa đăng ký',
  'correct-contact': 'Sửa người đại diện, điện thoại',
  attach: 'Gửi giấy tờ',
  'remove-file': 'Xoá tệp',
  'on-paper': 'Nộp bản giấy',
  'wish-stars': 'Đổi số sao mong muốn',
  withdraw: 'Rút',
  erase: 'Xoá theo yêu cầu của chủ thể',
  'period-over': 'Hết hạn giữ, đã bỏ tên',
  'item-accepted': 'Giấy tờ đạt',
  'item-changes': 'Giấy tờ cần sửa',
  'taken-over': 'Chuyển theo quy định đang áp dụng',
  'renewal-told': 'Nhắc đánh giá lại',
  invite: 'Mời cán bộ',
  uninvite: 'Thu hồi lời mời',
  redeem: 'Nhận vai trò',
  revoke: 'Thu hồi vai trò',
  'compose-notice': 'Soạn thông báo',
  'edit-notice': 'Sửa thông báo',
  'send-notice': 'Gửi thông báo',
  'withdraw-notice': 'Rút thông báo',
  'approve-notice': 'Duyệt thông báo',
  'refuse-notice': 'Không duyệt thông báo',
  'notice-too-late': 'Thông báo quá giờ, không gửi',
  'notice-pause': 'Tạm dừng gửi',
  'notice-resume': 'Gửi tiếp',
  'notice-stop': 'Dừng gửi hẳn',
  'notice-again': 'Gửi lại tin lỗi',
  'notice-count': 'Coi tin chưa rõ là đã gửi',
  'notice-unknown': 'Gửi lại tin chưa rõ',
  'notice-report': 'Lấy báo cáo',
  'notice-correct': 'Đính chính',
  'notice-correct-ask': 'Gửi duyệt đính chính',
  'notice-correct-approve': 'Duyệt đính chính',
  'notice-correct-refuse': 'Không duyệt đính chính',
  'notice-correct-overtaken': 'Đính chính đang chờ duyệt bị bỏ vì thông báo đổi',
  'notice-correct-replaced': 'Đính chính đang chờ duyệt bị thay bằng bản khác',
  'notice-correct-withdraw': 'Rút đính chính đang chờ duyệt',
  'notice-change': 'Đổi giờ, đổi nơi',
  'notice-call-off': 'Báo huỷ',
  'class-came': 'Ghi có mặt',
  'class-uncame': 'Bỏ ghi có mặt',
};

/** Those whose remark says why. */
const actionsWithRemark: ReadonlySet<string> = new Set([
  'ask-changes',
  'decline',
  'item-changes',
  'refuse-notice',
  'notice-correct-refuse',
]);

/** What is in the log about an officer's area, newest first; `before` goes on below an entry. */
export async function showAudit(tx: Tx, offices: readonly Office[], before: bigint | null): Promise<Reply> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT id, at, officer, action, subject, before, after FROM audit
    WHERE ${before === null ? Prisma.sql`true` : Prisma.sql`id < ${before}`} AND ${within(offices)}
    ORDER BY id DESC LIMIT ${pageSize + 1}`;
  const entries = z.array(rowSchema).parse(rows);
  if (entries.length === 0) {
    return reply('Chưa có gì trong nhật ký của địa bàn bạn.', { choices: [menuChoice] });
  }
  const shown = entries.slice(0, pageSize);
  const last = shown.at(-1);
  const more = entries.length > pageSize && last ? [{ label: 'Xem tiếp', value: `officer:audit:${last.id}` }] : [];
  return reply(['**Nhật ký** (mới nhất trước)', ...shown.map((row) => lineOf(row, offices))].join('\n'), {
    choices: [...more, menuChoice],
  });
}

/** What happened to a registration after the version that somebody saw, oldest first. */
export async function meanwhile(
  tx: Tx,
  seen: { id: bigint; version: number },
  offices: readonly Office[],
): Promise<string[]> {
  const rows = await tx.audit.findMany({
    where: { subject: `registration:${seen.id}` },
    orderBy: { id: 'desc' },
    take: 5,
  });
  return z
    .array(rowSchema)
    .parse(rows)
    .filter((row) => (row.after?.version ?? 0) > seen.version)
    .reverse()
    .map((row) => lineOf(row, offices));
}

/** Whether it was one of these offices that did this to the very version that somebody saw. */
export async function isDoneBy(
  tx: Tx,
  seen: { id: bigint; version: number },
  offices: readonly Office[],
  action: string,
): Promise<boolean> {
  const found = await tx.audit.findFirst({
    where: {
      subject: `registration:${seen.id}`,
      action,
      officer: { in: offices.map(({ id }) => id) },
      after: { path: ['version'], equals: seen.version + 1 },
    },
    select: { id: true },
  });
  return found !== null;
}

/** Rows about communes, or roles, in one of the areas. */
function within(offices: readonly Office[]): Prisma.Sql {
  const codes = new Set<string>();
  for (const { area } of offices) {
    const communes = communesIn(area);
    if (communes === null) return Prisma.sql`true`;
    for (const code of [...communes, codeOf(area) ?? '']) codes.add(code);
  }
  const list = [...codes];
  return Prisma.sql`(COALESCE(after, before)->>'communeCode' = ANY(${list}) OR COALESCE(after, before)->>'area' = ANY(${list}))`;
}

/** `• 24/11/2026 10:05 · bạn · OCOP-2026-0001 · Chấp nhận` */
function lineOf(row: Row, offices: readonly Office[]): string {
  const isOwn = offices.some(({ id }) => id === row.officer);
  const who = row.officer === null ? 'chủ thể hoặc hệ thống' : isOwn ? 'bạn' : `cán bộ số ${row.officer}`;
  const state = row.after ?? row.before;
  const decision = decisions.find((one) => one === row.action);
  const what = decision ? decisionNames[decision] : (otherActions[row.action] ?? 'Thay đổi');
  return `• ${dayOf(row.at)} ${timeOf(row.at)} · ${who} · ${subjectOf(row, state)} · ${what}${detailOf(row, state)}`;
}

function subjectOf({ subject }: Row, state: Row['after']): string {
  const [kind, id] = subject.split(':');
  if (kind === 'person') return 'dữ liệu của một người';
  if (kind === 'registration') return state?.code ?? `hồ sơ số ${id}`;
  if (kind === 'notice') return state?.title ? `«${state.title}»` : `thông báo số ${id}`;
  const role = state?.role
    ? ` (${officeTitle({ role: state.role, area: areaOf(state.role, state.area ?? null) })})`
    : '';
  return `${kind === 'officer' ? 'cán bộ' : 'lời mời'} số ${id}${role}`;
}

function detailOf({ action }: Row, state: Row['after']): string {
  if (action === 'score' && state?.stars != null && state.scoreHundredths != null) {
    return `: ${shownPoints(state.scoreHundredths)} điểm, ${state.stars} sao`;
  }
  if (!actionsWithRemark.has(action) || !state?.remark) return '';
  const remark = state.remark.replace(/^• /, '').replaceAll(/\n(?:• )?/g, '; ');
  return `: ${remark.length > longestRemark ? `${remark.slice(0, longestRemark)}…` : remark}`;
}
