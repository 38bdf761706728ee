/** A reply in Telegram's HTML. Lengths are UTF-16 units as the person sees them, which is how Telegram counts. */
import type { Reply, Source } from '../../message.ts';
import { boldRuns, type Run } from '../bold-runs.ts';
import { printable } from '../printable.ts';

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
  for (const { label, quotes } of groupByLabel(reply.sources)) {
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

/** Makes text safe inside Telegram's HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function belowText(text: string, lines: string[]): string {
  return lines.length === 0 ? text : `${text}\n\n${lines.join('\n')}`;
}

function groupByLabel(sources: Source[]): { label: string; quotes: string[] }[] {
  const byLabel = new Map<string, Set<string>>();
  for (const source of sources) {
    const label = oneLine(source.label);
    if (label === '') continue;
    const quotes = byLabel.get(label) ?? new Set<string>();
    const quote = printable(source.quote).trim();
    if (quote !== '') quotes.add(quote);
    byLabel.set(label, quotes);
  }
  return [...byLabel].map(([label, quotes]) => ({ label, quotes: [...quotes] }));
}

function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
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

/** At most `limit` units, ending in `…`, never in the middle of a surrogate pair. */
export function cutAtWord(text: string, limit: number): string {
  if (text.length <= limit) return text;
  if (limit < 1) return '';
  const start = text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '');
  const atWord = start.replace(/\s+\S*$/u, '');
  // A text without spaces would vanish whole.
  return `${atWord.length > start.length / 2 ? atWord : start}…`;
}
