/** A message before it is sent, as the people it is for will read it. */
import type { Reply } from '../../../bot/message.ts';

export function shownPreview({ text, choices, attachment }: Reply, ...lines: (string | null)[]): string {
  return [
    'Người nhận sẽ đọc:',
    '',
    text,
    '',
    ...(choices.length > 0 ? [`Nút: ${choices.map(({ label }) => label).join(' · ')}`] : []),
    ...(attachment ? [`Kèm tệp: ${attachment.name}`] : []),
    ...lines.filter((line) => line !== null),
  ].join('\n');
}
