/** The 15 kinds of evidence in the order of Mẫu số 02 (Quyết định 26/2026/QĐ-TTg, Phụ lục III). Stored: never rename. */
export const evidenceKeys = [
  'business-registration',
  'facility-certificate',
  'material-origin',
  'environment',
  'local-labour',
  'growth',
  'intellectual-property',
  'market',
  'promotion',
  'story',
  'quality-announcement',
  'test-report',
  'barcode-trace',
  'quality-system',
  'awards',
] as const;
export type EvidenceKey = (typeof evidenceKeys)[number];

/** Every item a dossier's checklist can hold, in the order in which it is shown. Stored: never rename. */
export const itemKeys = ['form-01', 'form-02', ...evidenceKeys, 'samples', 'commune-confirmation'] as const;
export type ItemKey = (typeof itemKeys)[number];

/** In the order of the checklist; what it does not hold any more stands last. */
export function inChecklistOrder<Item extends { item: string }>(items: readonly Item[]): Item[] {
  const places = new Map<string, number>(itemKeys.map((key, place) => [key, place]));
  const placeOf = ({ item }: Item) => places.get(item) ?? itemKeys.length;
  return [...items].sort((one, other) => placeOf(one) - placeOf(other));
}

/** The rules that a dossier follows; a programme profile names one of them. */
export type DossierRules = 'quyet-dinh-148-2023' | 'quyet-dinh-26-2026';

/** The stars that a producer can wish for: one and two get no certificate (Quyết định 26/2026/QĐ-TTg, Điều 4). */
export const wishableStars = [3, 4, 5] as const;
export type WishedStars = (typeof wishableStars)[number];
