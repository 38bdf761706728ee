/** `/canbo`: what an officer may do, and a kind word to everybody else. */
import type { Turn } from '../../bot/capability.ts';
import { type Choice, type Reply, reply } from '../../bot/message.ts';
import { type Quotas, readQuotaUses } from '../../bot/quota.ts';
import { yearNumbers } from '../classes/year-numbers.ts';
import { quotaLine } from '../notices/quota-words.ts';
import { composeChoice, composedChoice } from '../notices/standing.ts';
import type { Profile } from '../programme/profile-schema.ts';
import { modelCallsChoices } from './model-calls.ts';
import { officeTitle } from './office.ts';
import { countWaiting } from './queue.ts';
import { levelOf, type Office, officeThatMay, rolesToGive } from './rights.ts';
import { queueChoice } from './wording.ts';

export const forOfficers: Reply = reply(
  [
    'Mục này dành cho cán bộ OCOP xã, huyện, tỉnh: xem và duyệt đăng ký trong địa bàn.',
    'Nếu bạn là cán bộ, bạn xin lời mời từ cán bộ cấp trên hoặc quản trị. Nhận được thì gửi nguyên dòng đó cho tôi, ví dụ: **/canbo ABCD-EFGH-JKMN**.',
    'Nếu bạn là người sản xuất, bạn gõ /menu để chọn việc.',
  ].join('\n'),
);

export async function showMenu(
  { tx, now, personId }: Pick<Turn, 'tx' | 'now' | 'personId'>,
  offices: readonly Office[],
  profile: Profile,
  quotas: Quotas,
): Promise<Reply> {
  if (offices.length === 0) return forOfficers;
  const waiting = await countWaiting(tx, { personId, offices });
  const nothing = { kind: 'nothing' } as const;
  const choices: Choice[] = [
    ...(officeThatMay(offices, 'see-queue', nothing).office ? [queueChoice] : []),
    ...(officeThatMay(offices, 'announce', nothing).office ? [composeChoice, composedChoice] : []),
    ...(rolesToGive(offices).length > 0 ? [{ label: 'Mời cán bộ', value: 'officer:invite' }] : []),
    { label: 'Danh sách cán bộ', value: 'officer:roster:0' },
    ...(officeThatMay(offices, 'read-audit', nothing).office ? [{ label: 'Nhật ký', value: 'officer:audit:new' }] : []),
    ...(await modelCallsChoices(tx, offices)),
  ];
  const lines = offices.map((office) => `• ${officeTitle(office)} (cán bộ số ${office.id})`);
  return reply(
    [
      'Vai trò của bạn:',
      ...lines,
      `Việc đang chờ bạn: **${waiting}**.`,
      ...(hasNoLevel(offices, profile) ? [noDistrictLevel] : []),
      await yearNumbers(tx, now),
      ...(await readQuotaUses(tx, now, quotas)).map(quotaLine),
      'Bạn chọn một việc.',
    ].join('\n'),
    { choices },
  );
}

const noDistrictLevel =
  'Quy định hiện hành không còn cấp huyện: cấp xã kiểm tra, cấp tỉnh quyết định. Bạn chỉ còn việc với hồ sơ nộp trước đây; hồ sơ khác trong địa bàn bạn vẫn xem được.';

function hasNoLevel(offices: readonly Office[], profile: Profile): boolean {
  return offices.every(({ role }) => !profile.levels.some(({ level }) => level === levelOf(role)));
}
