import { type ChecklistItem, type ChecklistQuestion, type Need, needs, type Reason } from './checklist-item.ts';
import { criteriaSet, setsOfGroup } from './criteria-sets.ts';
import { dossierParts, type PartKey } from './dossier-parts.ts';
import { evidenceTexts } from './evidence.ts';
import { type DossierRules, type EvidenceKey, evidenceKeys, type ItemKey, itemKeys } from './item-keys.ts';
import { concerns, noteFor, papersFor, usualNeed } from './item-rules.ts';
import { pointsNeeded } from './minimum-marks.ts';
import { type Grounds, groundsFor } from './reasons.ts';
import { rejections } from './rejections.ts';

/**
 * What a producer must bring together for one product, in the order of Mẫu số 02: the two forms, the kinds of evidence
 * that concern the product, the samples, and what the commune adds (Quyết định 26/2026/QĐ-TTg, Điều 6, Điều 7 and
 * Phụ lục II, III; under the rules of 2023, what could be verified of them). Throws RangeError for a set or group that
 * does not exist, and for a set of another group.
 */
export function checklistFor(question: ChecklistQuestion): ChecklistItem[] {
  const sets = setsInQuestion(question);
  return itemKeys.filter((key) => concerns(question.group, key)).map((key) => itemFor(key, question, sets));
}

/**
 * What holds for the whole list and is said once beside it: the points, rules that no paper can show, and what could
 * not be verified.
 */
export function checklistNotes(question: ChecklistQuestion): string[] {
  const sets = setsInQuestion(question);
  if (question.rules === 'quyet-dinh-148-2023')
    return [
      'Mức tối thiểu của từng sao theo Quyết định 148/QĐ-TTg thì chưa xác minh được, hỏi UBND xã, phường.',
      'Các loại minh chứng trong danh sách này là gợi ý của chúng tôi để bạn chuẩn bị dần.',
    ];
  const { wishedStars, set } = question;
  const unsettled =
    set === null && sets.length > 1
      ? ['Chưa rõ bộ tiêu chí của sản phẩm. Mỗi lý do ghi bộ nào đòi; hỏi UBND xã, phường để biết bộ của mình.']
      : [];
  const unshown =
    set === null
      ? []
      : rejections(set)
          .filter(({ shownBy }) => shownBy.length === 0)
          .map(({ text }) => text);
  return [
    `${wishedStars} sao cần từ ${pointsNeeded[wishedStars]} điểm, và đủ mọi mức tối thiểu của ${wishedStars} sao.`,
    ...unsettled,
    ...unshown,
  ];
}

function setsInQuestion({ group, set }: ChecklistQuestion): number[] {
  const ofGroup = setsOfGroup(group);
  if (set === null) return ofGroup;
  if (criteriaSet(set).group !== group) throw new RangeError(`criteria set ${set} is not of product group ${group}`);
  return [set];
}

function itemFor(key: ItemKey, question: ChecklistQuestion, sets: readonly number[]): ChecklistItem {
  const texts = isEvidence(key) ? evidenceTexts[key] : dossierParts[question.rules][key];
  const { name, what, where, example, askWhom } = texts;
  const fromPapers = papersFor(key, question);
  return {
    key,
    number: isEvidence(key) && question.rules === 'quyet-dinh-26-2026' ? evidenceKeys.indexOf(key) + 1 : null,
    name,
    what,
    where,
    example,
    askWhom,
    ...neededBecause(key, question, sets),
    fromPapers,
    isHeld: fromPapers.some((paper) => question.papers.includes(paper)),
    by: key === 'commune-confirmation' ? 'commune' : 'producer',
    isSendable: key !== 'commune-confirmation' && key !== 'samples',
    note: isEvidence(key) ? noteFor(key, question, sets) : null,
  };
}

function neededBecause(
  key: ItemKey,
  question: ChecklistQuestion,
  sets: readonly number[],
): Pick<ChecklistItem, 'why' | 'need'> {
  const { rules, group, wishedStars } = question;
  const own = isEvidence(key) ? ownReasons(key, rules) : [partReason(key, question)];
  const usual = key === 'samples' && rules === 'quyet-dinh-148-2023' ? 'if-any' : usualNeed(key, group);
  // The marks are those of 2026: applying them to a dossier of 2023 would make rules up.
  const grounds: Grounds =
    rules === 'quyet-dinh-26-2026' ? groundsFor(key, sets, wishedStars) : { reasons: [], need: null };
  const why = [...own, ...grounds.reasons];
  return {
    why: why.length > 0 ? why : [listedReason[rules]],
    need: grounds.need ? stronger(grounds.need, usual) : usual,
  };
}

function partReason(key: PartKey, { rules }: ChecklistQuestion): Reason {
  const { why, source } = dossierParts[rules][key];
  return { text: why, source, kind: 'dossier', stars: null };
}

/** What asks for a kind of evidence beside minimum marks and grounds of rejection. */
function ownReasons(key: EvidenceKey, rules: DossierRules): Reason[] {
  const isInForce = rules === 'quyet-dinh-26-2026';
  if (key === 'business-registration') {
    const source = isInForce ? 'Quyết định 26/2026/QĐ-TTg, Điều 2, khoản 3' : 'Kế hoạch OCOP 2024, mục II.1';
    return [{ text: 'Chủ thể OCOP phải có đăng ký kinh doanh.', source, kind: 'dossier', stars: null }];
  }
  if (key === 'local-labour' && isInForce)
    return [
      advice('Được tính điểm khi từ 25% lao động trở lên là người trong xã.', 'Quyết định 26/2026/QĐ-TTg, Phụ lục II'),
    ];
  return [];
}

/** Said of evidence that nothing stronger asks for. */
const listedReason: Readonly<Record<DossierRules, Reason>> = {
  'quyet-dinh-26-2026': advice(
    'Là một trong 15 loại minh chứng của Mẫu số 02.',
    'Quyết định 26/2026/QĐ-TTg, Phụ lục III, Mẫu số 02',
  ),
  'quyet-dinh-148-2023': advice(
    'Báo cáo tự đánh giá nộp kèm minh chứng. Loại này có bắt buộc không thì chưa xác minh được, hỏi UBND xã, phường.',
    'Quyết định 148/QĐ-TTg, hồ sơ',
  ),
};

function advice(text: string, source: string): Reason {
  return { text, source, kind: 'advice', stars: null };
}

function isEvidence(key: ItemKey): key is EvidenceKey {
  return evidenceKeys.some((one) => one === key);
}

function stronger(one: Need, other: Need): Need {
  return needs.indexOf(one) <= needs.indexOf(other) ? one : other;
}
