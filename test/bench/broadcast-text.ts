/** What is announced in the benchmark. */
export const noticeText =
  '🎓 **Tập huấn bao bì, nhãn hàng hoá cho sản phẩm OCOP**\nThời gian: 08:00 thứ Năm, ngày 03/12/2026\nĐịa điểm: UBND xã Vĩnh Hải\nSố chỗ: 40\nMời các chủ thể có sản phẩm nhóm 1 và nhóm 2. Mang theo mẫu bao bì đang dùng.';
