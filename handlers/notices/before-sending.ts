/** What is done with a notice before it goes out: edited, sent at once, withdrawn. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { priority } from '../../bot/outbox.ts';
import { tellPeople } from '../../bot/tell.ts';
import { codeOf } from '../officers/office.ts';
import type { Office } from '../officers/rights.ts';
import { refused } from '../officers/wording.ts';
import { authorOf, officesOver } from './access.ts';
import { editSeed } from './compose-context.ts';
import { editDialogName } from './compose-dialog.ts';
import { nobody, reachable, reachOf, type SendingFacts } from './preview.ts';
import { sendNotice } from './send.ts';
import { showStanding, standingChoices } from './standing.ts';
import { changeNotice, findNotice, type Seen, type Stored } from './store.ts';
import { noSuchNotice, sentReply } from './submit.ts';

type Handled =
  | { kind: 'ready'; notice: Stored; office: Office; author: { office: Office; personId: string } }
  | { kind: 'instead'; replies: Reply[] };

/** The notice as it was seen, with the office by which this person may handle it. */
async function noticeToHandle(turn: Turn, seen: Seen, states: readonly Stored['state'][]): Promise<Handled> {
  const { tx, personId } = turn;
  const notice = await findNotice(tx, seen.id);
  if (!notice) return { kind: 'instead', replies: [noSuchNotice] };
  const author = await authorOf(tx, notice);
  const { office } = await officesOver(tx, personId, author.office);
  if (!office) return { kind: 'instead', replies: [refused('other-area')] };
  if (notice.version !== seen.version || !states.includes(notice.state)) {
    return { kind: 'instead', replies: [showStanding(notice, 'Thông báo đã thay đổi từ lúc bạn xem. Hiện nay:')] };
  }
  return { kind: 'ready', notice, office, author };
}

/** Opens the dialog with what is written. */
export async function editNotice(turn: Turn, seen: Seen): Promise<Reply[]> {
  const ready = await noticeToHandle(turn, seen, ['awaiting', 'scheduled', 'withdrawn']);
  if (ready.kind === 'instead') return ready.replies;
  turn.enter(editDialogName, editSeed(seen.id));
  return [];
}

/** Sends at once what waits for its time. */
export async function sendNow(turn: Turn, seen: Seen, facts: SendingFacts): Promise<Reply[]> {
  const { tx, now } = turn;
  const ready = await noticeToHandle(turn, seen, ['scheduled']);
  if (ready.kind === 'instead') return ready.replies;
  const { notice, office, author } = ready;
  if (notice.startsAt !== null && notice.startsAt <= now) {
    return [showStanding(notice, 'Đã quá giờ bắt đầu nên không gửi được nữa. Bạn bấm **Sửa** để ghi lúc khác.')];
  }
  const atOnce = { ...notice, sendAt: null };
  if (reachable(await reachOf(tx, now, author.office.area, atOnce, facts)) === 0) {
    return [reply(nobody(notice), { choices: standingChoices(notice) })];
  }
  const sent = await sendNotice(tx, now, notice, { facts, officer: office.id });
  if (!sent) return [showStanding(notice)];
  await tellAuthor(turn, author.personId, `Cán bộ số ${office.id} đã gửi luôn **${notice.title}**.`);
  return [sentReply(sent, facts.quietHours, now)];
}

/** Takes back what has not gone out; it can be mended and sent later. */
export async function withdrawNotice(turn: Turn, seen: Seen): Promise<Reply[]> {
  const { tx, now } = turn;
  const ready = await noticeToHandle(turn, seen, ['awaiting', 'scheduled']);
  if (ready.kind === 'instead') return ready.replies;
  const { notice, office, author } = ready;
  const deed = { officer: office.id, action: 'withdraw-notice', area: codeOf(author.office.area) };
  const withdrawn = await changeNotice(tx, now, notice, ['awaiting', 'scheduled'], { state: 'withdrawn' }, deed);
  if (!withdrawn) return [showStanding(notice)];
  await tellAuthor(turn, author.personId, `Cán bộ số ${office.id} đã rút lại **${notice.title}**. Gõ /canbo để xem.`);
  return [showStanding(withdrawn, 'Đã rút lại, chưa ai nhận được tin này.')];
}

async function tellAuthor({ tx, now, personId }: Turn, author: string, text: string): Promise<void> {
  if (author !== personId) await tellPeople(tx, now, [author], reply(text), priority.reminder);
}
