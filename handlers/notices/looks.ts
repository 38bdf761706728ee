/** How a notice looks where its people read it: not every channel has buttons, or takes files. */
import { type ChannelName, isPicture, type Reply } from '../../bot/message.ts';
import { channelLabels } from './platform-names.ts';

interface Look {
  choices: 'buttons' | 'numbers';
  file: 'attached' | 'link' | 'path';
}

const looks: Readonly<Record<ChannelName, Look>> = {
  telegram: { choices: 'buttons', file: 'attached' },
  web: { choices: 'buttons', file: 'attached' },
  'zalo-bot': { choices: 'numbers', file: 'link' },
  'zalo-oa': { choices: 'buttons', file: 'attached' },
  terminal: { choices: 'numbers', file: 'path' },
};

const fileWords: Readonly<Record<Look['file'], string>> = {
  attached: 'tệp gửi kèm tin',
  link: 'tệp là đường dẫn, bấm vào để mở',
  path: 'tệp lưu trên máy, tin ghi chỗ lưu',
};

/** A line for each of these channels; none where all of them show the message as the preview does. */
export function lookLines(message: Pick<Reply, 'choices' | 'attachment'>, channels: readonly ChannelName[]): string[] {
  const lines = channels.map((channel) => ({ channel, parts: partsOf(message, looks[channel]) }));
  const usual = partsOf(message, looks.telegram).join();
  if (lines.every(({ parts }) => parts.join() === usual)) return [];
  return lines.map(({ channel, parts }) => `Trên ${channelLabels[channel]}: ${parts.join('; ')}.`);
}

function partsOf(
  { choices, attachment }: Pick<Reply, 'choices' | 'attachment'>,
  { choices: kind, file }: Look,
): string[] {
  const labels = choices.map(({ label }, index) => `**${kind === 'numbers' ? `${index + 1}. ` : ''}${label}**`);
  const isFile = attachment !== undefined && !isPicture(attachment);
  return [
    ...(labels.length === 0
      ? []
      : [
          kind === 'buttons'
            ? `${labels.join(' và ')} là nút dưới tin`
            : `${labels.join(', ')} là dòng chữ cuối tin, người nhận gõ số hoặc chữ`,
        ]),
    // A picture is shown as one everywhere.
    ...(isFile ? [fileWords[file]] : []),
  ];
}
