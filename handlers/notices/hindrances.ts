/** Why somebody cannot be told, in words for officers. */
import { noPrivateChat } from '../../bot/broadcast.ts';
import { outsideWindow } from '../../bot/windows.ts';

const words: readonly [RegExp, string][] = [
  [/chặn|blocked|kicked/iu, 'đã chặn trợ lý hoặc xoá cuộc trò chuyện'],
  [/deactivated|deleted|not found|peer_id_invalid/iu, 'tài khoản không còn'],
];

export function hindranceName(hindrance: string): string {
  if (hindrance === noPrivateChat) return 'mới chỉ nhắn trong nhóm, chưa nhắn riêng';
  if (hindrance === outsideWindow) return 'đã quá 7 ngày chưa nhắn cho Zalo OA';
  return words.find(([pattern]) => pattern.test(hindrance))?.[1] ?? 'nền tảng không nhận tin';
}
