/** A notice to the whole province waits for a second officer, who sees what would go out. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { priority } from '../../bot/outbox.ts';
import { tellPeople } from '../../bot/tell.ts';
import type { Tx } from '../../prisma/open.ts';
import { codeOf, officesOf } from '../officers/office.ts';
import { menuChoice, refused } from '../officers/wording.ts';
import { approversBeside, approvingOffice, authorOf } from './access.ts';
import { authorName, urgencyName } from './approval-words.ts';
import { audienceName } from './audience.ts';
import { titlesFor } from './compose-context.ts';
import { previewOf, type SendingFacts } from './preview.ts';
import { sendNotice } from './send.ts';
import { approvalChoices, composedChoice, notApproved, showStanding, standingChoices } from './standing.ts';
import { changeNotice, findNotice, type Stored } from './store.ts';
import { showMoment } from './when/show.ts';

/** Shows everybody who may approve what would go out. `personId`: whose notice it is. */
export async function askToApprove(
  tx: Tx,
  now: Date,
  notice: Stored,
  { personId, facts }: { personId: string; facts: SendingFacts },
): Promise<void> {
  const { office } = await authorOf(tx, notice);
  const others = await approversBeside(tx, personId);
  const sendAt = notice.sendAt > now ? notice.sendAt : null;
  const audience = audienceName(notice.audience, office.area, await titlesFor(tx, office, notice));
  const remarks = [`Thời điểm gửi: ${sendAt ? showMoment(sendAt) : 'ngay khi duyệt'}.`];
  const [message, summary] = await previewOf(tx, now, { ...notice, sendAt }, office.area, { audience, facts, remarks });
  if (!message || !summary) throw new Error('A notice has no preview.');
  const head = `📝 **Chờ bạn duyệt**: thông báo cho toàn tỉnh, do ${await authorName(tx, notice.officer)} soạn. Mức khẩn: ${urgencyName(notice)}.`;
  const asks = reply(`${head}\n${summary.text}`, { choices: approvalChoices(notice) });
  for (const one of [message, asks]) await tellPeople(tx, now, others, one, priority.reminder);
}

type Ready = { kind: 'ready'; notice: Stored; officer: bigint; author: { personId: string; area: string | null } };

/** A notice that this person may approve as they saw it; else what to say. */
export async function noticeToApprove(
  turn: Turn,
  seen: { id: bigint; version: number },
): Promise<Ready | { kind: 'instead'; replies: Reply[] }> {
  const { tx, personId } = turn;
  const office = approvingOffice(await officesOf(tx, personId));
  if (!office) return instead(refused('not-your-role'));
  const notice = await findNotice(tx, seen.id);
  if (!notice) return instead(gone);
  const author = await authorOf(tx, notice);
  if (notice.state !== 'awaiting') return instead(showDecided(notice));
  if (author.personId === personId) return instead(reply(ownNotice, { choices: standingChoices(notice) }));
  if (notice.version !== seen.version) {
    return instead(
      reply('Thông báo này vừa được sửa. Bạn xem bản mới trong tin gần nhất rồi duyệt.', { choices: [menuChoice] }),
    );
  }
  return {
    kind: 'ready',
    notice,
    officer: office.id,
    author: { personId: author.personId, area: codeOf(author.office.area) },
  };
}

const ownNotice = 'Thông báo của chính bạn thì cán bộ khác duyệt. Bạn sửa hoặc rút lại được.';
const gone = reply('Thông báo này không còn nữa.', { choices: [composedChoice, menuChoice] });

function showDecided({ title, state, approvedBy, refusedBy }: Stored): Reply {
  const what =
    refusedBy !== null ? notApproved(refusedBy) : state === 'withdrawn' ? 'đã được rút lại' : 'đã được duyệt';
  const who = approvedBy === null ? '' : ` (cán bộ số ${approvedBy})`;
  return reply(`**${title}** ${what}${who}. Bạn không phải làm gì nữa.`, { choices: [composedChoice, menuChoice] });
}

function instead(...replies: Reply[]): { kind: 'instead'; replies: Reply[] } {
  return { kind: 'instead', replies };
}

/** Approves; it goes out at once, or at the time that was set if that still lies ahead. */
export async function approve(
  turn: Turn,
  seen: { id: bigint; version: number },
  facts: SendingFacts,
): Promise<Reply[]> {
  const { tx, now } = turn;
  const ready = await noticeToApprove(turn, seen);
  if (ready.kind === 'instead') return ready.replies;
  const { notice, officer, author } = ready;
  if (notice.startsAt !== null && notice.startsAt <= now) {
    return [
      reply(`**${notice.title}** đã quá giờ bắt đầu nên không gửi được nữa. Bạn bấm **Không duyệt** và nhắn tác giả.`, {
        choices: approvalChoices(notice),
      }),
    ];
  }
  const deed = { officer, action: 'approve-notice', area: author.area };
  const approved = await changeNotice(tx, now, notice, ['awaiting'], { state: 'scheduled', approvedBy: officer }, deed);
  if (!approved) return [gone];
  const tell = (reply: Reply) => tellPeople(tx, now, [author.personId], reply, priority.reminder);
  if (approved.sendAt > now) {
    await tell(showStanding(approved, `Cán bộ số ${officer} đã duyệt.`));
    return [
      reply(`Đã duyệt. **${approved.title}** gửi lúc ${showMoment(approved.sendAt)}.`, {
        choices: [composedChoice, menuChoice],
      }),
    ];
  }
  const sent = await sendNotice(tx, now, approved, { facts, officer: approved.officer });
  if (!sent) throw new Error('A notice that was just approved could not be sent.');
  const goes = `bắt đầu gửi tới **${sent.reachable.toLocaleString('vi-VN')}** người`;
  await tell(showStanding(sent.notice, `Cán bộ số ${officer} đã duyệt, tôi ${goes}.`));
  return [reply(`Đã duyệt, tôi ${goes}.`, { choices: [composedChoice, menuChoice] })];
}

/** Does not approve; the author reads why, and may mend it. */
export async function refuse(turn: Turn, seen: { id: bigint; version: number }, why: string): Promise<Reply[]> {
  const { tx, now } = turn;
  const ready = await noticeToApprove(turn, seen);
  if (ready.kind === 'instead') return ready.replies;
  const { notice, officer, author } = ready;
  const deed = { officer, action: 'refuse-notice', area: author.area, note: { remark: why } };
  const refused = await changeNotice(tx, now, notice, ['awaiting'], { state: 'withdrawn', refusedBy: officer }, deed);
  if (!refused) return [gone];
  const told = showStanding(refused, `Cán bộ số ${officer} không duyệt. Lý do: ${why}`);
  await tellPeople(tx, now, [author.personId], told, priority.reminder);
  return [reply(`Đã báo tác giả lý do. **${refused.title}** không gửi.`, { choices: [menuChoice] })];
}
