import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readEntry } from '../../../bot/dialog/entries.ts';
import { beginDialog, type Field, type Reading } from '../../../bot/dialog.ts';
import { profileById } from '../../../handlers/programme/profile.ts';
import {
  readCommune,
  readKind,
  readName,
  readPapers,
  readPercent,
  readPhoneNumber,
  readPhoto,
  readProductName,
  readText,
  readYesNo,
} from '../../../handlers/register/readings.ts';
import { spotValues, withoutSpotted } from '../../../handlers/register/spot.ts';

const today = profileById('khanh-hoa-2026');
const then = profileById('ninh-thuan-2024');
const text = (said: string) => ({ kind: 'text' as const, text: said });
const outcome = (reading: Reading) => (reading.kind === 'value' ? reading.value : `${reading.kind}!`);

test.each([
  ['0905 123 456', '+84905123456'],
  ['0905.123.456', '+84905123456'],
  ['0905-123-456', '+84905123456'],
  ['+84 905 123 456', '+84905123456'],
  ['84905123456', '+84905123456'],
  ['(+84) 905123456', '+84905123456'],
  ['o9o5 123 456', '+84905123456'],
  ['0259 3822 111', '+842593822111'],
  ['0905 123 45', 'no!'],
  ['0905 123 4567', 'no!'],
  ['123', 'no!'],
  ['+1 202 555 0123', 'no!'],
  ['2021-2025', 'no!'],
  ['không có', 'no!'],
  ['', 'no!'],
])('telephone %j is %s', (said, phone) => {
  expect(outcome(readPhoneNumber(text(said)))).toBe(phone);
});

test('a shared contact is read like a typed number', () => {
  expect(outcome(readPhoneNumber({ kind: 'phone', phone: '84905123456' }))).toBe('+84905123456');
});

test.each([
  ['80', 80],
  ['80%', 80],
  ['80 %', 80],
  ['tầm 80 phần trăm', 80],
  ['khoang 80 phan tram', 80],
  ['99,5%', 100],
  ['0', 0],
  ['100', 100],
  ['hết', 100],
  ['tất cả', 100],
  ['một nửa', 50],
  ['chưa biết', null],
  ['ko biet', null],
  ['2 loại, 70%', 70],
  ['nhom 1', 'no!'],
  ['60 nguoi', 'no!'],
  ['20 lao động', 'no!'],
  ['5 nguoi lam, 4 nguoi trong xa', 'no!'],
  ['nguyên liệu nhà trồng 80', 80],
  ['60-70%', 'no!'],
  ['60 đến 70', 'no!'],
  ['60 hoac 70', 'no!'],
  ['101', 'no!'],
  ['1000', 'no!'],
  ['-5', 'no!'],
  ['5 trên 7', 'no!'],
  ['nhiều lắm', 'no!'],
  ['😀', 'no!'],
])('share %j is %s', (said, share) => {
  expect(outcome(readPercent(text(said)))).toBe(share);
});

test.each([
  ['htx', 'cooperative'],
  ['Hợp tác xã nông nghiệp', 'cooperative'],
  ['tổ hợp tác', 'cooperative-group'],
  ['cty tnhh', 'small-enterprise'],
  ['công ty cổ phần', 'small-enterprise'],
  ['trang trai', 'farm'],
  ['hộ kinh doanh', 'household'],
  ['cơ sở có giấy phép kinh doanh', 'household'],
  ['co so san xuat', 'ask!'],
  ['hộ gia đình', 'ask!'],
  ['cá nhân', 'ask!'],
  ['hội nông dân', 'association'],
  ['trung tâm điều hành du lịch', 'association'],
  ['chưa có đăng ký kinh doanh', 'unregistered'],
  ['chua dang ky', 'unregistered'],
  ['chưa có giấy phép', 'unregistered'],
  ['hộ gia đình chưa đăng ký kinh doanh', 'unregistered'],
  ['tôi trồng nho', 'no!'],
])('kind %j is %s', (said, kind) => {
  expect(outcome(readKind(text(said)))).toBe(kind);
});

describe('the commune', () => {
  test.each([
    ['Vĩnh Hải', '2025:22846'],
    ['xa vinh hai', '2025:22846'],
    ['xã Vĩnh Hải huyện Ninh Hải', '2025:22846'],
    ['VINH HAI', '2025:22846'],
    ['tôi không nhớ', 'no!'],
    ['12345', 'no!'],
  ])('%j is %s today', (said, code) => {
    expect(outcome(readCommune(today)(text(said)))).toBe(code);
  });

  test.each(['Ninh Hải', 'thuan nam', 'Ninh Phước', 'Bác Ái'])('%j was a district, so it is asked', (said) => {
    const reading = readCommune(today)(text(said));
    expect(reading.kind).toBe('ask');
    expect(reading.kind === 'ask' && reading.options.length).toBeGreaterThan(1);
  });

  test('is one of 2024 under the plan of 2024', () => {
    expect(outcome(readCommune(then)(text('xã Vĩnh Hải')))).toMatch(/^2024:/);
  });
});

