/** Where a notice stands before it has gone out, and what may still be done with it. */
import { type Choice, type Reply, reply } from '../../bot/message.ts';
import { menuChoice } from '../officers/wording.ts';
import type { NoticeRow } from './notice.ts';
import { showMoment } from './when/show.ts';

/** The officers' list of notices. */
export const composedChoice: Choice = { label: 'Thông báo đã soạn', value: 'notice-desk:list:0' };
export const composeChoice: Choice = { label: 'Soạn thông báo', value: 'notice:compose' };

type Standing = Pick<NoticeRow, 'id' | 'version' | 'state' | 'title' | 'sendAt' | 'refusedBy'>;

/** The buttons of one version of a notice: what is changed meanwhile is not touched by an older button. */
export function standingChoices({ id, version, state }: Standing): Choice[] {
  const button = (label: string, act: string) => ({ label, value: `notice:${act}:${id}:${version}` });
  switch (state) {
    case 'scheduled':
      return [button('Sửa', 'edit'), button('Gửi luôn', 'send'), button('Rút lại', 'withdraw')];
    case 'awaiting':
      return [button('Sửa', 'edit'), button('Rút lại', 'withdraw')];
    case 'withdrawn':
      return [button('Sửa rồi gửi lại', 'edit')];
    default:
      return [];
  }
}

/** The second officer's buttons. */
export function approvalChoices({ id, version }: Standing): Choice[] {
  return [
    { label: 'Duyệt gửi', value: `notice:approve:${id}:${version}` },
    { label: 'Không duyệt', value: `notice:refuse:${id}:${version}` },
  ];
}

/** On the notice's page, before it has gone out: whoever did not compose it can approve it there, too. */
export function choicesBeforeSending(notice: Standing, isOwn: boolean): Choice[] {
  const second = notice.state === 'awaiting' && !isOwn ? approvalChoices(notice) : [];
  return [...second, ...standingChoices(notice)];
}

/** `không được duyệt (cán bộ số 4)` */
export function notApproved(officer: bigint): string {
  return `không được duyệt (cán bộ số ${officer})`;
}

function stands({ state, sendAt, refusedBy }: Standing): string {
  switch (state) {
    case 'awaiting':
      return 'đang chờ cán bộ thứ hai duyệt. Tôi báo bạn khi có kết quả.';
    case 'scheduled':
      return `hẹn gửi lúc ${showMoment(sendAt)}. Trước đó bạn sửa, gửi luôn hoặc rút lại được.`;
    case 'sent':
      return `đã gửi lúc ${showMoment(sendAt)}. Muốn xem đã tới ai, đính chính hoặc báo huỷ thì bấm **Thông báo đã soạn**.`;
    case 'withdrawn':
      return `${refusedBy === null ? '' : `${notApproved(refusedBy)} nên `}không gửi. Bạn sửa rồi gửi lại được.`;
    case 'called_off':
      return 'đã báo huỷ.';
  }
}

/** What a button gets whose notice has moved on, and what is said after each act. `said` stands first. */
export function showStanding(notice: Standing, said?: string): Reply {
  const text = [...(said === undefined ? [] : [said]), `**${notice.title}** ${stands(notice)}`].join('\n');
  return reply(text, { choices: [...standingChoices(notice), composedChoice, menuChoice] });
}
