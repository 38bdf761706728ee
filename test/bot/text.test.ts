import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findChoice, plainLabel } from '../../bot/label.ts';
import { splitText } from '../../bot/split.ts';

test('pieces of a cut text are short enough, torn at no surrogate pair, and together the whole text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 20, max: 100 }), (text, limit) => {
      const pieces = splitText(text, limit);
      expect(pieces.every((piece) => piece.length <= limit)).toBe(true);
      expect(pieces.every((piece) => !/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(piece))).toBe(true);
      expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});

test('a short text stays whole', () => {
  expect(splitText('Ninh Hải: 6 sản phẩm.', 100)).toEqual(['Ninh Hải: 6 sản phẩm.']);
  expect(splitText('', 100)).toEqual(['']);
});

test('a label is its own plain form with and without accents, emoji and case', () => {
  expect(plainLabel('👍 Có ích')).toBe('co ich');
  expect(plainLabel('Đồng ý'.normalize('NFD'))).toBe('dong y');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => plainLabel(plainLabel(text)) === plainLabel(text)));
});

test('what fits two choices fits none', () => {
  const choices = [{ label: 'Nhóm 1' }, { label: 'nhom 1' }, { label: 'Tải dữ liệu về' }];
  expect(findChoice(choices, 'nhóm 1')).toBeUndefined();
  expect(findChoice(choices, 'tai du lieu')).toBe(choices[2]);
  expect(findChoice(choices, '0')).toBeUndefined();
  expect(findChoice(choices, '3')).toBe(choices[2]);
});
