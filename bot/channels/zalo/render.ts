/** A reply as plain messages: where there are no buttons, choices are a numbered list below the text. */
import type { Reply } from '../../message.ts';
import { splitText } from '../../split.ts';
import { boldRuns } from '../bold-runs.ts';
import { cutAtWord } from '../cut.ts';
import { printable } from '../printable.ts';
import { quotesByLabel } from '../sources.ts';
import { typedWords } from '../typed-words.ts';

/** Longest text of a message of either service. Counted in UTF-16 units of the composed form (NFC), the strictest. */
export const messageLength = 2000;

/** Where a bold stretch of a text lies, in UTF-16 units. */
export interface TextStyle {
  start: number;
  len: number;
  st: string[];
}

export interface RenderedText {
  text: string;
  styles: TextStyle[];
}

/** Nothing folds here: a quote longer than this would hide the answer above it. */
const longestQuote = 300;
const shortestQuote = 40;

/** Pieces that Zalo takes, in their order; none when there is nothing to say. `below` stands between text and choices. */
export function renderReply(
  { text, sources, choices, lettered }: Pick<Reply, 'text' | 'sources' | 'choices' | 'lettered'>,
  below: readonly string[] = [],
): RenderedText[] {
  const body = boldRuns(plain(choices.length > 0 ? typedWords(text) : text));
  const bold = stylesOf(body);
  const labels = choices.map(({ label }) => oneLine(label));
  const said = body.map((run) => run.text).join('');
  const rest = [...below.map(plain), lettered ? letteredLines(labels) : choiceLines(labels, said)].filter(
    (block) => block !== '',
  );
  const quoted = sourceLines(sources, messageLength - [said, ...rest].join('\n\n').length - 2);
  const whole = [said, quoted, ...rest].filter((block) => block !== '').join('\n\n');
  return whole === '' ? [] : cutStyled(whole, bold);
}

/** Composed, so that a Vietnamese letter counts as one. */
function plain(text: string): string {
  return printable(text).normalize('NFC').trim();
}

function oneLine(text: string): string {
  return plain(text).replace(/\s+/g, ' ');
}

function stylesOf(runs: readonly { text: string; bold: boolean }[]): TextStyle[] {
  const styles: TextStyle[] = [];
  let start = 0;
  for (const { text, bold } of runs) {
    if (bold) styles.push({ start, len: text.length, st: ['b'] });
    start += text.length;
  }
  return styles;
}

/** A line for each source, and below it what is quoted, as far as there is room. */
function sourceLines(sources: Reply['sources'], limit: number): string {
  const groups = quotesByLabel(sources).map(({ label, quotes }) => ({ line: `📖 ${plain(label)}`, quotes }));
  let room = limit - groups.reduce((sum, { line }) => sum + line.length + 1, 0);
  return groups
    .flatMap(({ line, quotes }) => [
      line,
      ...quotes.flatMap((quote) => {
        const most = Math.min(longestQuote, room - 3);
        const words = plain(quote);
        if (most < Math.min(shortestQuote, words.length)) return [];
        const cut = `“${cutAtWord(words, most)}”`;
        room -= cut.length + 1;
        return [cut];
      }),
    ])
    .join('\n');
}

/**
 * A label that is its number, or begins with it, is not numbered a second time; nor is one that stands under its number
 * in the text.
 */
function choiceLines(labels: readonly string[], said: string): string {
  if (labels.length === 0) return '';
  const listed = new Map([...said.matchAll(/^(\d{1,2})\. (.+)$/gmu)].map(([, number, line]) => [number, line]));
  const lines = labels.flatMap((label, index) => {
    const number = String(index + 1);
    const name = label.split(' · ')[0]?.replace(/…$/u, '').trim() ?? '';
    if (label === number || (name !== '' && listed.get(number)?.startsWith(name))) return [];
    return label.startsWith(`${number}. `) ? [label] : [label === '' ? `${number}.` : `${number}. ${label}`];
  });
  const hint = labels.length === 1 ? '👉 Gõ 1 để chọn.' : `👉 Gõ số từ 1 đến ${labels.length} để chọn.`;
  return [...lines, hint].join('\n');
}

/** Where a number is an answer, no line may look like one. */
function letteredLines(labels: readonly string[]): string {
  if (labels.length === 0) return '';
  const letters = labels.map((_, index) => String.fromCharCode('a'.charCodeAt(0) + index));
  const lines = labels.map((label, index) => `${letters[index]}. ${label}`);
  const range = labels.length === 1 ? 'a' : `từ a đến ${letters.at(-1)}`;
  return [...lines, `👉 Gõ câu trả lời của bạn, hoặc gõ chữ ${range} để chọn.`].join('\n');
}

/** Splits where a reader would pause, and gives each piece the styles that fall into it. */
function cutStyled(whole: string, styles: readonly TextStyle[]): RenderedText[] {
  let searched = 0;
  return splitText(whole, messageLength).map((text) => {
    const at = whole.indexOf(text, searched);
    searched = at + text.length;
    const inside = styles.flatMap(({ start, len, st }) => {
      const from = Math.max(start, at);
      const to = Math.min(start + len, at + text.length);
      return to > from ? [{ start: from - at, len: to - from, st }] : [];
    });
    return { text, styles: inside };
  });
}
