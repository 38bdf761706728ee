import type { EvidenceKey } from './item-keys.ts';

/** What a producer reads about one item: each is a short sentence or two, without the rule behind it. */
export interface ItemText {
  name: string;
  what: string;
  where: string;
  example: string;
  askWhom: string;
}

const COMMUNE = 'UBND xã, phường';

/**
 * The 15 kinds of evidence, explained (Quyết định 26/2026/QĐ-TTg, Phụ lục III, Mẫu số 02; our own words). Where the
 * office that issues a paper today could not be verified, it says so.
 */
export const evidenceTexts: Readonly<Record<EvidenceKey, ItemText>> = {
  'business-registration': {
    name: 'Giấy đăng ký kinh doanh',
    what: 'Bản sao giấy cho thấy chủ thể đã đăng ký kinh doanh.',
    where: `Giấy do cơ quan đăng ký kinh doanh cấp. Nơi nhận đăng ký hiện nay chưa xác minh được, hỏi ${COMMUNE}.`,
    example: 'Giấy chứng nhận đăng ký hộ kinh doanh, hợp tác xã hoặc doanh nghiệp.',
    askWhom: COMMUNE,
  },
  'facility-certificate': {
    name: 'Giấy chứng nhận cơ sở đủ điều kiện sản xuất',
    what: 'Bản sao giấy cho phép cơ sở làm ra sản phẩm, nếu luật yêu cầu với sản phẩm đó.',
    where: `Nơi cấp tùy loại sản phẩm; chưa xác minh được nơi cấp hiện nay, hỏi ${COMMUNE}.`,
    example: 'Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm.',
    askWhom: `${COMMUNE}, Sở Y tế hoặc cơ quan OCOP cấp tỉnh`,
  },
  'material-origin': {
    name: 'Nguồn gốc nguyên liệu và liên kết',
    what: 'Giấy tờ cho thấy nguyên liệu từ đâu, vùng nguyên liệu ở đâu, liên kết với ai.',
    where: 'Tự gom: hợp đồng và hóa đơn với người bán nguyên liệu; xác nhận an toàn thực phẩm của vùng trồng.',
    example: 'Hợp đồng mua nho với các hộ trong xã, kèm hóa đơn.',
    askWhom: COMMUNE,
  },
  environment: {
    name: 'Bảo vệ môi trường, công nghệ bền vững',
    what: 'Hồ sơ môi trường theo luật và hình ảnh cho thấy cách xử lý chất thải, cách sản xuất sạch.',
    where: `Hình ảnh thì tự chụp. Cơ sở của bạn cần hồ sơ nào thì chưa xác minh được, hỏi ${COMMUNE}.`,
    example: 'Ảnh nơi xử lý nước thải, ảnh máy móc, hồ sơ môi trường của cơ sở.',
    askWhom: COMMUNE,
  },
  'local-labour': {
    name: 'Sử dụng lao động địa phương',
    what: 'Danh sách lao động đóng bảo hiểm, có ghi nơi cư trú.',
    where: `Tự lập từ sổ của cơ sở. Lao động không đóng bảo hiểm kê thế nào thì chưa xác minh được, hỏi ${COMMUNE}.`,
    example: 'Danh sách có họ tên, nơi cư trú, ngày bắt đầu đóng bảo hiểm.',
    askWhom: COMMUNE,
  },
  growth: {
    name: 'Tăng trưởng sản xuất kinh doanh',
    what: 'Giấy tờ cho thấy việc làm ăn tăng lên: sổ sách 2 năm gần nhất.',
    where: 'Lấy từ sổ sách của cơ sở.',
    example: 'Bảng doanh thu và lợi nhuận của 2 năm gần nhất.',
    askWhom: COMMUNE,
  },
  'intellectual-property': {
    name: 'Sở hữu trí tuệ (nhãn hiệu)',
    what: 'Đơn nhãn hiệu đã được chấp nhận, giấy chứng nhận nhãn hiệu, hoặc quyền dùng chỉ dẫn địa lý, nhãn hiệu tập thể, nhãn hiệu chứng nhận.',
    where: 'Nơi nộp và thời gian xử lý đơn chưa xác minh được, hỏi Sở Khoa học và Công nghệ. Nên nộp sớm.',
    example: 'Văn bản cho biết đơn nhãn hiệu đã được chấp nhận hợp lệ.',
    askWhom: 'Sở Khoa học và Công nghệ',
  },
  market: {
    name: 'Phát triển thị trường, xúc tiến thương mại',
    what: 'Giấy tờ cho thấy sản phẩm bán được ở đâu, cho ai.',
    where: 'Tự gom từ việc bán hàng: hợp đồng, đơn hàng, hóa đơn.',
    example: 'Hợp đồng với cửa hàng ngoài xã, hóa đơn bán cho đại lý.',
    askWhom: COMMUNE,
  },
  promotion: {
    name: 'Quảng bá sản phẩm',
    what: 'Những gì bạn đã làm để người khác biết đến sản phẩm.',
    where: 'Tự gom: địa chỉ trang web, ảnh chụp trang bán hàng, quảng cáo.',
    example: 'Ảnh chụp trang web hoặc tờ quảng cáo của cơ sở.',
    askWhom: COMMUNE,
  },
  story: {
    name: 'Câu chuyện sản phẩm',
    what: 'Câu chuyện riêng của sản phẩm, gắn với nơi sản phẩm ra đời.',
    where: 'Tự viết, tự chụp: tờ rơi, hình, phim hoặc âm thanh.',
    example: 'Tờ rơi kể ai làm ra sản phẩm, từ khi nào, ở làng nào, khác nơi khác ra sao.',
    askWhom: COMMUNE,
  },
  'quality-announcement': {
    name: 'Công bố chất lượng',
    what: 'Bản công bố chất lượng sản phẩm, kèm tiêu chuẩn đã công bố.',
    where: `Sản phẩm nào tự công bố, sản phẩm nào phải đăng ký thì chưa xác minh được, hỏi ${COMMUNE}.`,
    example: 'Bản tự công bố sản phẩm kèm tiêu chuẩn cơ sở.',
    askWhom: `${COMMUNE}, Sở Y tế hoặc cơ quan OCOP cấp tỉnh`,
  },
  'test-report': {
    name: 'Phiếu kết quả kiểm nghiệm',
    what: 'Kết quả kiểm nghiệm sản phẩm theo đúng tiêu chuẩn đã công bố.',
    where: `Do đơn vị kiểm nghiệm cấp. Nên gửi mẫu ở đâu thì chưa xác minh được, hỏi ${COMMUNE}.`,
    example: 'Phiếu ghi tên sản phẩm, từng chỉ tiêu và kết quả.',
    askWhom: COMMUNE,
  },
  'barcode-trace': {
    name: 'Mã số mã vạch, tem truy xuất nguồn gốc',
    what: 'Giấy tờ hoặc ảnh cho thấy sản phẩm có mã số mã vạch, tem truy xuất nguồn gốc.',
    where: `Nơi đăng ký mã chưa xác minh được, hỏi ${COMMUNE}.`,
    example: 'Ảnh tem truy xuất trên bao bì, giấy cấp mã số mã vạch.',
    askWhom: COMMUNE,
  },
  'quality-system': {
    name: 'Hệ thống quản lý chất lượng tiên tiến',
    what: 'Giấy chứng nhận hệ thống quản lý chất lượng như ISO, HACCP.',
    where: `Do tổ chức chứng nhận cấp. Nên liên hệ tổ chức nào thì chưa xác minh được, hỏi ${COMMUNE}.`,
    example: 'Giấy chứng nhận HACCP hoặc ISO còn hạn.',
    askWhom: `${COMMUNE} hoặc cơ quan OCOP cấp tỉnh`,
  },
  awards: {
    name: 'Giải thưởng, bình chọn',
    what: 'Giấy khen, giải thưởng, kết quả bình chọn của sản phẩm.',
    where: 'Tìm lại giấy đã được trao. Không có thì bỏ qua.',
    example: 'Giấy chứng nhận sản phẩm được bình chọn tại hội chợ.',
    askWhom: COMMUNE,
  },
};
