/** What the producer reads of a decision: what was decided, the officer's words, what to do next. Never who it was. */
import type { Reply } from '../../bot/message.ts';
import { type Told, tellSurely, whyUntold } from '../../bot/must-reach.ts';
import type { Tx } from '../../prisma/open.ts';
import { reasonInWords } from '../notices/follow/reasons.ts';
import { officeName } from '../programme/area.ts';
import type { Decision } from '../registration/flow.ts';
import { profileOf, type Registration, readLevel } from '../registration/store.ts';
import type { Office } from './rights.ts';
import { levelName, shownDate, shownPoints, shownShare } from './wording.ts';

/** `after` is the registration as the decision left it. */
export function producerText(decision: Decision, office: Office, after: Registration): string {
  const profile = profileOf(after);
  const by = officeName(office.area, profile.province);
  const about = `**${after.productName}** (${after.code})`;
  const level = readLevel(after.waitsFor);
  const next = level ? levelName(profile, level) : '';
  switch (decision) {
    case 'confirm-shares':
      return [
        `✅ ${by} đã xác nhận sản phẩm ${about}: nguyên liệu địa phương ${shownShare(after.confirmedMaterial)}, lao động địa phương ${shownShare(after.confirmedLabour)}.`,
        level
          ? `Đăng ký đã chuyển lên ${next}. Bạn chưa phải làm gì, có tin mới tôi báo ngay.`
          : 'Việc tiếp theo: gõ /hoso để chuẩn bị hồ sơ.',
      ].join('\n');
    case 'accept':
      return [
        `✅ ${by} đã chấp nhận sản phẩm ${about}.`,
        'Việc tiếp theo: chuẩn bị hồ sơ. Bạn gõ /hoso để xem cần giấy tờ gì và gửi từng thứ.',
      ].join('\n');
    case 'ask-changes':
      return [
        `✏️ ${by} đề nghị sửa ${after.status === 'changes' ? 'đăng ký' : 'hồ sơ'} ${about}:`,
        after.remark ?? '',
        'Bạn gõ /hoso để sửa rồi gửi lại. Những phần khác giữ nguyên.',
      ].join('\n');
    case 'decline':
      return [
        `${by} chưa chấp nhận sản phẩm ${about}.`,
        `Lý do: ${after.remark ?? 'chưa ghi'}`,
        'Bạn có thể hỏi UBND xã, phường để được hướng dẫn, hoặc gõ /dangky để đăng ký lại khi đã khắc phục.',
      ].join('\n');
    case 'pass-on':
      return [
        `✅ ${by} đã xem hồ sơ ${about} và chuyển lên ${next}.`,
        'Bạn chưa phải làm gì, có tin mới tôi báo ngay.',
      ].join('\n');
    case 'score':
      return resultText(after, by, about);
    case 'help-given':
      return [
        `✅ ${by} đã nhận yêu cầu hướng dẫn của bạn cho ${about}.`,
        'Khi có giấy đăng ký kinh doanh, bạn gõ /dangky để đăng ký sản phẩm.',
      ].join('\n');
  }
}

function resultText(after: Registration, by: string, about: string): string {
  const { stars, scoreHundredths, certifiedOn, certificateEnds, decisionNumber } = after;
  const result = `${by} ghi kết quả cho ${about}: **${shownPoints(scoreHundredths ?? 0)} điểm, ${stars} sao**.`;
  if (!certifiedOn || !certificateEnds) {
    return [
      result,
      'Từ 3 sao (50 điểm) trở lên mới có giấy chứng nhận. Bạn hỏi UBND xã, phường xem cần hoàn thiện gì, rồi đăng ký lại bằng /dangky.',
    ].join('\n');
  }
  const decided = decisionNumber ? `Quyết định ${decisionNumber}, ngày` : 'Quyết định ngày';
  return [
    `🎉 ${result}`,
    `${decided} ${shownDate(certifiedOn)}. Giấy chứng nhận có giá trị đến ${shownDate(certificateEnds)}.`,
    'Trước khi hết hạn, tôi nhắc bạn đăng ký đánh giá lại.',
  ].join('\n');
}

const subjectOf = ({ id }: Pick<Registration, 'id'>) => `registration:${id}`;

/** Tells them what must reach them: it waits where they cannot be told now. */
export async function tellProducer(tx: Tx, now: Date, one: Registration, news: Reply): Promise<Told> {
  return one.personId === null ? { kind: 'nowhere' } : tellSurely(tx, now, one.personId, news, subjectOf(one));
}

/** For the officer, right after; `done`: where it went as it should. */
export function toldInWords(told: Told, done = 'Tôi đã báo cho chủ thể.'): string {
  switch (told.kind) {
    case 'on-its-way':
      return done;
    case 'waits':
      return notYetTold(told.why);
    case 'nowhere':
      return '⚠️ Chủ thể không còn trò chuyện với tôi, nên tôi không báo được. Bạn báo trực tiếp giúp.';
  }
}

/** For the officer who opens the registration later; null when the producer knows all. */
export async function untoldLine(tx: Tx, one: Registration): Promise<string | null> {
  const why = one.personId === null ? null : await whyUntold(tx, subjectOf(one));
  return why === null ? null : notYetTold(why);
}

function notYetTold(why: string): string {
  return `⚠️ Chưa báo được cho chủ thể: ${reasonInWords(why)}. Họ nhắn lại là tôi gửi ngay; cần gấp thì bạn gọi điện.`;
}
