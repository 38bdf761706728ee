/** Carries out an officer's decision, if the registration still is as they saw it, and tells everybody concerned. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import { oneChoice } from '../dossier/choices.ts';
import { afterDecision, type Decision, decisions } from '../registration/flow.ts';
import { changeRegistration, type Registration, standingColumns } from '../registration/store.ts';
import { announceToDesk } from './announce.ts';
import { isDoneBy, meanwhile } from './audit-log.ts';
import { aboutCase, loadCase, type NameOf, noSuchCase, showCase } from './case.ts';
import { officesOf } from './office.ts';
import { type Action, type Office, officeThatMay } from './rights.ts';
import { producerText, tellProducer, toldInWords } from './tell-producer.ts';
import { decisionNames, menuChoice, queueChoice, refused } from './wording.ts';

/** What the officer had before their eyes. */
export interface Seen {
  id: bigint;
  version: number;
}

export interface Ruling {
  decision: Decision;
  /** The officer's words, for the producer. */
  remark?: string;
  /** What the decision records beside the new standing. */
  columns?: Prisma.RegistrationUncheckedUpdateManyInput;
  /** Dossier items that must be mended. */
  mend?: readonly { item: string; remark: string }[];
}

export type CaseToDecide =
  | { kind: 'ready'; one: Registration; office: Office; offices: Office[] }
  /** It cannot be done now: what to say. */
  | { kind: 'instead'; replies: Reply[] };

/** A registration with the office that may do this to it now. */
export async function caseToDecide(turn: Turn, seen: Seen, action: Action, nameOf: NameOf): Promise<CaseToDecide> {
  const offices = await officesOf(turn.tx, turn.personId);
  const one = await turn.tx.registration.findUnique({ where: { id: seen.id } });
  if (!one) return instead(noSuchCase);
  const about = aboutCase(one);
  const mayOpen = officeThatMay(offices, 'open', about);
  if (mayOpen.office === null) return instead(refused(mayOpen.why));
  if (one.version !== seen.version) {
    const own = decisions.find((decision) => decision === action);
    return own && (await isDoneBy(turn.tx, seen, offices, own))
      ? instead(recordedAlready(own, one))
      : instead(...(await overtaken(turn, seen, offices, nameOf)));
  }
  const may = officeThatMay(offices, action, about);
  if (may.office === null) return instead(refused(may.why));
  return { kind: 'ready', one, office: may.office, offices };
}

function instead(...replies: Reply[]): CaseToDecide {
  return { kind: 'instead', replies };
}

/** Pressed twice, a button does its work once; the second press must not look as if the first had failed. */
function recordedAlready(decision: Decision, { code, productName }: Registration): Reply {
  return reply(
    `Việc này bạn đã ghi rồi: **${decisionNames[decision]}** · ${code} · ${productName}. Bạn không phải bấm lại.`,
    { choices: [queueChoice, menuChoice] },
  );
}

/** Somebody else was faster: what they did, and the registration as it is now. Nothing is overwritten. */
export async function overtaken(turn: Turn, seen: Seen, offices: readonly Office[], nameOf: NameOf): Promise<Reply[]> {
  const one = await loadCase(turn.tx, { id: seen.id });
  if (!one) return [noSuchCase];
  const lines = await meanwhile(turn.tx, seen, offices);
  const text = [
    'Hồ sơ này vừa thay đổi nên việc bạn vừa làm chưa được ghi.',
    ...(lines.length > 0 ? ['Trong lúc đó:', ...lines] : []),
    'Dưới đây là hồ sơ lúc này.',
  ];
  return [reply(text.join('\n')), ...showCase(one, offices, nameOf)];
}

/** Two officers at once: the second one's change finds another version than they saw, and nothing is written. */
export async function decide(turn: Turn, seen: Seen, ruling: Ruling, nameOf: NameOf): Promise<Reply[]> {
  const { tx, now } = turn;
  const { decision } = ruling;
  const ready = await caseToDecide(turn, seen, decision, nameOf);
  if (ready.kind === 'instead') return ready.replies;
  const { one, office, offices } = ready;
  const { profile, standing } = aboutCase(one);
  const next = afterDecision(profile, standing, decision);
  if (!next) return [refused('not-now')];
  const changed = await changeRegistration(
    tx,
    now,
    one,
    { ...standingColumns(next, now), remark: ruling.remark ?? null, ...ruling.columns },
    { officer: office.id, action: decision },
  );
  if (!changed) return overtaken(turn, seen, offices, nameOf);
  for (const { item, remark } of ruling.mend ?? []) {
    const state = { state: 'changes' as const, remark, updatedAt: now };
    await tx.dossierItem.upsert({
      where: { registrationId_item: { registrationId: one.id, item } },
      create: { registrationId: one.id, item, ...state },
      update: state,
    });
  }
  const news = reply(producerText(decision, office, changed), { choices: [oneChoice(changed.code, 'Xem đăng ký')] });
  const told = await tellProducer(tx, now, changed, news);
  await announceToDesk(tx, now, changed);
  return [
    reply(`Đã ghi: **${decisionNames[decision]}** · ${changed.code} · ${changed.productName}. ${toldInWords(told)}`, {
      choices: [queueChoice, menuChoice],
    }),
  ];
}
