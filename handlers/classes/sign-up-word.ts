/** `đăng ký` right after an invitation: it means the invitation, but `/dangky` registers a product. */
import type { Turn } from '../../bot/capability.ts';
import { isInDialog } from '../../bot/dialog/host.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { registerChoice } from '../dossier/choices.ts';
import { shortened } from '../dossier/wording.ts';
import { answerTo } from './answers.ts';
import { join } from './signing-up.ts';

/** The dialog of `/dangky`: whoever left it half done may mean that. */
const registering = 'register';

/**
 * Signs up for the notice that the person was told of just now; asks where they may mean something else. `people`: the
 * button that is then offered is for so many.
 */
export async function signUpFor(turn: Turn, noticeId: bigint, people: number | null): Promise<Reply[] | null> {
  const { tx } = turn;
  if (isInDialog(turn) || turn.draft(registering) !== null) {
    const { title } = await tx.notice.findUniqueOrThrow({ where: { id: noticeId }, select: { title: true } });
    return [
      reply('Bạn muốn đăng ký việc nào?', {
        choices: [
          {
            label: `Tham dự ${shortened(title, 34)}`,
            value: people === null ? `class:join:${noticeId}` : `class:size:${noticeId}:${people}`,
          },
          registerChoice('Đăng ký ý tưởng sản phẩm'),
        ],
      }),
    ];
  }
  if (people !== null) return null;
  const answer = await answerTo(turn, await join(turn, noticeId));
  return [{ ...answer, text: `${answer.text}\nMuốn đăng ký ý tưởng sản phẩm thì bạn gõ /dangky.` }];
}
