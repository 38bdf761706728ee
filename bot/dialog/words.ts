/** The words that steer a dialog, on every channel the same, with and without accents. */
import type { DialogState, Field, Navigation } from '../dialog.ts';
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

/** What a typed text steers, if that is all it says. A yes or no counts only where one is waited for. */
export function navigationIn(text: string, state: DialogState, submit: string): Navigation | null {
  const plain = plainLabel(text);
  if (state.waiting !== null && yes.has(plain)) return 'yes';
  if (state.waiting !== null && (no.has(plain) || plain === 'thoi')) return 'no';
  if (plain === plainLabel(submit) || plain === 'gui') return 'submit';
  return words[plain] ?? null;
}

const correcting = /^(sua|doi|thay|chinh)( lai)? /;

/** `sửa tên sản phẩm`: a text that says it wants to change something. */
export function isCorrecting(text: string): boolean {
  return correcting.test(plainLabel(text));
}

/** The one field whose label a text names, with or without `sửa` before it. */
export function findField(fields: readonly Field[], text: string): Field | undefined {
  const wanted = plainLabel(text).replace(correcting, '');
  if (wanted.length < 3) return undefined;
  const found = fields.filter((field) => plainLabel(field.label).startsWith(wanted));
  return found.length === 1 ? found[0] : undefined;
}
