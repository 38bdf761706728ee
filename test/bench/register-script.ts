/** What a producer types to register a product, and how each answer begins. */
import type { Line } from './crowd-messages.ts';

const answers = [
  'đồng ý',
  'htx',
  'Hợp tác xã nho An Hòa',
  'Nguyễn Thị Lan',
  '0905 123 456',
  'xã Vĩnh Hải',
  'Mật nho An Hòa',
  'Nho tươi ép lấy nước, cô đặc thành mật, chai 500 ml',
  'nhóm 1',
  '80%',
  'chưa biết',
  '2.000 chai, 120.000 đồng/chai',
];

/** Papers and photos are passed over: everybody says the same seventeen things, their product's name apart. */
export function registerScript(person: number): Line[] {
  const texts = ['/dangky', ...answers, 'bỏ qua', 'bỏ qua'];
  const prompts = texts.map((text, index) => ({
    text: text.startsWith('Mật nho') ? `${text} ${person}` : text,
    until: `Bước ${index + 1}/15`,
  }));
  return [...prompts, { text: 'gửi đăng ký', until: 'OCOP-' }];
}
