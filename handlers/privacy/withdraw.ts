/** `Rút lại đồng ý`: as easy as agreeing (Luật 91/2025/QH15), done at once. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import type { Tx } from '../../prisma/open.ts';
import { unsubscribe } from '../notices/subscription.ts';
import { afterAct } from '../registration/flow.ts';
import { changeRegistration, profileOf, standingColumns, standingOf } from '../registration/store.ts';
import { confirmWithdraw, keepConsent, remove } from './choices.ts';
import { forgetTalk } from './forget-talk.ts';
import { lockedRegistrations, mayWithdraw, type Own, ownRegistrations } from './own-registrations.ts';
import { registrationsKeptDays } from './periods.ts';
import { dayOf, listed, purposeName } from './wording.ts';

function consentsOf(tx: Tx, personId: string) {
  return tx.consent.findMany({ where: { personId, withdrawnAt: null }, orderBy: { id: 'asc' } });
}

/** Says beforehand what follows. */
export async function askToWithdraw({ tx, personId }: Turn): Promise<Reply> {
  const consents = await consentsOf(tx, personId);
  const registrations = await ownRegistrations(tx, personId);
  const open = registrations.filter(mayWithdraw);
  const drafts = await tx.draft.count({ where: { personId } });
  if (consents.length === 0 && open.length === 0 && drafts === 0) {
    return reply(
      'Hiện bạn không có điều đồng ý nào đang có hiệu lực, nên không có gì để rút. Muốn xoá dữ liệu thì bấm **Xoá dữ liệu**.',
      { choices: [remove] },
    );
  }
  return reply(
    [
      'Rút lại đồng ý thì:',
      ...consents.map(
        ({ purpose, givenAt }) => `• Hết hiệu lực: đồng ý ${purposeName(purpose)}, ngày ${dayOf(givenAt)}.`,
      ),
      ...(open.length > 0
        ? [
            `• Đăng ký được rút, cán bộ không xét nữa: ${listed(open)}. Dữ liệu của đăng ký đã rút còn giữ ${registrationsKeptDays} ngày.`,
          ]
        : []),
      ...(drafts > 0 ? ['• Bản ghi dở bị xoá.'] : []),
      ...standing(registrations),
      'Muốn xoá ngay thì bấm **Xoá dữ liệu**. Bạn vẫn hỏi đáp bình thường. Muốn đăng ký lại thì gõ /dangky.',
    ].join('\n'),
    { choices: [confirmWithdraw, keepConsent, remove] },
  );
}

export async function withdrawConsent(turn: Turn): Promise<Reply> {
  const { tx, now, personId } = turn;
  const registrations = await lockedRegistrations(tx, personId);
  const { count } = await tx.consent.updateMany({ where: { personId, withdrawnAt: null }, data: { withdrawnAt: now } });
  await unsubscribe(tx, now, personId);
  const withdrawn: Own[] = [];
  for (const one of registrations) {
    const next = afterAct(profileOf(one), standingOf(one), 'withdraw');
    if (!next) continue;
    await changeRegistration(tx, now, one, standingColumns(next, now), { officer: null, action: 'withdraw' });
    withdrawn.push(one);
  }
  // A dialog that still had the floor would go on as if the consent held.
  await forgetTalk(turn);
  return reply(
    [
      count > 0 ? `Đã rút lại đồng ý ngày ${dayOf(now)}.` : 'Bạn không còn điều đồng ý nào đang có hiệu lực.',
      ...(withdrawn.length > 0 ? [`Đã rút đăng ký: ${listed(withdrawn)}.`] : []),
      'Bản ghi dở (nếu có) đã xoá. Muốn xoá cả phần còn lại thì bấm **Xoá dữ liệu**; muốn đăng ký lại thì gõ /dangky.',
    ].join('\n'),
    { choices: [remove] },
  );
}

function standing(registrations: readonly Own[]): string[] {
  const kept = registrations.filter(({ status }) => status === 'rated' || status === 'declined');
  return kept.length > 0 ? [`• Kết quả đã có vẫn giữ nguyên: ${listed(kept)}.`] : [];
}
