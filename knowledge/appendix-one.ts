import type { District } from './places.ts';
import type { Section } from './section.ts';

/** One row of Appendix I: products expected to take part, in all and by stars. */
export interface QuotaRow {
  section: string;
  name: string;
  total: number;
  three: number;
  four: number;
}

/** What a question wants of the table: a count of stars, and whether the highest or the lowest. */
export interface QuotaWish {
  star: 3 | 4 | null;
  extreme: 'most' | 'least' | null;
  wantsSum: boolean;
  wantsDifference: boolean;
}

/** Reads the rows from the plan's own table, so that no figure is kept twice. */
export function readQuotas(sections: readonly Section[], districts: readonly District[]): QuotaRow[] {
  return sections.flatMap((section) => {
    if (!section.id.startsWith('PL1.')) return [];
    const figures = section.row
      .map((cell) => cell.value)
      .filter((value) => /^\d+$/u.test(value))
      .map(Number)
      .slice(-3);
    const [total, three, four] = figures;
    if (total === undefined || three === undefined || four === undefined) return [];
    const name = districts.find((district) => district.section === section.id)?.name ?? 'toàn tỉnh';
    return [{ section: section.id, name, total, three, four }];
  });
}

/** `6` for 3 stars, the total where no star is asked. */
export function figureOf(row: QuotaRow, star: 3 | 4 | null): number {
  if (star === 3) return row.three;
  return star === 4 ? row.four : row.total;
}

/** One district in a sentence, the figure that was asked for first. */
export function quotaSentence(row: QuotaRow, star: 3 | 4 | null): string {
  const name = capital(row.name);
  if (star === null) {
    return `${name} dự kiến **${row.total}** sản phẩm tham gia năm 2024: **${row.three}** sản phẩm 3 sao và **${row.four}** sản phẩm 4 sao.`;
  }
  return `${name} dự kiến **${figureOf(row, star)}** sản phẩm ${star} sao năm 2024 (tổng ${row.total} sản phẩm: ${row.three} sản phẩm 3 sao, ${row.four} sản phẩm 4 sao).`;
}

/** Several districts, then their sum or difference where that was asked. */
export function quotaComparison(rows: readonly QuotaRow[], wish: QuotaWish): string {
  const lines = rows.map((row) => quotaSentence(row, wish.star));
  const [first, second] = rows;
  const unit = wish.star === null ? 'sản phẩm' : `sản phẩm ${wish.star} sao`;
  if (wish.wantsSum) {
    lines.push(`Cộng lại: **${rows.reduce((sum, row) => sum + figureOf(row, wish.star), 0)}** ${unit}.`);
  } else if (first && second && rows.length === 2) {
    const gap = figureOf(first, wish.star) - figureOf(second, wish.star);
    const [more, less] = gap >= 0 ? [first, second] : [second, first];
    if (gap === 0) lines.push(`Hai nơi bằng nhau: **${figureOf(first, wish.star)}** ${unit}.`);
    else if (wish.wantsDifference)
      lines.push(`${capital(more.name)} nhiều hơn ${less.name} **${Math.abs(gap)}** ${unit}.`);
  }
  return lines.join('\n');
}

/** Who has most, or fewest. Rows that tie are all named. */
export function quotaExtreme(rows: readonly QuotaRow[], wish: QuotaWish): { text: string; rows: QuotaRow[] } {
  const districts = rows.filter((row) => row.section !== 'PL1.total');
  const pick = wish.extreme === 'least' ? Math.min : Math.max;
  const best = pick(...districts.map((row) => figureOf(row, wish.star)));
  const winners = districts.filter((row) => figureOf(row, wish.star) === best);
  const unit = wish.star === null ? 'sản phẩm dự kiến' : `sản phẩm ${wish.star} sao`;
  const word = wish.extreme === 'least' ? 'ít' : 'nhiều';
  const names = winners.map((row) => row.name).join(' và ');
  return { text: `${capital(names)} có ${word} ${unit} nhất: **${best}**.`, rows: winners };
}

/** The whole table in one line: `huyện Bác Ái 7 (6 + 1)`. */
export function quotaTable(rows: readonly QuotaRow[]): string {
  const cells = rows.filter((row) => row.section !== 'PL1.total');
  return cells.map((row) => `${row.name} **${row.total}** (3 sao: ${row.three}, 4 sao: ${row.four})`).join('; ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
