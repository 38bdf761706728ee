import { criteriaSet, materialNeeded } from './criteria-sets.ts';
import { type WishedStars, wishableStars } from './item-keys.ts';
import { type Requirement, readRequirement, requirementRows } from './requirement-table.ts';

/** One answer that a product must reach for a number of stars, whatever its points (Phụ lục II). */
export interface MinimumMark extends Requirement {
  /** The lowest number of stars that asks it; higher ones ask it too. */
  stars: WishedStars;
}

const marks = requirementRows('minimum-marks.tsv').map(([key, starsCell, ...rest]) => {
  const stars = wishableStars.find((one) => String(one) === starsCell);
  if (!stars) throw new Error(`${key}: "${starsCell}" stars`);
  const { sets, requirement } = readRequirement(key, rest);
  const mark: MinimumMark = { ...requirement, stars };
  return { sets, mark };
});

/**
 * The minimum marks that a product judged by this set must reach for these stars, those of lower stars included
 * (Quyết định 26/2026/QĐ-TTg, Phụ lục II). They say nothing of the rules before it. Throws RangeError for a set
 * that does not exist.
 */
export function minimumMarks(set: number, stars: WishedStars): MinimumMark[] {
  const { number } = criteriaSet(set);
  const found = marks.filter(({ sets, mark }) => mark.stars <= stars && sets.includes(number)).map(({ mark }) => mark);
  return [...materialMark(number), ...found];
}

function materialMark(set: number): MinimumMark[] {
  const { share, words } = materialNeeded(set);
  if (share === 'none') return [];
  return [
    {
      key: 'material-share',
      stars: 3,
      text: words,
      shownBy: ['material-origin', 'commune-confirmation'],
      conditional: false,
      isSetKnown: true,
      section: 'ba-sao.nguyen-lieu',
    },
  ];
}

/** The points from which these stars begin (Điều 3, khoản 3). They do not replace the minimum marks. */
export const pointsNeeded: Readonly<Record<WishedStars, number>> = { 3: 50, 4: 70, 5: 90 };
