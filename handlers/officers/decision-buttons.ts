/** The buttons under a registration: some decisions ask once more, others need words or numbers first. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import type { DossierItem } from '../../prisma/generated/client.ts';
import { inChecklistOrder } from '../dossier/item-keys.ts';
import { stepAfter } from '../programme/profile.ts';
import type { Decision } from '../registration/flow.ts';
import { profileOf, type Registration } from '../registration/store.ts';
import type { NameOf } from './case.ts';
import { caseSeed } from './case-dialog.ts';
import { changesDialogName, changesFacts } from './changes-dialog.ts';
import { caseToDecide, decide, type Seen } from './decide.ts';
import { declineDialogName } from './decline-dialog.ts';
import { mendWarning } from './mend-warning.ts';
import { levelOf, type Office } from './rights.ts';
import { scoreDialogName } from './score-dialog.ts';
import { sharesDialogName } from './shares-dialog.ts';
import { decisionNames, levelName } from './wording.ts';

/** Opens what a decision needs: a dialog, or the question whether it is meant. */
export async function openDecision(turn: Turn, seen: Seen, decision: Decision, nameOf: NameOf): Promise<Reply[]> {
  const ready = await caseToDecide(turn, seen, decision, nameOf);
  if (ready.kind === 'instead') return ready.replies;
  const { one, office } = ready;
  const itemsOf = async () =>
    inChecklistOrder(await turn.tx.dossierItem.findMany({ where: { registrationId: one.id } }));
  switch (decision) {
    case 'confirm-shares':
      turn.enter(sharesDialogName, caseSeed(one, { material: one.localMaterial, labour: one.localLabour }));
      return [];
    case 'ask-changes':
      turn.enter(changesDialogName, caseSeed(one, changesFacts(one, await itemsOf(), nameOf)));
      return [];
    case 'decline':
      turn.enter(declineDialogName, caseSeed(one, null));
      return [];
    case 'score':
      turn.enter(scoreDialogName, caseSeed(one, { profile: one.profile, level: levelOf(office.role) }));
      return [];
    case 'accept':
    case 'help-given':
      return [askOnceMore(one, office, decision, { unread: 0, toMend: 0 })];
    case 'pass-on': {
      const items = await itemsOf();
      const count = (state: DossierItem['state']) => items.filter((item) => item.state === state).length;
      return [askOnceMore(one, office, decision, { unread: count('sent'), toMend: count('changes') })];
    }
  }
}

/** `Đồng ý` was pressed under that question. */
export function confirmDecision(turn: Turn, seen: Seen, decision: Decision, nameOf: NameOf): Promise<Reply[]> {
  const isConfirmable = decision === 'accept' || decision === 'pass-on' || decision === 'help-given';
  return isConfirmable ? decide(turn, seen, { decision }, nameOf) : openDecision(turn, seen, decision, nameOf);
}

/** Items of the dossier: `unread` that nobody has looked at, `toMend` of which the producer has not been told yet. */
function askOnceMore(
  one: Registration,
  office: Office,
  decision: 'accept' | 'pass-on' | 'help-given',
  { unread, toMend }: { unread: number; toMend: number },
): Reply {
  const above = stepAfter(profileOf(one), levelOf(office.role));
  const warning = mendWarning(one, toMend, 'bấm **Chưa**');
  const question = {
    accept: 'Chấp nhận đăng ký này? Chủ thể sẽ được báo để chuẩn bị hồ sơ.',
    'pass-on': `Chuyển hồ sơ này lên ${above ? levelName(profileOf(one), above.level) : 'cấp trên'}?${unread > 0 ? `\nCòn ${unread} giấy tờ chưa ghi là đạt.` : ''}${warning === null ? '' : `\n${warning}`}`,
    'help-given': 'Ghi là đã hướng dẫn chủ thể? Chủ thể sẽ được báo.',
  }[decision];
  return reply(`${decisionNames[decision]} · **${one.code} · ${one.productName}**\n${question}`, {
    choices: [
      { label: 'Đồng ý', value: `officer:do:${decision}:${one.id}:${one.version}` },
      { label: 'Chưa', value: `officer:open:${one.id}` },
    ],
  });
}
