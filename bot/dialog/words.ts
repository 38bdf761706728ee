/** The words that steer a dialog, on every channel the same, with and without accents. */
import type { DialogState, Field } from '../dialog.ts';
import { plainLabel } from '../label.ts';

export const navigations = ['back', 'skip', 'done', 'keep', 'cancel', 'yes', 'no', 'change', 'submit'] as const;
export type Navigation = (typeof navigations)[number];

const words: Readonly<Record<string, Navigation>> = {
  'quay lai': 'back',
  lui: 'back',
  'tro lai': 'back',
  'bo qua': 'skip',
  'khong co': 'skip',
  xong: 'done',
  'giu nguyen': 'keep',
  huy: 'cancel',
  'huy bo': 'cancel',
  thoi: 'cancel',
  sua: 'change',
};
const yes = new Set(['co', 'dong y', 'ok', 'oke', 'u', 'uh', 'da', 'vang', 'phai', 'dung', 'dung roi', 'duoc']);
const no = new Set(['khong', 'ko', 'k', 'hong', 'lam tiep', 'tiep tuc', 'thoi khong']);

/** What a typed text steers, if that is all it says. A yes or no counts only where one is waited for. */
export function navigationIn(text: string, state: DialogState, submit: string): Navigation | null {
  const plain = plainLabel(text);
  if (state.waiting !== null && yes.has(plain)) return 'yes';
  if (state.waiting !== null && (no.has(plain) || plain === 'thoi')) return 'no';
  if (plain === plainLabel(submit) || (state.at === 'review' && plain === 'gui')) return 'submit';
  return words[plain] ?? null;
}

/** The one field whose label a text names, with or without `sửa` before it. */
export function findField(fields: readonly Field[], text: string): Field | undefined {
  const wanted = plainLabel(text).replace(/^(sua|doi|thay|chinh)( lai)? /, '');
  if (wanted.length < 3) return undefined;
  const found = fields.filter((field) => plainLabel(field.label).startsWith(wanted));
  return found.length === 1 ? found[0] : undefined;
}
