import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPossibleSyllable } from '../../../knowledge/text/syllable.ts';
import { decodeTelex, decodeVni } from '../../../knowledge/text/telex.ts';

describe('keyboard slips', () => {
  it.each([
    ['hoof', 'hồ'],
    ['howf', 'hờ'],
    ['sanr', 'sản'],
    ['phaamr', 'phẩm'],
    ['phamar', 'phẩm'],
    ['dduowcj', 'được'],
    ['dduwowcj', 'được'],
    ['ddawng', 'đăng'],
    ['kys', 'ký'],
    ['tieeu', 'tiêu'],
    ['tieue', 'tiêu'],
    ['nghieepj', 'nghiệp'],
    ['thuaanj', 'thuận'],
    ['quyeets', 'quyết'],
    ['tw', 'tư'],
    ['niêmj', 'niệm'],
    ['giaays', 'giấy'],
    ['chuwngs', 'chứng'],
    ['thuyr', 'thủy'],
  ])('Telex %s is %s', (typed, meant) => {
    expect(decodeTelex(typed)).toBe(meant);
  });

  it.each(['xyz', 'brr', 'www', 'logos', 'vcl'])('Telex makes nothing of %s', (typed) => {
    expect(decodeTelex(typed)).toBeNull();
  });

  it.each([
    ['ho62', 'hồ'],
    ['so7', 'sơ'],
    ['d9u7o7c5', 'được'],
    ['d9uo7c5', 'được'],
    ['nam8', 'năm'],
    ['hie6u5', 'hiệu'],
  ])('VNI %s is %s', (typed, meant) => {
    expect(decodeVni(typed)).toBe(meant);
  });

  it('yields nothing but possible syllables', () => {
    const keys = fc
      .array(fc.constantFrom(...'abcdeghiklmnopqrstuvxyfjwz0123456789'), { maxLength: 9 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(keys, (typed) => {
        for (const decoded of [decodeTelex(typed), decodeVni(typed)])
          expect(decoded === null || isPossibleSyllable(decoded)).toBe(true);
      }),
    );
  });
});

describe('a possible Vietnamese syllable', () => {
  it.each([
    'nghiệp',
    'quý',
    'giá',
    'gìn',
    'uyên',
    'ở',
    'khuya',
    'ghế',
    'kỹ',
    'hoặc',
    'duoc',
    'nguoi',
    'giêng',
    'khoeo',
  ])('%s', (word) => {
    expect(isPossibleSyllable(word)).toBe(true);
  });

  it.each(['ngiệp', 'công1', 'kông', 'cê', 'zậy', 'hoof', 'phẫmm', 'ghà', 'lă', 'bảt', '', 'ocop', 'vs', 'ngh'])(
    'not %s',
    (word) => {
      expect(isPossibleSyllable(word)).toBe(false);
    },
  );
});
