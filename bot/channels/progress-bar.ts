/** How far something is, as a line of text, where a channel cannot draw. */
import type { Progress, Reply } from '../message.ts';

const cells = 10;

/** `▓▓▓▓▓░░░░░ 52 %`. Full, and 100 %, only when all is done. */
export function progressBar({ done, total }: Progress): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.floor(share * cells);
  return `${'▓'.repeat(full)}${'░'.repeat(cells - full)} ${Math.floor(share * 100)} %`;
}

/** The same message with its bar as the last line of the text. */
export function withProgressBar<T extends Pick<Reply, 'text' | 'progress'>>(reply: T): T {
  return reply.progress ? { ...reply, text: `${reply.text}\n${progressBar(reply.progress)}` } : reply;
}
