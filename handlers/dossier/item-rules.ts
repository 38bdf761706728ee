import type { Paper, ProductGroup } from '../programme/vocabulary.ts';
import type { ChecklistQuestion, Need } from './checklist-item.ts';
import type { EvidenceKey, ItemKey } from './item-keys.ts';

const ASK = 'hỏi UBND xã, phường';

/**
 * What an item is worth when no minimum mark and no ground of rejection asks for it. Evidence that the criteria score
 * is advised (Quyết định 26/2026/QĐ-TTg, Điều 3, khoản 1); what only some products have is not.
 */
const usual: Readonly<Record<ItemKey, Need>> = {
  'form-01': 'required',
  'form-02': 'required',
  'business-registration': 'required',
  'facility-certificate': 'if-any',
  'material-origin': 'advised',
  environment: 'advised',
  'local-labour': 'advised',
  growth: 'advised',
  'intellectual-property': 'advised',
  market: 'advised',
  promotion: 'advised',
  story: 'advised',
  'quality-announcement': 'if-any',
  'test-report': 'advised',
  'barcode-trace': 'advised',
  'quality-system': 'if-any',
  awards: 'if-any',
  samples: 'required',
  'commune-confirmation': 'required',
};

/** See {@link usual}; a test to an announced standard is not asked of live ornamentals, which announce none. */
export function usualNeed(key: ItemKey, group: ProductGroup): Need {
  return key === 'test-report' && group === 5 ? 'if-any' : usual[key];
}

/** Items of goods alone. Điều 6 frees tourism of samples; that a service has no announced standard, test or barcode is our reading. */
const goodsOnly: ReadonlySet<ItemKey> = new Set(['samples', 'quality-announcement', 'test-report', 'barcode-trace']);

/** Whether an item can concern a product of this group. */
export function concerns(group: ProductGroup, key: ItemKey): boolean {
  return group !== 6 || !goodsOnly.has(key);
}

/** The papers that belong to a kind of evidence, whatever stars are wished. */
export const papersOfEvidence: Readonly<Partial<Record<ItemKey, readonly Paper[]>>> = {
  'business-registration': ['business-registration'],
  'facility-certificate': ['food-safety'],
  'material-origin': ['material-contract'],
  'intellectual-property': ['trademark-filed', 'trademark-granted'],
  'quality-announcement': ['quality-announcement'],
  'test-report': ['test-report'],
  'barcode-trace': ['barcode-or-trace'],
  'quality-system': ['quality-system'],
};

/** The papers any of which shows that the producer has this item, for the stars that are wished. */
export function papersFor(key: ItemKey, question: ChecklistQuestion): readonly Paper[] {
  if (key === 'intellectual-property' && needsCertificate(question)) return ['trademark-granted'];
  // Of live ornamentals an internal plan is asked, which none of the papers is (3 stars, sets 23 to 25).
  if (key === 'quality-system' && question.group === 5) return [];
  return papersOfEvidence[key] ?? [];
}

function needsCertificate({ rules, set, wishedStars }: ChecklistQuestion): boolean {
  return rules === 'quyet-dinh-26-2026' && wishedStars > 3 && set !== 10;
}

/** The caution that this producer's own case calls for, or null. `sets` are those that may judge the product. */
export function noteFor(key: EvidenceKey, question: ChecklistQuestion, sets: readonly number[]): string | null {
  if (key === 'business-registration') return registrationNote(question);
  if (key === 'growth' && question.producerKind === 'cooperative')
    return 'Hợp tác xã có thể nộp kết quả xếp loại hợp tác xã.';
  if (question.rules !== 'quyet-dinh-26-2026') return null;
  if (key === 'intellectual-property') return trademarkNote(question);
  if (key === 'facility-certificate') return facilityNote(sets);
  if (key === 'quality-system' && question.group === 5)
    return `Xếp kế hoạch kiểm soát nội bộ vào mục này là cách hiểu của chúng tôi, ${ASK}.`;
  if (key === 'quality-system' && question.papers.includes('quality-system'))
    return 'VietGAP là chứng nhận vùng nguyên liệu. Mục này cần ISO, HACCP hoặc tương đương.';
  return null;
}

function registrationNote({ producerKind }: ChecklistQuestion): string | null {
  switch (producerKind) {
    case 'unregistered':
      return `Chưa đăng ký kinh doanh thì chưa nộp hồ sơ được. Hãy đăng ký hộ kinh doanh, hoặc vào một hợp tác xã, tổ hợp tác. Cần giúp thì ${ASK}.`;
    case 'cooperative-group':
    case 'association':
      return `Tổ hợp tác, hội, hiệp hội dùng giấy nào thì chưa xác minh được, ${ASK}.`;
    default:
      return null;
  }
}

function trademarkNote(question: ChecklistQuestion): string | null {
  const { papers, set, wishedStars } = question;
  if (wishedStars === 3) return null;
  if (set === 10) return 'Riêng bộ 10 không đánh dấu mức giấy chứng nhận nhãn hiệu ở 4 sao.';
  if (papers.includes('trademark-filed') && !papers.includes('trademark-granted'))
    return 'Bạn đã có đơn nhãn hiệu: đủ cho 3 sao. Lên 4 sao thì cần giấy chứng nhận.';
  return null;
}

function facilityNote(sets: readonly number[]): string | null {
  if (sets.some((set) => set >= 19 && set <= 21))
    return 'Bản chúng tôi đọc có ghi dòng về giấy an toàn thực phẩm ở bộ 19, 20, 21, nghe không hợp. Hãy hỏi cơ quan OCOP cấp tỉnh.';
  if (sets.some((set) => set <= 17))
    return 'Nếu được miễn giấy an toàn thực phẩm, hội đồng chấm thế nào thì chưa xác minh được. Hãy hỏi cơ quan OCOP cấp tỉnh.';
  return null;
}
