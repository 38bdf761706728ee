/** The buttons of `/hoso`, each value in one place: `dossier:` and what to do, with the registration's code. */
import type { Choice } from '../../bot/message.ts';

const choice = (label: string, ...value: (string | number)[]): Choice => ({
  label,
  value: ['dossier', ...value].join(':'),
});

export const listChoice = (page = 0, label = 'Hồ sơ của tôi') => choice(label, 'list', page);
export const oneChoice = (code: string, label = 'Về đăng ký này') => choice(label, 'one', code);
export const itemsChoice = (code: string, page = 0, label = 'Danh sách giấy tờ') => choice(label, 'items', code, page);
export const itemChoice = (code: string, item: string, label: string) => choice(label, 'item', code, item);
export const attachChoice = (code: string, item: string) => choice('Gửi tệp', 'attach', code, item);
export const putChoice = (code: string, item: string, label: string) => choice(label, 'put', code, item);
export const replaceChoice = (code: string, item: string) => choice('Vẫn gửi tệp khác', 'replace', code, item);
export const filesChoice = (code: string, item: string, label: string) => choice(label, 'files', code, item);
export const fileChoice = (code: string, file: bigint, label: string) => choice(label, 'file', code, String(file));
export const removeChoice = (code: string, file: bigint) => choice('Xoá tệp này', 'remove', code, String(file));
export const formsChoice = (code: string) => choice('Tải mẫu đã điền', 'forms', code);
export const sendChoice = (code: string) => choice('Gửi hồ sơ', 'send', code);
export const sendNowChoice = (code: string, label: string) => choice(label, 'send-now', code);
export const onPaperChoice = (code: string) => choice('Tôi nộp bản giấy tại xã', 'send-paper', code);
export const correctChoice = (code: string) => choice('Sửa thông tin', 'correct', code);
export const againChoice = (code: string) => choice('Gửi lại', 'again', code);
export const starsChoice = (code: string) => choice('Đổi số sao mong muốn', 'stars', code);
export const wishChoice = (code: string, stars: number, label: string) => choice(label, 'wish', code, stars);
export const withdrawChoice = (code: string) => choice('Rút đăng ký', 'withdraw', code);
export const withdrawNowChoice = (code: string) => choice('Đồng ý rút', 'withdraw-now', code);
export const registerChoice = (label = 'Đăng ký sản phẩm'): Choice => ({ label, value: 'register:start' });
