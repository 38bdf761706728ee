import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { listed, tableRows } from '../../knowledge/fact-table.ts';
import { type ItemKey, itemKeys } from './item-keys.ts';

/** What the two tables of requirements have in common: whom they concern, what shows them, where they are written. */
export interface Requirement {
  key: string;
  text: string;
  /** The items of the dossier that show it; what only the sample shows stands at the samples. */
  shownBy: readonly ItemKey[];
  /** True when the law or the product decides whether it applies at all. */
  conditional: boolean;
  /** False where we know that it exists but not exactly in which sets. */
  isSetKnown: boolean;
  /** The section of knowledge/sources/quyet-dinh-26-2026.md that it stands on. */
  section: string;
}

/** The rows of a table of this folder. Throws where the file cannot be read: without it a checklist would be wrong. */
export function requirementRows(file: string): string[][] {
  return tableRows(readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8'));
}

/** The shared columns of one row, checked. Throws an Error that names the row and what is wrong in it. */
export function readRequirement(
  key = '',
  [sets = '', condition = '', shownBy = '', section = '', text = '']: readonly string[],
): { sets: readonly number[]; requirement: Requirement } {
  if (!['-', 'if'].includes(condition)) throw new Error(`${key}: the condition "${condition}" is neither "-" nor "if"`);
  if (section === '' || text === '') throw new Error(`${key}: a column is missing`);
  const names = shownBy === '-' ? [] : listed(shownBy);
  const known = itemKeys.filter((item) => names.includes(item));
  if (known.length !== names.length) throw new Error(`${key}: "${shownBy}" names an item that does not exist`);
  return {
    sets: setRanges(sets.replace(/ \?$/u, '')),
    requirement: {
      key,
      text,
      shownBy: known,
      conditional: condition === 'if',
      isSetKnown: !sets.endsWith('?'),
      section,
    },
  };
}

/** Set numbers as the decision lists them: `1-15, 17` is 1 to 15 and 17. Throws RangeError for what is not a range. */
export function setRanges(text: string): readonly number[] {
  return text.split(',').flatMap((part) => {
    const [, first, last] = /^\s*(\d+)(?:-(\d+))?\s*$/u.exec(part) ?? [];
    const from = Number(first);
    const to = Number(last ?? first);
    if (!(from >= 1 && from <= to && to <= 26)) throw new RangeError(`"${part}" is not a range of criteria sets`);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}
