import { type DossierForm, holdsPaper, isAttached, percentOf } from './dossier-form.ts';
import { oneLine } from './form-text.ts';
import {
  addressFields,
  classificationFields,
  closing,
  evaluationTicks,
  formNames,
  producerTicks,
} from './form-words.ts';
import { type Block, type FormPaper, paperOf, type Tick } from './paper.ts';
import { selfScoring } from './self-scoring.ts';

/**
 * The self-assessment as DOCX, ready to complete, print and sign: Mẫu số 02, Báo cáo tự đánh giá (Quyết định
 * 26/2026/QĐ-TTg, Phụ lục III), or the one of Quyết định 148/QĐ-TTg, in our own words. Points, sex and ethnic group
 * are left to the producer's hand. Throws RangeError for a share, day or criteria set that cannot be.
 */
export async function fillForm02(form: DossierForm): Promise<Uint8Array> {
  const paper = paperOf(await import('docx'));
  return paper.file('Báo cáo tự đánh giá sản phẩm OCOP', [
    ...paper.nationalHeading(formNames[form.rules].form02),
    ...paper.title('BÁO CÁO TỰ ĐÁNH GIÁ', 'SẢN PHẨM OCOP'),
    paper.text(`Sản phẩm: ${oneLine(form.productName) ?? '……………………………………………'}`, { align: 'center' }),
    paper.section('Phần I. Thông tin chung'),
    ...general(paper, form),
    paper.section('Phần II. Kết quả thực hiện phương án sản xuất kinh doanh'),
    ...results(paper, form),
    paper.section('Phần III. Tự chấm điểm'),
    ...selfScoring(paper, form),
    paper.section('Phần IV. Kế hoạch sắp tới'),
    ...plans(paper, form),
    ...closing(paper, form, '02'),
  ]);
}

function general(paper: FormPaper, form: DossierForm): Block[] {
  return [
    paper.field('Tên đơn vị', form.producerName),
    ...paper.ticks('Loại hình tổ chức', producerTicks(form)),
    paper.field('Người đại diện theo pháp luật', form.representative),
    paper.field('Chức vụ', form.position),
    paper.field('Giới tính', null),
    paper.field('Dân tộc', null),
    ...addressFields(paper, form),
    paper.field('Điện thoại', form.phone),
    paper.field('Thư điện tử', form.email),
    paper.field('Số đăng ký kinh doanh', null),
    paper.field('Ngày đăng ký kinh doanh', null),
    paper.field('Tên sản phẩm', form.productName),
    ...classificationFields(paper, form),
    ...paper.prose('Mô tả sản phẩm', form.description, 2),
    paper.field('Quy cách (khối lượng, bao gói)', null),
    ...paper.ticks('Hình thức đánh giá', evaluationTicks(form.evaluation), 3),
    ...paper.ticks('Giấy chứng nhận đã có', certificateTicks(form), 1),
    ...paper.prose('Quá trình hình thành và phát triển', null, 3),
    ...paper.prose('Cơ cấu tổ chức', null, 2),
  ];
}

/** The papers for which Mẫu số 02 has a box in part I. */
function certificateTicks(form: DossierForm): Tick[] {
  const boxes = [
    ['Đăng ký kinh doanh', 'business-registration'],
    ['Công bố chất lượng', 'quality-announcement'],
    ['An toàn thực phẩm, chứng nhận sản xuất khác', 'facility-certificate'],
    ['Sở hữu trí tuệ (đơn hoặc giấy chứng nhận)', 'intellectual-property'],
  ] as const;
  return boxes.map(([label, key]) => ({ label, isOn: holdsPaper(form, key) || isAttached(form, key) }));
}

function results(paper: FormPaper, form: DossierForm): Block[] {
  return [
    paper.field('Nguyên liệu địa phương', percentOf(form.localMaterialPercent)),
    paper.field('Lao động địa phương', percentOf(form.localLabourPercent)),
    paper.field('Sản lượng mỗi năm', form.yearlyOutput),
    paper.field('Giá bán', form.price),
    paper.kept.text('Kết quả kinh doanh 2 năm gần nhất:'),
    paper.table(
      [40, 30, 30],
      ['Chỉ tiêu', 'Năm ………', 'Năm ………'],
      ['Sản lượng', 'Doanh thu', 'Lợi nhuận', 'Số lao động'].map((name) => ({ cells: [name] })),
    ),
    ...paper.prose('Nơi bán sản phẩm', null, 2),
    ...changes(paper, form),
  ];
}

/** What has changed since the recognition (Điều 6, khoản 1): any change for an upgrade, a fixed list for a renewal. */
function changes(paper: FormPaper, { evaluation, rules }: DossierForm): Block[] {
  if (evaluation === 'first') return [];
  if (evaluation === 'upgrade' || rules !== 'quyet-dinh-26-2026')
    return paper.prose('Những gì đã thay đổi từ khi được công nhận', null, 4);
  const news = [
    'Nguyên liệu',
    'Công nghệ',
    'Bao bì, nhãn',
    'Công bố chất lượng',
    'Phiếu kiểm nghiệm định kỳ',
    'Thị trường',
    'Sản lượng, doanh thu',
  ];
  return [paper.kept.text('Điểm mới từ khi được công nhận:'), ...news.map((name) => paper.field(name, null))];
}

function plans(paper: FormPaper, form: DossierForm): Block[] {
  return [
    paper.field('Hạng sao mong muốn', form.wishedStars && `${form.wishedStars} sao`),
    ...paper.prose('Kế hoạch sản xuất', null, 2),
    ...paper.prose('Kế hoạch bán hàng, quảng bá', null, 2),
    // A signature never stands on a page of its own.
    ...paper.kept.prose('Kế hoạch về chất lượng, nhãn hiệu, bao bì', null, 2),
  ];
}
