import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, stripAccents } from '../../../knowledge/text/fold.ts';
import { toWord } from '../../../knowledge/text/words.ts';

describe('fold', () => {
  it.each([
    ['Hồ Sơ', 'ho so'],
    ['Đăng ký!', 'dang ky'],
    ['  Phan Rang - Tháp Chàm ', 'phan rang thap cham'],
    ['👍 Có ích', 'co ich'],
    ['Bước 3/13 · Đồng ý', 'buoc 3 13 dong y'],
    ['ƯU ĐÃI', 'uu dai'],
    ['', ''],
  ])('%s → %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
    expect(fold(text.normalize('NFD'))).toBe(folded);
  });

  it('changes nothing the second time and never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(fold(text)) === fold(text)));
  });

  it('leaves no accent', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => !/\p{M}|[đĐ]/u.test(stripAccents(text))));
  });
});

describe('one spelling for each word', () => {
  it.each([
    ['hoà', 'hòa'],
    ['thuỷ', 'thủy'],
    ['khoẻ', 'khỏe'],
    ['quý', 'quý'],
    ['qúy', 'quý'],
    ['giấy', 'giấy'],
    ['gíây', 'giấy'],
    ['của', 'của'],
    ['đựơc', 'được'],
    ['hoàn', 'hoàn'],
    ['toán', 'toán'],
    ['NGUYỄN', 'nguyễn'],
  ])('%s → %s', (typed, marked) => {
    expect(toWord(typed).marked).toBe(marked);
    expect(toWord(typed.normalize('NFD')).marked).toBe(marked);
  });

  it.each([
    ['2.000', '2000'],
    ['05', '5'],
    ['0', '0'],
    ['50.000.000', '50000000'],
    ['1,5', '1,5'],
    ['2024', '2024'],
  ])('%s → %s', (typed, number) => {
    expect(toWord(typed)).toEqual({ marked: number, plain: number });
  });
});
