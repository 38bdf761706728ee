/** `/thongbao` for everybody, and composing notices for officers, until they are on their way. */
import type { Capability, Turn } from '../../bot/capability.ts';
import { plainLabel } from '../../bot/label.ts';
import type { Reply } from '../../bot/message.ts';
import { forOfficers } from '../officers/menu.ts';
import { officesOf } from '../officers/office.ts';
import type { Office } from '../officers/rights.ts';
import { refused } from '../officers/wording.ts';
import { composingOffice } from './access.ts';
import { approve, noticeToApprove } from './approval.ts';
import { editNotice, sendNow, withdrawNotice } from './before-sending.ts';
import { createCommuneDialog } from './commune-dialog.ts';
import { type ComposeOptions, composeDialogName, createComposeDialogs } from './compose-dialog.ts';
import { refusalDialog, refusalDialogName, refusalSeed } from './refusal-dialog.ts';
import { sendDueNotices } from './send.ts';
import type { Seen } from './store.ts';
import { pickTopics, showTopics } from './topics.ts';
import { endUnapproved, urgeApproval } from './unapproved.ts';

export function createNotices(options: ComposeOptions): Capability {
  const { facts, profileId } = options;

  /** What a button does, by the first word of its value; each checks the rights anew, since buttons grow old. */
  const acts: Readonly<Record<string, (turn: Turn, seen: Seen) => Promise<Reply[]>>> = {
    edit: editNotice,
    send: (turn, seen) => sendNow(turn, seen, facts),
    withdraw: withdrawNotice,
    approve: (turn, seen) => approve(turn, seen, facts),
    refuse: askWhy,
  };

  return {
    name: 'notice',
    isPersonal: true,
    commands: [
      {
        name: 'thongbao',
        description: 'Chọn thông báo muốn nhận: lớp tập huấn, sự kiện, hạn nộp',
        also: [
          'nhanthongbao',
          'dangkynhanthongbao',
          'chonthongbao',
          'tatthongbao',
          'huythongbao',
          'ngungthongbao',
          'khongnhanthongbao',
        ],
      },
    ],
    command: async (turn) => [await showTopics(turn)],
    async message(turn) {
      if (turn.input.kind !== 'text' || !composing.test(plainLabel(turn.input.text))) return null;
      return beginComposing(turn, await officesOf(turn.tx, turn.personId));
    },
    async pick(turn, value) {
      const [act = '', ...rest] = value.split(':');
      const topics = await pickTopics(turn, act, rest.join(':'));
      if (topics) return topics;
      const offices = await officesOf(turn.tx, turn.personId);
      if (offices.length === 0) return [forOfficers];
      if (act === 'compose') return beginComposing(turn, offices);
      const [id = '', version = ''] = rest;
      return acts[act]?.(turn, { id: numberIn(id), version: Number(numberIn(version)) }) ?? [await showTopics(turn)];
    },
    dialogs: [createCommuneDialog(profileId), ...createComposeDialogs(options), refusalDialog],
    async sweep(tx, now) {
      await sendDueNotices(tx, now, facts);
      await endUnapproved(tx, now);
      await urgeApproval(tx, now, facts.quietHours);
    },
  };
}

/** What an officer types who knows what the button is called. */
const composing = /^(?:soan|viet|tao|gui)(?: mot)? thong bao(?: moi)?$/;

function beginComposing(turn: Turn, offices: readonly Office[]): Reply[] {
  if (offices.length === 0) return [forOfficers];
  if (!composingOffice(offices)) return [refused('not-your-role')];
  turn.enter(composeDialogName);
  return [];
}

async function askWhy(turn: Turn, seen: Seen): Promise<Reply[]> {
  const ready = await noticeToApprove(turn, seen);
  if (ready.kind === 'instead') return ready.replies;
  turn.enter(refusalDialogName, refusalSeed(ready.notice));
  return [];
}

/** Values of buttons are our own; one that is not of today's form leads nowhere. */
function numberIn(text: string): bigint {
  return /^\d{1,15}$/.test(text) ? BigInt(text) : -1n;
}
