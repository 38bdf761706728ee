import type { Paper, ProducerKind, ProductGroup } from '../../programme/vocabulary.ts';
import { type CriteriaSet, criteriaSet } from '../criteria-sets.ts';
import type { DossierRules, EvidenceKey, WishedStars } from '../item-keys.ts';
import { papersOfEvidence } from '../item-rules.ts';

/** First evaluation, upgrade, or renewal (lần đầu, nâng hạng, đánh giá lại: Quyết định 26/2026/QĐ-TTg, Mẫu số 01). */
export type EvaluationKind = 'first' | 'upgrade' | 'renewal';

/** Where one piece of evidence stands: chưa có → đã gửi → đạt or cần sửa. */
export type EvidenceState = 'missing' | 'sent' | 'passed' | 'to-mend';

/**
 * What the two forms are filled in from. Whatever is null or blank becomes a dotted line to fill in by hand. Sex and
 * ethnic group, which Mẫu số 02 asks for, have no field on purpose: they are left to the paper.
 */
export interface DossierForm {
  rules: DossierRules;
  evaluation: EvaluationKind;
  producerKind: ProducerKind | null;
  producerName: string | null;
  representative: string | null;
  /** Chức vụ. */
  position: string | null;
  /** Hamlet, street, house: what stands before the commune. */
  address: string | null;
  phone: string | null;
  email: string | null;
  /** Full name of the commune, as "xã Vĩnh Hải". */
  commune: string | null;
  /** Full name of the province, as "tỉnh Khánh Hòa". */
  province: string | null;
  productName: string | null;
  description: string | null;
  group: ProductGroup | null;
  /** The criteria set, 1 to 26, once it is settled. */
  set: number | null;
  /** Phân nhóm as the producer or officer put it; the criteria set's own name where it is null. */
  subgroup: string | null;
  /** Shares in percent, 0 to 100. */
  localMaterialPercent: number | null;
  localLabourPercent: number | null;
  yearlyOutput: string | null;
  price: string | null;
  papers: readonly Paper[];
  evidence: Readonly<Partial<Record<EvidenceKey, EvidenceState>>>;
  wishedStars: WishedStars | null;
  /** The day of signing as YYYY-MM-DD, or null to leave it open. */
  date: string | null;
}

/** Whether a piece of evidence lies in the dossier; what must be mended does not yet. */
export function isAttached(form: DossierForm, key: EvidenceKey): boolean {
  const state = form.evidence[key];
  return state === 'sent' || state === 'passed';
}

/** Whether the producer holds a paper of that kind, attached or not. */
export function holdsPaper(form: DossierForm, key: EvidenceKey): boolean {
  return (papersOfEvidence[key] ?? []).some((paper) => form.papers.includes(paper));
}

/** The criteria set of the form. Throws RangeError where its number is none, or belongs to another group. */
export function setOf({ set: number, group }: DossierForm): CriteriaSet | null {
  if (number === null) return null;
  const set = criteriaSet(number);
  if (group !== null && set.group !== group) throw new RangeError(`criteria set ${number} is not of group ${group}`);
  return set;
}

/** A share in the Vietnamese manner, as 12,5%. Throws RangeError for what is no share. */
export function percentOf(share: number | null): string | null {
  if (share === null) return null;
  if (!(share >= 0 && share <= 100)) throw new RangeError(`${share} is not a percentage`);
  return `${String(Math.round(share * 10) / 10).replace('.', ',')}%`;
}

/** The day of signing in words; open places where there is none. Throws RangeError for a day that does not exist. */
export function signingDay(date: string | null): string {
  if (date === null) return 'ngày …… tháng …… năm ………';
  const [year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(date)?.slice(1) ?? [];
  const parsed = new Date(`${date}T00:00:00Z`);
  if (!year || !month || !day || Number.isNaN(parsed.getTime()) || parsed.getUTCDate() !== Number(day))
    throw new RangeError(`"${date}" is not a day as YYYY-MM-DD`);
  // Office letters write 01 and 02 in full for days below 10 and for the first two months, against later additions.
  const full = (part: string, below: number): string => (Number(part) < below ? part : String(Number(part)));
  return `ngày ${full(day, 10)} tháng ${full(month, 3)} năm ${year}`;
}
