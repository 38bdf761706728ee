/** The officer's desk of notices that went out: how each went, what is settled, corrected, moved or called off. */
import type { Capability, Turn } from '../../../bot/capability.ts';
import { type Reply, reply } from '../../../bot/message.ts';
import type { QuietHours } from '../../../bot/quiet-hours.ts';
import type { StoreFile } from '../../dossier/form-files.ts';
import { forOfficers } from '../../officers/menu.ts';
import { officesOf } from '../../officers/office.ts';
import { correctionToMend, openCorrection, takeBackCorrection } from './author-correction.ts';
import { callOffDialogName, createCallOffDialog } from './call-off-dialog.ts';
import { type AfterOptions, changeDialogName, createChangeDialog, isOver } from './change-dialog.ts';
import { correctDialogName, createCorrectDialog } from './correct-dialog.ts';
import { approveCorrection, askWhyRefused, correctionRefusalDialog } from './correction-approval.ts';
import { showList } from './list.ts';
import { noticeSeed } from './notice-dialog.ts';
import { type ChoicesBefore, isAhead, showNotice } from './page.ts';
import { showProgress } from './progress.ts';
import { report } from './report.ts';
import { approvalAfter } from './second-officer.ts';
import { whyCorrectionWaits } from './send-correction.ts';
import { settle, settlingVerbs } from './settle.ts';
import { type Followed, noticeInSight } from './sight.ts';
import { listChoice, noSuchNotice } from './wording.ts';

export interface FollowOptions extends AfterOptions {
  quietHours: QuietHours;
  /** Keeps the bytes of a report and gives back their hash. */
  storeFile: StoreFile;
  /** What may be done to a notice that has not gone out. */
  choicesBefore: ChoicesBefore;
}

export function createFollow(options: FollowOptions): Capability {
  const { quietHours, storeFile, profileId, choicesBefore } = options;

  /** Opens a dialog about a notice, unless `why` says that it must wait. */
  const begin = async (
    turn: Turn,
    id: bigint,
    dialog: string,
    why: (followed: Followed) => Promise<string | null>,
  ): Promise<Reply[]> => {
    const followed = await noticeInSight(turn, id);
    if (!followed) return [noSuchNotice];
    const reason = followed.notice.state === 'sent' ? await why(followed) : notOut;
    if (reason !== null) return [await showNotice(turn, followed, reason)];
    turn.enter(dialog, noticeSeed(followed, await approvalAfter(turn, followed, profileId)));
    return [];
  };

  /** Opens a correction of one's own again, with what is written. */
  const mend = async (turn: Turn, id: bigint): Promise<Reply[]> => {
    const own = await correctionToMend(turn, id);
    if (own.kind === 'instead') return [own.said];
    const { correction, followed } = own;
    const { title, content } = correction;
    const reason = followed.notice.state === 'sent' ? await whyCorrectionWaits(turn, followed) : notOut;
    if (reason !== null) return [await showNotice(turn, followed, reason)];
    turn.enter(
      correctDialogName,
      noticeSeed(followed, await approvalAfter(turn, followed, profileId), { title, content }),
    );
    return [];
  };

  const open = async (turn: Turn, id: bigint) => {
    const followed = await noticeInSight(turn, id);
    return [followed ? await showNotice(turn, followed, undefined, choicesBefore) : noSuchNotice];
  };

  return {
    name: 'notice-desk',
    isPersonal: true,
    async pick(turn, value) {
      const offices = await officesOf(turn.tx, turn.personId);
      if (offices.length === 0) return [forOfficers];
      const [verb = '', id = '', rest = ''] = value.split(':');
      const settling = settlingVerbs.find((one) => one === verb);
      if (settling) return settle(turn, settling, idIn(id), rest);
      switch (verb) {
        case 'list':
          return [await showList(turn, offices, /^\d{1,6}$/.test(id) ? Number(id) : 0)];
        case 'open':
          return open(turn, idIn(id));
        case 'report':
          return report(turn, idIn(id), storeFile);
        case 'correct':
          return begin(turn, idIn(id), correctDialogName, (followed) => whyCorrectionWaits(turn, followed));
        case 'change':
          return begin(turn, idIn(id), changeDialogName, async ({ notice }) =>
            isAhead(notice, turn.now) ? null : isOver,
          );
        case 'calloff':
          return begin(turn, idIn(id), callOffDialogName, async ({ notice }) =>
            notice.startsAt === null || isAhead(notice, turn.now) ? null : isOver,
          );
        case 'correction':
          return openCorrection(turn, idIn(id));
        case 'mend-correction':
          return mend(turn, idIn(id));
        case 'withdraw-correction':
          return takeBackCorrection(turn, idIn(id));
        case 'approve-correction':
          return approveCorrection(turn, idIn(id));
        case 'refuse-correction':
          return askWhyRefused(turn, idIn(id));
        default:
          return [oldButton];
      }
    },
    dialogs: [
      createCorrectDialog(profileId),
      correctionRefusalDialog,
      createChangeDialog(options),
      createCallOffDialog(options),
    ],
    sweep: (tx, now) => showProgress(tx, now, quietHours),
  };
}

const notOut = 'Thông báo này chưa phát, đã rút lại hoặc đã báo huỷ nên không làm việc này được.';

const oldButton: Reply = reply('Nút này không còn dùng. Bạn mở lại danh sách.', { choices: [listChoice] });

/** Values of buttons are our own; one that is not of today's form leads nowhere. */
function idIn(text: string): bigint {
  return /^\d{1,18}$/.test(text) ? BigInt(text) : -1n;
}
