/** `tham dự` and `không tham dự` without a button: which notice is meant. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import type { NoticeRow } from '../notices/notice.ts';
import { openFor } from './told.ts';
import { comingChoice, noticeLabel, showTimes } from './wording.ts';

/** As many as a message shows; older ones are in /lop. */
const mostAsked = 5;

/** The one notice that is meant, or what to answer where there is none or more than one. */
export async function whichIsMeant(
  { tx, now, personId }: Turn,
  answer: 'join' | 'decline',
): Promise<{ id: bigint } | { ask: Reply }> {
  const open = await openFor(tx, now, personId);
  const ids = open.map(({ id }) => id);
  const taken = await tx.signUp.findMany({
    where: { personId, noticeId: { in: ids }, state: { in: ['going', 'waiting'] } },
  });
  const isTaken = ({ id }: NoticeRow) => taken.some(({ noticeId }) => noticeId === id);
  // Whoever gives something up means what they had.
  const held = open.filter(isTaken);
  const meant = answer === 'decline' && held.length > 0 ? held : open;
  const [one, ...more] = meant;
  if (!one) return { ask: reply(nothingOpen, { choices: [comingChoice] }) };
  if (more.length === 0) return { id: one.id };
  const shown = meant.slice(0, mostAsked);
  return {
    ask: reply(
      [
        answer === 'join' ? 'Bạn muốn tham dự buổi nào? Bạn chọn một:' : 'Bạn không tham dự buổi nào? Bạn chọn một:',
        ...shown.map((notice, index) => `${index + 1}. **${notice.title}** · ${showTimes(notice)}`),
      ].join('\n'),
      { choices: shown.map((notice) => ({ label: noticeLabel(notice), value: `class:${answer}:${notice.id}` })) },
    ),
  };
}

const nothingOpen =
  'Hiện tôi chưa thấy lớp hay sự kiện nào báo cho bạn mà còn nhận đăng ký. Bạn gõ /lop để xem tất cả các lớp sắp tới.';
