/** What a person agrees to before the first personal field (Luật 91/2025/QH15): what, why, who sees it, how long, how to delete. */
import type { Turn } from '../../bot/capability.ts';
import { draftsKeptDays } from '../../bot/retention.ts';
import type { Profile } from '../programme/profile-schema.ts';

export const registrationPurpose = 'registration';
/**
 * Raised with every change of {@link consentText}: an agreement holds for the wording that was shown. Whoever agreed to
 * the wording where a language model helps has agreed to the other one, too.
 */
const versions = { alone: 2, withModel: 3 };

export function consentText(profile: Profile, keptDays: number, usesModel: boolean): string {
  const offices = profile.levels.map(({ office }) => office).join(', ');
  return [
    'Trước khi đăng ký, bạn đọc giúp:',
    '• Tôi hỏi: tên chủ thể, người đại diện, số điện thoại, xã phường, sản phẩm, giấy tờ đã có, ảnh sản phẩm. Không hỏi căn cước.',
    '• Để làm gì: đăng ký sản phẩm OCOP, chuẩn bị và theo dõi hồ sơ.',
    `• Ai xem: cán bộ OCOP phụ trách nơi bạn sản xuất (${offices}).`,
    ...(usesModel
      ? [
          '• Câu dài có thể được một dịch vụ bên ngoài đọc giúp, đã che số điện thoại, số giấy tờ; tin thoại gửi nguyên, nghe xong bỏ ngay.',
        ]
      : []),
    `• Giữ bao lâu: đến khi bạn xoá, hoặc ${keptDays} ngày sau khi việc kết thúc. Khi đó, phần còn lại để thống kê không có tên, người đại diện, số điện thoại, ảnh và tệp. Bản ghi dở tự xoá sau ${draftsKeptDays} ngày.`,
    '• Gõ /riengtu bất cứ lúc nào để xem, sửa, tải về, rút lại đồng ý hoặc xoá.',
    'Bạn đồng ý chứ?',
  ].join('\n');
}

export async function hasConsent(turn: Turn, usesModel: boolean): Promise<boolean> {
  const row = await turn.tx.consent.findFirst({
    where: {
      personId: turn.personId,
      purpose: registrationPurpose,
      version: { gte: usesModel ? versions.withModel : versions.alone },
      withdrawnAt: null,
    },
    select: { id: true },
  });
  return row !== null;
}

/** Written the moment it is given, so that it can be proved later; once for each wording. */
export async function keepConsent({ tx, personId, channel, now }: Turn, usesModel: boolean): Promise<void> {
  const version = usesModel ? versions.withModel : versions.alone;
  await tx.$executeRaw`
    INSERT INTO consent (person_id, purpose, version, channel, given_at)
    SELECT ${personId}::uuid, ${registrationPurpose}, ${version}::int, ${channel}, ${now}
    WHERE NOT EXISTS (
      SELECT FROM consent
      WHERE person_id = ${personId}::uuid AND purpose = ${registrationPurpose} AND version = ${version} AND withdrawn_at IS NULL
    )`;
}

/** Whoever goes back and declines after all has agreed to nothing any more; the row stays as proof of both. */
export async function withdrawConsent(turn: Turn): Promise<void> {
  await turn.tx.consent.updateMany({
    where: { personId: turn.personId, purpose: registrationPurpose, withdrawnAt: null },
    data: { withdrawnAt: turn.now },
  });
}
