/** How notices and their sendings are called. */
import type { Ledger, LedgerState } from '../../../bot/broadcast.ts';
import { type Choice, type Reply, reply } from '../../../bot/message.ts';
import type { BroadcastState, NoticeState, SendingPurpose } from '../../../prisma/generated/client.ts';
import { menuChoice } from '../../officers/wording.ts';
import type { NoticeKind, NoticeRow } from '../notice.ts';
import { notApproved } from '../standing.ts';

const noticeStateNames: Readonly<Record<NoticeState, string>> = {
  awaiting: 'chờ cán bộ thứ hai duyệt',
  scheduled: 'đã hẹn giờ gửi',
  sent: 'đã phát',
  withdrawn: 'đã rút lại',
  called_off: 'đã báo huỷ',
};

/** What a second officer did not approve is withdrawn, and is told from what its author took back. */
export function noticeStateName({ state, refusedBy }: Pick<NoticeRow, 'state' | 'refusedBy'>): string {
  return state === 'withdrawn' && refusedBy !== null ? notApproved(refusedBy) : noticeStateNames[state];
}

export const broadcastStateNames: Readonly<Record<BroadcastState, string>> = {
  running: 'đang gửi',
  paused: 'đang tạm dừng',
  done: 'đã gửi xong',
  cancelled: 'đã dừng hẳn',
};

export const purposeNames: Readonly<Record<SendingPurpose, string>> = {
  first: 'tin đầu',
  correction: 'tin đính chính',
  change: 'tin thay đổi',
  call_off: 'tin báo huỷ',
};

export const ledgerNames: Readonly<Record<LedgerState, string>> = {
  planned: 'đang chờ',
  sending: 'đang chờ',
  sent: 'đã gửi',
  refused: 'bị từ chối',
  unreachable: 'không liên lạc được',
  unknown: 'chưa rõ',
  cancelled: 'đã huỷ',
};

/** `đã gửi 52 · đang chờ 40 · bị từ chối 8 (cộng 100 người)`: the parts add up to the audience. */
export function ledgerInWords(ledger: Ledger): string {
  const parts: [string, number][] = [
    ['đã gửi', ledger.sent],
    ['đang chờ', ledger.planned + ledger.sending],
    ['bị từ chối', ledger.refused],
    ['không liên lạc được', ledger.unreachable],
    ['chưa rõ', ledger.unknown],
    ['đã huỷ', ledger.cancelled],
    ['đã xoá dữ liệu', ledger.erased],
  ];
  const shown = parts.filter(([name, people]) => people > 0 || name === 'đã gửi');
  return `${shown.map(([name, people]) => `${name} ${count(people)}`).join(' · ')} (cộng ${count(ledger.audience)} người)`;
}

/** `Huỷ lớp`, `Huỷ sự kiện` */
export const callOffLabels: Readonly<Record<NoticeKind, string>> = {
  class: 'Huỷ lớp',
  event: 'Huỷ sự kiện',
  deadline: 'Huỷ hạn này',
  meeting: 'Huỷ họp',
  general: 'Huỷ thông báo',
};

/** `2.000` */
export function count(number: number): string {
  return number.toLocaleString('vi-VN');
}

export const listChoice: Choice = { label: 'Thông báo đã soạn', value: 'notice-desk:list:0' };

export function openChoice(id: bigint, label = 'Mở thông báo'): Choice {
  return { label, value: `notice-desk:open:${id}` };
}

export const noSuchNotice: Reply = reply(
  'Tôi không tìm thấy thông báo này trong địa bàn của bạn. Bạn xem lại danh sách.',
  {
    choices: [listChoice, menuChoice],
  },
);
