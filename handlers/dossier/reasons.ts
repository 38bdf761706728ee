import type { Need, Reason } from './checklist-item.ts';
import type { ItemKey, WishedStars } from './item-keys.ts';
import { minimumMarks } from './minimum-marks.ts';
import { rejections } from './rejections.ts';
import type { Requirement } from './requirement-table.ts';

/** Why an item is needed under Quyết định 26/2026/QĐ-TTg, and how much its strongest reason makes of it. */
export interface Grounds {
  reasons: readonly Reason[];
  need: Need | null;
}

/** One requirement with the sets, of those in question, that hold it. */
interface Held {
  requirement: Requirement;
  stars: WishedStars | null;
  sets: number[];
}

/**
 * The minimum marks and grounds of rejection that an item serves when the product is judged by any of these sets
 * (Phụ lục II). What holds for some of them only says for which.
 */
export function groundsFor(item: ItemKey, sets: readonly number[], stars: WishedStars): Grounds {
  const held = new Map<string, Held>();
  for (const set of sets) {
    const marks = minimumMarks(set, stars).map((mark) => ({ requirement: mark, stars: mark.stars }));
    const grounds = rejections(set).map((requirement) => ({ requirement, stars: null }));
    for (const one of [...marks, ...grounds]) {
      if (!one.requirement.shownBy.includes(item)) continue;
      const name = `${one.requirement.key} ${one.requirement.text}`;
      const known = held.get(name) ?? { ...one, sets: [] };
      held.set(name, { ...known, sets: [...known.sets, set] });
    }
  }
  const all = [...held.values()];
  return { reasons: all.map((one) => reasonOf(one, one.sets.length === sets.length)), need: strongest(all) };
}

function reasonOf({ requirement, stars, sets }: Held, holdsForAll: boolean): Reason {
  const only = holdsForAll ? '' : `Bộ ${rangesOf(sets)}: `;
  const doubt = requirement.isSetKnown ? '' : ' Có bộ tiêu chí có thể khác, hỏi UBND xã, phường.';
  return {
    text: `${only}${stars ? `mức tối thiểu ${stars} sao: ` : ''}${requirement.text}${doubt}`.replace(/^m/u, 'M'),
    source: `Quyết định 26/2026/QĐ-TTg, ${placeOf(requirement.section)}`,
    kind: stars ? 'minimum' : 'rejection',
    stars,
  };
}

/** A ground of rejection that the law may or may not raise weighs as much as a mark: who is exempt is not rejected. */
function strongest(held: readonly Held[]): Need | null {
  if (held.some(({ requirement, stars }) => stars === null && !requirement.conditional)) return 'required';
  if (held.some(({ requirement, stars }) => stars === null || !requirement.conditional)) return 'minimum';
  return null;
}

/** Where in the decision a section of our restatement stands. */
export function placeOf(section: string): string {
  if (section === 'ba-sao.nguyen-lieu') return 'Phụ lục I và Phụ lục II';
  return section === 'bon-sao.y-tuong' ? 'Phụ lục II, mục 2.1' : 'Phụ lục II';
}

/** Set numbers in ascending order, as a reader writes them: 1–4, 7. */
function rangesOf(sets: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const set of sets) {
    const last = ranges.at(-1);
    if (last && last[1] === set - 1) last[1] = set;
    else ranges.push([set, set]);
  }
  return ranges
    .map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from}–${to}`))
    .join(', ');
}
