import type { Answer } from './answer.ts';
import type { CardCite } from './card.ts';
import type { FoundProduct } from './products.ts';
import type { Renderer } from './render.ts';

const RULES = 'quyet-dinh-26-2026';
const RULES_FROM = '2026-05-22';
const GROUPS: readonly string[] = [
  '',
  'thực phẩm',
  'đồ uống',
  'dược liệu và sản phẩm từ dược liệu',
  'hàng thủ công mỹ nghệ',
  'sinh vật cảnh',
  'dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch',
];

/** The groups of the products that a question names, from the plan, then the finer class of the rules in force. */
export function groupAnswer(
  products: readonly FoundProduct[],
  today: string,
  renderer: Renderer,
): { card: string; answer: Omit<Answer, 'choices' | 'topic'> } | null {
  const first = products[0];
  if (!first) return null;
  if (first.group === 0) return outside(first, renderer);
  if (first.group === null) return depends(first, renderer);
  const chosen = products.filter((product) => product.group !== null && product.group > 0);
  const groups = [...new Set(chosen.map((product) => product.group ?? 0))].slice(0, 3);
  const lines = groups.map((group) => {
    const named = [
      ...new Set(chosen.filter((product) => product.group === group).map((product) => product.named)),
    ].slice(0, 3);
    return `${capital(named.join(', '))} xếp vào **nhóm ${group}: ${GROUPS[group] ?? ''}**.${scope(group, renderer)}`;
  });
  const cites: CardCite[] = groups.map((group) => ({
    source: 'ke-hoach-2024',
    section: `II.1.nhom-${group}`,
    words: '',
  }));
  if (today >= RULES_FROM) {
    const subgroups = [...new Set(chosen.map((product) => product.subgroup).filter(Boolean))].slice(0, 2);
    const notes = [...new Set(chosen.map((product) => product.note).filter(Boolean))].slice(0, 1);
    if (subgroups.length > 0) lines.push(`Theo Quyết định 26/2026/QĐ-TTg, phân nhóm: ${subgroups.join('; ')}.`);
    lines.push(...notes);
    for (const subgroup of subgroups) {
      const section = renderer.titled(RULES, subgroup);
      if (section) cites.push({ source: RULES, section: section.id, words: '' });
    }
  }
  return {
    card: `nhom-${groups[0] ?? 1}`,
    answer: { status: 'answered', text: lines.join('\n'), citations: renderer.cite(cites, lines.join(' ')) },
  };
}

/** By which set of criteria the first of the products is marked today; null where that is not known. */
export function criteriaAnswer(
  products: readonly FoundProduct[],
  today: string,
  renderer: Renderer,
): Omit<Answer, 'choices' | 'topic'> | null {
  const product = products.find(({ subgroup }) => subgroup !== '');
  const section = product ? renderer.titled(RULES, product.subgroup) : null;
  if (!product || !section || today < RULES_FROM) return null;
  const text = `Kế hoạch OCOP 2024 không ghi tiêu chí chấm. Theo **Quyết định 26/2026/QĐ-TTg** (đang áp dụng), ${product.named} chấm theo **${section.title}**.\nBộ nào cũng có ba phần điểm; bạn hỏi "chấm điểm gồm những phần nào" để biết thêm.`;
  const cites: CardCite[] = [{ source: RULES, section: section.id, words: '' }];
  return { status: 'answered', text, citations: renderer.cite(cites, text) };
}

/** What the plan counts to the group, in its own words. */
function scope(group: number, renderer: Renderer): string {
  const text = renderer.section({ source: 'ke-hoach-2024', section: `II.1.nhom-${group}`, words: '' })?.text ?? '';
  const after = text.split('gồm:')[1]?.trim();
  // The plan's text has a word twice by misprint; only its quotes keep it.
  return after ? ` Nhóm này gồm: ${after.replace('thủy sản sản sơ chế', 'thủy sản sơ chế')}` : '';
}

function outside(
  product: FoundProduct,
  renderer: Renderer,
): { card: string; answer: Omit<Answer, 'choices' | 'topic'> } {
  const cites = [
    { source: 'ke-hoach-2024', section: 'II.1', words: 'được phân theo 6 nhóm' },
    { source: 'quyet-dinh-26-2026', section: 'nhom.ngoai-nhom', words: '' },
  ];
  const text = `${capital(product.named)}: theo cách hiểu của tôi thì **không nằm trong sáu nhóm** sản phẩm OCOP (thực phẩm, đồ uống, dược liệu, thủ công mỹ nghệ, sinh vật cảnh, dịch vụ du lịch). Cần chắc chắn thì hỏi UBND xã, phường hoặc cơ quan OCOP cấp tỉnh.`;
  return { card: 'sau-nhom', answer: { status: 'answered', text, citations: renderer.cite(cites, text) } };
}

function depends(
  product: FoundProduct,
  renderer: Renderer,
): { card: string; answer: Omit<Answer, 'choices' | 'topic'> } {
  const groups = [...product.note.matchAll(/nhóm (\d)/gu)].map((found) => Number(found[1]));
  const cites = [...new Set(groups)].map((group) => ({
    source: 'ke-hoach-2024',
    section: `II.1.nhom-${group}`,
    words: '',
  }));
  const names = [...new Set(groups)].map((group) => `nhóm ${group} là ${GROUPS[group] ?? ''}`).join(', ');
  const text = `${capital(product.named)} còn tùy cách dùng: ${product.note}.\n(${capital(names)}.)\nSản phẩm của bạn dùng để làm gì ạ? Ví dụ: uống liền, nấu ăn, bôi da.`;
  return { card: `nhom-${groups[0] ?? 1}`, answer: { status: 'clarify', text, citations: renderer.cite(cites, text) } };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
