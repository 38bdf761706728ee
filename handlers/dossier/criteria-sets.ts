import { type ProductGroup, productGroups } from '../programme/vocabulary.ts';

/** How much raw material must come from within the province for three stars. */
export type MaterialShare = 'all' | 'half' | 'some' | 'none';

/** One of the 26 criteria sets, with its place in the classification (Quyết định 26/2026/QĐ-TTg, Phụ lục I). */
export interface CriteriaSet {
  number: number;
  /** Phân nhóm, or the nhóm where it is not divided. */
  name: string;
  group: ProductGroup;
  /** Nhóm, the middle step of the classification; null where only the group is known to us. */
  category: string | null;
  /** Phụ lục I and Phụ lục II, minimum mark for three stars. */
  material: MaterialShare;
}

type Row = readonly [name: string, group: ProductGroup, category: string | null, material: MaterialShare];

const rows: readonly Row[] = [
  ['Rau, củ, quả, hạt tươi', 1, 'Tươi sống', 'all'],
  ['Thịt, thủy sản, trứng, sữa tươi', 1, 'Tươi sống', 'all'],
  ['Gạo, ngũ cốc, hạt sơ chế khác', 1, 'Thô, sơ chế', 'all'],
  ['Mật ong, mật khác và nông sản thực phẩm khác', 1, 'Thô, sơ chế', 'all'],
  ['Đồ ăn nhanh', 1, 'Chế biến', 'half'],
  ['Chế biến từ gạo, ngũ cốc', 1, 'Chế biến', 'half'],
  ['Chế biến từ rau, củ, quả, hạt', 1, 'Chế biến', 'some'],
  [
    'Chế biến từ thịt, trứng, sữa, thủy sản, các sản phẩm từ mật ong, mật khác và nông sản thực phẩm khác',
    1,
    'Chế biến',
    'some',
  ],
  ['Tương, nước mắm, gia vị dạng lỏng khác', 1, 'Gia vị', 'some'],
  ['Gia vị khác (muối, hành, tỏi, tiêu …)', 1, 'Gia vị', 'some'],
  ['Chè tươi, chế biến', 1, 'Chè', 'half'],
  ['Sản phẩm chè từ thực vật khác', 1, 'Chè', 'half'],
  ['Cà phê, ca cao', 1, 'Cà phê, ca cao', 'half'],
  ['Rượu trắng', 2, 'Có cồn', 'some'],
  ['Đồ uống có cồn khác', 2, 'Có cồn', 'some'],
  ['Nước khoáng thiên nhiên, nước uống đóng chai', 2, 'Không cồn', 'some'],
  ['Đồ uống không cồn khác', 2, 'Không cồn', 'some'],
  ['Thực phẩm chức năng, thuốc dược liệu, thuốc cổ truyền', 3, null, 'some'],
  ['Mỹ phẩm có thành phần từ dược liệu', 3, null, 'some'],
  ['Tinh dầu và dược liệu khác', 3, null, 'some'],
  ['Thủ công mỹ nghệ gia dụng, trang trí', 4, null, 'some'],
  ['Vải, may mặc', 4, null, 'some'],
  ['Hoa', 5, null, 'all'],
  ['Cây cảnh', 5, null, 'all'],
  ['Động vật cảnh', 5, null, 'all'],
  ['Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch', 6, null, 'none'],
];

/** The 26 criteria sets in their order (Quyết định 26/2026/QĐ-TTg, Phụ lục I). */
export const criteriaSets: readonly CriteriaSet[] = rows.map(([name, group, category, material], index) => ({
  number: index + 1,
  name,
  group,
  category,
  material,
}));

/** Nhóm sản phẩm by their names (plan II.1; Quyết định 26/2026/QĐ-TTg, Phụ lục I). */
export const productGroupNames: Readonly<Record<ProductGroup, string>> = {
  1: 'Thực phẩm',
  2: 'Đồ uống',
  3: 'Dược liệu và sản phẩm từ dược liệu',
  4: 'Hàng thủ công mỹ nghệ',
  5: 'Sinh vật cảnh',
  6: 'Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch',
};

/** The criteria set of that number. Throws RangeError for anything but 1 to 26. */
export function criteriaSet(number: number): CriteriaSet {
  const found = criteriaSets[number - 1];
  if (!found) throw new RangeError(`there is no criteria set ${number}: they are numbered 1 to 26`);
  return found;
}

/** The numbers of the sets in which a product of this group can be judged. */
export function setsOfGroup(group: ProductGroup): number[] {
  if (!productGroups.includes(group)) throw new RangeError(`there is no product group ${group}: they are 1 to 6`);
  return criteriaSets.filter((set) => set.group === group).map((set) => set.number);
}

/** What {@link MaterialShare} asks, in the words for a producer. */
export const materialWords: Readonly<Record<MaterialShare, string>> = {
  all: 'Chính sản phẩm phải được trồng, nuôi trong tỉnh (100%).',
  half: 'Từ 50% nguyên liệu trở lên là của trong tỉnh.',
  some: 'Có dùng nguyên liệu trong tỉnh; dưới 50% cũng được.',
  none: 'Bộ này không đặt mức nguyên liệu.',
};

/** How much raw material of the province this set asks for three stars (Phụ lục I, Phụ lục II), and in words. */
export function materialNeeded(set: number): { share: MaterialShare; words: string } {
  const { material } = criteriaSet(set);
  // The fishing ground does not count for set 2: only what is raised can be counted as of the province.
  const words = set === 2 ? `${materialWords.all} Không tính ngư trường đánh bắt.` : materialWords[material];
  return { share: material, words };
}