test.each([
  ['dkkd, attp', ['business-registration', 'food-safety']],
  ['giấy an toàn thực phẩm và mã vạch', ['food-safety', 'barcode-or-trace']],
  ['đơn đăng ký nhãn hiệu', ['trademark-filed']],
  ['giấy chứng nhận nhãn hiệu', ['trademark-granted']],
  ['vietgap', ['quality-system']],
  ['đủ hết', 'no!'],
  ['chưa có attp', 'no!'],
  ['có đkkd rồi, chưa có attp', ['business-registration']],
  ['co dkkd chua co attp', ['business-registration']],
  ['đkkd có rồi nhưng attp thì chưa', ['business-registration']],
  ['đang làm vietgap; đã có mã vạch', ['barcode-or-trace']],
  ['không có giấy nào', 'no!'],
])('papers %j are %j', (said, papers) => {
  const value = outcome(readPapers(text(said), {}));
  expect(Array.isArray(value) ? value.toSorted() : value).toEqual(Array.isArray(papers) ? papers.toSorted() : papers);
});

test('papers named later come to those named before', () => {
  expect(outcome(readPapers(text('attp'), { papers: ['test-report'] }))).toEqual(['test-report', 'food-safety']);
});

test.each([
  ['ok', true],
  ['dạ', true],
  ['đồng ý nhé', true],
  ['có ạ', true],
  ['không', false],
  ['ko', false],
  ['để tôi nghĩ', 'no!'],
])('"%s" to a question with two buttons is %s', (said, value) => {
  expect(outcome(readYesNo('Có', 'Không')(text(said)))).toBe(value);
});

test.each([
  ['Nguyễn Thị Lan', 'Nguyễn Thị Lan'],
  ['Nguyễn Thị Lan, 0905 123 456', 'Nguyễn Thị Lan'],
  ['Nguyễn Thị Lan sđt: 0905123456', 'Nguyễn Thị Lan'],
  ['Nguyễn Thị Lan ở xã Vĩnh Hải', 'Nguyễn Thị Lan'],
  ['😀 Lan', '😀 Lan'],
  ['không', 'no!'],
  ['ok', 'no!'],
  ['chưa biết', 'no!'],
  ['123', 'no!'],
  ['x'.repeat(81), 'no!'],
])('name %j is %j', (said, name) => {
  expect(outcome(readName(today, 80, 'Lan')(text(said)))).toBe(name);
});

test.each([
  ['Nho  tươi\nép lấy nước', 'Nho tươi ép lấy nước'],
  ['nho', 'no!'],
  ['1234567890', 'no!'],
  ['x'.repeat(601), 'no!'],
])('description %j is %j', (said, value) => {
  expect(outcome(readText(10, 600, 'Nho tươi')(text(said)))).toBe(value);
});

test('a photo must be a picture', () => {
  const file = { hash: 'aa', name: 'a', mime: 'image/png', bytes: 1 };
  expect(outcome(readPhoto({ kind: 'file', file }))).toEqual(file);
  expect(outcome(readPhoto({ kind: 'file', file: { ...file, mime: 'application/pdf' } }))).toBe('no!');
  expect(outcome(readPhoto(text('ảnh đây')))).toBe('no!');
});

test.each([
  ['htx nho an hoa, 0905123456, xa vinh hai', '+84905123456', '2025:22846', 'htx nho an hoa'],
  ['htx nho an hoa 0905123456 xa vinh hai', '+84905123456', '2025:22846', 'htx nho an hoa'],
  ['Lan ở xã Vĩnh Hải, gọi 0905.123.456', '+84905123456', '2025:22846', 'Lan, gọi'],
  ['Hợp tác xã Vĩnh Hải', undefined, undefined, 'Hợp tác xã Vĩnh Hải'],
  ['Hợp tác xã nông nghiệp xã Vĩnh Hải', undefined, '2025:22846', 'Hợp tác xã nông nghiệp xã Vĩnh Hải'],
  ['Lan 0905123456 hoặc 0905123457', undefined, undefined, 'Lan 0905123456 hoặc 0905123457'],
  ['xã Ninh Hải', undefined, '2025:22852', 'xã Ninh Hải'],
  ['nhà tôi xa lắm', undefined, undefined, 'nhà tôi xa lắm'],
])('%j states phone %s and commune %s beside the name %j', (said, phone, commune, name) => {
  expect(spotValues(said, today)).toEqual({ ...(phone && { phone }), ...(commune && { commune }) });
  expect(withoutSpotted(said, today)).toBe(name);
});

test.each(['Trần Văn Tí 091234567', 'Nguyen Thi Lan, 0912 345 67', 'Nguyễn Văn Ba, sđt 0912345678 hoặc 0987654321'])(
  '%j is no name: a telephone number does not belong on the form',
  (said) => {
    expect(outcome(readName(today, 80, 'Lan')(text(said)))).toBe('no!');
  },
);

test.each([
  ['0912345678 hoặc 0987654321', 'no!'],
  ['Rượu nho 1975', 'Rượu nho 1975'],
])('as a product, %j is %s', (said, name) => {
  expect(outcome(readProductName(120, 'Mật nho')(text(said)))).toBe(name);
});

const papersField: Field = {
  name: 'papers',
  label: 'Giấy tờ đã có',
  most: 4,
  prompt: '',
  options: ['a', 'b', 'c'].map((value) => ({ label: `Giấy ${value}`, value })),
  schema: z.array(z.string()),
  show: String,
};
test.each([
  ['1,2', ['a', 'b']],
  ['1 va 3', ['a', 'c']],
  ['1 và 3', ['a', 'c']],
  ['2; 3', ['a', 'b', 'c'], ['a']],
  ['1, 9', 'no!'],
])('of several papers, %j is %j', (said, wanted, before: string[] = []) => {
  const state = {
    ...beginDialog({ name: 'd', title: 'd', version: 1, fields: [papersField], submit: 'Gửi' }),
    values: { papers: before },
  };
  const reading = readEntry(papersField, text(said), state);
  expect(reading && outcome(reading)).toEqual(wanted);
});
