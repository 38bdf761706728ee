/** What officers read: refusals, levels, decisions, dates and numbers. */
import { type Choice, type Reply, reply } from '../../bot/message.ts';
import { shownDay } from '../../knowledge/rounds.ts';
import { localDay } from '../programme/days.ts';
import type { Level, Profile } from '../programme/profile-schema.ts';
import type { Decision, Status } from '../registration/flow.ts';
import type { Refusal } from './rights.ts';

export const menuChoice: Choice = { label: 'Về menu cán bộ', value: 'officer:menu' };
export const queueChoice: Choice = { label: 'Việc đang chờ', value: 'officer:queue:0' };

const refusals: Readonly<Record<Refusal, string>> = {
  'not-your-role': 'Vai trò của bạn không có quyền làm việc này. Bạn nhờ cán bộ cấp trên hoặc quản trị giúp.',
  'other-area': 'Việc này ngoài địa bàn của bạn. Bạn chuyển cho cán bộ phụ trách nơi đó.',
  'other-level': 'Việc này đang chờ cấp khác xem. Bạn xem lại khi tới lượt cấp mình.',
  'no-such-level':
    'Theo quy định đang áp dụng cho hồ sơ này không có cấp huyện duyệt: cấp xã kiểm tra, cấp tỉnh quyết định. Bạn vẫn xem được hồ sơ trong địa bàn.',
  'not-now': 'Lúc này hồ sơ không còn chờ việc đó. Bạn bấm **Việc đang chờ** để xem việc khác.',
};

export function refused(why: Refusal): Reply {
  return reply(refusals[why], { choices: [queueChoice, menuChoice] });
}

export const decisionNames: Readonly<Record<Decision, string>> = {
  'confirm-shares': 'Xác nhận tỷ lệ',
  accept: 'Chấp nhận',
  'ask-changes': 'Yêu cầu sửa',
  decline: 'Từ chối',
  'pass-on': 'Chuyển lên cấp trên',
  score: 'Ghi điểm',
  'help-given': 'Đã hỗ trợ',
};

export const statusNames: Readonly<Record<Status, string>> = {
  submitted: 'đã đăng ký',
  changes: 'chờ chủ thể sửa',
  accepted: 'đã chấp nhận, đang làm hồ sơ',
  declined: 'đã từ chối',
  withdrawn: 'chủ thể đã rút',
  dossier_sent: 'đã nộp hồ sơ',
  rated: 'đã có kết quả',
};

/** `cấp xã` */
export function levelName(profile: Profile, level: Level): string {
  return profile.levels.find((one) => one.level === level)?.name ?? level;
}

/** `24/11/2026`, the day in Việt Nam. */
export function dayOf(at: Date): string {
  return shownDay(localDay(at));
}

/** The day of a column that holds days only. */
export function shownDate(day: Date): string {
  return shownDay(day.toISOString().slice(0, 10));
}

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', timeStyle: 'short' });

/** `07:30`, the time in Việt Nam. */
export function timeOf(at: Date): string {
  return clock.format(at);
}

/** `74,5` */
export function shownPoints(hundredths: number): string {
  return new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 }).format(hundredths / 100);
}

/** `60%`; null is not known yet. */
export function shownShare(percent: number | null): string {
  return percent === null ? 'chưa rõ' : `${percent}%`;
}
