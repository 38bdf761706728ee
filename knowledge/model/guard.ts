/**
 * The guard: what stands between what a model wrote and a person. Pure.
 *
 * What it proves of an answer that it lets through:
 * - every quote stands word for word in a passage that the model was shown, long enough to say something;
 * - every word that could be wrong (all but a list of neutral ones), every figure, date, name and number of a decision
 *   stands in a quote, or in a card, that is cited; figures in words count as figures, "3 sao" as "★★★";
 * - a figure stands beside the words that it stands beside in the source and reaches as far ("ít nhất", "trước");
 *   figures of one clause come from one clause, and belong to the same place; words of a name stand together;
 * - the figures of a line, dates and marks too, follow one another as in one line of the source;
 * - nothing that the source denies is affirmed, nothing denied that it affirms, also where the quote left the "không" out;
 * - it is Vietnamese, holds nothing of the prompt, no mark-up or address of its own, and does not speak for an authority.
 *
 * What it does not prove: that nothing of weight was left out (a condition in the next sentence), that the passage is the
 * best one for the question, or that two true statements put side by side suggest nothing false.
 */
import { fold } from '../text/fold.ts';
import { splitWords } from '../text/words.ts';
import { outOfOrder } from './figure-order.ts';
import type { GuardWords } from './guard-words.ts';
import { quoteFault, sentencesAround } from './quoted.ts';
import { statementsOf } from './statement.ts';
import { evidenceOf, unsupported } from './support.ts';
import type { Written } from './written.ts';

/** A passage as the model was shown it. */
export interface ShownPassage {
  /** the short name that the model knows it by: D1 */
  name: string;
  kind: 'section' | 'card';
  text: string;
  /** the title of the section and the document, with its number */
  heading: string;
}

export interface GuardTools {
  words: GuardWords;
  /** the districts, communes and provinces that a text names, in order */
  placesIn: (text: string) => string[];
  /** the prompt, none of which may come back */
  prompt: string;
}

const LONGEST = 1_200;
const SHORTEST = 15;
/** Words of the prompt in a row that are no coincidence. */
const LEAK = 6;
const MARK_UP = /[<>[\]{}|#\\]|```|^\s*>|!\[/mu;
const VIETNAMESE = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/u;
const FOREIGN = /(?!\p{Script=Latin})\p{L}/u;
/** The least share of words that bear a mark in any Vietnamese text of some length. */
const MARKED = 0.35;

/** What is wrong with what the model wrote, a line each in Vietnamese; [] where it may be shown. */
export function faultsOf(written: Written, passages: readonly ShownPassage[], tools: GuardTools): string[] {
  const text = written.answer.normalize('NFC');
  const shape = [...shapeFaults(text), ...voiceFaults(text, tools.words)];
  if (written.citations.length === 0) return [...shape, 'không có trích dẫn nào'];
  const byName = new Map(passages.map((passage) => [passage.name, passage]));
  const quotes = new Map<ShownPassage, string[]>();
  const faults: string[] = [];
  for (const { passage: name, quote } of written.citations) {
    const passage = byName.get(name);
    const fault = passage ? quoteFault(quote, passage.text) : `không có đoạn ${name.slice(0, 20)}`;
    if (fault !== null) faults.push(fault);
    else if (passage) quotes.set(passage, [...(quotes.get(passage) ?? []), quote]);
  }
  if (shape.length > 0 || faults.length > 0) return [...shape, ...faults];
  const evidence = [...quotes].map(([passage, own]) =>
    passage.kind === 'card'
      ? evidenceOf(passage.heading, [passage.text], [], tools.words)
      : evidenceOf(
          passage.heading,
          own,
          own.flatMap((quote) => sentencesAround(quote, passage.text)),
          tools.words,
        ),
  );
  const statements = statementsOf(text, tools.words);
  if (statements.every(({ items }) => items.length === 0)) return ['câu trả lời không nêu điều gì'];
  const shown = passages.map((passage) => passage.text).join('\n');
  const sources = [...quotes].flatMap(([passage, own]) => (passage.kind === 'card' ? [passage.text] : own));
  const headings = [...quotes.keys()].map(({ heading }) => heading);
  return [
    ...leakFaults(text, tools.prompt, shown),
    ...outOfOrder(text, sources, headings).map((line) => `các số không đứng theo thứ tự của nguồn: ${line}`),
    ...new Set(statements.flatMap((statement) => unsupported(statement, evidence, tools.placesIn))),
  ];
}

function shapeFaults(text: string): string[] {
  const words = splitWords(text).filter((word) => /\p{L}/u.test(word.marked));
  const marked = words.filter((word) => VIETNAMESE.test(word.marked)).length;
  const faults = [];
  if (text.trim().length < SHORTEST) faults.push('câu trả lời trống hoặc quá ngắn');
  if (text.length > LONGEST) faults.push('câu trả lời quá dài');
  if (FOREIGN.test(text) || marked < words.length * MARKED) faults.push('không phải tiếng Việt có dấu');
  if (MARK_UP.test(text)) faults.push('có ký hiệu định dạng, liên kết hoặc chỗ che dữ liệu');
  return faults;
}

function voiceFaults(text: string, words: GuardWords): string[] {
  const spoken = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  return words.voice
    .filter((phrase) => spoken.includes(` ${phrase} `))
    .map((phrase) => `nói thay cơ quan: “${phrase}”`);
}

/** Words of the prompt in a row, unless the passages themselves hold them. */
function leakFaults(text: string, prompt: string, shown: string): string[] {
  const said = fold(text).split(' ');
  const secret = ` ${fold(prompt)} `;
  const open = ` ${fold(shown)} `;
  for (let at = 0; at + LEAK <= said.length; at += 1) {
    const run = ` ${said.slice(at, at + LEAK).join(' ')} `;
    if (secret.includes(run) && !open.includes(run)) return ['nhắc lại lời hướng dẫn'];
  }
  return [];
}
