import { toWord } from '../text/words.ts';
import { numbersWritten } from './number-words.ts';

/** A piece of a statement, as the guard compares it. */
export interface Token {
  kind: 'word' | 'number' | 'date' | 'code' | 'roman' | 'break' | 'end';
  /** the same for what means the same: `ủy`, `2000000`, `30%`, `31.12.2024`, `148/QĐ-TTG` */
  key: string;
  /** where it stands in the text that was cut */
  at: number;
  /** begins with a capital letter */
  isCapital: boolean;
}

const DATE = String.raw`(?:ngày\s+)?(?<d1>\d{1,2})[/.-](?<m1>\d{1,2})[/.-](?<y1>\d{4})(?!\d)`;
const DATE_IN_WORDS = String.raw`(?:ngày\s+(?<d2>\d{1,2})\s+)?tháng\s+(?<m2>\d{1,2})(?:(?:\s+năm\s+|/)(?<y2>\d{4}))?(?!\d)`;
const MONTH = String.raw`(?<![\d/])(?<m3>\d{1,2})/(?<y3>\d{4})(?![\d/])`;
const DAY = String.raw`(?:ngày\s+)?(?<![\d/])(?<d4>[0-3]?\d)/(?<m4>[01]?\d)(?![\d/%])`;
const CODE = String.raw`\d+(?:/\d{4})?/(?=\p{Lu})[\p{L}\d]+(?:-[\p{L}\d]+)*`;
const ADDRESS = String.raw`https?://\S+|www\.\S+|[\p{L}\d.+-]+@[\p{L}\d.-]+`;
const PHONE = String.raw`(?<![\d.,/])(?:\+84|0)[1-9](?:[ .-]?\d){7,9}(?![\d/])`;
const SCALES: Readonly<Record<string, number>> = { nghìn: 1e3, ngàn: 1e3, triệu: 1e6, tỷ: 1e9, tỉ: 1e9 };
const NUMBER = String.raw`(?<number>\d+(?:[.,]\d+)*)(?:\s*(?<scale>nghìn|ngàn|triệu|tỷ|tỉ)(?:\s+(?<under>nghìn|ngàn|triệu|tỷ|tỉ))?(?!\p{L}))?(?:\s*(?<percent>%|phần\s+trăm))?`;
const PATTERN = new RegExp(
  [
    `(?<address>${ADDRESS})`,
    `(?<code>${CODE})`,
    DATE,
    DATE_IN_WORDS,
    MONTH,
    DAY,
    `(?<phone>${PHONE})`,
    NUMBER,
    '(?<stars>[★⭐✭]+)',
    String.raw`(?<roman>(?<![\p{L}\d])(?:[IVX]{2,}|[IVX](?=[.\d]|\s*[,;:)]|\s+(?:của|trong|năm|nêu|Kế|kế)))(?:\.\d+)*(?![\p{L}]))`,
    String.raw`(?<word>\p{L}[\p{L}\p{M}]*)`,
    String.raw`(?<end>[.!?\n](?=\s|$)|\n)`,
    String.raw`(?<break>[,;:()"“”]|(?<!\d)[–—]|[–—](?!\d)|\s[-+]\s)`,
  ].join('|'),
  'gu',
);

/** Cuts a text into what the guard compares; number words count as the figures that they mean. Pure. */
export function tokensOf(
  text: string,
  shortNames: ReadonlyMap<string, string> = new Map(),
): { text: string; tokens: Token[] } {
  const plain = numbersWritten(spelledNames(text.normalize('NFC').replace(/\*\*|[_`]/gu, ''), shortNames));
  const tokens = [...plain.matchAll(PATTERN)].flatMap((match) => tokenOf(match));
  return { text: plain, tokens };
}

function tokenOf(match: RegExpExecArray): Token[] {
  const found = match.groups ?? {};
  const at = match.index;
  const token = (kind: Token['kind'], key: string): Token[] => [{ kind, key, at, isCapital: false }];
  const day = found.d1 ?? found.d2 ?? found.d4;
  const month = found.m1 ?? found.m2 ?? found.m3 ?? found.m4;
  if (found.address !== undefined) return token('code', found.address.toLowerCase().replace(/[.,;]+$/u, ''));
  if (found.code !== undefined) return token('code', found.code.toUpperCase());
  if (month !== undefined) return token('date', dateKey(day, month, found.y1 ?? found.y2 ?? found.y3));
  if (found.phone !== undefined) return token('code', found.phone.replace(/\D/gu, '').replace(/^84/u, '0'));
  if (found.number !== undefined) return token('number', numberKey(found.number, found));
  if (found.stars !== undefined) {
    const count = { kind: 'number' as const, key: String([...found.stars].length), at, isCapital: false };
    return [count, { kind: 'word', key: 'sao', at, isCapital: false }];
  }
  if (found.roman !== undefined) return token('roman', found.roman);
  if (found.word !== undefined) {
    return [{ kind: 'word', key: toWord(found.word).marked, at, isCapital: /^\p{Lu}/u.test(found.word) }];
  }
  return token(found.end === undefined ? 'break' : 'end', '');
}

/** `31.12.2024`; what is not said is left out: `.12.2024`, `31.12.` */
function dateKey(day: string | undefined, month: string, year: string | undefined): string {
  return [day === undefined ? '' : Number(day), Number(month), year ?? ''].join('.');
}

function numberKey(typed: string, { scale, under, percent }: Record<string, string | undefined>): string {
  const value = amountOf(typed) * (SCALES[scale ?? ''] ?? 1) * (SCALES[under ?? ''] ?? 1);
  return `${value}${percent === undefined ? '' : '%'}`;
}

/** '2.000' and '2,000' are thousands, '1,5' and '1.5' are not. */
function amountOf(typed: string): number {
  if (/^\d{1,3}(?:[.,]\d{3})+$/u.test(typed)) return Number(typed.replace(/[.,]/gu, ''));
  return Number(typed.replace(/\.(?=\d{3}(?:\D|$))/gu, '').replace(',', '.')) || 0;
}

function spelledNames(text: string, names: ReadonlyMap<string, string>): string {
  let spelled = text;
  for (const [short, long] of names) {
    spelled = spelled.replace(new RegExp(`(?<![\\p{L}&])${short}(?![\\p{L}&])\\.?`, 'gu'), long);
  }
  return spelled;
}

/** Whether a date of a source says what another one says: the same day, or its month, or its day without the year. */
export function impliesDate(source: string, said: string): boolean {
  const [have, want] = [source.split('.'), said.split('.')];
  return want.every((part, at) => part === '' || part === have[at]);
}
