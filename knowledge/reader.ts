import type { AskedFinder } from './asked.ts';
import type { PlaceFinder } from './places.ts';
import { PREMISE } from './preferences.ts';
import type { FoundProduct, ProductFinder } from './products.ts';
import { bodyTerm, type Term, termsOf, withoutPlaceNames } from './query.ts';
import { appendixOf, asksGroup, aspectOf, isOfOtherYear, type Question, starOf, wishOf } from './question.ts';
import { splitWords, type Word } from './text/words.ts';

const STORY = 0.2;
/** where the question only points back: 'quyết định đó ký ngày nào?' */
const STORY_POINTED_AT = 0.44;
/** where the question says nothing of its matter: 'Sở nào vậy?' */
const STORY_ALONE = 0.9;
const POINTS_BACK = /\b(do|nay|ay|kia|no|vay thi)\b/u;
const OFFICIAL = 0.2;
/** "nước mắm" in "nước mắm nhà em thuộc nhóm nào" */
const GOODS = 0.45;
const TOURISM = 6;
const LONGEST_TERM = 5;
/** A name of goods with the place that it comes from. */
const LONGEST_NAME = 7;
/** They make a question or another matter of it: "nước mắm bao nhiêu tiền", "muối ở đâu", "trà cần giấy gì". */
const ASKING = new Set(
  'gi nao dau may bao nhieu khi sao khong ko k hong hok chua ai lam can ban mua ho xin nop nhan tem duoc phai dang ky'.split(
    ' ',
  ),
);
/** "ở Vĩnh Hy": the words of a place that no table holds */
const PLACE = 2;
const MATTERS = new Set('gia ocop huyen tinh lop von hieu nhan gay'.split(' '));
const MAY_BE_OCOP =
  /\b(?:lam|dang ky|tham gia|thi|xet|vo|vao|thanh|tinh la|len)(?: \S+){0,2} ocop\b.*\b(?:khong|ko|k|hong|hok|chua)\b|\bocop (?:duoc|dc) (?:khong|ko|k|hong|hok)\b/u;
const MORE_THAN_GOODS = /\b(?:ai|nao|gi|dau|may|bao nhieu|chua co|khong co|mua|nhap)\b/u;
const ENTERS = new Set('lam dang ky tham gia thi xet vo vao thanh ocop duoc khong ko k hong hok chua ban'.split(' '));

export interface ReaderParts {
  places: PlaceFinder;
  products: ProductFinder;
  asked: AskedFinder;
  /** sections of part V whose body the words name */
  bodies: (words: readonly Word[]) => string[];
  isLight: (word: Word) => boolean;
}

/** Reads one question of a message: what it names, what it asks for, and what to search by. */
export function readQuestion(
  parts: ReaderParts,
  text: string,
  story: string,
  also: readonly Word[][],
  isMessy = false,
  original = '',
): Question {
  const words = splitWords(text);
  const places = parts.places.find(words);
  const all = places.map(({ value }) => value);
  const placeless = withoutPlaceNames(words, places);
  const plain = placeless.map((word) => word.plain).join(' ');
  const told = splitWords(story);
  const content = placeless.filter((word) => !parts.isLight(word)).length;
  const storyWeight =
    content === 0 ? STORY_ALONE : content <= 2 || (content <= 5 && POINTS_BACK.test(plain)) ? STORY_POINTED_AT : STORY;
  const asking = withoutAppendix(placeless, parts.isLight);
  const goods = goodsIn(parts.products, asking);
  const terms: Term[] = [
    ...termsOf(asking, 1, parts.isLight).map((term) => (goods.has(term.plain) ? { ...term, weight: GOODS } : term)),
    ...(PREMISE.test(plain) ? [] : parts.bodies(words).map((body) => bodyTerm(body))),
    ...also.filter((term) => term.length <= LONGEST_TERM).flatMap((term) => termsOf(term, OFFICIAL, parts.isLight)),
    ...termsOf(withoutPlaceNames(told, parts.places.find(told)), storyWeight, parts.isLight).filter(
      (term) => !term.plain.startsWith('@'),
    ),
  ];
  const named = parts.products.find(words);
  const groupish = asksGroup(plain) || isOfGoods(plain, named, asking, parts.isLight);
  return {
    words,
    plain,
    hasContent: content > 0 || all.length > 0 || told.length > 0,
    terms,
    districts: all.flatMap((place) => (place.kind === 'district' ? [place.district] : [])),
    communes: all.flatMap((place) => (place.kind === 'commune' ? [place.commune] : [])),
    provinces: all.flatMap((place) => (place.kind === 'province' ? [place.name] : [])),
    products: groupish ? productsOf(parts.products, words, told, splitWords(original)) : named,
    asked: [...parts.asked.find(words, isMessy), ...parts.asked.ofPlaces(all)],
    aspect: aspectOf(placeless),
    bodies: parts.bodies(words),
    appendix: appendixOf(plain),
    star: starOf(plain),
    wish: wishOf(plain),
    otherYear: isOfOtherYear(plain),
    asksGroup: groupish,
  };
}

