import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskOutgoing } from '../../../knowledge/model/outgoing.ts';

describe('before a call', () => {
  it.each([
    ['Tôi là Nguyễn Văn Tèo, hỏi hồ sơ', /Tèo|Nguyễn/u],
    ['em ten Tran Thi Be', /Tran|Be$/u],
    ['nguyễn văn a, hỏi về sao', /nguyễn văn a/u],
    ['bà Lan hỏi hồ sơ', /Lan/u],
    ['người đại diện: Đàng Năng Tự', /Đàng/u],
    ['nhà ở thôn Mỹ Tường, xã Nhơn Hải', /Mỹ Tường/u],
    ['o thon my hoa, xa vinh hai', /my hoa/u],
    ['số 12/3 đường Trần Phú, phường Kinh Dinh', /Trần Phú|12\/3/u],
    ['ở đường 16 tháng 4', /16/u],
    ['gọi 0905 123 456 nha', /0905|456/u],
    ['o thon my tuong so 5 duong le loi', /my tuong|le loi|5/u],
    ['trần thị mỹ hạnh muốn đăng ký', /trần|mỹ|hạnh/u],
    ['Họ tên: Phú Thị Bé, hỏi sao', /Bé/u],
    ['họ tên: kator thị nhung ở vĩnh hải', /kator|nhung/u],
    ['em ten la cham ngoc o phuoc dinh', /cham|ngoc/u],
    ['nguyen hong hanh hoi ho so', /nguyen|hanh/u],
    ['mail ten@gmail.com', /gmail/u],
  ])('names, houses and numbers leave the text: %s', (text, personal) => {
    const { text: masked, restored } = maskOutgoing(text);
    expect(masked).not.toMatch(personal);
    expect(masked).toContain('[');
    expect(restored(masked)).toBe(text);
  });

  it.each([
    'tui ở vĩnh hải, htx nho an hòa, muốn làm mật nho',
    'Sở Công Thương, phường Phước Mỹ, Phan Rang - Tháp Chàm',
    'Quyết định 148/QĐ-TTg ngày 24/02/2023',
    'Chương trình nông thôn mới nâng cao 2021-2025',
    'Chủ tịch UBND tỉnh ký ngày nào',
    'Hồ sơ gồm những gì',
    'hỗ trợ 50.000.000 đồng cho 20 sản phẩm 3 sao',
    'Lâm Đồng có OCOP không',
    'hồ sơ gồm những gì',
    'ho tro giong moi o thon nao',
    'sản phẩm tên là gì',
    'le hoi nho thang may',
    'tên sản phẩm là mật nho',
  ])('what a question hangs on stays: %s', (text) => {
    expect(maskOutgoing(text).text).toBe(text);
  });

  it('any telephone number goes, wherever it is put', () => {
    const phone = fc.tuple(
      fc.constantFrom('03', '05', '07', '08', '09'),
      fc.integer({ min: 10_000_000, max: 99_999_999 }),
    );
    const words = fc.constantFrom('hồ sơ OCOP', 'tui ở Vĩnh Hải', 'muốn làm mật nho', 'hỏi xíu');
    fc.assert(
      fc.property(words, phone, words, (before, [head, rest], after) => {
        const number = `${head}${rest}`;
        const { text, restored } = maskOutgoing(`${before}, ${number}, ${after}`);
        expect(text).not.toContain(number);
        expect(restored(text)).toContain(number);
      }),
      { numRuns: 150 },
    );
  });
});
