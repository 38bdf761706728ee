import type { FileRefusal } from './message.ts';

/** What the chat machine itself says, whatever the programme. */
export const phrases = {
  pauseNotice:
    'Bạn gửi hơi nhanh nên tôi chưa kịp đọc. Tôi nghỉ khoảng nửa phút rồi sẽ trả lời lần lượt các tin bạn đã gửi, bạn không cần gửi lại.',
  apology:
    'Xin lỗi, tôi gặp trục trặc nên chưa trả lời được tin vừa rồi. Bạn hỏi lại giúp tôi, hoặc gõ /menu để chọn việc khác.',
  pickNumber: (count: number) => `Bạn chọn một số từ 1 đến ${count}, bấm nút, hoặc gõ câu hỏi của bạn.`,
  unknownCommand: (names: readonly string[]) =>
    `Tôi chưa có lệnh này. Các lệnh dùng được: ${names.map((name) => `/${name}`).join(' · ')}. Bạn cũng có thể gõ câu hỏi.`,
  /** Why a file was not taken, and what to do instead. */
  fileRefused: {
    'too-large': 'Tệp này quá lớn: mỗi tệp tối đa 10 MB, ảnh tối đa 64 triệu điểm ảnh. Bạn gửi tệp nhỏ hơn nhé.',
    'wrong-type':
      'Tôi chỉ nhận ảnh (JPG, PNG, WebP), tệp PDF và tệp Word (.docx, không có macro). Bạn đổi sang một trong các loại này rồi gửi lại nhé.',
    unreadable: 'Tệp này bị hỏng hoặc có đặt mật khẩu nên tôi không mở được. Bạn kiểm tra rồi gửi lại nhé.',
    gone: 'Tôi chưa lấy được tệp này. Bạn gửi lại giúp tôi nhé.',
  } satisfies Record<FileRefusal, string>,
  /** In a group, to what concerns one person. */
  onlyPrivately:
    'Việc này có thông tin riêng của bạn nên tôi không làm trong nhóm. Bạn mở tin nhắn riêng với tôi rồi gõ lại nhé. Chuyện chung thì bạn cứ hỏi ở đây.',
  saidTwice: 'Tôi nhận hai tin giống nhau liền nhau nên chỉ tính một. Bạn xem tin ngay trên rồi trả lời tiếp nhé.',
  leftReason: 'Người dùng đã chặn hoặc rời cuộc trò chuyện',
};
