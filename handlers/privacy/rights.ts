/** What `/riengtu` opens with: what is held how long, the rights, their deadlines, and who to turn to. */
import { type Reply, reply } from '../../bot/message.ts';
import { correct, download, joinAccounts, remove, see, withdraw } from './choices.ts';
import { type Retention, registrationsKeptDays, signUpNamesKeptDays } from './periods.ts';

/** Rights and deadlines: Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP (2 working days; 15 days to withdraw a consent). */
export function opening(retention: Retention): Reply {
  return reply(
    [
      'Tôi giữ bao lâu:',
      `• Tin nhắn ${retention.messagesDays} ngày; tin về hồ sơ chưa tới được bạn: đến khi bạn nhắn lại, tối đa ${retention.undeliveredDays} ngày. Đánh giá 👍 👎 và câu hỏi chưa trả lời được (đã che số điện thoại, số giấy tờ) ${retention.feedbackDays} ngày. Bản ghi dở ${retention.draftsDays} ngày.`,
      `• Đăng ký sản phẩm, ảnh, tệp: đến khi bạn xoá, hoặc ${registrationsKeptDays} ngày sau khi việc kết thúc. Chỉ cán bộ phụ trách nơi bạn sản xuất xem được.`,
      `• Tên bạn nhắn để ghi vào danh sách lớp, sự kiện: đến khi bạn nhắn **xoá tên tôi**, hoặc ${signUpNamesKeptDays} ngày sau buổi đó.`,
      ...(retention.modelDays === null ? [] : [withModel(retention.modelDays)]),
      '• Tôi không hỏi căn cước.',
      '',
      'Bạn có quyền biết, xem, sửa, rút lại đồng ý, yêu cầu xoá, khiếu nại (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15). Bấm nút dưới đây là làm ngay.',
      'Theo Nghị định 356/2025/NĐ-CP, yêu cầu được trả lời trong 2 ngày làm việc, rút đồng ý xong trong 15 ngày. Cần khiếu nại, bạn đến UBND xã, phường nơi sản xuất.',
      '',
      'Bạn muốn làm gì?',
    ].join('\n'),
    { choices: [see, download, correct, withdraw, joinAccounts, remove] },
  );
}

function withModel(days: number): string {
  return `• Câu khó và tin thoại có một dịch vụ bên ngoài đọc, nghe giúp: chữ đã che số điện thoại, số giấy tờ; tin thoại gửi nguyên, nghe xong bỏ ngay. Chữ đã che giữ ${days} ngày để cán bộ kiểm tra.`;
}
