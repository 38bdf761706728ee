/** What follows a notice that a second officer had to approve: whether it needs them too, and how they hear of it. */
import type { Turn } from '../../../bot/capability.ts';
import { type Reply, reply } from '../../../bot/message.ts';
import { priority } from '../../../bot/outbox.ts';
import { tellPeople } from '../../../bot/tell.ts';
import { menuChoice } from '../../officers/wording.ts';
import { profileAt } from '../../programme/profile.ts';
import { type Approval, approvalFor, approvalOf, approversBeside } from '../access.ts';
import { audienceSchema } from '../audience.ts';
import { shownPreview } from './preview.ts';
import type { Followed } from './sight.ts';
import { count, openChoice } from './wording.ts';

type Who = Pick<Turn, 'tx' | 'now' | 'personId'>;

/** How far a notice goes hangs on the office that composed it, whoever of that office writes to its people now. */
export async function approvalAfter(
  { tx, now, personId }: Who,
  { notice, composer }: Pick<Followed, 'notice' | 'composer'>,
  profileId: string | null,
): Promise<Approval> {
  const approval = await approvalOf(tx, profileAt(now, profileId), composer, personId);
  return approvalFor(approval, audienceSchema.parse(notice.audience));
}

const doings = { change: 'đổi giờ, nơi hoặc số chỗ của', call_off: 'báo huỷ' };

/**
 * A change and a call-off wait for nobody: people would travel for nothing. Whoever could have approved reads what went
 * out, and whoever gets the first message later. `people`: how many were told.
 */
export async function tellApprovers(
  turn: Who,
  followed: Followed,
  profileId: string | null,
  { purpose, payload, people }: { purpose: keyof typeof doings; payload: Reply; people: number },
): Promise<void> {
  if ((await approvalAfter(turn, followed, profileId)) !== 'needed') return;
  const { tx, now, personId } = turn;
  const { notice, office } = followed;
  const sentTo =
    people === 0
      ? 'Chưa có ai phải báo lại; người nhận thông báo sau này đọc nội dung mới.'
      : `Đã gửi tới **${count(people)}** người.`;
  const text = [
    `📝 **Để bạn biết**: cán bộ số ${office.id} vừa ${doings[purpose]} **${notice.title}**, thông báo cho toàn tỉnh. Việc này không chờ duyệt, để không ai đi uổng công.`,
    shownPreview(payload, sentTo),
  ].join('\n');
  const others = await approversBeside(tx, personId);
  await tellPeople(tx, now, others, reply(text, { choices: [openChoice(notice.id), menuChoice] }), priority.reminder);
}
