/** Why somebody was not told, in words for an officer. */

/** The first that fits counts. The left side is what channels and the ledger write (bot/channels, bot/broadcast.ts). */
const known: readonly (readonly [RegExp, string])[] = [
  [/^sent as a template$/, 'bằng tin mẫu của Zalo, vì đã quá 7 ngày chưa nhắn'],
  [/; templates of the month are used up$/, 'đã quá 7 ngày chưa nhắn cho Zalo OA, và số tin mẫu của tháng đã hết'],
  [/; template: -(?:144|147)\b/, 'đã quá 7 ngày chưa nhắn cho Zalo OA, và Zalo không cho gửi thêm tin mẫu hôm nay'],
  [
    /; template: -(?:115|126|211|224|320|321)\b/,
    'đã quá 7 ngày chưa nhắn cho Zalo OA, và tài khoản hết tiền gửi tin mẫu',
  ],
  [
    /; template: -(?:114|118|119|139|140|141|213|217|218|227|244)\b/,
    'đã quá 7 ngày chưa nhắn cho Zalo OA, và không nhận tin mẫu',
  ],
  [/; template: /, 'đã quá 7 ngày chưa nhắn cho Zalo OA, và Zalo không nhận tin mẫu: báo người quản trị máy chủ'],
  [/^no word from them in 7 days/, 'đã quá 7 ngày chưa nhắn cho Zalo OA, nên Zalo không cho gửi'],
  [/^message: -(?:213|217|244)\b/, 'đã bỏ quan tâm hoặc chặn Zalo OA'],
  [/^message: -227\b/, 'tài khoản Zalo bị khoá hoặc lâu không dùng'],
  [/^no private chat$/, 'chưa nhắn riêng với trợ lý'],
  [/^told on another channel$/, 'cùng một người, đã nhận ở nơi khác'],
  [/blocked by the user|^Người dùng đã chặn/i, 'đã chặn trợ lý hoặc rời đi'],
  [/user is deactivated|chat was (deactivated|deleted)/i, 'tài khoản đã xoá'],
  [/(chat|user) not found|peer_id_invalid/i, 'không tìm thấy tài khoản'],
  [/kicked|not a member|rights|chat_write_forbidden|chat_restricted|topic_closed/i, 'trợ lý không còn trong nhóm'],
  [/^cancelled by an officer$/, 'cán bộ dừng gửi'],
  [/^no longer wanted$/, 'người nhận đã bỏ chọn loại tin này'],
  [/^too late$/, 'quá hạn gửi'],
  [/^taken as sent by an officer$/, 'cán bộ xác nhận coi như đã gửi'],
  [/^sender ended during the send$/, 'máy chủ dừng giữa lúc gửi'],
  [/timed out|ETIMEDOUT|ECONNRESET|EPIPE|socket hang up|FetchError|Network request/i, 'mất kết nối giữa lúc gửi'],
  [/too long/i, 'tin quá dài'],
  [/message cannot be read|can't parse entities/i, 'tin bị lỗi định dạng'],
  [/not in the file store/, 'tệp kèm theo không còn'],
  [/^quota kept for answers$/, 'hạn mức tin tháng này gần hết, phần còn lại để dành cho câu trả lời'],
  [/quota exceeded/, 'ứng dụng báo đã hết hạn mức tin'],
  [/\b429\b/, 'ứng dụng báo gửi quá nhanh'],
  [/: 5\d\d\b/, 'máy chủ của ứng dụng gặp lỗi'],
  [/^send\w+: (?:403|408) |answer that is not/, 'ứng dụng không báo rõ đã nhận hay chưa'],
  [/^before the message/, 'chưa tải được tệp kèm theo lên ứng dụng'],
  [/^send\w+: 40[04] |^message: -\d+/, 'ứng dụng không nhận tin này'],
];

/** A reason that is not known is shown as it is. */
export function reasonInWords(reason: string | null): string {
  if (reason === null || reason === '') return 'không rõ lý do';
  return known.find(([pattern]) => pattern.test(reason))?.[1] ?? reason;
}
