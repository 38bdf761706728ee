import { fold } from '../text/fold.ts';
import { splitWords } from '../text/words.ts';
import type { GuardWords } from './guard-words.ts';
import { tokensOf } from './tokens.ts';

/** Of a question's own words so many must be left when it is put into other words. */
const KEPT = 0.5;
/** … and so many must stand in an answer or in what it cites. */
const ANSWERED = 0.4;
const LONGEST = 300;
const FACTS: ReadonlySet<string> = new Set(['number', 'date', 'code']);

/** What a question asks for, and what any answer to it must hold; both without accents. */
const WANTED: readonly { asks: RegExp; answers: RegExp; told: string }[] = [
  {
    asks: /\b(?:ngay nao|khi nao|bao gio|thang may|ngay may|han (?:nop|chot))\b/u,
    answers: /\d|\bquy\b|\bthang\b|hang nam/u,
    told: 'câu hỏi cần thời gian',
  },
  {
    asks: /\b(?:bao nhieu (?:tien|ty|ti|trieu|dong)|may (?:ty|ti|trieu|dong)|muc ho tro|le phi|lai suat|hoc phi)\b/u,
    answers: /\d (?:nghin |ngan |trieu |ty )?(?:dong|trieu|ty)\b|\d ?%|mien phi|khong (?:thu|mat) phi/u,
    told: 'câu hỏi cần mức tiền',
  },
  {
    asks: /\b(?:so dien thoai|sdt|hotline)\b/u,
    answers: /\d{3} ?\d{3}/u,
    told: 'câu hỏi cần số điện thoại',
  },
];
/** "mấy bước", "bao nhiêu sản phẩm": what is counted */
const COUNTED = /\b(?:may|bao nhieu) (?!tien\b|ty\b|ti\b|trieu\b|dong\b)([a-z]+)/u;
/** What the documents do not say is better said by us. */
const SAYS_NOTHING =
  /\b(?:ke hoach|tai lieu|van ban|quyet dinh|nghi dinh|quy dinh)\b(?: \S+){0,4} (?:khong|chua) (?:\S+ )?(?:ghi|neu|co|quy dinh|noi|de cap)\b/u;

const PARTICLES = new Set('vay the ha a nhi nha la thi o cua trong nam moi'.split(' '));

export interface MatterTools {
  words: GuardWords;
  placesIn: (text: string) => string[];
}

/**
 * What a question lost or gained when it was put into other words, or null: figures, dates and places are the same, most
 * of its words are kept. `before`: the question as typed and the turns that it may lean on. Pure.
 */
export function rewriteFault(question: string, before: string, rewritten: string, tools: MatterTools): string | null {
  if (rewritten.trim() === '') return 'không viết lại được câu hỏi';
  if (rewritten.length > LONGEST || /[[\]<>{}]/u.test(rewritten)) return 'câu viết lại sai dạng';
  const has =
    (source: readonly string[]) =>
    (each: string): boolean =>
      source.includes(each);
  const facts = (text: string): string[] =>
    tokensOf(text, tools.words.short).tokens.flatMap(({ kind, key }) => (FACTS.has(kind) ? [key] : []));
  const [asked, now] = [facts(question), facts(rewritten)];
  if (!asked.every(has(now)) || !now.every(has(facts(`${question}\n${before}`)))) return 'câu viết lại đổi con số';
  const places = (text: string): string[] => tools.placesIn(text);
  if (
    !places(question).every(has(places(rewritten))) ||
    !places(rewritten).every(has(places(`${question}\n${before}`)))
  )
    return 'câu viết lại đổi nơi';
  return share(matterOf(question, tools.words), rewritten) < KEPT ? 'câu viết lại hỏi chuyện khác' : null;
}

/** What a question asks for and an answer does not give, or null. `said`: the answer with what it cites. Pure. */
export function answerFault(question: string, answer: string, said: string, words: GuardWords): string | null {
  const [asked, answered] = [fold(question), fold(answer)];
  if (SAYS_NOTHING.test(answered)) return 'câu trả lời chỉ nói tài liệu không nêu';
  const lacking = WANTED.find(({ asks, answers }) => asks.test(asked) && !answers.test(answered));
  if (lacking) return lacking.told;
  const counted = COUNTED.exec(asked)?.[1];
  if (counted !== undefined && !counts(answer, counted, words)) return 'câu hỏi cần một con số';
  return share(matterOf(question, words), said) < ANSWERED ? 'câu trả lời nói chuyện khác với câu hỏi' : null;
}

/** Whether an answer counts: a figure, no year, before or after what is counted; anywhere where that is no noun. */
function counts(answer: string, counted: string, words: GuardWords): boolean {
  const { tokens } = tokensOf(answer, words.short);
  const figures = tokens.flatMap(({ kind, key }, at) => (kind === 'number' && !/^20\d\d$/u.test(key) ? [at] : []));
  const isNoun = counted.length > 1 && !PARTICLES.has(counted);
  return figures.some(
    (at) => !isNoun || tokens.slice(Math.max(0, at - 4), at + 5).some(({ key }) => fold(key) === counted),
  );
}

/** The words of a question that tell what it is about, without accents. */
function matterOf(question: string, { neutral, asking }: GuardWords): string[] {
  const words = splitWords(question);
  const matter: string[] = [];
  const phrases = [...neutral, ...asking];
  for (let at = 0; at < words.length; ) {
    const length = phrases.reduce((most, phrase) => {
      const fits = phrase.every((word, index) => words[at + index]?.marked === word);
      return fits ? Math.max(most, phrase.length) : most;
    }, 0);
    const word = words[at];
    if (length === 0 && word) matter.push(word.plain);
    at += length || 1;
  }
  return [...new Set(matter)];
}

function share(matter: readonly string[], text: string): number {
  if (matter.length === 0) return 1;
  const held = new Set(fold(text).split(' '));
  return matter.filter((word) => held.has(word)).length / matter.length;
}
