/** Where a registration stands, in the producer's words. Pure. */
import { deskName } from '../registration/desk.ts';
import { profileOf, type Registration, standingOf } from '../registration/store.ts';

const cells = 5;

/** `▰▰▰▱▱ 3/8` */
export function progressBar(done: number, all: number): string {
  const filled = all === 0 ? 0 : Math.floor((done / all) * cells);
  return `${'▰'.repeat(filled)}${'▱'.repeat(cells - filled)} ${done}/${all}`;
}

/**
 * How far it has come: registered, shares confirmed, accepted, dossier sent, rated. A request for help has two steps.
 * Null where the way has ended before its end.
 */
export function milestones({ status, isHelpRequest, confirmedAt }: Registration): { done: number; all: number } | null {
  const all = isHelpRequest ? 2 : 5;
  switch (status) {
    case 'submitted':
    case 'changes':
      return { done: confirmedAt === null ? 1 : 2, all };
    case 'accepted':
      return { done: isHelpRequest ? 2 : 3, all };
    case 'dossier_sent':
      return { done: 4, all };
    case 'rated':
      return { done: all, all };
    case 'declined':
    case 'withdrawn':
      return null;
  }
}

/** The status as its producer reads it, short enough for a list. */
export function statusWords(registration: Registration): string {
  const { status, isHelpRequest, stars, remark } = registration;
  const { waitsFor } = standingOf(registration);
  const desk = waitsFor && deskName(registration, profileOf(registration), waitsFor);
  switch (status) {
    case 'submitted':
      return `${isHelpRequest ? 'đã nhờ xã giúp' : 'đã gửi đăng ký'}${desk ? `, chờ ${desk} xem` : ''}`;
    case 'changes':
      return 'cần bạn sửa rồi gửi lại';
    case 'accepted':
      if (isHelpRequest) return 'xã đã giúp xong';
      // An officer's words here come with a dossier that was sent back.
      return remark === null ? 'đã được nhận, đến lượt bạn làm hồ sơ' : 'hồ sơ cần bạn sửa rồi gửi lại';
    case 'declined':
      return 'không được nhận';
    case 'withdrawn':
      return 'bạn đã rút';
    case 'dossier_sent':
      return `đã gửi hồ sơ${desk ? `, chờ ${desk} xem` : ''}`;
    case 'rated':
      return stars === null ? 'đã có kết quả' : `kết quả: ${stars} sao`;
  }
}
