/** A stretch of text that is bold or is not. */
export interface Run {
  text: string;
  bold: boolean;
}

const marked = /\*\*(?=[^\s*])([^\n]*?[^\s*])\*\*/g;

/** Splits at `**bold**`, the only mark-up of a reply. A mark without its partner stays as it was typed. */
export function boldRuns(text: string): Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (const match of text.matchAll(marked)) {
    if (match.index > end) runs.push({ text: text.slice(end, match.index), bold: false });
    runs.push({ text: match[1] ?? '', bold: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) runs.push({ text: text.slice(end), bold: false });
  return runs;
}
