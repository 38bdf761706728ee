/** `Xem dữ liệu`: everything that is held about the person, in plain words. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { kindNames } from '../notices/notice.ts';
import { subscriptionOf } from '../notices/subscription.ts';
import { officeOf, officeTitle } from '../officers/office.ts';
import { correct, download, remove, withdraw } from './choices.ts';
import { ownRegistrations } from './own-registrations.ts';
import { type Retention, wrongCodesKeptDays } from './periods.ts';
import { dayOf, purposeName, shortened, statusName } from './wording.ts';

const mostRegistrations = 10;

export async function summary({ tx, personId }: Turn, retention: Retention): Promise<Reply> {
  const own = { conversation: { personId } };
  const received = await tx.inbox.count({ where: own });
  const sent = await tx.outbox.count({ where: own });
  const votes = await tx.feedback.count({ where: own });
  const modelCalls = await tx.modelCall.count({ where: own });
  const talks = await tx.conversation.count({ where: { personId } });
  const drafts = await tx.draft.findMany({ where: { personId }, orderBy: { touchedAt: 'asc' } });
  const consents = await tx.consent.findMany({ where: { personId }, orderBy: { id: 'asc' } });
  const registrations = await ownRegistrations(tx, personId);
  const offices = await tx.officer.findMany({ where: { personId }, orderBy: { id: 'asc' } });
  const { topics } = await subscriptionOf(tx, personId);
  const signUps = await tx.signUp.count({ where: { personId } });
  const named = await tx.signUp.findFirst({ where: { personId, name: { not: null } }, orderBy: { since: 'desc' } });
  const wrongCodes = await tx.wrongCode.count({ where: { personId } });
  const files = registrations.flatMap((one) => one.files);
  const photos = files.filter(({ item }) => item === 'photo').length;
  const more = registrations.length - mostRegistrations;
  return reply(
    [
      'Tôi đang giữ về bạn:',
      `• ${received} tin bạn gửi, ${sent} tin tôi trả lời`,
      `• ${votes} đánh giá và câu hỏi chưa trả lời được`,
      ...(modelCalls > 0 ? [`• ${modelCalls} lần nhờ dịch vụ ngôn ngữ đọc, nghe giúp (chữ đã che)`] : []),
      `• mã tài khoản của bạn ở ${talks} nơi trò chuyện, để biết gửi trả lời về đâu`,
      ...drafts.map(
        ({ touchedAt }) =>
          `• 1 bản ghi dở, lần cuối ${dayOf(touchedAt)} (tự xoá ${retention.draftsDays} ngày sau lần đó)`,
      ),
      ...consents.map(
        ({ purpose, givenAt, withdrawnAt }) =>
          `• Đồng ý: ${purposeName(purpose)}, ngày ${dayOf(givenAt)}${withdrawnAt ? `, đã rút ngày ${dayOf(withdrawnAt)}` : ''}`,
      ),
      ...registrations
        .slice(-mostRegistrations)
        .map((one) => `• Đăng ký **${one.code}**: ${shortened(one.productName)}, ${statusName(one)}`),
      ...(more > 0 ? [`• và ${more} đăng ký cũ hơn (có đủ trong tệp tải về)`] : []),
      ...(files.length > 0 ? [`• ${photos} ảnh sản phẩm, ${files.length - photos} tệp hồ sơ`] : []),
      ...offices.map(
        (office) =>
          `• Vai trò: ${officeTitle(officeOf(office))}, từ ${dayOf(office.since)}${office.revokedAt ? `, đã thu hồi ngày ${dayOf(office.revokedAt)}` : ''}`,
      ),
      ...(topics.length > 0
        ? [`• Nhận thông báo: ${topics.map((one) => kindNames[one]).join('; ')} (đổi ở /thongbao)`]
        : []),
      ...(signUps > 0
        ? [
            `• ${signUps} lần báo tham dự lớp, sự kiện${named?.name ? `, với tên **${named.name}** (đổi thì nhắn: tên tôi là …; xoá thì nhắn: xoá tên tôi)` : ''}`,
          ]
        : []),
      ...(wrongCodes > 0
        ? [`• ${wrongCodes} lần gửi sai mã cán bộ (tự xoá sau ${wrongCodesKeptDays} ngày, mã không được lưu)`]
        : []),
    ].join('\n'),
    { choices: [download, correct, withdraw, remove] },
  );
}
