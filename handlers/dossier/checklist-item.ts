import type { Paper, ProducerKind, ProductGroup } from '../programme/vocabulary.ts';
import type { ItemText } from './evidence.ts';
import type { DossierRules, ItemKey, WishedStars } from './item-keys.ts';

/** What decides which items a dossier needs. */
export interface ChecklistQuestion {
  group: ProductGroup;
  /** The criteria set, 1 to 26; null while nobody has settled it, and then all sets of the group are looked at. */
  set: number | null;
  producerKind: ProducerKind;
  /** What the producer said to hold already. */
  papers: readonly Paper[];
  wishedStars: WishedStars;
  rules: DossierRules;
}

/**
 * How much an item matters. `required`: the dossier is not complete, or fails outright, without it. `minimum`: the
 * wished stars are out of reach without it. `advised`: it earns points. `if-any`: only where the product has it or the
 * law asks for it. The order is from the strongest.
 */
export const needs = ['required', 'minimum', 'advised', 'if-any'] as const;
export type Need = (typeof needs)[number];

export const needNames: Readonly<Record<Need, string>> = {
  required: 'Bắt buộc',
  minimum: 'Mức tối thiểu',
  advised: 'Nên có',
  'if-any': 'Nếu có',
};

/** One reason for an item, and where it is written. */
export interface Reason {
  text: string;
  source: string;
  kind: 'dossier' | 'minimum' | 'rejection' | 'advice';
  /** The stars whose minimum mark it is; null for any other reason. */
  stars: WishedStars | null;
}

/** One line of the checklist, ready to be shown. */
export interface ChecklistItem extends ItemText {
  key: ItemKey;
  /** The number of the evidence in Mẫu số 02 of 2026, 1 to 15; null for anything else. */
  number: number | null;
  why: readonly Reason[];
  need: Need;
  /** Any one of these papers means that the producer has it already. */
  fromPapers: readonly Paper[];
  isHeld: boolean;
  /** Who makes it: what the commune issues is not the producer's to send. */
  by: 'producer' | 'commune';
  /** True when it can be attached as a photo or file; the samples are brought. */
  isSendable: boolean;
  /** A caution that follows from this producer's own case. */
  note: string | null;
}