/** Nothing but goods ("trà đinh lăng", "homestay ở Vĩnh Hy có làm OCOP được không"): the group is what can be told. */
function isOfGoods(
  plain: string,
  named: readonly FoundProduct[],
  words: readonly Word[],
  isLight: (word: Word) => boolean,
): boolean {
  const [first] = named;
  if (!first) return false;
  if (named.length <= 2 && words.length <= LONGEST_NAME && first.start === 0) {
    const beside = words
      .slice(first.end)
      .filter((word, at) => !isLight(word) && !word.plain.startsWith('@') && !inside(at + first.end, named));
    const isAsking = words.some((word, at) => !inside(at, named) && ASKING.has(word.plain));
    if (!isAsking && (beside.length === 0 || words.length <= 4) && !beside.some((word) => MATTERS.has(word.plain)))
      return true;
  }
  const from = words.findIndex((word) => word.plain === 'o' || word.plain === 'tai');
  const rest = words.filter(
    (word, at) =>
      !isLight(word) &&
      !inside(at, named) &&
      !word.plain.startsWith('@') &&
      !(from >= 0 && from < at && at <= from + PLACE),
  );
  return MAY_BE_OCOP.test(plain) && !MORE_THAN_GOODS.test(plain) && rest.every((word) => ENTERS.has(word.plain));
}

function inside(at: number, named: readonly FoundProduct[]): boolean {
  return named.some(({ start, end }) => start <= at && at < end);
}

/** The words and pairs of the products that are named: they say what is made, not what is asked. */
function goodsIn(finder: ProductFinder, words: readonly Word[]): ReadonlySet<string> {
  const goods = new Set<string>();
  for (const { group, start, end } of finder.find(words)) {
    if (group === TOURISM || end - start < 2) continue;
    for (let at = start; at < end; at += 1) {
      goods.add(words[at]?.plain ?? '');
      if (at + 1 < end) goods.add(`${words[at]?.plain} ${words[at + 1]?.plain}`);
    }
  }
  return goods;
}

/** What the question itself names; else what was told before it; else what stood there before any repair. */
function productsOf(finder: ProductFinder, ...places: (readonly Word[])[]): Question['products'] {
  for (const words of places) {
    const found = finder.find(words);
    if (found.length > 0) return found;
  }
  for (const words of places) {
    const found = finder.findMisspelt(words);
    if (found.length > 0) return found;
  }
  return [];
}

/** "theo Phụ lục II" says where to look, not what for; where nothing else is said it stays. */
function withoutAppendix(words: readonly Word[], isLight: (word: Word) => boolean): readonly Word[] {
  const at = words.findIndex((word, index) => word.plain === 'phu' && words[index + 1]?.plain === 'luc');
  if (at < 0) return words;
  const rest = words.filter((_, index) => index < at || index > at + 2);
  return rest.filter((word) => !isLight(word)).length >= 2 ? rest : words;
}
