import type { QuotaWish } from './appendix-one.ts';
import type { Asked } from './asked.ts';
import type { Commune, District } from './places.ts';
import type { FoundProduct } from './products.ts';
import type { Term } from './query.ts';
import type { Word } from './text/words.ts';

export type Aspect = 'who' | 'when';

/** One question as understood. */
export interface Question {
  words: readonly Word[];
  plain: string;
  /** whether any word tells what it is about */
  hasContent: boolean;
  /** what to search by: the question, and its surroundings with less weight */
  terms: Term[];
  districts: District[];
  communes: Commune[];
  provinces: string[];
  products: FoundProduct[];
  asked: Asked[];
  aspect: Aspect | null;
  /** sections of part V whose bodies it names */
  bodies: string[];
  /** PL1 or PL2 where an appendix is named */
  appendix: string | null;
  star: number | null;
  wish: QuotaWish;
  /** a year other than the plan's that the question is about */
  otherYear: boolean;
  /** asks which group a product belongs to */
  asksGroup: boolean;
}

const WHO =
  /\b(don vi nao|co quan nao|so nao|ban nao|ben nao|cap nao|dau moi nao|don vi chu tri|co quan chu tri|chu tri|phoi hop|phu trach|chiu trach nhiem)\b/u;
const WHEN =
  /\b(khi nao|bao gio|chung nao|luc nao|hoi nao|thoi gian|thoi diem|dip nao|ngay nao|ngay may|thang nao|thang may)\b/u;
const GROUP =
  /\bnhom (san pham )?(may|nao|gi|so may)\b|\b(vo|vao|xep|tinh|nam trong|roi vao|dua vao|trong|thuoc) nhom\b|\b(xep|phan) (vao |vo )?(loai|nhom)\b|\b(thuoc|vo|vao|xep) loai (nao|may|gi)\b|\b(?:xep|thuoc) (?:vao |vo |o )?(?:dau|cho nao)\b|\bnhom$|\bnhom \d (?:hay|hoac)\b|\b(?:la|thuoc|o) nhom \d (?:co |phai |dung )*(?:khong|ko|k|hong|hok)\b|\btinh la (?:\S+ ){1,3}hay\b/u;

/** Whether it is asked who, or when. */
export function aspectOf(words: readonly Word[]): Aspect | null {
  const plain = words.map((word) => word.plain).join(' ');
  if (WHO.test(plain) || words.some((word, at) => isWho(word, words[at - 1]))) return 'who';
  return WHEN.test(plain) ? 'when' : null;
}

/** `ai`, but not half of a name. */
function isWho(word: Word, before: Word | undefined): boolean {
  return word.marked === 'ai' && before?.plain !== 'bac' && before?.plain !== 'nhan';
}

export function appendixOf(plain: string): string | null {
  const found = /\b(?:phu luc|pl) ?(ii|i|2|1)\b/u.exec(plain);
  if (!found) return null;
  return found[1] === 'ii' || found[1] === '2' ? 'PL2' : 'PL1';
}

export function starOf(plain: string): number | null {
  const found = /\b([1-5]) sao\b/u.exec(plain) ?? /\bsao ([1-5])\b/u.exec(plain);
  return found ? Number(found[1]) : null;
}

/** How figures of Appendix I are to be put together. */
export function wishOf(plain: string): QuotaWish {
  const stars = new Set([...plain.matchAll(/\b([34]) sao\b/gu)].map((found) => found[1]));
  const star = stars.size === 1 ? (stars.has('3') ? 3 : 4) : null;
  const most = /\b(nhieu|cao|lon|dong|dung dau) ?(\S+ ){0,4}?nhat\b|\bdung dau\b/u.test(plain);
  const least = /\b(it|thap|nho|kem) ?(\S+ ){0,4}?nhat\b/u.test(plain);
  return {
    star,
    extreme: most ? 'most' : least ? 'least' : null,
    wantsSum: /^cong\b(?! ty| thuong)|\b(cong lai|tong cong|gop lai|ca hai|tong cua|tong hai)\b/u.test(plain),
    wantsDifference: /\b(hon|chenh|lech|it hon|nhieu hon|so voi)\b/u.test(plain),
  };
}

export function asksGroup(plain: string): boolean {
  return GROUP.test(plain);
}

/** True for 2023, "năm ngoái", "sang năm" …; spans such as 2021-2025 name a programme and do not count. */
export function isOfOtherYear(plain: string): boolean {
  const single = plain.replace(/\b20\d\d (?:den |toi )?20\d\d\b/gu, ' ');
  const years = [...single.matchAll(/\b(20[12]\d|203\d)\b/gu)].map((found) => found[1]);
  if (years.length > 0) return !years.includes('2024');
  return /\bnam (ngoai|truoc|sau|toi|kia|ke|qua)\b|\bsang nam\b/u.test(plain);
}
