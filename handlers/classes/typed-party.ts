/** How many come, as people write it: `nhà tôi đi 3 người`, `đăng ký 2 suất`, `hai vợ chồng tôi đi`. Pure. */
import { plainLabel } from '../../bot/label.ts';

const numbers = ['mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay', 'tam', 'chin', 'muoi'];

const selves =
  '(?:(?:ben|nha|ca nha|gia dinh|chung|phia) )?(?:toi|em|chau|minh|con(?= \\p{L}))|ben nay|nha|ca nha|gia dinh|anh oi|chi oi';
const verbs =
  'da|vang|ok|oke|roi|co|xin|se|cho|muon|duoc|cung|la|di|den|du|tham du|tham gia|dang ?ky|dk|lay|giu|doi|doi thanh|con(?= \\d)';
/** Words that go with people who come; the word after a number says what is counted. */
const before = `(?:(?:${selves}|${verbs}) )*`;
const counted = `(\\d{1,3}|${numbers.join('|')}) ?(?:nguoi|ng|suat|cho(?: ngoi)?)`;
const family = `(?:(\\d{1,2}|${numbers.join('|')}) )?(vo chong|me con|bo con|cha con|anh em|chi em)`;
const after = `(?: (?:${selves}|thoi|nhe|nha|a|ah|di|se|cung|den|du|tham du|tham gia|dang ?ky|dk|duoc|nua|roi|lai|lop|lop nay|buoi nay))*`;
const parties = new RegExp(`^${before}${counted}${after}$`, 'u');
const families = new RegExp(`^${before}${family}${after}$`, 'u');
const leftSeats = /^con (?:\d+|\p{L}+) (?:cho|suat)/u;

/** The number of people that somebody says will come; null where it says something else, or asks. */
export function partyIn(text: string): number | null {
  if (text.includes('?')) return null;
  const plain = plainLabel(text);
  // `còn 2 chỗ` speaks of what is left.
  if (leftSeats.test(plain)) return null;
  const number = parties.exec(plain)?.[1];
  if (number !== undefined) return numberOf(number);
  const kin = families.exec(plain);
  if (!kin) return null;
  // `vợ chồng tôi` are two; `mẹ con tôi` may be more.
  if (kin[1] !== undefined) return numberOf(kin[1]);
  return kin[2] === 'vo chong' ? 2 : null;
}

/** Whether it says that one signs up, which may also be meant of a product. */
export function saysSignUp(text: string): boolean {
  return /(?:^| )(?:dang ?ky|dk)(?: |$)/.test(plainLabel(text));
}

function numberOf(word: string): number {
  return /^\d/.test(word) ? Number(word) : numbers.indexOf(word) + 1;
}
