/** What the producer reads after a registration: the code, what happens next and how long, and what to prepare. */
import { type Choice, type Reply, reply } from '../../bot/message.ts';
import { checklistFor } from '../dossier/checklist.ts';
import { checklistQuestion } from '../dossier/checklist-question.ts';
import { topicsChoice } from '../notices/topics.ts';
import { localDay } from '../programme/days.ts';
import { nextRound } from '../programme/deadlines.ts';
import type { Profile } from '../programme/profile-schema.ts';
import { deskName } from '../registration/desk.ts';
import type { Registration } from '../registration/store.ts';

const ownDossiers: Choice = { label: 'Hồ sơ của tôi', value: 'dossier:list' };

export function receiptOf(registration: Registration, profile: Profile, now: Date): Reply {
  const commune = deskName(registration, profile, 'commune');
  if (registration.isHelpRequest) {
    return reply(
      [
        `Đã chuyển ý tưởng của bạn cho ${commune}. Mã: **${registration.code}**.`,
        'Cán bộ sẽ liên hệ qua số điện thoại bạn ghi. Kế hoạch và quy định không nêu thời hạn cho việc này; chờ lâu thì bạn đến thẳng UBND.',
        'Khi đã có đăng ký kinh doanh, bạn gõ /dangky để đăng ký chính thức.',
      ].join('\n'),
      { choices: [ownDossiers, topicsChoice] },
    );
  }
  const next = profile.steps[1];
  const round = nextRound(profile, localDay(now));
  return reply(
    [
      `Đã nhận đăng ký **${registration.productName}**. Mã của bạn: **${registration.code}**.`,
      '',
      `Tiếp theo: ${commune} xem và xác nhận nguyên liệu, lao động địa phương${next ? `; sau đó chuyển ${deskName(registration, profile, next.level)}` : ''}. Tôi báo bạn mỗi bước.`,
      'Quy định không nêu thời hạn cho bước đăng ký ý tưởng.',
      ...(round ? [round.advice] : []),
      '',
      ...preparation(registration, profile),
    ].join('\n'),
    { choices: [ownDossiers, topicsChoice] },
  );
}

/** The checklist in short: what the wished stars cannot do without and is not there yet. */
function preparation(registration: Registration, profile: Profile): string[] {
  const question = checklistQuestion(registration, profile);
  if (!question) return [];
  const missing = checklistFor(question).filter(
    ({ need, isHeld, by }) => (need === 'required' || need === 'minimum') && !isHeld && by === 'producer',
  );
  return [
    `Trong lúc chờ, bạn chuẩn bị ${missing.length} thứ cần cho ${question.wishedStars} sao:`,
    ...missing.map(({ name }) => `• ${name}`),
    'Gõ /hoso để xem từng mục là gì, lấy ở đâu.',
  ];
}
