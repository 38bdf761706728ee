/** `/canbo`: officers' roles, their queue, and what they decide on registrations. */
import type { Capability, Turn } from '../../bot/capability.ts';
import { plainLabel } from '../../bot/label.ts';
import type { Reply } from '../../bot/message.ts';
import type { QuietHours } from '../../bot/quiet-hours.ts';
import type { Quotas } from '../../bot/quota.ts';
import { profileAt } from '../programme/profile.ts';
import { decisions } from '../registration/flow.ts';
import { sendDigests } from './announce.ts';
import { showAudit } from './audit-log.ts';
import { loadCase, type NameOf, noSuchCase, showCase } from './case.ts';
import { createChangesDialog } from './changes-dialog.ts';
import type { RandomBytes } from './codes.ts';
import { confirmDecision, openDecision } from './decision-buttons.ts';
import { createDeclineDialog } from './decline-dialog.ts';
import { acceptItem, askToMend, createMendDialog, showItem, showItems } from './dossier-items.ts';
import { hideOldCodes } from './invitations.ts';
import { createInviteDialog, inviteDialogName } from './invite-dialog.ts';
import { forOfficers, showMenu } from './menu.ts';
import { showModelCall, showModelCalls } from './model-calls.ts';
import { officesOf } from './office.ts';
import { showQueue } from './queue.ts';
import { codeIn, tryCode } from './redeeming.ts';
import { tellRenewals } from './renewal.ts';
import { type Office, rolesToGive } from './rights.ts';
import { askToRevoke, askToUninvite, revoke, showRoster, uninvite } from './roster.ts';
import { createScoreDialog } from './score-dialog.ts';
import { createSharesDialog } from './shares-dialog.ts';
import { takeOver } from './turnover.ts';
import { refused } from './wording.ts';
import { forgetWrongCodes } from './wrong-codes.ts';

export interface OfficerOptions {
  /** As configured; null for the profile of the day. */
  profileId: string | null;
  quietHours: QuietHours;
  randomBytes: RandomBytes;
  /** What the channels that count messages allow; officers see how much of it is used. */
  quotas?: Quotas;
  /** Names of the dossier's items. */
  itemName: NameOf;
}

/** The code of a registration, which an officer may send after the command instead of paging to it. */
const registrationCode = /^OCOP-\d{4}-\d{4,}$/i;

/** The menu's own words, typed when its buttons are far above. Whoever is no officer asks something with them. */
const typedButtons: Readonly<Record<string, string>> = {
  'moi can bo': 'invite',
  'viec dang cho': 'queue:0',
  'danh sach can bo': 'roster:0',
  'nhat ky': 'audit:new',
};

