import type { ChannelName } from '../../bot/message.ts';

/** The channels as officers know them. */
export const channelLabels: Readonly<Record<ChannelName, string>> = {
  telegram: 'Telegram',
  'zalo-bot': 'Zalo',
  'zalo-oa': 'Zalo OA',
  web: 'Trang web',
  terminal: 'Cửa sổ lệnh',
};
