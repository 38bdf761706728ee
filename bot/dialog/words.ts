/** The words that steer a dialog, on every channel the same, with and without accents. */
import { type DialogState, type Field, type Navigation, reviewStep } from '../dialog.ts';
import { plainLabel } from '../label.ts';

const words: Readonly<Record<string, Navigation>> = {
  'quay lai': 'back',
  lui: 'back',
  'tro lai': 'back',
  'bo qua': 'skip',
  xong: 'done',
  'giu nguyen': 'keep',
  huy: 'cancel',
  'huy bo': 'cancel',
  thoi: 'cancel',
  sua: 'change',
};
const yes = new Set(['co', 'dong y', 'ok', 'oke', 'u', 'uh', 'da', 'vang', 'phai', 'dung', 'dung roi', 'duoc']);
/** Said of a field that may be passed over, these pass it over; elsewhere they may be the answer. */
const nothing = new Set(['khong', 'ko', 'k', 'khong co', 'chua', 'chua co', 'khong biet', 'chua biet', 'chua ro']);
const no = new Set(['khong', 'ko', 'k', 'hong', 'lam tiep', 'tiep tuc', 'thoi khong']);

export function isYes(text: string): boolean {
  return yes.has(plainLabel(text));
}

export function isNo(text: string): boolean {
  return no.has(plainLabel(text));
}

export function isNothing(text: string): boolean {
  return nothing.has(plainLabel(text));
}

/** `chưa có ảnh`, `không có giấy nào hết`: more words for nothing, unless they ask (`chưa có thì sao`). */
export function saysNothing(text: string): boolean {
  const plain = plainLabel(text);
  return (
    /^(?:(?:toi|minh|em|con) )?(?:chua|khong|ko|k) co\b/.test(plain) &&
    !/\?|\b(?:sao|thi|duoc|dc)\b/.test(`${plain}${text}`)
  );
}

/** Longer ways to give up; since it is asked once more, a wrong guess costs nothing. */
const givingUp =
  /^(?:(?:toi|minh|em|con) )?(?:(?:muon|xin|can) )?huy(?: bo)?(?: (?:dang ky|viec nay|di|nua|nhe|nha|a))*$|^(?:thoi )?(?:(?:toi|minh|em|con) )?(?:khong|ko|k) (?:muon )?(?:dang ky|lam|ghi|gui|sua) nua$|^thoi (?:khong|ko|k) (?:dang ky|lam|ghi|gui|sua)$/;

/** What the review asks for: `Đúng rồi thì bấm …`. */
const right = new Set(['dung', 'dung roi', 'dung het', 'dung het roi', 'dung roi gui di']);

/** What a typed text steers, if that is all it says. A yes or no counts only where one is waited for. */
export function navigationIn(text: string, state: DialogState, submit: string): Navigation | null {
  const plain = plainLabel(text);
  if (state.waiting !== null && yes.has(plain)) return 'yes';
  if (state.waiting !== null && (no.has(plain) || plain === 'thoi')) return 'no';
  if (plain === plainLabel(submit) || plain === 'gui') return 'submit';
  if (state.at === reviewStep && state.waiting === null && right.has(plain)) return 'submit';
  return words[plain] ?? (givingUp.test(plain) ? 'cancel' : null);
}

const correcting = /^(sua|doi|thay|chinh)( lai)? /;

/** `sửa tên sản phẩm`: a text that says it wants to change something. */
export function isCorrecting(text: string): boolean {
  return correcting.test(plainLabel(text));
}

/**
 * The one field whose label a text names, with or without `sửa` before it: by whole words wherever they stand
 * (`sửa điện thoại`, and `giá` is not `Giấy tờ`), else by its beginning. Of several, the one that begins with it.
 */
export function findField(fields: readonly Field[], text: string): Field | undefined {
  const wanted = plainLabel(text).replace(correcting, '');
  if (wanted.length < 2) return undefined;
  const named = fields.filter((field) => ` ${plainLabel(field.label)} `.includes(` ${wanted} `));
  const found =
    named.length > 0 || wanted.length < 3
      ? named
      : fields.filter((field) => plainLabel(field.label).startsWith(wanted));
  if (found.length === 1) return found[0];
  const [first, ...more] = found.filter((field) => `${plainLabel(field.label)} `.startsWith(`${wanted} `));
  return more.length === 0 ? first : undefined;
}
