import type { Question } from './question.ts';
import { splitWords, type Word } from './text/words.ts';
import type { Topic } from './topic.ts';

const OPENS =
  /^(?:the |vay |roi |a |o |u |da )*(?:con|the con|vay con|the thi|vay thi|neu)\b|\S.*\b(?:thi sao|the nao|sao)$/u;
const POINTS =
  /\b(?:viec|cai|vu|chuyen|cho|noi|du an|nhom|muc|phan|so|ho tro|chuong trinh)? ?(?:do|nay|ay|kia|tren)\b|\bno\b/u;
/** The plan and the programme are at hand in every talk. */
const DOCUMENT = /\b(?:ke hoach|chuong trinh|van ban|tinh|dot|nam) (?:nay|do)\b/gu;
/** "ở Thuận Nam thì sao", "còn 4 sao", "vậy Bác Ái" */
const LEANS = /^(?:the|vay|roi|con|neu)\b|\bthi sao$/u;
const LONGEST = 9;
/** They say which fact is wanted, not of what: "tốn bao nhiêu tiền", "số điện thoại". */
const FACT_WORDS = new Set(
  'tien ton trieu ty ti dong kinh phi gia muc so dien thoai dt sdt email dia chi link ngay thang gio nguoi ho buoi ten duoc lo phu trach chu tri lam phoi hop don vi co quan thoi gian bat dau ket thuc cu the chi tiet'.split(
    ' ',
  ),
);
/** "ở huyện nào", "theo quyết định số mấy": of the matter at hand */
const OF_IT =
  /^(?:(?:vay|the|ma|roi|la) )*(?:(?:nam )?o (?:huyen|xa|thon|tinh|noi|cho) nao|(?:theo )?quyet dinh (?:nao|so may|so bao nhieu|gi))(?: (?:vay|a|ha|the))*$/u;
/** "mức bao nhiêu": a sum that the matter may have elsewhere */
const HOW_MUCH = /^(?:(?:vay|the|la|con) )*(?:muc|so) (?:la )?(?:bao nhieu|may)$/u;
const PLACE_WORDS = new Set('huyen thanh pho tinh sao san pham 3 4 5'.split(' '));

/** How a message leans on the one before. */
export type FollowUp =
  /** asks the same card for who or when, or again */
  | 'same-card'
  /** the same kind of question about another district or star */
  | 'same-kind'
  /** a new matter that needs the words of the old one */
  | 'blend';

/** How a question leans on the topic, and whether it says so itself or is only too short to tell. */
export interface Leaning {
  kind: FollowUp;
  /** it opens or points back; otherwise it may stand by itself where a card knows it well */
  isCertain: boolean;
}

/** Tells whether a question is one by itself (null) or leans on the topic. */
export function followUpOf(question: Question, topic: Topic | null, isLight: (word: Word) => boolean): Leaning | null {
  if (!topic || question.words.length > LONGEST || question.plain === 'sao') return null;
  const content = contentOf(question.words, isLight);
  const matter = question.words.filter((word) => !isLight(word) && !FACT_WORDS.has(word.plain));
  const opens = OPENS.test(question.plain);
  const points = POINTS.test(question.plain.replace(DOCUMENT, ' '));
  const isBare = matter.length === 0;
  if ((opens || LEANS.test(question.plain)) && question.products.length > 0 && topic.card.startsWith('nhom-'))
    return { kind: 'blend', isCertain: true };
  if (isOfPlaces(topic) && (question.districts.length > 0 || question.star !== null) && content <= 4) {
    const isCertain = LEANS.test(question.plain) || !matterBeside(matter, question);
    return { kind: 'same-kind', isCertain };
  }
  if (content <= 2 && question.asked.some((asked) => !asked.isOwn)) return { kind: 'same-card', isCertain: isBare };
  if (OF_IT.test(question.plain)) return { kind: 'same-card', isCertain: true };
  if ((content <= 1 || isBare) && (question.aspect !== null || isBareAspect(question.plain)))
    return { kind: 'same-card', isCertain: isBare };
  if (HOW_MUCH.test(question.plain)) return { kind: 'blend', isCertain: true };
  if (points && content <= 3)
    return { kind: question.aspect !== null ? 'same-card' : 'blend', isCertain: matter.length <= 1 };
  return opens && content <= 3 ? { kind: 'blend', isCertain: isBare } : null;
}

function isOfPlaces(topic: Topic): boolean {
  return topic.districts.length > 0 || /^(huyen-|phu-luc-1|khong-theo|thuan-bac)/u.test(topic.card);
}

/** Whether it asks for more than a district's stars: "bao nhiêu điểm thì được 4 sao". */
function matterBeside(matter: readonly Word[], question: Question): boolean {
  const named = new Set(question.districts.flatMap((district) => foldedWords(district.name)));
  return matter.some((word) => !PLACE_WORDS.has(word.plain) && !named.has(word.plain));
}

function foldedWords(name: string): string[] {
  return splitWords(name).map((word) => word.plain);
}

function isBareAspect(plain: string): boolean {
  return /^(?:vay |the |la |con |gom )*(?:bao nhieu|may|o dau|cho nao|ai|khi nao|bao gio|chung nao|tai sao|vi sao|cu the|chi tiet|noi ro hon|ro hon)(?: \S+){0,2}$/u.test(
    plain,
  );
}

/** How many words carry matter: neither light nor a mere address. */
function contentOf(words: readonly Word[], isLight: (word: Word) => boolean): number {
  return words.filter((word) => !isLight(word)).length;
}
