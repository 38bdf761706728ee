/** What the author of a correction does with it while it waits, or after it was not approved: mends it, takes it back. */
import type { Turn } from '../../../bot/capability.ts';
import { type Reply, reply } from '../../../bot/message.ts';
import type { Correction } from '../../../prisma/generated/client.ts';
import { menuChoice } from '../../officers/wording.ts';
import { authorOf } from '../access.ts';
import { noSuchCorrection, showCorrection, showEnded } from './correction-page.ts';
import { withdrawCorrection } from './corrections.ts';
import { showNotice } from './page.ts';
import { lockNotice } from './send-after.ts';
import { type Followed, noticeInSight } from './sight.ts';
import { noSuchNotice, openChoice } from './wording.ts';

/** `Xem bản đính chính` */
export async function openCorrection(turn: Turn, id: bigint): Promise<Reply[]> {
  const correction = await turn.tx.correction.findUnique({ where: { id } });
  if (!correction) return [noSuchCorrection];
  return showCorrection(turn, correction, await noticeInSight(turn, correction.noticeId));
}

type Own = { kind: 'own'; correction: Correction; followed: Followed } | { kind: 'instead'; said: Reply };

/** The person's own correction, under the lock of its notice; else what to say. */
async function ownCorrection(turn: Turn, id: bigint): Promise<Own> {
  const { tx, personId } = turn;
  const found = await tx.correction.findUnique({ where: { id } });
  if (!found) return { kind: 'instead', said: noSuchCorrection };
  await lockNotice(tx, found.noticeId);
  const correction = await tx.correction.findUniqueOrThrow({ where: { id } });
  const followed = await noticeInSight(turn, correction.noticeId);
  if (!followed) return { kind: 'instead', said: noSuchNotice };
  if ((await authorOf(tx, correction)).personId !== personId) {
    const choices = [openChoice(correction.noticeId), menuChoice];
    return {
      kind: 'instead',
      said: reply('Bản đính chính này do cán bộ khác gửi; chỉ người đó sửa hoặc rút được.', { choices }),
    };
  }
  return { kind: 'own', correction, followed };
}

/** The correction that its author may write anew, as long as the notice is as it was then; else what to say. */
export async function correctionToMend(turn: Turn, id: bigint): Promise<Own> {
  const own = await ownCorrection(turn, id);
  if (own.kind === 'instead') return own;
  const { correction, followed } = own;
  const { state, version } = correction;
  const isOpen = state === 'awaiting' || state === 'refused' || state === 'withdrawn';
  if (isOpen && followed.notice.version === version) return own;
  return state === 'awaiting'
    ? {
        kind: 'instead',
        said: await showNotice(turn, followed, 'Thông báo đã thay đổi. Bạn bấm **Đính chính** để viết lại.'),
      }
    : { kind: 'instead', said: showEnded(correction, state) };
}

/** `Rút bản đính chính` */
export async function takeBackCorrection(turn: Turn, id: bigint): Promise<Reply[]> {
  const own = await ownCorrection(turn, id);
  if (own.kind === 'instead') return [own.said];
  const { correction, followed } = own;
  if (correction.state !== 'awaiting') return [showEnded(correction, correction.state)];
  await withdrawCorrection(turn, followed, correction);
  return [await showNotice(turn, followed, 'Đã rút bản đính chính, chưa ai nhận được. Tin đầu giữ nguyên.')];
}
