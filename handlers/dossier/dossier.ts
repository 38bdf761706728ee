/** `/hoso`: a person's registrations, where each stands, and its dossier (Quyết định 26/2026/QĐ-TTg, Điều 6; plan V.16, V.17). */
import type { Capability, Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { registerDialogName } from '../register/dialog.ts';
import type { SuggestGroups } from '../register/group-field.ts';
import { attachDialog, attachSeed, itemIsFull } from './attach-dialog.ts';
import { showChecklist } from './checklist-pages.ts';
import { correctSeed, createCorrectDialog } from './correct-dialog.ts';
import { showOne } from './detail.ts';
import { formReplies, type StoreFile } from './form-files.ts';
import { putChoices, putHeld } from './held-files.ts';
import { askReplace, showItem } from './item-page.ts';
import { findStanding } from './item-standing.ts';
import { showList } from './list.ts';
import { forgetItem, rememberItem, takeFile } from './open-item.ts';
import { findOwn, isOpen, newestCodes, notYours, type Own, registrationCode } from './own.ts';
import { askStars, askWithdraw, sendAgain, wishStars, withdraw } from './producer-acts.ts';
import { askSend, type OnDesk, sendDossier } from './send-dossier.ts';
import { removeFile, showFile, showFiles } from './sent-files.ts';
import { typedWish, type Wish } from './typed-wishes.ts';
import { unfinishedWork } from './unfinished.ts';

export type { OnDesk } from './send-dossier.ts';

export interface DossierOptions {
  suggest: SuggestGroups;
  /** `PROGRAMME_PROFILE`; null: the clock chooses. Decides under which rules a certificate is renewed. */
  configuredProfile: string | null;
  /** As `/dangky` tells it. */
  keptDays: number;
  storeFile: StoreFile;
  onDesk: OnDesk;
}

export function createDossier(options: DossierOptions): Capability {
  const { onDesk } = options;
  const show = (turn: Turn, own: Own): Reply => showOne(own, turn.now, options.configuredProfile);
  const correctDialog = createCorrectDialog({ ...options, show });

  /** What was said, then the registration as it now is. */
  const withDetail = async (turn: Turn, code: string, replies: Reply[]): Promise<Reply[]> => {
    const own = await findOwn(turn, code);
    const isComplete = replies.at(-1)?.choices.length !== 0;
    return own && !isComplete ? [...replies, show(turn, own)] : replies;
  };

  /** Carries out a button. Whose registration it is was checked just before, in the same transaction. */
  async function act(turn: Turn, own: Own, verb: string, argument: string): Promise<Reply[]> {
    switch (verb) {
      case 'items':
        return [showChecklist(own, pageIn(argument)) ?? show(turn, own)];
      case 'item': {
        const standing = findStanding(own, argument);
        if (!standing) return [showChecklist(own, 0) ?? show(turn, own)];
        rememberItem(turn, own, standing);
        const page = showItem(own, standing);
        return [{ ...page, choices: [...putChoices(turn, own, standing), ...page.choices] }];
      }
      case 'put': {
        const standing = findStanding(own, argument);
        if (!standing) return [show(turn, own)];
        rememberItem(turn, own, standing);
        return putHeld(turn, own, standing);
      }
      case 'attach':
      case 'replace':
        return attach(turn, own, argument, verb === 'replace');
      case 'files':
        return [showFiles(own, argument)];
      case 'file':
        return [showFile(own, argument)];
      case 'remove':
        return [await removeFile(turn, own, argument)];
      case 'forms': {
        const replies = await formReplies(own, options.storeFile);
        return replies.length > 0 ? replies : [show(turn, own)];
      }
      case 'send':
        return [unfinishedWork(turn, own) ?? askSend(own)];
      case 'send-now':
      case 'send-paper': {
        const open = unfinishedWork(turn, own);
        if (open) return [open];
        return withDetail(turn, own.code, await sendDossier(turn, own, verb === 'send-paper', onDesk));
      }
      case 'correct':
        if (!isOpen(own, 'correct')) return [show(turn, own)];
        turn.enter(correctDialog.name, correctSeed(own));
        return [];
      case 'again': {
        const open = unfinishedWork(turn, own);
        return open ? [open] : withDetail(turn, own.code, await sendAgain(turn, own, onDesk));
      }
      case 'stars':
        return [askStars(own)];
      case 'wish':
        return withDetail(turn, own.code, [await wishStars(turn, own, argument)]);
      case 'withdraw':
        return [askWithdraw(own)];
      case 'withdraw-now':
        return withDetail(turn, own.code, [await withdraw(turn, own)]);
      default:
        return [show(turn, own)];
    }
  }

  function attach(turn: Turn, own: Own, key: string, isWarned: boolean): Reply[] {
    const standing = findStanding(own, key);
    if (!standing) return [show(turn, own)];
    if (!isOpen(own, 'attach')) return [showItem(own, standing)];
    if (standing.state === 'accepted' && !isWarned) return [askReplace(own, standing)];
    const seed = attachSeed(own, key);
    if (seed === null) return [reply(itemIsFull), showFiles(own, key)];
    rememberItem(turn, own, standing);
    turn.enter(attachDialog.name, seed);
    return [];
  }

  const showCode = async (turn: Turn, typed: string): Promise<Reply | null> => {
    const code = registrationCode.safeParse(typed).data;
    const own = code === undefined ? null : await findOwn(turn, code);
    return own && show(turn, own);
  };

  /** Null for a person without a registration: their words are a question like any other. */
  const grant = async (turn: Turn, wish: Wish): Promise<Reply[] | null> => {
    const [newest, another] = await newestCodes(turn);
    if (newest === undefined) return null;
    forgetItem(turn);
    if (wish === 'register') {
      turn.enter(registerDialogName);
      return [];
    }
    const only = another === undefined ? await showCode(turn, newest) : null;
    return [only ?? (await showList(turn, 0))];
  };

  return {
    name: 'dossier',
    isPersonal: true,
    commands: [{ name: 'hoso', description: 'Hồ sơ và đăng ký của tôi', also: ['hosocuatoi'] }],
    dialogs: [attachDialog, correctDialog],
    async command(turn, _command, argument) {
      forgetItem(turn);
      if (argument === '') return [await showList(turn, 0)];
      return [(await showCode(turn, argument)) ?? notYours];
    },
    async pick(turn, value) {
      const [verb = '', subject = '', argument = ''] = value.split(':');
      forgetItem(turn);
      if (verb === 'list') return [await showList(turn, pageIn(subject))];
      const own = await findOwn(turn, subject);
      return own ? act(turn, own, verb, argument) : [notYours];
    },
    /** A code that stands alone is asked after; one that is not theirs is left to the other capabilities. */
    async message(turn) {
      if (turn.input.kind === 'media') return takeFile(turn);
      const wish = typedWish(turn);
      if (wish) return grant(turn, wish);
      const own = turn.input.kind === 'text' ? await showCode(turn, turn.input.text) : null;
      if (!own) return null;
      forgetItem(turn);
      return [own];
    },
  };
}

function pageIn(text: string): number {
  return /^\d{1,4}$/.test(text) ? Number(text) : 0;
}
