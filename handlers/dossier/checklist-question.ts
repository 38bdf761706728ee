import type { Profile } from '../programme/profile-schema.ts';
import { papers, producerKinds, productGroups } from '../programme/vocabulary.ts';
import type { Registration } from '../registration/store.ts';
import type { ChecklistQuestion } from './checklist-item.ts';
import { type DossierRules, wishableStars } from './item-keys.ts';

/** What the checklist asks of a registration; null for a request for help, which leads to no dossier. */
export function checklistQuestion(registration: Registration, profile: Profile): ChecklistQuestion | null {
  const group = productGroups.find((one) => one === registration.productGroup);
  const producerKind = producerKinds.find((one) => one === registration.producerKind);
  const wishedStars = wishableStars.find((one) => one === registration.wishedStars) ?? 3;
  if (!group || !producerKind || registration.isHelpRequest) return null;
  return {
    group,
    set: registration.criteriaSet,
    producerKind,
    papers: papers.filter((one) => registration.papers.includes(one)),
    wishedStars,
    rules: rulesOf(profile),
  };
}

/** The rules that dossiers follow under a profile. */
export function rulesOf({ rules }: Profile): DossierRules {
  return rules.document === 'quyet-dinh-26-2026' ? 'quyet-dinh-26-2026' : 'quyet-dinh-148-2023';
}
