import { describe, expect, test } from 'vitest';
import { advance } from '../../../bot/dialog/advance.ts';
import { findField, isCorrecting, navigationIn, saysNothing } from '../../../bot/dialog/words.ts';
import { beginDialog, type DialogState, type Step } from '../../../bot/dialog.ts';
import { picnicDialog } from './picnic.ts';

const dialog = picnicDialog();
const begun = beginDialog(dialog);
const inReview: DialogState = { ...begun, at: 'review' };
const settled = (step: Step): Step => (step.kind === 'question' ? settled(step.otherwise) : step);
const after = (state: DialogState, text: string) => settled(advance(dialog, state, { kind: 'text', text }));

test.each([
  'huỷ',
  'toi muon huy',
  'em xin huỷ nhé',
  'huỷ đăng ký',
  'thôi không đăng ký nữa',
  'không làm nữa',
  'thôi không gửi',
])('"%s" asks whether to give up', (text) => {
  expect(navigationIn(text, begun, 'Chốt')).toBe('cancel');
});

test.each(['huỷ niêm phong rồi mới đổ', 'không đăng ký kinh doanh', 'mật ong không gửi xa'])(
  '"%s" does not',
  (text) => {
    expect(navigationIn(text, begun, 'Chốt')).toBeNull();
  },
);

test('in the review what it asks for sends it: đúng rồi', () => {
  expect(navigationIn('đúng rồi', inReview, 'Chốt')).toBe('submit');
  expect(navigationIn('đúng rồi', begun, 'Chốt')).toBeNull();
  expect(navigationIn('không đúng', inReview, 'Chốt')).toBeNull();
});

describe('a field is named', () => {
  const labels = ['Tên sản phẩm', 'Mô tả sản phẩm', 'Số điện thoại', 'Xã, phường', 'Sản lượng và giá', 'Giấy tờ đã có'];
  const fields = labels.flatMap((label) => dialog.fields.slice(0, 1).map((field) => ({ ...field, label })));
  test.each([
    ['sửa điện thoại', 'Số điện thoại'],
    ['sua gia', 'Sản lượng và giá'],
    ['đổi xã', 'Xã, phường'],
    ['sửa mô tả', 'Mô tả sản phẩm'],
    ['giấy', 'Giấy tờ đã có'],
    ['sửa sản phẩm', undefined],
    ['sửa màu', undefined],
  ])('"%s" is %s', (text, label) => {
    expect(findField(fields, text)?.label).toBe(label);
  });
  test('`sửa` says that something is to be changed', () => expect(isCorrecting('sửa xã')).toBe(true));
});

test.each([
  ['chưa có ảnh', true],
  ['không có giấy nào hết', true],
  ['tôi chưa có', true],
  ['chưa có thì sao', false],
  ['không có được không?', false],
  ['có rồi', false],
])('"%s" says that there is nothing: %s', (text, nothing) => {
  expect(saysNothing(text)).toBe(nothing);
});

test('a list that may be left out is passed over by more words for nothing', () => {
  const values = { consent: true, kind: 'hill', name: 'Hè vui', people: 4 };
  const step = after({ ...begun, values, at: 'food' }, 'chưa có gì ăn');
  expect(step).toMatchObject({ kind: 'asking', state: { at: 'review', skipped: ['food'] } });
});

test('passing over a number that may be unknown says that it is', () => {
  const values = { consent: true, kind: 'hill', name: 'Hè vui' };
  const step = after({ ...begun, values, at: 'people' }, 'bỏ qua');
  expect(step).toMatchObject({ kind: 'asking', state: { at: 'food', values: { people: null } } });
  const written = after({ ...begun, values: { ...values, people: 4 }, at: 'people' }, 'bỏ qua');
  expect(written).toMatchObject({ kind: 'asking', state: { at: 'food', values: { people: 4 } } });
});
