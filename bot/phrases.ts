/** What the chat machine itself says, whatever the programme. */
export const phrases = {
  pauseNotice:
    'Bạn gửi hơi nhanh nên tôi chưa kịp đọc. Tôi nghỉ khoảng nửa phút rồi sẽ trả lời lần lượt các tin bạn đã gửi, bạn không cần gửi lại.',
  apology:
    'Xin lỗi, tôi gặp trục trặc nên chưa trả lời được tin vừa rồi. Bạn hỏi lại giúp tôi, hoặc gõ /menu để chọn việc khác.',
  pickNumber: (count: number) => `Bạn chọn một số từ 1 đến ${count}, bấm nút, hoặc gõ câu hỏi của bạn.`,
  unknownCommand: (names: readonly string[]) =>
    `Tôi chưa có lệnh này. Các lệnh dùng được: ${names.map((name) => `/${name}`).join(' · ')}. Bạn cũng có thể gõ câu hỏi.`,
  leftReason: 'Người dùng đã chặn hoặc rời cuộc trò chuyện',
};
