import { z } from 'zod';
import { answerJsonLines } from './json-lines.ts';
import { createGroupSuggester, type ProductSuggestion } from './product-groups/suggester.ts';

/** An id that is a number comes back as one. */
const line = z.object({ id: z.union([z.string(), z.number()]), product: z.string() });
const GROUPS: readonly string[] = [
  '',
  'thực phẩm',
  'đồ uống',
  'dược liệu và sản phẩm từ dược liệu',
  'hàng thủ công mỹ nghệ',
  'sinh vật cảnh',
  'dịch vụ du lịch',
];

async function main(args: readonly string[]): Promise<number> {
  const suggester = createGroupSuggester();
  for (const { file, line: at, cause } of suggester.problems) process.stderr.write(`${file}:${at}: ${cause}\n`);
  if (args.includes('--jsonl')) {
    return answerJsonLines(line, 'cần một dòng JSON có "id" và "product" là chữ', ({ id, product }) => ({
      id,
      groups: suggester.suggestGroups(product).groups.map(({ group, subgroup, why }) => ({ group, subgroup, why })),
    }));
  }
  const product = args.join(' ').trim();
  if (product === '') {
    process.stderr.write(
      'Cách dùng: npm run suggest-group -- "mô tả sản phẩm"\n       npm run --silent suggest-group -- --jsonl < san-pham.jsonl\n',
    );
    return 1;
  }
  process.stdout.write(`${shown(suggester.suggestGroups(product))}\n`);
  return 0;
}

function shown({ groups, outside }: ProductSuggestion): string {
  if (outside !== null)
    return `${capital(outside)}.\nCần chắc chắn thì hỏi UBND xã, phường hoặc cơ quan OCOP cấp tỉnh.`;
  if (groups.length === 0) {
    return 'Tôi chưa rõ đây là sản phẩm gì. Bạn tả thêm giúp: làm từ gì, làm cách nào, dùng để làm gì.\nVí dụ: "nho sấy dẻo đóng túi", "xà phòng nha đam".';
  }
  const lines = groups.map(
    ({ group, subgroup, set, why }, index) =>
      `${index === 0 ? 'Hợp nhất' : 'Cũng có thể'}: nhóm ${group}, ${GROUPS[group]} · ${subgroup} (bộ tiêu chí ${set})\n   ${why}`,
  );
  return [
    ...lines,
    '',
    '📖 Quyết định 26/2026/QĐ-TTg, Phụ lục I. Đây là gợi ý; cơ quan OCOP cấp tỉnh mới xếp chính thức.',
  ].join('\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

process.exitCode = await main(process.argv.slice(2));
