import { fold } from './text/fold.ts';

/** No number of the kinds looked for is longer. */
const MOST_DIGITS = 19;
/** Characters looked at, from the end; of a longer text no more is kept. */
const LONGEST = 4000;

/** What stands in the place of each kind of personal data. */
const MASKS = {
  phone: '[số điện thoại]',
  identity: '[số căn cước]',
  account: '[số tài khoản]',
  email: '[email]',
} as const;

type Kind = keyof typeof MASKS;

const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu;
/** 'ten @ gmail . com', 'ten (at) gmail.com', 'ten a còng gmail chấm com' */
const SPELT_EMAIL =
  /[\p{L}\p{N}._%+-]{1,64}\s?(?:@|\(at\)|\[at\]|\sa\s?c(?:òng|ong)\s)\s?(?:gmail|yahoo|icloud|outlook|hotmail)\s?(?:\.|\s?chấm\s?|\s?cham\s?)\s?com(?:\.vn)?/giu;
/** Digits with what people put between them; an o typed for a zero counts where a digit follows. */
const FIGURES = /\+?[\d(](?:[\s.()/,_–-]{0,3}(?:\d|[oO](?=[\s.-]?[\doO])))*/gu;
const O_FIRST = /(?<![\p{L}\p{N}])[oO](?=[35789oO][\doO][\s.()-]?[\doO])/gu;
const DIGIT_WORD =
  '(?:không|khong|một|mot|mốt|hai|ba|bốn|bon|tư|tu|năm|nam|lăm|lam|sáu|sau|bảy|bay|bẩy|tám|tam|chín|chin|\\d)';
/** A number dictated digit by digit: 'không chín không năm một hai ba …' */
const DICTATED = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:không|khong|0)(?:[\\s,.-]{1,2}${DIGIT_WORD}){9,10}(?![\\p{L}\\p{N}])`,
  'giu',
);

// The marks before a number, without accents; up to four words may stand between.
const TAX = marker('mst|ma so thue|ma so doanh nghiep|msdn|ma so ho kinh doanh|ma vach|ma so vung trong|gtin|ean');
const IDENTITY = marker(
  'cccd|cmnd|cmtnd|cmt|can cuoc|can cuoc cong dan|chung minh|chung minh thu|chung minh nhan dan|dinh danh|ho chieu',
);
const ACCOUNT = marker(
  'stk|tk|so tk|tai khoan|so tai khoan|so the|momo|vietcombank|vcb|agribank|bidv|vietinbank|techcombank|sacombank|mbbank|acb|vpbank|lpbank',
);
const BANK = marker('ngan hang|chuyen khoan|ck');
const PHONE = marker('dien thoai|sdt|dt|so may|zalo|hotline|phone|alo|goi|lien he|call|so');
const MONEY = marker('so tien|kinh phi|von|ngan sach|gia|tien|doanh thu|san luong|vay');
const UNIT =
  /^(?:dong|d|vnd|usd|trieu|ty|ti|nghin|ngan|kg|tan|ta|yen|ha|m2|lit|chai|hop|san pham|bao bi|tem|con|nguoi|ho|sao|qd|nq|kh|nd|tt|bc|cv|tb)(?![a-z])/u;

/**
 * Replaces Vietnamese telephone numbers, identity numbers, bank accounts and e-mail addresses by what they are, in square
 * brackets. Years, amounts, dates, decision numbers and tax codes stay. Made for texts of people that are kept for review:
 * of a text beyond 4,000 characters only its end comes back, so that nobody can keep the patterns busy. Never throws.
 */
export function maskPersonalData(text: string): string {
  const mailless = endOf(text)
    .replace(WIDE, (digit) => digit.normalize('NFKC'))
    .replace(EMAIL, MASKS.email)
    .replace(SPELT_EMAIL, MASKS.email)
    .replace(DICTATED, MASKS.phone);
  const zeroed = mailless.replace(O_FIRST, '0');
  return zeroed.replace(FIGURES, (figures: string, at: number) => maskRun(figures, zeroed, at));
}

/** Digits as East Asian keyboards type them, ０９０５. */
const WIDE = /[０-９＋]/gu;

/** The end of a long text, without the number or address that the cut may have parted. */
function endOf(text: string): string {
  if (text.length <= LONGEST) return text;
  return text
    .slice(-LONGEST)
    .replace(/^\S+/u, '')
    .replace(/^[^\p{L}]+/u, '');
}

/** A run of figures may hold several numbers, some of them personal: '2021-2025 0905123456'. */
function maskRun(run: string, text: string, at: number): string {
  const groups = [...run.matchAll(/[\doO]+/gu)].map((match) => ({
    digits: match[0].replace(/[oO]/gu, '0'),
    from: match.index,
    to: match.index + match[0].length,
  }));
  const length = groups.reduce((sum, group) => sum + group.digits.length, 0);
  if (length < 6) return run;
  const before = fold(text.slice(Math.max(0, at - 80), at));
  const after = fold(text.slice(at + run.length, at + run.length + 20));
  if (TAX.test(before) && (length === 10 || length === 13 || length === 12)) return run;

  let masked = '';
  let end = 0;
  for (let first = 0; first < groups.length; first += 1) {
    const start = groups[first];
    if (!start) break;
    const plus = run[start.from - 1] === '+';
    const mayStart = first === 0 || plus || /^[08]|^\d{4}(?!\d)|^\d{12}/u.test(start.digits);
    const furthest = mayStart ? furthestGroup(groups, first) : first - 1;
    for (let last = furthest; last >= first; last -= 1) {
      const stop = groups[last];
      if (!stop) continue;
      const typed = run.slice(start.from, stop.to);
      const isLast = last === groups.length - 1;
      const kind = kindOf(
        groups.slice(first, last + 1).map((group) => group.digits),
        typed,
        { before: first === 0 ? before : '', after: isLast ? after : '', plus },
      );
      if (kind === null) continue;
      masked += `${run.slice(end, start.from).replace(/[+(]+$/u, '')}${MASKS[kind]}`;
      end = stop.to;
      first = last;
      break;
    }
  }
  return masked + run.slice(end);
}

/** The last group that a number of at most 19 digits beginning at `first` may reach. */
function furthestGroup(groups: readonly { digits: string }[], first: number): number {
  let length = 0;
  for (let at = first; at < groups.length; at += 1) {
    length += groups[at]?.digits.length ?? 0;
    if (length > MOST_DIGITS) return Math.max(first, at - 1);
  }
  return groups.length - 1;
}

interface Surroundings {
  before: string;
  after: string;
  plus: boolean;
}

function kindOf(groups: string[], typed: string, { before, after, plus }: Surroundings): Kind | null {
  const digits = groups.join('');
  if (digits.length < 6) return null;
  const solid = groups.length === 1;
  const counted = UNIT.test(after) || MONEY.test(before);
  if (isPhone(groups, plus) && !(isAmount(typed) && (counted || groups.length > 1) && !PHONE.test(before) && !plus))
    return 'phone';
  if (isYears(groups) || isAmount(typed) || UNIT.test(after)) return null;
  if (IDENTITY.test(before) && [8, 9, 12].includes(digits.length)) return 'identity';
  if (/^(?:la )?(?:cccd|cmnd|can cuoc|chung minh)/u.test(after) && [9, 12].includes(digits.length)) return 'identity';
  if (ACCOUNT.test(before) && digits.length >= 6 && digits.length <= 19) return 'account';
  if (BANK.test(before) && solid && digits.length >= 10 && digits.length <= 19) return 'account';
  if (PHONE.test(before) && isShortPhone(groups)) return 'phone';
  if (digits.length === 12 && (solid || isEven(groups, digits))) return 'identity';
  if ((solid && digits.length >= 14 && digits.length <= 19) || groups.map((group) => group.length).join() === '4,4,4,4')
    return 'account';
  return null;
}

/**
 * 0 and nine digits (mobile) or ten (land line), or 84 for the 0. Grouped as telephone numbers are, so that two dates in
 * a row are none: a first group of three or more, or groups of two throughout, or single digits.
 */
function isPhone(groups: string[], plus: boolean): boolean {
  const digits = groups.join('');
  if (plus && /^(?:84|840)?(?:[35789]\d{8}|2\d{8,9})$/u.test(digits)) return true;
  if (!/^(?:0|84|0084|840)(?:[35789]\d{8}|2\d{8,9})$/u.test(digits)) return false;
  const local = groups[0] === '84' || groups[0] === '0084' || groups[0] === '0' ? groups.slice(1) : groups;
  const lengths = local.map((group) => group.length);
  const [head = 0, ...rest] = lengths;
  if (rest.length === 0 || lengths.every((length) => length === 1)) return true;
  if (lengths.every((length) => length === 2)) return true;
  if (head >= 3) return rest.length <= 5;
  return rest.every((length) => length >= 3);
}

/** Without the leading 0 or the area code, where the text calls it a telephone number. */
function isShortPhone(groups: string[]): boolean {
  const digits = groups.join('');
  return /^[35789]\d{8}$/u.test(digits) || (/^[2-8]\d{6}$/u.test(digits) && groups.length <= 3);
}

function isAmount(typed: string): boolean {
  return /^[1-9]\d{0,2}(?:[.,]\d{3})+$/u.test(typed);
}

function isYears(groups: string[]): boolean {
  return groups.length > 1 && groups.every((group) => /^(?:19|20)\d\d$/u.test(group) || group.length <= 2);
}

/** An identity number read out in equal parts: 058 190 001 234. */
function isEven(groups: string[], digits: string): boolean {
  const lengths = new Set(groups.map((group) => group.length));
  return digits.startsWith('0') && lengths.size === 1 && groups.length <= 4;
}

function marker(words: string): RegExp {
  return new RegExp(`(?:^| |\\d)(?:${words})(?: [a-z]+){0,4}$`, 'u');
}
