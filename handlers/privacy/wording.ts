/** The words in which `/riengtu` speaks of what is held. */
import { shownDay } from '../../knowledge/rounds.ts';
import { noticesPurpose } from '../notices/subscription.ts';
import { localDay } from '../programme/days.ts';
import { registrationPurpose } from '../register/consent.ts';
import type { Registration } from '../registration/store.ts';

/** `24/11/2026`, the day in Việt Nam. */
export function dayOf(at: Date): string {
  return shownDay(localDay(at));
}

const purposeNames: Readonly<Record<string, string>> = {
  [registrationPurpose]: 'đăng ký sản phẩm, theo dõi hồ sơ',
  [noticesPurpose]: 'nhận thông báo',
};

export function purposeName(purpose: string): string {
  return purposeNames[purpose] ?? purpose;
}

const statusNames: Readonly<Record<Registration['status'], string>> = {
  submitted: 'đã gửi, chờ cán bộ xem',
  changes: 'cần bạn sửa',
  accepted: 'đã được nhận',
  declined: 'không được nhận',
  withdrawn: 'đã rút',
  dossier_sent: 'đã gửi hồ sơ, chờ cán bộ xem',
  rated: 'đã có kết quả',
};

export function statusName({ status, isHelpRequest }: Registration): string {
  return isHelpRequest && status === 'accepted' ? 'xã đã giúp' : statusNames[status];
}

/** `OCOP-2026-0001 (Mật nho An Hòa)`, as many as a message can bear. */
export function listed(registrations: readonly Pick<Registration, 'code' | 'productName'>[]): string {
  const most = 5;
  const named = registrations.slice(0, most).map(({ code, productName }) => `${code} (${shortened(productName)})`);
  const more = registrations.length - named.length;
  return [...named, ...(more > 0 ? [`và ${more} đăng ký nữa`] : [])].join(', ');
}

export function shortened(text: string, longest = 60): string {
  const characters = [...text];
  return characters.length <= longest
    ? text
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}