/** Everything that officers do; whoever has no role is told how to get one, and nothing more. */
export function createOfficers({
  profileId,
  quietHours,
  randomBytes,
  itemName,
  quotas = {},
}: OfficerOptions): Capability {
  const menu = async (turn: Turn, offices: readonly Office[]) => [
    await showMenu(turn, offices, profileAt(turn.now, profileId), quotas),
  ];
  const open = async (turn: Turn, offices: readonly Office[], by: Parameters<typeof loadCase>[1]) => {
    const one = await loadCase(turn.tx, by);
    return one ? showCase(one, offices, itemName) : [noSuchCase];
  };

  const command = async (turn: Turn, argument: string): Promise<Reply[]> => {
    const offices = await officesOf(turn.tx, turn.personId);
    if (argument === '') return menu(turn, offices);
    if (!registrationCode.test(argument)) return tryCode(turn, argument, offices);
    return offices.length === 0 ? [forOfficers] : open(turn, offices, { code: argument.toUpperCase() });
  };

  /** What a button does, by the first word of its value; each checks the rights anew, since buttons grow old. */
  const buttons: Readonly<Record<string, (turn: Turn, offices: Office[], rest: string) => Promise<Reply[]>>> = {
    menu: (turn, offices) => menu(turn, offices),
    queue: async (turn, offices, page) => [
      await showQueue(turn.tx, { personId: turn.personId, offices }, numberIn(page)),
    ],
    open: (turn, offices, id) => open(turn, offices, { id: idIn(id) }),
    decide: (turn, _offices, rest) => withDecision(rest, (seen, one) => openDecision(turn, seen, one, itemName)),
    do: (turn, _offices, rest) => withDecision(rest, (seen, one) => confirmDecision(turn, seen, one, itemName)),
    items: (turn, _offices, id) => showItems(turn, idIn(id), itemName),
    item: (turn, _offices, rest) => {
      const [id = '', ...key] = rest.split(':');
      return showItem(turn, idIn(id), key.join(':'), itemName);
    },
    good: (turn, _offices, rest) => withItem(rest, (seen, key) => acceptItem(turn, seen, key, itemName)),
    mend: (turn, _offices, rest) => withItem(rest, (seen, key) => askToMend(turn, seen, key, itemName)),
    invite: async (turn, offices) => {
      if (rolesToGive(offices).length === 0) return [refused('not-your-role')];
      turn.enter(inviteDialogName);
      return [];
    },
    roster: (turn, _offices, page) => showRoster(turn, numberIn(page)),
    revoke: (turn, _offices, id) => askToRevoke(turn, idIn(id)),
    revoked: (turn, _offices, id) => revoke(turn, idIn(id)),
    uninvite: (turn, _offices, id) => askToUninvite(turn, idIn(id)),
    uninvited: (turn, _offices, id) => uninvite(turn, idIn(id)),
    audit: async (turn, offices, before) => [await showAudit(turn.tx, offices, before === 'new' ? null : idIn(before))],
    model: async (turn, offices, rest) => [await showModelCalls(turn, offices, rest)],
    'model-call': async (turn, offices, id) => [await showModelCall(turn, offices, idIn(id))],
  };

  const press = (turn: Turn, offices: Office[], value: string) => {
    const [name = '', ...rest] = value.split(':');
    return (buttons[name] ?? menu)(turn, offices, rest.join(':'));
  };

  return {
    name: 'officer',
    isPersonal: true,
    commands: [{ name: 'canbo', description: 'Dành cho cán bộ: việc đang chờ, thông báo, mời cán bộ' }],
    command: (turn, _command, argument) => command(turn, argument),
    async message(turn) {
      if (turn.input.kind !== 'text') return null;
      const code = codeIn(turn.input.text);
      if (code !== null) return command(turn, code);
      const value = typedButtons[plainLabel(turn.input.text)];
      const offices = value === undefined ? [] : await officesOf(turn.tx, turn.personId);
      return value === undefined || offices.length === 0 ? null : press(turn, offices, value);
    },
    async pick(turn, value) {
      const offices = await officesOf(turn.tx, turn.personId);
      return offices.length === 0 ? [forOfficers] : press(turn, offices, value);
    },
    dialogs: [
      createInviteDialog({ profileId, randomBytes }),
      createSharesDialog(itemName),
      createChangesDialog(itemName),
      createDeclineDialog(itemName),
      createScoreDialog(itemName),
      createMendDialog(itemName),
    ],
    async sweep(tx, now) {
      await takeOver(tx, now, { profileId, quietHours });
      await sendDigests(tx, now);
      await tellRenewals(tx, now, { profileId, quietHours });
      await hideOldCodes(tx, now);
      await forgetWrongCodes(tx, now);
    },
  };
}

/** Values of buttons are our own; one that is not of today's form leads nowhere. */
function idIn(text: string): bigint {
  return /^\d{1,18}$/.test(text) ? BigInt(text) : -1n;
}

function numberIn(text: string): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}

function withDecision(
  rest: string,
  then: (seen: { id: bigint; version: number }, decision: (typeof decisions)[number]) => Promise<Reply[]>,
): Promise<Reply[]> {
  const [name, id = '', version = ''] = rest.split(':');
  const decision = decisions.find((one) => one === name);
  return decision ? then({ id: idIn(id), version: numberIn(version) }, decision) : Promise.resolve([noSuchCase]);
}

function withItem(
  rest: string,
  then: (seen: { id: bigint; version: number }, key: string) => Promise<Reply[]>,
): Promise<Reply[]> {
  const [id = '', version = '', ...key] = rest.split(':');
  return then({ id: idIn(id), version: numberIn(version) }, key.join(':'));
}
