import { criteriaSet } from './criteria-sets.ts';
import { type Requirement, readRequirement, requirementRows } from './requirement-table.ts';

const rules = requirementRows('rejections.tsv').map(([key, ...rest]) => readRequirement(key, rest));

/**
 * What makes a dossier judged by this set fail outright (Quyết định 26/2026/QĐ-TTg, Phụ lục II). Throws RangeError
 * for a set that does not exist.
 */
export function rejections(set: number): Requirement[] {
  const { number } = criteriaSet(set);
  return rules.filter(({ sets }) => sets.includes(number)).map(({ requirement }) => requirement);
}
