import { stripAccents } from './text/fold.ts';

/** A message cut for answering: the questions in it, and what was told around them. */
export interface SplitMessage {
  /** the last questions, in order; one where none could be told apart */
  questions: string[];
  /** the rest of the message, '' where there is none */
  story: string;
}

const SENTENCE_END = /(?<=[.?!…;\n])\s+|(?<=[?!])(?=\p{L})|\n+/u;
const ASKS =
  /\?|\b(gi|nao|dau|may|bao nhieu|khi nao|bao gio|chung nao|ra sao|lam sao|tai sao|(?<!\d )sao|ai|the nao|bao lau|may gio)\b|\b(khong|chua|ha|hong|hok|hk)\W*(?:vay|a|ta|nhi|ban|anh|chi|em|co|chu|ad|nha)?\W*$/u;
/** Said in every story and no question: "mấy năm nay", "không có gì hết", "không ai". */
const NO_QUESTION =
  /\b(?:may (?:nam|bua|thang|hom|ngay|tuan|doi) nay|may (?:anh|chi|chu|bac|ong|ba|dua|em|co)|(?:khong|chua|chang|cha)(?: \S+){0,4} (?:gi|nao|ai|dau|bao gio|het)|gi (?:het|ca|dau|do)|bao gio het|nao do|ai cung|dau cung|nao cung|gi cung|hoi nao|lam sao do)\b/gu;
const REQUEST =
  /\b(?:cho (?:\S+ ){0,2}(?:hoi|xin|biet)|xin (?:hoi|cho)|muon (?:hoi|biet)|nho (?:\S+ ){0,2}(?:chi|cho)|hoi)\b/u;
const CLOSING = /^(?:\S+ ){0,3}(?:cam on|cam on nhieu|xin cam on|thanks|giup (?:\S+ )?(?:voi|nha|nhe)|voi a|tks)\b/u;
/** "Bên mình gửi em với": it begs for what was said before */
const BEGGING =
  /^(?:\S+ ){0,4}(?:gui|giup|chi|cho|noi|tra loi|rep|nhan)(?: \S+){0,3} (?:voi|nha|nhe|nhen|nghen|lien|gap|som)(?: (?:a|ah|ha|nha|nhe|ad|bot|shop))*[.!…]*$/u;
const ENUMERATED = /(?:một|mot) (?:là|la)[ :,]+(.+?)[,.;]?\s+(?:hai|2) (?:là|la)[ :,]+(.+)$/isu;
const JOINT =
  /,?\s+(?:và|va|còn|con|với lại|voi lai|với|vs|rồi|roi|đồng thời|dong thoi)\s+(?=(?:\S+\s+){0,9}?(?:ai|gì|gi|nào|nao|mấy|may|bao nhiêu|bao nhieu|đâu|dau|sao|khi nào|khi nao|thế nào|the nao)(?:\s|[?.,]|$))|[,;]\s+(?=(?:sở nào|so nao|đơn vị nào|don vi nao|cơ quan nào|co quan nao|khi nào|khi nao|mấy|bao nhiêu|bao nhieu|do ai|ở đâu|o dau)(?:\s|[?.,]|$))/iu;
const SHORT = 28;
/** The least words of a sentence that tells before it asks, and of the clause that asks. */
const TOLD = 10;
const CLAUSE = 4;
const NEEDS =
  /\b(?:giay to|ho so|thu tuc|giay|le phi|mat bao lau|bao lau|nop)\b.*\b(?:gi|nao|dau|ai|may|bao nhieu|sao|lau)\b|\bo dau\b/u;
const TELLS =
  /^(?:da |thua |chao )?(?:nha|co so|vo chong|gia dinh|ho|hop tac xa|htx|em|tui|toi|con|chau|minh|ben|chung)\b/u;

/** Cuts a message into its questions (at most two, the last ones) and its story. Pure; works with and without accents. */
export function splitMessage(text: string): SplitMessage {
  const listed = ENUMERATED.exec(text);
  if (listed) return { questions: [listed[1] ?? '', listed[2] ?? ''], story: text.slice(0, listed.index) };
  const sentences = text
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
  while (sentences.length > 1 && isClosing(sentences.at(-1) ?? '')) sentences.pop();
  const asking = sentences.filter(asks);
  const end = sentences.at(-1) ?? text;
  if (sentences.length <= 1) return lastClause(end) ?? { questions: parts(end), story: '' };
  if (asking.length === 0 && wordsIn(text) <= SHORT) return { questions: parts(text), story: '' };
  const last = asking.length === 0 || REQUEST.test(folded(end)) ? end : (asking.at(-1) ?? end);
  const own = parts(last);
  const before = asking.filter((sentence) => sentence !== last).at(-1);
  const adjoining = before?.endsWith('?') === true && sentences.indexOf(last) - sentences.indexOf(before) === 1;
  const questions = own.length > 1 || !adjoining || before === undefined ? own : [before, last];
  const story = sentences.filter((sentence) => !questions.includes(sentence) && sentence !== last).join(' ');
  return { questions, story };
}

/** "nhà em làm mắm 5 năm, giờ em phải có giấy tờ gì": the one clause that asks for papers or a place says all itself. */
function lastClause(sentence: string): SplitMessage | null {
  const clauses = sentence.split(/,\s+/u);
  const last = clauses.at(-1) ?? '';
  const before = clauses.slice(0, -1);
  if (before.length === 0 || wordsIn(sentence) < TOLD || wordsIn(last) < CLAUSE) return null;
  if (before.some(asks) || !NEEDS.test(folded(last)) || !TELLS.test(folded(sentence))) return null;
  return { questions: [last], story: '' };
}

function isClosing(sentence: string): boolean {
  return CLOSING.test(folded(sentence)) || (BEGGING.test(folded(sentence)) && !asks(sentence));
}

function asks(sentence: string): boolean {
  return ASKS.test(folded(sentence).replace(NO_QUESTION, ' '));
}

function folded(sentence: string): string {
  return stripAccents(sentence.toLowerCase());
}

function parts(sentence: string): string[] {
  const pieces = sentence
    .split(JOINT)
    .map((piece) => piece.trim())
    .filter((piece) => wordsIn(piece) >= 2);
  const asking = pieces.filter(asks);
  return pieces.length === 2 && asking.length === 2 ? pieces : [sentence];
}

function wordsIn(text: string): number {
  return text.split(/\s+/u).length;
}
