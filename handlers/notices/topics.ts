/** `/thongbao`: people choose the notices that they want, and say where they are. */
import type { Turn } from '../../bot/capability.ts';
import { type Choice, type Reply, reply } from '../../bot/message.ts';
import { unitByCode, unitName } from '../programme/units.ts';
import { kindNames, type NoticeKind, noticeKinds } from './notice.ts';
import { chooseTopics, subscriptionOf, topicsText } from './subscription.ts';

export const communeDialogName = 'notice-commune';

/** Opens the choice of topics, wherever it is offered. */
export const topicsChoice: Choice = { label: 'Nhận thông báo', value: 'notice:topics' };

/** The topics with what is on; `said` stands first. */
export async function showTopics({ tx, personId }: Pick<Turn, 'tx' | 'personId'>, said?: string): Promise<Reply> {
  const { topics, communeCode } = await subscriptionOf(tx, personId);
  const unit = communeCode === null ? null : unitByCode(communeCode);
  const isOn = (kind: NoticeKind) => topics.includes(kind);
  // A button says what it does, so that pressing it twice, or on an older message, does no more.
  const choices: Choice[] = [
    ...(topics.length < noticeKinds.length ? [{ label: 'Nhận tất cả', value: 'notice:all' }] : []),
    ...noticeKinds.map((kind) => ({
      label: `${isOn(kind) ? '✅' : '⬜'} ${kindNames[kind]}`,
      value: `notice:${isOn(kind) ? 'off' : 'on'}:${kind}`,
    })),
    ...(topics.length > 0
      ? [
          { label: `Xã của tôi: ${unit ? unitName(unit) : 'chưa ghi'}`, value: 'notice:commune' },
          { label: 'Không nhận nữa', value: 'notice:none' },
        ]
      : []),
  ];
  return reply(said === undefined ? topicsText : `${said}\n${howToChange}`, { choices });
}

const howToChange =
  'Bấm một loại để bật hoặc tắt. Tin về đăng ký, hồ sơ của chính bạn thì luôn gửi. Gõ /thongbao khi muốn đổi.';

/** What a button of the page does; null when it is none of its buttons. */
export async function pickTopics(turn: Turn, action: string, rest: string): Promise<Reply[] | null> {
  const { topics } = await subscriptionOf(turn.tx, turn.personId);
  const kind = noticeKinds.find((one) => one === rest);
  const choose = async (wanted: readonly NoticeKind[]) => {
    await chooseTopics(turn, wanted);
    return [await showTopics(turn, said(wanted))];
  };
  switch (action) {
    case 'topics':
      return [await showTopics(turn)];
    case 'all':
      return choose(noticeKinds);
    case 'none':
      return choose([]);
    case 'on':
      return choose(noticeKinds.filter((one) => one === kind || topics.includes(one)));
    case 'off':
      return choose(topics.filter((one) => one !== kind));
    case 'commune':
      if (topics.length === 0) return [await showTopics(turn)];
      turn.enter(communeDialogName);
      return [];
    default:
      return null;
  }
}

function said(topics: readonly NoticeKind[]): string {
  if (topics.length === 0) return 'Vâng, tôi không gửi thông báo cho bạn nữa, và đã xoá lựa chọn của bạn.';
  if (topics.length === noticeKinds.length) return 'Đã ghi: bạn nhận **tất cả** thông báo.';
  return `Đã ghi: bạn nhận **${topics.map((one) => kindNames[one]).join('; ')}**.`;
}
