import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPersonalData } from '../../knowledge/mask.ts';

/** What people write, and the figures or address that must be gone afterwards. */
const CAUGHT: [text: string, secret: string][] = [
  ['Số tôi là 0905 123 456', '123'],
  ['gọi 0905.123.456 nha', '123'],
  ['gọi ０９０５ １２３ ４５６', '１２３'],
  ['gọi ＋８４９０５１２３４５６', '905123456'],
  ['gọi 0905-123-456', '123'],
  ['0905123456', '0905123456'],
  ['sđt:0905123456.', '0905123456'],
  ['sdt0905123456', '0905123456'],
  ['0905123456ạ', '0905123456'],
  ['+84905123456', '905123456'],
  ['+84 905 123 456', '123'],
  ['(+84) 905 123 456', '123'],
  ['+84 (0) 905 123 456', '123'],
  ['84905123456', '905123456'],
  ['84 905 123 456', '123'],
  ['0084905123456', '905123456'],
  ['09 05 12 34 56', '12 34'],
  ['0 9 0 5 1 2 3 4 5 6', '1 2 3'],
  ['(0905) 123456', '123456'],
  ['0905/123/456', '123'],
  ['0905 - 123 - 456', '123'],
  ['090 512 3456', '3456'],
  ['09.0512.3456', '3456'],
  ['0905 12 34 56', '34'],
  ['O905 123 456', '123'],
  ['o9o5123456', '5123456'],
  ['0259 3822 888', '3822'],
  ['0259.3.822.888', '822'],
  ['(0259) 3822888', '3822888'],
  ['02593822888', '3822888'],
  ['điện thoại bàn 3822 888', '3822'],
  ['zalo 905123456', '905123456'],
  ['tôi tên Lan, số 0378 999 111, ở xã Vĩnh Hải', '999'],
  ['0905123456 hoặc 0912345678', '0912345678'],
  ['giai đoạn 2021-2025 0905123456', '0905123456'],
  ['dien thoai cua em la 0987654321', '0987654321'],
  ['không chín không năm một hai ba bốn năm sáu', 'một hai ba'],
  ['khong chin khong nam mot hai ba bon nam sau', 'mot hai ba'],
  ['CCCD 058190001234', '058190001234'],
  ['căn cước công dân số 058 190 001 234', '190'],
  ['058190001234', '058190001234'],
  ['so cccd cua toi la: 058.190.001.234', '190'],
  ['CMND 264123456 cấp ngày 01/8/2012', '264123456'],
  ['chứng minh nhân dân: 264 123 456', '123'],
  ['cmt 264123456', '264123456'],
  ['264123456 là cmnd của tôi', '264123456'],
  ['STK 0071000123456 Vietcombank', '0071000123456'],
  ['số tài khoản 1903 4567 8901 23', '4567'],
  ['chuyển vào tài khoản Agribank 4900205123456', '4900205123456'],
  ['tk 123456789', '123456789'],
  ['thẻ 9704 3600 1234 5678', '3600'],
  ['chuyển khoản ngân hàng BIDV 61510000123456', '61510000123456'],
  ['email nguyenvana@gmail.com', 'nguyenvana'],
  ['Thu gửi về htx.thaian@ninhthuan.com.vn nhé', 'htx.thaian'],
  ['mail em là lan @ gmail . com', 'lan'],
  ['lan.nguyen (at) gmail.com', 'lan.nguyen'],
  ['lannguyen a còng gmail chấm com', 'lannguyen'],
];

const KEPT = [
  'giai đoạn 2021-2025',
  'giai đoạn 2018 - 2020, định hướng đến năm 2030',
  '50.000.000 đồng',
  '50 000 000 đồng',
  '1.000.000.000 đồng',
  '84.500.000.000 đồng',
  'kinh phí 84.500.000.000',
  '100.000.000.000 đồng',
  'vay 300000000 đồng',
  'vay ngân hàng 500.000.000 đồng trong 36 tháng',
  'hỗ trợ 500000000đ',
  'Quyết định số 1819/QĐ-UBND ngày 25/12/2023',
  'QĐ 919/QĐ-TTg ngày 01/8/2022',
  'Quyết định 59/QĐ-UBND ngày 14/01/2019; Kế hoạch 4056/KH-UBND ngày 17/9/2022',
  'từ 05/12/2023 12/01/2024',
  'từ 05-12-2023 đến 12-01-2024',
  '05.12.2023 12.01.2024',
  '01/07/2025 - 30/06/2026',
  'mã số thuế 4500123456',
  'MST: 4500123456-001',
  'mst 0305123456',
  'ma so thue cua HTX la 4500 123 456',
  'Mã số doanh nghiệp: 0301234567',
  'QĐ 26/2026/QĐ-TTg',
  'Nghị định 168/2025/NĐ-CP',
  '20-30 sản phẩm, 02-05 sản phẩm 4 sao',
  '2.000 bao bì và 30.000 tem',
  '30.000 tem, 04 nhãn hiệu, 05 lớp',
  '65 sản phẩm: 50 sản phẩm 3 sao, 15 sản phẩm 4 sao',
  'Phụ lục I: 12 10 2; 15 11 4',
  'OCOP-2026-0042',
  'mã hồ sơ OCOP-2026-0042 nộp ngày 23/11/2026',
  'nho NH01-152',
  '10.000 sản phẩm',
  'diện tích 12.000 m2',
  'mã vạch 8931234567890',
  '8931234567890',
  'mã số vùng trồng VN-NTOR-0012',
  'điểm 90-100, 70 đến dưới 90, 50-70',
  'từ 180 đến 120 ngày trước khi hết hạn',
  'năm 2024, 2025, 2026',
  '2021 2022 2023 2024',
  'nhóm 3, nhóm 4 và nhóm 5',
  'sản lượng 12.500.000 lít',
  'giá 1.250.000 đồng/kg',
  '30% chủ thể, 40% doanh nghiệp',
  'trước 30/4 và trước 30/10',
  'mục II.1, III.6, V.16',
  'bán được 35.000 hộp năm 2023',
  'số 1819 ngày 25/12/2023',
  'gọi 1022 hoặc 19001234',
  '36 tháng kể từ 22/5/2026',
];

