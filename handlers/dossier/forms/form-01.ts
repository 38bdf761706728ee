import type { DossierForm } from './dossier-form.ts';
import { oneLine } from './form-text.ts';
import {
  addressFields,
  classificationFields,
  closing,
  evaluationTicks,
  formNames,
  producerTicks,
} from './form-words.ts';
import { type Block, type FormPaper, paperOf } from './paper.ts';

/**
 * The registration as DOCX, ready to print and sign: Mẫu số 01, Phiếu đăng ký (Quyết định 26/2026/QĐ-TTg, Phụ lục III),
 * or the one of Quyết định 148/QĐ-TTg, in our own words. Throws RangeError for a share, day or criteria set that
 * cannot be.
 */
export async function fillForm01(form: DossierForm): Promise<Uint8Array> {
  const paper = paperOf(await import('docx'));
  return paper.file('Phiếu đăng ký đánh giá, phân hạng sản phẩm OCOP', [
    ...paper.nationalHeading(formNames[form.rules].form01),
    ...paper.title('PHIẾU ĐĂNG KÝ', 'ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP'),
    paper.text(`Kính gửi: ${addressee(form)}`, { align: 'center' }),
    paper.section('1. Chủ thể'),
    paper.field('Tên đơn vị', form.producerName),
    ...paper.ticks('Loại hình', producerTicks(form)),
    paper.field('Người đại diện theo pháp luật', form.representative),
    paper.field('Chức vụ', form.position),
    ...addressFields(paper, form),
    paper.field('Điện thoại', form.phone),
    paper.field('Thư điện tử', form.email),
    paper.section('2. Sản phẩm'),
    paper.field('Tên sản phẩm', form.productName),
    ...classificationFields(paper, form),
    ...productCode(paper, form),
    paper.section('3. Hình thức đăng ký'),
    ...paper.ticks(null, evaluationTicks(form.evaluation), 3),
    paper.section('4. Tài liệu kèm theo'),
    // A signature never stands on a page of its own.
    ...attachments(paper.kept, form),
    ...closing(paper, form, '01'),
  ]);
}

// The commune receives the dossier since 2026 (Điều 7, khoản 1); who received it before is left open.
function addressee({ rules, commune }: DossierForm): string {
  const name = rules === 'quyet-dinh-26-2026' ? oneLine(commune) : null;
  return name ? `Ủy ban nhân dân ${name}` : '……………………………………………………';
}

function productCode(paper: FormPaper, { rules }: DossierForm): Block[] {
  return rules === 'quyet-dinh-26-2026'
    ? [paper.field('Mã sản phẩm (tỉnh – xã – số thứ tự – năm), nếu đã có', null)]
    : [];
}

// Five samples, none of tourism (Điều 6); how many the rules of 2023 asked for is left open.
function attachments(paper: FormPaper, { rules, group }: DossierForm): Block[] {
  const samples = group === 6 ? 'không (sản phẩm du lịch)' : rules === 'quyet-dinh-26-2026' ? '5' : null;
  const report = rules === 'quyet-dinh-26-2026' ? 'Báo cáo tự đánh giá (Mẫu số 02)' : 'Báo cáo tự đánh giá';
  return [paper.text(`${report}, kèm minh chứng.`), paper.field('Số lượng sản phẩm mẫu', samples)];
}
