/** What people type about classes instead of pressing a button, with or without accents. Pure. */
import { plainLabel } from '../../bot/label.ts';
import { partyIn } from './typed-party.ts';

export type Typed =
  | { kind: 'join' }
  | { kind: 'decline' }
  /** `có`, `không`: an answer to a notice where that is what was said last. */
  | { kind: 'perhaps'; answer: 'join' | 'decline' }
  /** `3 người` */
  | { kind: 'people'; people: number }
  /** Null: the code is missing. */
  | { kind: 'attend'; code: string | null }
  /** Digits alone, or `mã 4821`, which may be a code or a mark. */
  | { kind: 'digits'; digits: string }
  /** `5 sao`, `4/5` */
  | { kind: 'mark'; mark: number };

const polite =
  '(?:(?:da|vang|ok|toi|em|chau|minh|chung toi|nha toi|xin|xin phep|se|dang k[yi]|muon|cho|chac|mai|hom do|cung) )*';
const politeEnd = '(?: (?:nhe|nha|a|ah|duoc|dc|dau|nua|roi|lai|voi|luon|lop|lop nay|buoi nay))*';
const excuse =
  '(?:(?:thoi|doi y|doi y roi|xin loi|tiec qua|ban|ban roi|ban viec|co viec|ket viec|om|bi om|om roi|bi om roi) )*';
const not = '(?:khong|ko|k|hong|chua)(?: the)?';
const joins = new RegExp(`^${polite}(?:co )?tham du${politeEnd}$`);
const declines = new RegExp(
  `^(?:${polite}${excuse})*(?:${not} (?:tham du|tham gia|di|den|toi)|(?:huy|rut)(?: tham du| cho| dang k[yi])|nhuong cho|(?:xin )?(?:nghi|vang mat))${politeEnd}$`,
);
const joinsPerhaps = new RegExp(
  `^${polite}(?:co|co di|di|se di|se den|den|(?:co )?tham gia|dong y|ok|oke|vang|da)${politeEnd}$`,
);
const declinesPerhaps = new RegExp(`^${polite}(?:khong|ko|hong|thoi|ban|ban roi|ban viec)${politeEnd}$`);
const attends = new RegExp(
  `^${polite}(?:diem danh|diemdanh|dd)(?: (?:ma so|ma|la|lop))*(?: (\\d[\\d ]*))?(?: (?:nhe|nha|a|ah))*$`,
);
const code = new RegExp(`^${polite}ma(?: so| diem danh| lop)*(?: la)? (\\d{4})(?: (?:nhe|nha|a|ah))*$`);
const absent = /^(?:(?:xin|em|tôi|cho em|cho tôi) )*vắng(?: mặt)?(?: (?:ạ|nhé|nha))*$/u;
const marks = /^(?:(?:cho|danh gia|cham) )*([1-5])(?: 5| sao| diem)$/;
const markWords = ['mot', 'hai', 'ba', 'bon', 'nam'];
const spelledMarks = new RegExp(`^(?:(?:cho|danh gia|cham) )*(${markWords.join('|')}) (?:sao|diem)$`);

const signUps =
  /^(?:(?:da|vang|ok|toi|em|chau|con|minh|chung toi|nha toi|xin|cho|muon|duoc|anh oi|chi oi) )*(?:dang ?k[yi]|dk)(?: (?:tham du|tham gia|du|hoc|di hoc|lop|lop nay|lop do|buoi nay|cai nay|voi|luon|ngay|lai|di|nhe|nha|a|ah))*$/;

/** `đăng ký`, `cho tôi đăng ký`: of what, is not said. */
export function isSignUp(text: string): boolean {
  return signUps.test(plainLabel(text));
}

/** Null when it is about something else. */
export function readTyped(text: string): Typed | null {
  const plain = plainLabel(text);
  // `vắng` is read as `vâng` without its accents.
  if (absent.test(text.normalize('NFC').toLowerCase())) return { kind: 'perhaps', answer: 'decline' };
  if (joins.test(plain)) return { kind: 'join' };
  if (declines.test(plain)) return { kind: 'decline' };
  if (joinsPerhaps.test(plain)) return { kind: 'perhaps', answer: 'join' };
  if (declinesPerhaps.test(plain)) return { kind: 'perhaps', answer: 'decline' };
  const people = partyIn(text);
  if (people !== null) return { kind: 'people', people };
  const attend = attends.exec(plain);
  if (attend) return { kind: 'attend', code: attend[1]?.replaceAll(' ', '') ?? null };
  const shown = code.exec(plain)?.[1];
  if (shown !== undefined) return { kind: 'digits', digits: shown };
  const mark = marks.exec(plain)?.[1];
  if (mark !== undefined) return { kind: 'mark', mark: Number(mark) };
  const spelt = markWords.indexOf(spelledMarks.exec(plain)?.[1] ?? '');
  if (spelt >= 0) return { kind: 'mark', mark: spelt + 1 };
  return /^\d{1,6}$/.test(plain) ? { kind: 'digits', digits: plain } : null;
}
