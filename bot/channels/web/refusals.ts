/** Every way in which the web channel says no, with the sentence that the person reads. */
import type { Context } from 'hono';
import type { FileRefusal } from '../../message.ts';
import { phrases } from '../../phrases.ts';

export const maxTextLength = 4_000;
export const maxWaiting = 200;

const fileRefusals = {
  'too-large': { status: 413, sentence: phrases.fileRefused['too-large'] },
  'wrong-type': { status: 415, sentence: phrases.fileRefused['wrong-type'] },
  unreadable: { status: 422, sentence: phrases.fileRefused.unreadable },
  gone: { status: 422, sentence: phrases.fileRefused.gone },
} as const satisfies Record<FileRefusal, unknown>;

const refusals = {
  ...fileRefusals,
  malformed: { status: 400, sentence: 'Trang gửi lên nội dung không đọc được. Bạn hãy tải lại trang rồi thử lại.' },
  empty: { status: 400, sentence: 'Tin nhắn đang trống. Bạn hãy gõ câu hỏi rồi gửi lại.' },
  tooLong: {
    status: 400,
    sentence: 'Tin nhắn dài quá 4.000 ký tự. Bạn hãy rút gọn hoặc chia thành nhiều tin.',
  },
  tooLarge: { status: 413, sentence: 'Nội dung gửi lên quá lớn. Mỗi tin nhắn tối đa 4.000 ký tự.' },
  stranger: {
    status: 401,
    sentence: 'Trình duyệt chưa lưu được cuộc trò chuyện. Bạn hãy cho phép cookie của trang này rồi tải lại trang.',
  },
  elsewhere: { status: 403, sentence: 'Chỉ dùng được từ chính trang trò chuyện này. Bạn hãy mở trang rồi thử lại.' },
  notFound: { status: 404, sentence: 'Không tìm thấy nội dung bạn cần. Bạn hãy quay lại trang trò chuyện.' },
  crowded: {
    status: 429,
    sentence: 'Bạn đang có quá nhiều tin chờ trả lời. Bạn chờ một chút, các tin tiếp theo sẽ tự gửi sau.',
  },
  tooManyFiles: {
    status: 429,
    sentence: 'Bạn gửi nhiều tệp quá nên tôi chưa nhận kịp. Bạn chờ một chút, các tệp còn lại sẽ tự gửi sau.',
  },
  tooManyPages: { status: 429, sentence: 'Trang này đang mở ở quá nhiều nơi. Bạn hãy đóng bớt rồi tải lại trang.' },
  unavailable: { status: 503, sentence: 'Hệ thống đang bận. Tin nhắn sẽ tự gửi lại sau ít phút.' },
} as const;
export type Refusal = keyof typeof refusals;

/** `{error}` with its status; what may be tried again says after how many seconds. */
export function refuse(c: Context, why: Refusal): Response {
  const { status, sentence } = refusals[why];
  if (status === 429 || status === 503) c.header('Retry-After', '5');
  c.header('Cache-Control', 'no-store');
  return c.json({ error: sentence }, status);
}
