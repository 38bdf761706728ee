import { type Label, labelWords } from './notice-words.ts';
import { plainCopy } from './plain-copy.ts';

const all = labelWords.map(([words]) => words).join('|');
/** At the beginning of a line or a sentence, with a colon. */
const LABEL = new RegExp(`(?:(?<=^|[\\n.;])|(?<=,\\s))[\\s*•+–-]{0,6}(?:\\d{1,2}[.)]\\s?)?(${all})\\s{0,3}[:：]`, 'gu');

/** The parts of a notice that are labelled, and what stands before and between them. */
export interface Labelled {
  head: string;
  /** `name`: the label as it was typed. */
  parts: { label: Label; name: string; text: string }[];
}

/** `Thời gian: 8h 20/12`: a part goes to the next label, and all but the content at most to the end of its line. */
export function splitLabels(text: string): Labelled {
  const { typed, plain } = plainCopy(text);
  const found = [...plain.matchAll(LABEL)];
  const parts: Labelled['parts'] = [];
  const head: string[] = [typed.slice(0, found[0]?.index ?? typed.length)];
  for (const [index, match] of found.entries()) {
    const from = match.index + match[0].length;
    const until = found[index + 1]?.index ?? typed.length;
    const label = labelOf(match[1] ?? '');
    const value = typed.slice(from, until);
    const line = /^\s*[^\n]*/u.exec(value)?.[0] ?? '';
    const name = typed.slice(from - match[0].length, from).replace(/^[\s*•+–-]*(?:\d{1,2}[.)]\s?)?|\s*[:：]$/gu, '');
    parts.push({ label, name, text: (label === 'content' ? value : line).trim().replace(/[\s.;,]+$/u, '') });
    if (label !== 'content') head.push(value.slice(line.length));
  }
  return { head: head.join('\n').trim(), parts };
}

function labelOf(words: string): Label {
  return labelWords.find(([known]) => known.split('|').includes(words))?.[1] ?? 'more';
}
