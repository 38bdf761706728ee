/** `Xoá dữ liệu`: what is deleted, what the offices keep without a name, and that both are told before and after. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import type { QuietHours } from '../../bot/quiet-hours.ts';
import type { Tx } from '../../prisma/open.ts';
import { releasePlaces } from '../accounts/joining.ts';
import { eraseSignUps } from '../classes/erase-sign-ups.ts';
import { forgetNames } from '../classes/forget-names.ts';
import { forgetReports } from '../notices/follow/forget-reports.ts';
import { unsubscribe } from '../notices/subscription.ts';
import { writeAudit } from '../registration/store.ts';
import { confirmRemove, download, keep } from './choices.ts';
import { forgetTalk } from './forget-talk.ts';
import { clearOfficerMessages } from './officer-messages.ts';
import { isDecided, lockedRegistrations, type Own, ownRegistrations } from './own-registrations.ts';
import { wrongCodesKeptDays } from './periods.ts';
import { pseudonymise } from './pseudonymise.ts';
import { listed } from './wording.ts';

/** The store of files looks once a day for files that nothing refers to any more, and leaves them a day. */
const filesGoneDays = 2;

export async function askToErase({ tx, personId }: Turn): Promise<Reply> {
  const registrations = await ownRegistrations(tx, personId);
  const kept = registrations.filter(isDecided);
  const gone = registrations.filter((one) => !isDecided(one));
  const waiting = kept.filter(({ status }) => status === 'dossier_sent');
  const offices = await tx.officer.findMany({ where: { personId, revokedAt: null } });
  const isLastAdmin =
    offices.some(({ role }) => role === 'admin') &&
    (await tx.officer.count({ where: { role: 'admin', revokedAt: null, personId: { not: personId } } })) === 0;
  return reply(
    [
      'Xoá hết dữ liệu của bạn? Xoá rồi thì không lấy lại được.',
      '• Xoá: tin nhắn, đánh giá, câu hỏi, bản ghi dở, điều bạn đã đồng ý, loại thông báo đã chọn, lần báo tham dự.',
      ...(gone.length > 0 ? [`• Xoá cả đăng ký, ảnh và tệp: ${listed(gone)}.`] : []),
      ...(kept.length > 0
        ? [
            `• Cơ quan đã quyết định nên còn giữ bản ghi, nhưng **bỏ tên chủ thể, người đại diện, số điện thoại, ảnh và tệp**: ${listed(kept)}. Bản giấy bạn đã nộp do UBND giữ.`,
          ]
        : []),
      ...(waiting.length > 0 ? [`• Hồ sơ đang chờ xem được rút: ${listed(waiting)}.`] : []),
      ...(registrations.length > 0 ? ['• Tin đã gửi đến máy của cán bộ thì tôi không thu lại được.'] : []),
      ...(offices.length > 0 ? ['• Vai trò cán bộ của bạn bị thu hồi, lời mời bạn chưa dùng đến mất hiệu lực.'] : []),
      ...(isLastAdmin ? ['⚠️ Bạn là quản trị duy nhất: bạn nên mời quản trị khác trước (/canbo).'] : []),
      'Muốn giữ một bản thì bấm **Tải dữ liệu về** trước.',
    ].join('\n'),
    { choices: [confirmRemove, keep, download] },
  );
}

/**
 * All but the turn itself, whose message is emptied, what was sent after it and waits for an answer, and the
 * conversation's address. Wrong invitation codes stay for their day: deleting must not be a way around the wait.
 */
export async function erase(turn: Turn, quietHours: QuietHours): Promise<Reply> {
  const { tx, now, personId } = turn;
  const registrations = await lockedRegistrations(tx, personId);
  await clearOfficerMessages(tx, personId, registrations);
  await forgetReports(tx, personId);
  await forgetNames(tx, personId);
  const kept: Own[] = [];
  for (const one of registrations) {
    if (isDecided(one)) {
      if (!(await pseudonymise(tx, now, one, 'erase'))) throw new Error('A locked registration was changed.');
      kept.push(one);
    } else {
      await eraseRegistration(tx, now, one);
    }
  }
  const roles = await revokeRoles(turn);
  const consents = await tx.consent.deleteMany({ where: { personId } });
  await unsubscribe(tx, now, personId);
  await eraseSignUps(tx, now, personId, quietHours);
  await eraseMessages(turn);
  await forgetTalk(turn);
  await releasePlaces(tx, now, personId);
  await writeAudit(tx, now, { officer: null, action: 'erase' }, 'person', null, {
    erased: registrations.length - kept.length,
    pseudonymised: kept.length,
    consents: consents.count,
    roles,
  });
  const wrongCodes = await tx.wrongCode.count({ where: { personId } });
  return reply(
    [
      'Tôi đã xoá hết dữ liệu của bạn.',
      ...(kept.length > 0
        ? [`Còn bản ghi không có tên, người đại diện, số điện thoại, ảnh, tệp của: ${listed(kept)}.`]
        : []),
      ...(registrations.some(({ files }) => files.length > 0)
        ? [`Ảnh và tệp rời khỏi máy chủ trong ${filesGoneDays} ngày.`]
        : []),
      ...(roles > 0 ? ['Vai trò cán bộ đã thu hồi; sổ ghi việc chỉ còn số cán bộ và vai trò.'] : []),
      ...(wrongCodes > 0 ? [`Lần gửi sai mã cán bộ tự xoá sau ${wrongCodesKeptDays} ngày.`] : []),
      'Tôi chỉ còn mã tài khoản của cuộc trò chuyện này, để biết trả lời về đâu. Nếu bạn nhắn tiếp, chúng ta bắt đầu lại từ đầu.',
    ].join('\n'),
    { clears: true },
  );
}

/** Wholly, with its files and dossier; the audit log keeps that there was one. */
async function eraseRegistration(tx: Tx, now: Date, one: Own): Promise<void> {
  await tx.registration.delete({ where: { id: one.id } });
  const { code, status, communeCode, version } = one;
  const before = { code, status, communeCode, version };
  await writeAudit(tx, now, { officer: null, action: 'erase' }, `registration:${one.id}`, before, null);
}

/** Also takes back the invitations that they gave and nobody used. */
async function revokeRoles({ tx, now, personId }: Turn): Promise<number> {
  const offices = await tx.officer.findMany({ where: { personId, revokedAt: null }, orderBy: { id: 'asc' } });
  for (const { id, role, area } of offices) {
    await tx.officer.update({ where: { id }, data: { revokedAt: now } });
    await tx.invitation.updateMany({
      where: { invitedBy: id, usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    const state = { role, area };
    await writeAudit(tx, now, { officer: id, action: 'revoke' }, `officer:${id}`, state, {
      ...state,
      revokedAt: now.toISOString(),
    });
  }
  return offices.length;
}

/** The topics that were chosen, and what was answered to notices: seats that were taken are free again. */
async function eraseMessages({ tx, personId, messageId }: Turn): Promise<void> {
  const own = { conversation: { personId } };
  await tx.feedback.deleteMany({ where: own });
  await tx.modelCall.deleteMany({ where: own });
  await tx.outbox.deleteMany({ where: own });
  await tx.inbox.deleteMany({ where: { ...own, doneAt: { not: null } } });
  await tx.inbox.update({
    where: { id: messageId },
    data: { content: { kind: 'media', media: 'other', caption: '' } },
  });
}
