import { expect, test } from 'vitest';
import { outOfOrder } from '../../../knowledge/model/figure-order.ts';

const terms = 'Đợt 1: đề nghị của xã đến tỉnh trước 30/4, có kết quả trước 30/6.';
const stars = '- 3 sao: từ 50 đến dưới 70 điểm\n- 4 sao: từ 70 đến dưới 90 điểm\n- 5 sao: từ 90 đến 100 điểm';

test.each([
  ['Đợt 1: đề nghị của xã đến tỉnh trước 30/6, có kết quả trước 30/4.', terms],
  ['Đợt 1: đề nghị của xã phải đến tỉnh trước 30/6.', terms],
  ['3 sao: từ 70 đến dưới 90 điểm', stars],
  ['5 sao: từ 70 đến dưới 90 điểm', stars],
])('figures that are put together otherwise than in the source are found: %s', (answer, source) => {
  expect(outOfOrder(answer, [source], [])).toEqual([answer]);
});

test.each([
  ['Đợt 1: xã đề nghị lên tỉnh trước ngày 30/04.', terms],
  ['Sản phẩm từ 70 đến dưới 90 điểm.', stars],
  ['1. 4 sao: từ 70 đến dưới 90 điểm\n2. 5 sao: từ 90 đến 100 điểm', stars],
  ['Quyết định 26/2026 nêu: 3 sao: từ 50 đến dưới 70 điểm', stars],
])('those that follow the source are not: %s', (answer, source) => {
  expect(outOfOrder(answer, [source], ['Quyết định 26/2026/QĐ-TTg'])).toEqual([]);
});
