import type { Section } from './section.ts';
import { splitWords } from './text/words.ts';

const LONG = 300;
const SHORTEST = 8;
/** Clauses shorter than this carry no fact by themselves. */
const CLAUSE = 40;
/** "Mức tối thiểu để được 3 sao:" only opens a list. */
const OPENING = 0.6;

interface Part {
  text: string;
  words: ReadonlySet<string>;
}

interface Quotable {
  /** what may be quoted for its meaning: sentences of the section's own text */
  own: readonly Part[];
  /** every line of the section and of what it holds, for quotes that are named by their words */
  all: readonly string[];
}

/** Sections never change once read; their sentences are worked out when first quoted. */
const known = new WeakMap<Section, Quotable>();

/**
 * The sentence of a section that carries a fact, verbatim. `words` names it by some of its words; where they are '' the
 * sentence that shares most with `hint` is taken. Null where the section does not hold `words`.
 */
export function quoteFrom(section: Section, words: string, hint: string): string | null {
  const { own, all } = quotableOf(section);
  if (words !== '') {
    const holding = all.filter((text) => text.includes(words)).sort((a, b) => a.length - b.length)[0];
    return holding ?? (section.text.includes(words) ? words : null);
  }
  const wanted = new Set(splitWords(hint).map((word) => word.plain));
  let best = own[0]?.text ?? section.text;
  let most = -1;
  for (const part of own) {
    let shared = 0;
    for (const word of part.words) if (wanted.has(word)) shared += 1;
    const score = (shared / Math.sqrt(part.words.size + 5)) * (part.text.endsWith(':') ? OPENING : 1);
    if (score > most) [best, most] = [part.text, score];
  }
  return best;
}

function quotableOf(section: Section): Quotable {
  const before = known.get(section);
  if (before) return before;
  const lines = section.row.length > 0 ? [rowText(section)] : linesOf(section, section.body);
  const whole = lines.length > 0 ? lines : linesOf(section, section.markdown);
  const joined = section.row.length > 0 ? '' : inOneLine(section.body);
  const isShort = joined.length > 0 && joined.length <= LONG && section.text.includes(joined);
  const own = isShort ? [joined] : (whole.length > 0 ? whole : [section.text]).flatMap(clauses);
  const below = [...whole, ...linesOf(section, section.markdown)];
  const quotable = {
    own: own.map((text) => ({ text, words: new Set(splitWords(text).map((word) => word.plain)) })),
    all: [...below.flatMap(clauses), ...below],
  };
  known.set(section, quotable);
  return quotable;
}

/** A short list whole, its marks kept as the section's text has them. */
function inOneLine(body: string): string {
  return plainLine(body.replace(/\s+/gu, ' '));
}

/** A row of a table without its number. */
function rowText(section: Section): string {
  const [first, ...rest] = section.row.map((cell) => cell.value);
  const text = rest.join(' ');
  return /^(?:Bộ )?\d+$/u.test(first ?? '') && section.text.includes(text) ? text : section.text;
}

/** Whole lines; a title that runs over several lines in capitals is one. */
function linesOf(section: Section, shown: string): string[] {
  const lines: string[] = [];
  for (const line of shown.split('\n').map(plainLine)) {
    const joined = `${lines.at(-1) ?? ''} ${line}`;
    if (isCapitals(line) && isCapitals(lines.at(-1) ?? '') && section.text.includes(joined))
      lines.splice(-1, 1, joined);
    else lines.push(line);
  }
  return lines.filter((line) => line.length >= SHORTEST && section.text.includes(line));
}

function isCapitals(line: string): boolean {
  return /\p{Lu}/u.test(line) && !/\p{Ll}/u.test(line);
}

function clauses(line: string): string[] {
  if (line.length <= LONG) return [line];
  const parts = line
    .split(/(?<=[;.])(?<!(?:^|[\s(])(?:TM|TP|KT|TX|TT|Q|P)\.)\s+/u)
    .filter((part) => part.length >= CLAUSE);
  return parts.length > 0 ? parts : [line];
}

function plainLine(line: string): string {
  return line
    .replace(/\*\*/gu, '')
    .replace(/\\([\\|*#`[\]{}_-])/gu, '$1')
    .replace(/^\s*[-+]\s+/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
