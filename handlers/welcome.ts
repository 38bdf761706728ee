/** The first words on the web page and in the terminal. */

export const terminalGreeting =
  'Trợ lý OCOP Ninh Thuận. Bạn gõ câu hỏi như nói chuyện, ví dụ: nhóm 3 gồm những gì. Gõ /menu để chọn việc, thoát để kết thúc.';

export const welcome = {
  title: 'Trợ lý OCOP Ninh Thuận',
  description: 'Hỏi đáp về Chương trình mỗi xã một sản phẩm (OCOP) của tỉnh Ninh Thuận: câu trả lời ngắn, có nguồn.',
  introduction:
    'Tôi là trợ lý tự động, giải đáp về Chương trình mỗi xã một sản phẩm (OCOP) của tỉnh Ninh Thuận. Câu trả lời ngắn gọn, kèm nguồn để bạn kiểm tra.',
  examples: [
    { icon: '🌱', question: 'Ai được tham gia OCOP?' },
    { icon: '📋', question: 'Hồ sơ đăng ký gồm những gì?' },
    { icon: '🧺', question: 'Sáu nhóm sản phẩm OCOP là gì?' },
    { icon: '🤝', question: 'Tham gia OCOP được hỗ trợ gì?' },
  ],
  privacy: 'Bạn không cần đăng nhập. Gõ /riengtu để xem hoặc xoá những gì đã lưu.',
};
