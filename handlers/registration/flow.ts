/**
 * How a registration moves between the producer and the offices. Who does what in which order comes from the programme
 * profile: plan V.16 and V.17 for ninh-thuan-2024; Quyết định 26/2026/QĐ-TTg, Điều 7 for khanh-hoa-2026. Pure.
 */
import { starsRecordedBy, stepAfter, stepOf } from '../programme/profile.ts';
import type { Level, Profile } from '../programme/profile-schema.ts';

export const statuses = ['submitted', 'changes', 'accepted', 'declined', 'withdrawn', 'dossier_sent', 'rated'] as const;
export type Status = (typeof statuses)[number];

export interface Standing {
  status: Status;
  /** The level that has it on its desk; null when it is the producer's turn, or nobody's any more. */
  waitsFor: Level | null;
  /** The commune confirmed the shares of local labour and material (plan V.17; today Mẫu số 03). */
  isConfirmed: boolean;
  /** A producer without business registration asks for help; no dossier follows. */
  isHelpRequest: boolean;
}

export const decisions = [
  'confirm-shares',
  'accept',
  'ask-changes',
  'decline',
  'pass-on',
  'score',
  'help-given',
] as const;
export type Decision = (typeof decisions)[number];

/** What officers of the level whose turn it is may decide now. */
export function decisionsOpen(profile: Profile, standing: Standing): Decision[] {
  const { status, waitsFor } = standing;
  const step = waitsFor && stepOf(profile, waitsFor);
  if (!step) return [];
  if (standing.isHelpRequest) return status === 'submitted' ? ['help-given'] : [];
  if (status === 'submitted') return step.does.filter((action) => action !== 'score');
  if (status !== 'dossier_sent') return [];
  const judging = step.does.filter((action) => action === 'ask-changes' || action === 'decline' || action === 'score');
  return stepAfter(profile, step.level) ? ['pass-on', ...judging] : judging;
}

/** Where a registration stands after a decision of the level whose turn it is; null where that is not open to it. */
export function afterDecision(profile: Profile, standing: Standing, decision: Decision): Standing | null {
  const { waitsFor } = standing;
  if (!waitsFor || !decisionsOpen(profile, standing).includes(decision)) return null;
  const next = stepAfter(profile, waitsFor)?.level ?? null;
  switch (decision) {
    case 'confirm-shares':
      return next
        ? { ...standing, isConfirmed: true, waitsFor: next }
        : { ...standing, isConfirmed: true, status: 'accepted', waitsFor: null };
    case 'accept':
    case 'help-given':
      return { ...standing, status: 'accepted', waitsFor: null };
    case 'ask-changes':
      return { ...standing, status: standing.status === 'submitted' ? 'changes' : 'accepted', waitsFor: null };
    case 'decline':
      return { ...standing, status: 'declined', waitsFor: null };
    case 'pass-on':
      return { ...standing, waitsFor: next };
    case 'score':
      return { ...standing, status: 'rated', waitsFor: null };
  }
}

/** Whether the level may record this result itself; what is above its power is passed on. Below 3 stars no power is needed. */
export function mayRecord(profile: Profile, level: Level, stars: number): boolean {
  const step = stepOf(profile, level);
  if (!step?.does.includes('score')) return false;
  return stars < 3 || starsRecordedBy(profile, level).some((one) => one === stars);
}

/** Sao for a mean of points (Quyết định 26/2026/QĐ-TTg, Điều 3, khoản 3; the same under Quyết định 148/QĐ-TTg). */
export function starsFor(points: number): 1 | 2 | 3 | 4 | 5 {
  if (points >= 90) return 5;
  if (points >= 70) return 4;
  if (points >= 50) return 3;
  return points >= 30 ? 2 : 1;
}

export function afterSubmission(profile: Profile, isHelpRequest: boolean): Standing {
  return { status: 'submitted', waitsFor: profile.steps[0]?.level ?? null, isConfirmed: false, isHelpRequest };
}

export const producerActs = ['correct', 'send-again', 'attach', 'send-dossier', 'withdraw'] as const;
export type ProducerAct = (typeof producerActs)[number];

/** What the producer may do now. */
export function actsOpen({ status, waitsFor, isHelpRequest }: Standing, profile: Profile): ProducerAct[] {
  const isFirstDesk = status === 'submitted' && waitsFor === (profile.steps[0]?.level ?? null);
  switch (status) {
    case 'submitted':
      return isFirstDesk ? ['correct', 'withdraw'] : ['withdraw'];
    case 'changes':
      return ['correct', 'send-again', 'withdraw'];
    case 'accepted':
      return isHelpRequest ? ['withdraw'] : ['attach', 'send-dossier', 'withdraw'];
    case 'dossier_sent':
      return ['withdraw'];
    default:
      return [];
  }
}

/** Where a registration stands after something its producer did; null where that is not open to them. */
export function afterAct(profile: Profile, standing: Standing, act: ProducerAct): Standing | null {
  if (!actsOpen(standing, profile).includes(act)) return null;
  const first = profile.steps[0]?.level ?? null;
  switch (act) {
    case 'correct':
    case 'attach':
      return standing;
    case 'send-again': {
      const level = standing.isConfirmed && first ? (stepAfter(profile, first)?.level ?? first) : first;
      return { ...standing, status: 'submitted', waitsFor: level };
    }
    case 'send-dossier':
      return { ...standing, status: 'dossier_sent', waitsFor: dossierDesk(profile) };
    case 'withdraw':
      return { ...standing, status: 'withdrawn', waitsFor: null };
  }
}

/** The first level that looks a whole dossier through: the one that may send it back. */
function dossierDesk(profile: Profile): Level | null {
  return profile.steps.find((step) => step.does.includes('ask-changes'))?.level ?? null;
}