describe('personal data in what people type', () => {
  it.each(CAUGHT)('is masked: %s', (text, secret) => {
    expect(maskPersonalData(text)).not.toContain(secret);
    expect(maskPersonalData(text)).toMatch(/\[(?:số điện thoại|số căn cước|số tài khoản|email)\]/u);
  });

  it.each(KEPT)('is told from other figures: %s', (text) => {
    expect(maskPersonalData(text)).toBe(text);
  });

  it('keeps every sentence of the plan as it is', () => {
    const plan = readFileSync(new URL('../eval/plan.txt', import.meta.url), 'utf8');
    const sentences = plan.split(/\n|(?<=[.;:])\s/u).filter((sentence) => sentence.trim() !== '');
    expect(sentences.length).toBeGreaterThan(200);
    for (const sentence of sentences) expect(maskPersonalData(sentence)).toBe(sentence);
  });

  it('leaves the words around a masked number', () => {
    expect(maskPersonalData('Gọi anh Ba 0905 123 456 trước 30/4 nhé')).toBe(
      'Gọi anh Ba [số điện thoại] trước 30/4 nhé',
    );
    expect(maskPersonalData('0905123456, 0912345678')).toBe('[số điện thoại], [số điện thoại]');
  });

  it('catches a mobile number however it is split and wherever it stands', () => {
    const digit = fc.integer({ min: 0, max: 9 });
    const mobile = fc.tuple(
      fc.constantFrom('03', '05', '07', '08', '09'),
      fc.array(digit, { minLength: 8, maxLength: 8 }),
    );
    const written = fc.tuple(
      mobile,
      fc.constantFrom('', ' ', '.', '-', ' - '),
      fc.constantFrom([4, 3, 3], [3, 3, 4], [4, 2, 2, 2], [4, 6]),
    );
    fc.assert(
      fc.property(
        written,
        fc.constantFrom('', 'gọi ', 'Số em là: ', 'năm 2024 '),
        ([[head, tail], gap, cuts], before) => {
          const digits = head + tail.join('');
          const parts = cuts.map((length, index) => {
            const at = cuts.slice(0, index).reduce((sum, cut) => sum + cut, 0);
            return digits.slice(at, at + length);
          });
          expect(maskPersonalData(`${before}${parts.join(gap)} nhé`)).toBe(`${before}[số điện thoại] nhé`);
        },
      ),
    );
  });

  it('never throws and is quick on a megabyte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => typeof maskPersonalData(text) === 'string'),
    );
    const pieces = ['a', '0', '0 ', '(', 'o', '@', 'a.', '0(', 'o0', 'a@a.', 'so 1 ', 'a a cong ', 'không '];
    for (const piece of pieces) {
      const text = piece.repeat(1_000_000 / piece.length);
      const started = performance.now();
      maskPersonalData(text);
      expect([piece, performance.now() - started < 500]).toEqual([piece, true]);
    }
  });

  it('keeps of a long text its end, and no part of a number that the cut went through', () => {
    const told = 'tôi làm mắm '.repeat(400);
    expect(maskPersonalData(`${told}gọi 0905 123 456 nhé`)).toMatch(/mắm gọi \[số điện thoại\] nhé$/u);
    expect(maskPersonalData(`${told}gọi 0905 123 456 nhé`).length).toBeLessThanOrEqual(4000);
    for (let cut = 0; cut < 14; cut += 1) {
      const end = 'a'.repeat(3000 + cut).replace(/.{5}/gu, 'nhà e');
      expect(maskPersonalData(`0905 123 456 ${end} ${'nho '.repeat(247)}`)).not.toMatch(/\d/u);
    }
  });
});
