/** A reply in Telegram's HTML. Lengths are UTF-16 units as the person sees them, which is how Telegram counts. */
import type { Reply } from '../../message.ts';
import { boldRuns, type Run } from '../bold-runs.ts';
import { cutAtWord } from '../cut.ts';
import { printable } from '../printable.ts';
import { quotesByLabel } from '../sources.ts';

/** Longest text of a message, and longest caption of a document, after parsing. */
export const messageLength = 4096;
export const captionLength = 1024;

/** A quote that is cut to less than this tells nobody anything. */
const shortestQuote = 40;

export interface RenderedText {
  html: string;
  /** The same without mark-up and quotes, for when Telegram cannot read the HTML. */
  plain: string;
}

/**
 * Text, then a line for each source with its quotes folded below it. What does not fit in `limit` is left out: quotes
 * first, then source lines, and the end of the text last of all.
 */
export function renderText(reply: Pick<Reply, 'text' | 'sources'>, limit: number): RenderedText {
  const { runs, length } = fitRuns(boldRuns(printable(reply.text).trim()), limit);
  let room = limit - length;
  const shown: { label: string; quotes: string[]; folded: string[] }[] = [];
  for (const { label, quotes } of quotesByLabel(reply.sources)) {
    // One line end before each source line, one more below the text.
    const cost = `📖 ${label}`.length + (shown.length === 0 ? 2 : 1);
    if (cost > room) break;
    room -= cost;
    shown.push({ label, quotes, folded: [] });
  }
  for (const source of shown) {
    for (const quote of source.quotes) {
      const cut = fitQuote(quote, room - 1);
      if (cut === null) continue;
      room -= cut.length + 1;
      source.folded.push(cut);
    }
  }
  const body = runs.map((run) => (run.bold ? `<b>${escapeHtml(run.text)}</b>` : escapeHtml(run.text))).join('');
  const lines = shown.map(({ label, folded }) =>
    [`📖 ${escapeHtml(label)}`, ...folded.map((q) => `<blockquote expandable>${escapeHtml(q)}</blockquote>`)].join(
      '\n',
    ),
  );
  const plainBody = runs.map((run) => run.text).join('');
  const plainLines = shown.map(({ label }) => `📖 ${label}`);
  return { html: belowText(body, lines), plain: belowText(plainBody, plainLines) };
}

/** Whether the words do not fit under a file: they go ahead as a message of their own. */
export function isTooLongForCaption(reply: Pick<Reply, 'text'>): boolean {
  return renderText({ text: reply.text, sources: [] }, messageLength).plain.length > captionLength;
}

/** Makes text safe inside Telegram's HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function belowText(text: string, lines: string[]): string {
  return lines.length === 0 ? text : `${text}\n\n${lines.join('\n')}`;
}

function fitQuote(quote: string, room: number): string | null {
  if (quote.length <= room) return quote;
  return room < shortestQuote ? null : cutAtWord(quote, room);
}

function fitRuns(runs: Run[], limit: number): { runs: Run[]; length: number } {
  const fitted: Run[] = [];
  let length = 0;
  for (const run of runs) {
    if (length + run.text.length > limit) {
      const text = cutAtWord(run.text, limit - length);
      fitted.push({ ...run, text });
      return { runs: fitted, length: length + text.length };
    }
    fitted.push(run);
    length += run.text.length;
  }
  return { runs: fitted, length };
}
