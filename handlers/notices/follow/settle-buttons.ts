/** What may be done to a sending now. */
import type { Choice } from '../../../bot/message.ts';
import type { SendingView } from './sendings.ts';

/**
 * Of one that has ended, its failures: sent again, or what is unknown taken as sent. The button bears the
 * round that the officer saw, so that a second press does not begin another one. `suffix` tells it from other sendings on the page.
 */
export function settleChoices({ id, ledger, broadcast, round }: SendingView, suffix = ''): Choice[] {
  if (broadcast.endedAt === null || ledger.planned + ledger.sending > 0) return [];
  const value = (verb: string) => `notice-desk:${verb}:${id}:${round}`;
  return [
    ...(ledger.refused + ledger.unreachable > 0 ? [{ label: `Gửi lại tin lỗi${suffix}`, value: value('again') }] : []),
    ...(ledger.unknown > 0
      ? [
          { label: `Tin chưa rõ: coi như đã gửi${suffix}`, value: value('count') },
          { label: `Tin chưa rõ: gửi lại${suffix}`, value: value('unknown') },
        ]
      : []),
  ];
}

/** Of one that is under way. */
export function steeringChoices({ id, broadcast }: SendingView, suffix = ''): Choice[] {
  const stop = { label: `Dừng hẳn${suffix}`, value: `notice-desk:stop:${id}` };
  if (broadcast.state === 'running') return [{ label: `Tạm dừng${suffix}`, value: `notice-desk:pause:${id}` }, stop];
  if (broadcast.state === 'paused') return [{ label: `Tiếp tục${suffix}`, value: `notice-desk:resume:${id}` }, stop];
  return [];
}

export function reportChoice({ id }: Pick<SendingView, 'id'>, suffix = ''): Choice {
  return { label: `Báo cáo${suffix}`, value: `notice-desk:report:${id}` };
}
