/** The words of the programme that forms, checklists, dialogs and reviews share. */

/** Loại hình chủ thể (plan II.1; Quyết định 26/2026/QĐ-TTg, Điều 2.3), with those who must register a business first. */
export const producerKinds = [
  'cooperative',
  'cooperative-group',
  'small-enterprise',
  'farm',
  'household',
  'association',
  'unregistered',
] as const;
export type ProducerKind = (typeof producerKinds)[number];

export const producerKindNames: Readonly<Record<ProducerKind, string>> = {
  cooperative: 'Hợp tác xã',
  'cooperative-group': 'Tổ hợp tác',
  'small-enterprise': 'Doanh nghiệp nhỏ và vừa',
  farm: 'Trang trại',
  household: 'Hộ sản xuất có đăng ký kinh doanh',
  association: 'Hội/Hiệp hội/Trung tâm điều hành',
  unregistered: 'Chưa có đăng ký kinh doanh',
};

/** Nhóm sản phẩm, 1 to 6 (plan II.1). */
export const productGroups = [1, 2, 3, 4, 5, 6] as const;
export type ProductGroup = (typeof productGroups)[number];

/** Giấy tờ đã có: what a producer may hold already. */
export const papers = [
  'business-registration',
  'food-safety',
  'quality-announcement',
  'test-report',
  'trademark-filed',
  'trademark-granted',
  'barcode-or-trace',
  'material-contract',
  'quality-system',
] as const;
export type Paper = (typeof papers)[number];

export const paperNames: Readonly<Record<Paper, string>> = {
  'business-registration': 'Giấy đăng ký kinh doanh',
  'food-safety': 'Giấy an toàn thực phẩm',
  'quality-announcement': 'Công bố chất lượng',
  'test-report': 'Phiếu kiểm nghiệm',
  'trademark-filed': 'Đơn đăng ký nhãn hiệu',
  'trademark-granted': 'Giấy chứng nhận nhãn hiệu',
  'barcode-or-trace': 'Mã vạch, tem truy xuất',
  'material-contract': 'Hợp đồng, giấy tờ nguyên liệu',
  'quality-system': 'VietGAP, HACCP, ISO',
};
