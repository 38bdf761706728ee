import { splitWords } from '../../knowledge/text/words.ts';
import { KIND_WORDS, readWords } from './place-mentions.ts';
import { allUnits, type Unit } from './units.ts';

const MOST_SHARING = 6;

const bySyllable = new Map<string, Unit[]>();
for (const unit of allUnits()) {
  for (const { plain } of splitWords(unit.name)) bySyllable.set(plain, [...(bySyllable.get(plain) ?? []), unit]);
}

/**
 * The units of both lists that have a syllable in their name which is all that was typed, where it is rare: 'khánh' → thị trấn
 * Khánh Hải. In a longer text a shared word is chance: 'Hà Nội' is not near Phước Hà.
 */
export function unitsSharingAWord(text: string): Unit[] {
  const words = readWords(text).filter(({ plain }) => KIND_WORDS[plain] === undefined);
  const [only, ...others] = words;
  const units = only && others.length === 0 ? (bySyllable.get(only.plain) ?? []) : [];
  return units.length <= MOST_SHARING ? units : [];
}
