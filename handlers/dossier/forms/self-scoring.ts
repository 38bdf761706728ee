import { evidenceTexts } from '../evidence.ts';
import { type EvidenceKey, evidenceKeys } from '../item-keys.ts';
import { type DossierForm, holdsPaper, isAttached, setOf } from './dossier-form.ts';
import type { Block, FormPaper, TableRowCells } from './paper.ts';

/** Part III of the self-assessment: the points by each group of criteria, still empty, and the evidence in its order. */
export function selfScoring(paper: FormPaper, form: DossierForm): Block[] {
  const set = setOf(form);
  return [
    paper.field('Bộ tiêu chí số', set && `${set.number}. ${set.name}`),
    paper.text('Chủ thể tự ghi điểm theo từng tiêu chí của bộ tiêu chí trên, và số của minh chứng.', {
      italics: true,
      small: true,
    }),
    paper.table([7, 42, 17, 14, 20], ['TT', 'Tiêu chí', 'Điểm tối đa', 'Tự chấm', 'Minh chứng số'], scoreRows(form)),
    paper.section('Minh chứng kèm theo (bản sao)'),
    paper.table([7, 53, 15, 25], ['TT', 'Minh chứng', 'Kèm theo', 'Ghi chú'], evidenceRows(form)),
  ];
}

// 40, 25 and 35 points and what they are given for: Điều 3, khoản 1. The points within a part differ by set and are
// left out, since we read them in a copy only.
function scoreRows(form: DossierForm): TableRowCells[] {
  // The numbers of evidence are those of 2026, and only where the criterion bears the evidence's own name.
  const evidence = (numbers: string): string | null => (form.rules === 'quyet-dinh-26-2026' ? numbers : null);
  return [
    { cells: ['A', 'Sản phẩm và sức mạnh cộng đồng', '40'], bold: true },
    { cells: ['1', 'Tổ chức sản xuất'] },
    { cells: ['2', 'Phát triển sản phẩm'] },
    { cells: ['3', 'Sức mạnh cộng đồng'] },
    { cells: ['B', 'Khả năng tiếp thị', '25'], bold: true },
    { cells: ['4', 'Tiếp thị', null, null, evidence('8, 9')] },
    { cells: ['5', 'Câu chuyện sản phẩm', null, null, evidence('10')] },
    { cells: ['C', 'Chất lượng sản phẩm', '35'], bold: true },
    ...qualityCriteria(form).map(([name, numbers], index) => ({
      cells: [String(index + 6), name, null, null, numbers && evidence(numbers)],
    })),
    { cells: [null, 'Tổng điểm', '100'], bold: true },
  ];
}

type Criterion = readonly [name: string | null, evidence: string | null];

const OPEN: Criterion = [null, null];
const IF_ANY = ' (nếu bộ tiêu chí có)';

/** The criteria of part C where they are known for the set, which is food and drinks; open rows elsewhere. */
function qualityCriteria(form: DossierForm): Criterion[] {
  const set = setOf(form)?.number ?? null;
  if ((set !== null && set > 17) || (form.group ?? 1) > 2) return Array.from({ length: 6 }, () => OPEN);
  const nutrition: Criterion[] =
    set === null ? [[`Dinh dưỡng${IF_ANY}`, null]] : [1, 3, 4].includes(set) ? [['Dinh dưỡng', null]] : [];
  const instructions: Criterion[] =
    set === null ? [[`Hướng dẫn sử dụng${IF_ANY}`, null]] : set < 14 ? [['Hướng dẫn sử dụng', null]] : [];
  return [
    ['Cảm quan', null],
    ...nutrition,
    ['Tính độc đáo', null],
    ['Công bố chất lượng', '11'],
    ['Đảm bảo chất lượng', null],
    ...instructions,
    ['Cơ hội ra thị trường thế giới', null],
    OPEN,
  ];
}

function evidenceRows(form: DossierForm): TableRowCells[] {
  return evidenceKeys.map((key, index) => ({
    cells: [String(index + 1), evidenceTexts[key].name, isAttached(form, key), remarkOn(form, key)],
  }));
}

function remarkOn(form: DossierForm, key: EvidenceKey): string | null {
  if (isAttached(form, key)) return null;
  if (form.evidence[key] === 'to-mend') return 'Đang bổ sung';
  return holdsPaper(form, key) ? 'Đã có, chưa kèm' : null;
}
