import { dossierParts } from './dossier-parts.ts';
import { evidenceTexts } from './evidence.ts';

const names = new Map(
  Object.entries({ ...dossierParts['quyet-dinh-26-2026'], ...evidenceTexts }).map(([key, { name }]) => [key, name]),
);

/** What an item of the dossier is called; a key that is not known any more is shown as it is. */
export function itemName(key: string): string {
  return names.get(key) ?? key;
}
