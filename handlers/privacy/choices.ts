/** The buttons of `/riengtu`. */
import type { Choice } from '../../bot/message.ts';

export const see: Choice = { label: 'Xem dữ liệu', value: 'privacy:see' };
export const download: Choice = { label: 'Tải dữ liệu về', value: 'privacy:download' };
export const correct: Choice = { label: 'Sửa dữ liệu', value: 'privacy:correct' };
export const correctContact: Choice = { label: 'Sửa người đại diện, điện thoại', value: 'privacy:contact' };
export const withdraw: Choice = { label: 'Rút lại đồng ý', value: 'privacy:withdraw' };
export const confirmWithdraw: Choice = { label: 'Xác nhận rút lại', value: 'privacy:withdrawn' };
export const remove: Choice = { label: 'Xoá dữ liệu', value: 'privacy:delete' };
export const confirmRemove: Choice = { label: 'Đồng ý xoá', value: 'privacy:confirm' };
export const keep: Choice = { label: 'Không xoá', value: 'privacy:keep' };
export const keepConsent: Choice = { label: 'Không rút', value: 'privacy:keep' };
export { openChoice as joinAccounts } from '../accounts/page.ts';
export const dossiers: Choice = { label: 'Hồ sơ của tôi', value: 'dossier:list' };
