/**
 * What an officer does to a sending: holds it, lets it go on, ends it, and settles what failed. Each looks at the sending
 * as it is now, under its lock: of two presses, or two officers, the second finds it done.
 */
import {
  cancelBroadcast,
  countUnknownAsSent,
  pauseBroadcast,
  resumeBroadcast,
  sendAgain,
} from '../../../bot/broadcast.ts';
import type { Turn } from '../../../bot/capability.ts';
import { type Reply, reply } from '../../../bot/message.ts';
import { Prisma, type Sending } from '../../../prisma/generated/client.ts';
import type { NoticeDeed } from './deed.ts';
import { writeDeed } from './deed.ts';
import { showNotice } from './page.ts';
import { correctLate } from './send-after.ts';
import { type Followed, noticeInSight } from './sight.ts';
import { count, noSuchNotice, openChoice } from './wording.ts';

export const settlingVerbs = ['pause', 'resume', 'stop', 'stopped', 'again', 'count', 'unknown'] as const;
export type SettlingVerb = (typeof settlingVerbs)[number];

/** `seenRound`: the round of the sending as the button was drawn. */
export async function settle(turn: Turn, verb: SettlingVerb, sendingId: bigint, seenRound: string): Promise<Reply[]> {
  const { tx } = turn;
  const found = await tx.sending.findUnique({ where: { id: sendingId } });
  const followed = found && (await noticeInSight(turn, found.noticeId));
  if (!found || !followed) return [noSuchNotice];
  await tx.$queryRaw`SELECT FROM broadcast WHERE id = ${found.broadcastId} FOR UPDATE`;
  const { endedAt, state } = await tx.broadcast.findUniqueOrThrow({ where: { id: found.broadcastId } });
  if (verb === 'stop') {
    return state === 'running' || state === 'paused'
      ? [askToStop(found, followed)]
      : [await tell(turn, followed, over)];
  }
  // Read under the lock: somebody may have begun another round just now.
  const { round } = await tx.sending.findUniqueOrThrow({ where: { id: sendingId }, select: { round: true } });
  const isOverdue = endedAt === null || String(round) !== seenRound;
  const isEnd = verb === 'again' || verb === 'count' || verb === 'unknown';
  if (isEnd && isOverdue)
    return [await tell(turn, followed, 'Việc này vừa được làm rồi. Dưới đây là kết quả lúc này.')];
  if (isEnd && verb !== 'count' && followed.notice.state === 'called_off' && found.purpose !== 'call_off') {
    return [await tell(turn, followed, 'Việc này đã báo huỷ nên tin cũ không gửi lại nữa.')];
  }
  const done = await carryOut(turn, verb, found, followed);
  return [await tell(turn, followed, done)];
}

const over = 'Tin này không còn gửi nữa. Dưới đây là kết quả lúc này.';

/** The page again, its first line saying what came of it. */
function tell(turn: Turn, followed: Followed, said: string): Promise<Reply> {
  return showNotice(turn, followed, said);
}

function askToStop({ id, noticeId }: Sending, { notice }: Followed): Reply {
  return reply(`Dừng hẳn việc gửi **${notice.title}**? Người chưa được gửi sẽ không nhận tin này nữa.`, {
    choices: [{ label: 'Đúng, dừng hẳn', value: `notice-desk:stopped:${id}` }, openChoice(noticeId, 'Không dừng')],
  });
}

async function carryOut(
  turn: Turn,
  verb: Exclude<SettlingVerb, 'stop'>,
  sending: Sending,
  followed: Followed,
): Promise<string> {
  const { tx, now } = turn;
  const id = sending.broadcastId;
  const deed = (action: NoticeDeed, people?: number) =>
    writeDeed(turn, followed, action, { sending: sending.id.toString(), ...(people !== undefined && { people }) });
  const again = async (action: NoticeDeed, states: readonly ('refused' | 'unreachable' | 'unknown')[]) => {
    const people = await sendAgain(tx, now, id, states);
    if (people === 0) return 'Không còn tin nào cần gửi lại.';
    await deed(action, people);
    // Whoever sent again is the one who watches.
    await tx.sending.update({
      where: { id: sending.id },
      data: {
        round: { increment: 1 },
        follower: followed.office.id,
        progressOutboxId: null,
        progressSince: null,
        progressEnded: null,
      },
    });
    return `Đang gửi lại cho ${count(people)} người. Người đã nhận thì không nhận lần hai.`;
  };
  switch (verb) {
    case 'pause':
      if (!(await pauseBroadcast(tx, id))) return 'Tin này không đang gửi. Dưới đây là kết quả lúc này.';
      await deed('notice-pause');
      return 'Đã tạm dừng. Bạn bấm **Tiếp tục** khi muốn gửi tiếp.';
    case 'resume':
      if (!(await resumeBroadcast(tx, id))) return 'Tin này không đang tạm dừng. Dưới đây là kết quả lúc này.';
      await deed('notice-resume');
      return 'Đã gửi tiếp.';
    case 'stopped': {
      const { state } = await tx.broadcast.findUniqueOrThrow({ where: { id }, select: { state: true } });
      if (state !== 'running' && state !== 'paused') return over;
      const people = await cancelBroadcast(tx, now, id);
      await deed('notice-stop', people);
      return `Đã dừng hẳn: ${count(people)} người sẽ không nhận tin này.`;
    }
    case 'again':
      return again('notice-again', ['refused', 'unreachable']);
    case 'unknown':
      return again('notice-unknown', ['unknown']);
    case 'count': {
      // A row has words of its own where the message was corrected since; one that was sent again may have had.
      const old = await tx.outbox.findMany({
        where: {
          broadcastId: id,
          state: 'unknown',
          personId: { not: null },
          OR: [{ payload: { not: Prisma.AnyNull } }, { otherBefore: true }],
        },
        select: { personId: true },
      });
      const people = await countUnknownAsSent(tx, now, id);
      if (people === 0) return 'Không còn tin nào chưa rõ.';
      const misled = old.flatMap(({ personId }) => personId ?? []);
      const corrected = await correctLate(turn, followed, sending.noticeId, sending.purpose === 'first' ? misled : []);
      await deed('notice-count', people);
      // The message that showed how far it is says so, too.
      await tx.sending.update({ where: { id: sending.id }, data: { progressEnded: null } });
      return `Đã coi ${count(people)} tin chưa rõ là đã gửi.${corrected > 0 ? ` Tôi gửi đính chính tới ${count(corrected)} người trong số đó.` : ''}`;
    }
  }
}
