/** One notice whole, with the buttons that apply. */
import type { Turn } from '../../bot/capability.ts';
import { type Choice, type Reply, reply } from '../../bot/message.ts';
import { type NoticeRow, noticeMessage, readNotice } from '../notices/notice.ts';
import { ownAnswer } from './coming.ts';
import { roomIn } from './seats.ts';
import { whyClosed } from './signing-up.ts';
import {
  calendarChoice,
  closed,
  comingChoice,
  declineChoice,
  giveUp,
  joinChoice,
  showRoom,
  sizeChoice,
} from './wording.ts';

export async function showNotice(turn: Turn, id: bigint): Promise<Reply> {
  const notice = await turn.tx.notice.findUnique({ where: { id } });
  if (notice?.state !== 'sent') {
    return closed(whyClosed(notice, turn.now) ?? 'gone', notice);
  }
  const message = noticeMessage(readNotice(notice));
  const facts = [
    notice.signUp ? showRoom(notice, await roomIn(turn.tx, notice)) : null,
    await ownAnswer(turn, notice),
  ].filter((fact) => fact !== null);
  return reply([message.text, ...(facts.length > 0 ? [facts.join(' · ')] : [])].join('\n'), {
    choices: [...(await answersOpen(turn, notice)), ...(notice.startsAt ? [calendarChoice(id)] : []), comingChoice],
    ...(message.attachment && { attachment: message.attachment }),
  });
}

async function answersOpen({ tx, now, personId }: Turn, notice: NoticeRow): Promise<Choice[]> {
  const { id } = notice;
  if (whyClosed(notice, now) !== null) return [];
  const own = await tx.signUp.findUnique({ where: { noticeId_personId: { noticeId: id, personId } } });
  if (own?.attendedAt) return [];
  if (own === null) return [joinChoice(id), declineChoice(id)];
  return own.state === 'declined' ? [joinChoice(id)] : [declineChoice(id, giveUp), sizeChoice(id)];
}
