import type { Profile } from '../programme/profile-schema.ts';
import { rulesOf } from './checklist-question.ts';
import { dossierParts } from './dossier-parts.ts';
import { evidenceTexts } from './evidence.ts';

/** What an item of the dossier is called under the profile's rules; a key that is not known any more is shown as it is. */
export function itemName(key: string, profile: Profile): string {
  const texts = new Map(Object.entries({ ...dossierParts[rulesOf(profile)], ...evidenceTexts }));
  return texts.get(key)?.name ?? key;
}
