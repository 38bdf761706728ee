import type { ItemText } from './evidence.ts';
import type { DossierRules, ItemKey } from './item-keys.ts';

const COMMUNE = 'UBND xã, phường';

/** The items that are not evidence: the two forms, the samples, and what the commune adds. */
export type PartKey = Extract<ItemKey, 'form-01' | 'form-02' | 'samples' | 'commune-confirmation'>;

/** One part of the dossier, and the rule that asks for it. */
export interface DossierPart extends ItemText {
  why: string;
  source: string;
}

const FILLED_FOR_YOU = 'Trợ lý điền sẵn từ những gì bạn đã khai. Bạn in ra, xem lại, ký rồi gửi bản chụp.';

const since2026: Readonly<Record<PartKey, DossierPart>> = {
  'form-01': {
    name: 'Mẫu số 01: Phiếu đăng ký',
    what: 'Phiếu đăng ký đánh giá, phân hạng, cho một sản phẩm.',
    where: `${FILLED_FOR_YOU} Nên đối chiếu với mẫu do ${COMMUNE} phát.`,
    example: 'Phiếu đã ký, có con dấu nếu chủ thể dùng con dấu.',
    askWhom: COMMUNE,
    why: 'Hồ sơ phải có Mẫu số 01.',
    source: 'Quyết định 26/2026/QĐ-TTg, Điều 6, khoản 1',
  },
  'form-02': {
    name: 'Mẫu số 02: Báo cáo tự đánh giá',
    what: 'Báo cáo bốn phần: thông tin chung, kết quả kinh doanh, tự chấm điểm, kế hoạch.',
    where: `${FILLED_FOR_YOU} Phần chấm điểm để trống, bạn tự ghi.`,
    example: 'Báo cáo đã ghi điểm tự chấm ở phần III, minh chứng xếp đúng thứ tự.',
    askWhom: COMMUNE,
    why: 'Hồ sơ phải có Mẫu số 02, kèm minh chứng.',
    source: 'Quyết định 26/2026/QĐ-TTg, Điều 6, khoản 1',
  },
  samples: {
    name: '5 sản phẩm mẫu',
    what: 'Sản phẩm đúng như khi bán, đủ bao bì và nhãn. Mẫu gửi cùng hồ sơ của xã lên tỉnh.',
    where: `Lấy từ cơ sở của bạn, mang đến ${COMMUNE} cùng hồ sơ giấy.`,
    example: '5 hộp nho sấy, đủ bao bì và nhãn.',
    askWhom: COMMUNE,
    why: 'Chủ thể nộp 5 sản phẩm mẫu.',
    source: 'Quyết định 26/2026/QĐ-TTg, Điều 6',
  },
  'commune-confirmation': {
    name: 'Mẫu số 03: đánh giá của xã, phường',
    what: 'Xã đánh giá nguồn gốc sản phẩm và nguyên liệu, lao động địa phương, nguồn gốc ý tưởng, bản sắc địa phương.',
    where: `${COMMUNE} lập sau khi nhận hồ sơ của bạn. Bạn không phải gửi giấy này.`,
    example: 'Xã xác nhận tỷ lệ nguyên liệu và lao động trong xã mà bạn đã kê.',
    askWhom: COMMUNE,
    why: 'Trong 15 ngày làm việc từ khi nhận hồ sơ, xã lập Mẫu số 03 và gửi tất cả lên tỉnh.',
    source: 'Quyết định 26/2026/QĐ-TTg, Điều 7, khoản 2',
  },
};

// Of the dossier of 2023 only the names of its two parts could be verified.
const since2023: Readonly<Record<PartKey, DossierPart>> = {
  'form-01': {
    ...since2026['form-01'],
    name: 'Phiếu đăng ký',
    why: 'Hồ sơ phải có phiếu đăng ký.',
    source: 'Quyết định 148/QĐ-TTg, hồ sơ',
  },
  'form-02': {
    ...since2026['form-02'],
    name: 'Báo cáo tự đánh giá',
    what: 'Báo cáo tự đánh giá, kèm minh chứng.',
    example: 'Báo cáo đã ghi điểm tự chấm, kèm minh chứng.',
    why: 'Hồ sơ phải có báo cáo tự đánh giá, kèm minh chứng.',
    source: 'Quyết định 148/QĐ-TTg, hồ sơ',
  },
  samples: {
    ...since2026.samples,
    name: 'Sản phẩm mẫu',
    what: 'Sản phẩm đúng như khi bán, đủ bao bì và nhãn.',
    where: `Lấy từ cơ sở của bạn. Hỏi ${COMMUNE} số lượng và nơi nhận trước khi mang đến.`,
    example: 'Hộp nho sấy đủ bao bì và nhãn.',
    why: `Có phải nộp mẫu không, nộp mấy mẫu thì chưa xác minh được, hỏi ${COMMUNE}.`,
    source: 'Quyết định 148/QĐ-TTg',
  },
  'commune-confirmation': {
    ...since2026['commune-confirmation'],
    name: 'Xác nhận của UBND cấp xã',
    what: 'Xã xác nhận tỷ lệ lao động địa phương và tỷ lệ nguyên liệu địa phương trong hồ sơ.',
    where: `Nhờ ${COMMUNE} nơi sản xuất xác nhận. Bạn không phải gửi giấy này qua đây.`,
    why: 'Xã xác nhận minh chứng về lao động và nguyên liệu địa phương.',
    source: 'Kế hoạch OCOP 2024, mục V.17',
  },
};

/** The forms, samples and confirmation as the given rules name them. */
export const dossierParts: Readonly<Record<DossierRules, Readonly<Record<PartKey, DossierPart>>>> = {
  'quyet-dinh-26-2026': since2026,
  'quyet-dinh-148-2023': since2023,
};
