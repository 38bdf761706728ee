/** `Nối tài khoản`: what it is good for, what is joined, and the buttons. */
import type { Turn } from '../../bot/capability.ts';
import { type Choice, type Reply, reply } from '../../bot/message.ts';
import { dayOf } from '../officers/wording.ts';
import { joinedWith } from './joining.ts';
import { named, placesOf } from './places.ts';

export const openChoice: Choice = { label: 'Nối tài khoản', value: 'account:open' };
const codeChoice: Choice = { label: 'Lấy mã nối', value: 'account:code' };

/** `said` stands first, after something was done. */
export async function showPlaces({ tx, personId, conversationId }: Turn, said?: string): Promise<Reply> {
  const places = await placesOf(tx, personId);
  const joined = await joinedWith(tx, personId);
  const chosen = places.find(({ preferred }) => preferred);
  const priv = places.filter(({ isPrivate }) => isPrivate);
  const lines =
    places.length === 1
      ? [
          'Bạn nhắn với tôi ở nhiều nơi (Telegram, Zalo, trang web)? Nối lại thì đăng ký, hồ sơ, lớp đã báo tham dự, loại thông báo dùng chung, và mỗi thông báo chỉ đến một lần.',
          'Trước hết, ở đây bạn bấm **Lấy mã nối**.',
          'Rồi sang nơi kia, nhắn cho tôi dòng có mã.',
        ]
      : [
          'Các nơi của bạn đang dùng chung một tài khoản:',
          ...places.map(
            ({ conversation, name }) => `• ${name}${conversation === conversationId ? ' (bạn đang nhắn ở đây)' : ''}`,
          ),
          `Tin báo đến: **${chosen ? chosen.name : 'nơi bạn nhắn gần nhất'}**.`,
          'Nối thêm nơi nữa thì bấm **Lấy mã nối**, rồi sang nơi đó nhắn dòng có mã.',
        ];
  const choices: Choice[] = [
    codeChoice,
    ...(priv.length > 1
      ? [
          ...priv
            .filter((one) => !one.preferred)
            .map((one) => ({ label: `Nhận tin ở ${one.name}`, value: `account:prefer:${one.conversation}` })),
          ...(chosen ? [{ label: 'Nhận tin ở nơi nhắn gần nhất', value: 'account:prefer:last' }] : []),
        ]
      : []),
    ...joined.map(({ id, at, conversations }) => ({
      label: `Tách ${named(places, conversations) || `lần nối ${dayOf(at)}`}`,
      value: `account:apart:${id}`,
    })),
  ];
  return reply([...(said === undefined ? [] : [said, '']), ...lines].join('\n'), { choices });
}
