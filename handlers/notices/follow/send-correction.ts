/** Sends a correction: the notice says the right words from now on, and those who got the wrong ones read them. */
import type { Turn } from '../../../bot/capability.ts';
import type { Reply } from '../../../bot/message.ts';
import { noticeMessage } from '../notice.ts';
import type { Words } from './corrections.ts';
import { writeDeed } from './deed.ts';
import { whoGotFirst } from './recipients.ts';
import { changeNotice, sendAfter } from './send-after.ts';
import { sendingsOf } from './sendings.ts';
import type { Followed } from './sight.ts';
import { count } from './wording.ts';

/** As the deed of `followed.office`. Null: the notice is not any more as it was seen. `said`: what came of it. */
export async function sendCorrection(
  turn: Pick<Turn, 'tx' | 'now'>,
  followed: Followed,
  { title, content }: Words,
): Promise<{ followed: Followed; said: string } | null> {
  const { notice } = followed;
  const changed = await changeNotice(turn, followed, { title, content });
  if (!changed) return null;
  const people = await sendAfter(turn, followed, notice.id, {
    purpose: 'correction',
    payload: correctionOf(changed, turn.now),
    people: whoGotFirst(notice.id),
    urgent: notice.urgent,
  });
  const now = { ...followed, notice: changed };
  await writeDeed(
    turn,
    now,
    'notice-correct',
    { version: changed.version, content, people },
    { version: notice.version, title: notice.title, content: notice.content },
  );
  const said =
    people === 0
      ? 'Đã sửa. Chưa ai nhận tin đầu nên không có ai để đính chính; người nhận sau này đọc nội dung mới.'
      : `Đã gửi đính chính tới ${count(people)} người đã nhận tin đầu.`;
  return { followed: now, said };
}

/** Nobody is asked to sign up for what has begun. */
export function correctionOf(notice: Followed['notice'], now: Date): Reply {
  const isOpen = notice.startsAt === null || notice.startsAt > now;
  return noticeMessage({ ...notice, signUp: notice.signUp && isOpen }, 'correction');
}

/** Null when a correction can reach everybody who has the first message. `button`: what to press once it can. */
export async function whyCorrectionWaits(
  { tx }: Pick<Turn, 'tx'>,
  { notice }: Followed,
  button = 'Đính chính',
): Promise<string | null> {
  const first = (await sendingsOf(tx, notice.id)).filter(({ purpose }) => purpose === 'first');
  if (first.some(({ broadcast }) => broadcast.state === 'running')) {
    return `Tin đầu đang gửi. Bạn bấm **Tạm dừng** rồi bấm **${button}**: người chưa nhận sẽ nhận thẳng nội dung đúng.`;
  }
  return first.some(({ ledger }) => ledger.sending > 0)
    ? `Vài tin cuối đang gửi nốt. Bạn đợi vài giây rồi bấm **${button}**.`
    : null;
}
