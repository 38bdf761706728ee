/** What comes next for a registration, whose turn it is and by when, from the steps and the calendar of its profile. Pure. */
import { shownDay } from '../../knowledge/rounds.ts';
import { addWorkingDays, localDay } from '../programme/days.ts';
import { nextRound, renewalWindow } from '../programme/deadlines.ts';
import { profileAt, stepAfter, stepOf } from '../programme/profile.ts';
import type { Level, Profile } from '../programme/profile-schema.ts';
import { deskName } from '../registration/desk.ts';
import { profileOf, type Registration, standingOf } from '../registration/store.ts';
import { itemStandings, neededCount } from './item-standing.ts';
import type { Own } from './own.ts';
import { progressBar } from './progress.ts';
import { isoDay } from './wording.ts';

/** Lines for the detail of a registration. `configuredProfile` decides under which rules a certificate is renewed now. */
export function nextSteps(own: Own, now: Date, configuredProfile: string | null): string[] {
  const profile = profileOf(own);
  const { waitsFor } = standingOf(own);
  switch (own.status) {
    case 'submitted':
      return waitsFor === null ? [] : own.isHelpRequest ? helpSteps(own, profile) : ideaSteps(own, profile, waitsFor);
    case 'changes':
      return ['**Đến lượt bạn:** bấm **Sửa thông tin** để sửa điều cán bộ nhắn, rồi bấm **Gửi lại**.'];
    case 'accepted':
      return own.isHelpRequest
        ? ['Có đăng ký kinh doanh rồi, bạn gõ /dangky để đăng ký sản phẩm chính thức.']
        : dossierSteps(own, profile, now);
    case 'dossier_sent':
      return waitsFor === null ? [] : reviewSteps(own, profile, waitsFor);
    case 'rated':
      return resultOf(own, now, configuredProfile);
    case 'declined':
      return ['Bạn hỏi thêm UBND xã, phường. Làm lại cho khác thì gõ /dangky để đăng ký mới.'];
    case 'withdrawn':
      return ['Muốn tham gia lại, bạn gõ /dangky để đăng ký mới.'];
  }
}

function helpSteps(own: Own, profile: Profile): string[] {
  return [
    `**Tiếp theo:** ${deskName(own, profile, 'commune')} liên hệ bạn qua số điện thoại đã ghi.`,
    'Kế hoạch và quy định không nêu thời hạn cho việc này; chờ lâu thì bạn đến thẳng UBND.',
  ];
}

/** Neither plan nor decision gives the registration of an idea any number of days. */
function ideaSteps(own: Registration, profile: Profile, level: Level): string[] {
  const step = stepOf(profile, level);
  const next = stepAfter(profile, level);
  const confirms = step?.does.includes('confirm-shares') && own.confirmedAt === null;
  const decided = confirms ? next?.level : level;
  return [
    `**Đang xem:** ${deskName(own, profile, level)}.`,
    confirms
      ? `**Tiếp theo:** xã xác nhận nguyên liệu, lao động địa phương${decided ? `; sau đó ${deskName(own, profile, decided)} quyết định nhận` : ''}.`
      : '**Tiếp theo:** được nhận thì bạn làm hồ sơ; cần sửa thì cán bộ nhắn bạn ở đây.',
    'Quy định không nêu thời hạn cho bước này. Tôi báo bạn mỗi khi có thay đổi.',
    ...(step ? [`📖 ${step.source.cite}`] : []),
  ];
}

function dossierSteps(own: Own, profile: Profile, now: Date): string[] {
  const count = neededCount(itemStandings(own) ?? []);
  const round = nextRound(profile, localDay(now));
  return [
    '**Đến lượt bạn:** gom giấy tờ trong **Danh sách giấy tờ**, gửi từng mục, rồi bấm **Gửi hồ sơ**.',
    `Giấy tờ cần cho ${own.wishedStars} sao: ${progressBar(count.done, count.all)}`,
    ...(round
      ? [round.advice, `📖 ${profile.calendar?.source.cite}`]
      : ['Quy định áp dụng cho đăng ký này không nêu hạn nộp mà tôi xác minh được; bạn hỏi UBND xã, phường.']),
  ];
}

function reviewSteps(own: Registration, profile: Profile, level: Level): string[] {
  const step = stepOf(profile, level);
  const next = stepAfter(profile, level);
  const since = localDay(own.waitsSince ?? own.updatedAt);
  const days = step?.workingDays ?? null;
  const until = days === null ? null : shownDay(addWorkingDays(since, days));
  const round = nextRound(profile, since);
  return [
    `**Đang xem:** ${deskName(own, profile, level)}.`,
    days === null
      ? 'Quy định không nêu số ngày cho bước này.'
      : `Thời hạn: ${days} ngày làm việc, đến ${until} (chưa trừ ngày lễ).`,
    ...(next
      ? [`**Tiếp theo:** hồ sơ chuyển ${deskName(own, profile, next.level)}.`]
      : ['**Tiếp theo:** chấm điểm, xếp sao.']),
    ...(round
      ? [
          `Đợt ${round.number}/${round.year}: đề nghị đến tỉnh trước ${shownDay(round.submitBefore)} thì có kết quả trước ${shownDay(round.resultBefore)}.`,
        ]
      : []),
    ...(step ? [`📖 ${step.source.cite}`] : []),
  ];
}

function resultOf(own: Registration, now: Date, configuredProfile: string | null): string[] {
  const points = own.scoreHundredths === null ? '' : `, ${shownPoints(own.scoreHundredths)} điểm`;
  const result = own.stars === null ? [] : [`**Kết quả:** ${own.stars} sao${points}.`];
  if (own.certificateEnds === null) {
    const below = own.stars !== null && own.stars < 3;
    return [
      ...result,
      ...(below ? ['Từ 3 sao mới có giấy chứng nhận. Bạn hỏi UBND xã, phường cần thêm gì cho đợt sau.'] : []),
    ];
  }
  const ends = isoDay(own.certificateEnds);
  const profile = profileAt(now, configuredProfile);
  const window = renewalWindow(profile, ends);
  const given = own.certifiedOn === null ? '' : `từ ${shownDay(isoDay(own.certifiedOn))} `;
  return [
    ...result,
    `**Giấy chứng nhận:** ${given}đến ${shownDay(ends)}${own.decisionNumber === null ? '' : ` (quyết định số ${own.decisionNumber})`}.`,
    ...(window
      ? [
          `**Phân hạng lại:** nộp hồ sơ từ ${shownDay(window.from)} đến ${shownDay(window.until)}.`,
          `📖 ${profile.certificate.renewal?.source.cite}`,
        ]
      : ['Quy định áp dụng không nêu khoảng ngày nộp hồ sơ phân hạng lại; bạn hỏi UBND xã, phường.']),
  ];
}

/** `74,5` */
function shownPoints(hundredths: number): string {
  return new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 }).format(hundredths / 100);
}
