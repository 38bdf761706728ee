/** What the plan of 2024 sets out to hold in a year (Phụ lục II), and which notices count towards it. */
import type { NoticeKind } from '../notices/notice.ts';

export interface YearTarget {
  name: string;
  /** How many a year. */
  target: number;
  /** Notices of these kinds count. */
  kinds: readonly NoticeKind[];
  /** Only those whose title has one of these, without accents; they then count for nothing else. */
  titles: readonly string[] | null;
  source: { document: string; section: string; quote: string };
}

/** The year whose targets these are. */
export const targetsOf = 2024;

export const yearTargets: readonly YearTarget[] = [
  {
    name: 'Lớp tập huấn',
    target: 5,
    kinds: ['class'],
    titles: null,
    source: {
      document: 'ke-hoach-2024',
      section: 'PL2.5',
      quote:
        'Tập huấn, đào tạo cán bộ thực hiện chương trình OCOP các cấp, cá nhân tham gia chu trình OCOP tại các huyện, thành phố (05 lớp)',
    },
  },
  {
    name: 'Xúc tiến thương mại',
    target: 4,
    kinds: ['event'],
    titles: null,
    source: {
      document: 'ke-hoach-2024',
      section: 'PL2.1',
      quote: '01 đợt tại Hà Nội; 01 đợt tại Cần Thơ; 01 đợt tại Đà Nẵng; 01 đợt tại TP. Hồ Chí Minh',
    },
  },
  {
    name: 'Đánh giá, phân hạng',
    target: 1,
    kinds: ['event', 'meeting'],
    titles: ['danh gia', 'phan hang'],
    source: {
      document: 'ke-hoach-2024',
      section: 'PL2.6',
      quote: 'Tổ chức thi, đánh giá, phân hạng sản phẩm OCOP thường niên',
    },
  },
];
