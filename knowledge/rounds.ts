/**
 * The calendar of Quyết định 26/2026/QĐ-TTg: two rounds a year in the province (Điều 5, khoản 1) and the days between
 * which a certificate is renewed (Điều 7, khoản 6). Days are ISO; pure.
 */
export interface Round {
  number: 1 | 2;
  year: number;
  /** the commune's proposal must reach the province before this day */
  before: string;
}

/** What is left of a certificate's renewal window on a day. */
export interface Renewal {
  from: string;
  to: string;
  state: 'early' | 'open' | 'missed' | 'expired';
}

const DAY = 86_400_000;
const FIRST_DAY = 180;
const LAST_DAY = 120;
const DEADLINES = [
  { number: 1, day: '04-30', month: 4 },
  { number: 2, day: '10-30', month: 10 },
] as const;

/** The round whose deadline comes next. */
export function nextRound(today: string): Round {
  const year = Number(today.slice(0, 4));
  const open = DEADLINES.find(({ day }) => today < `${year}-${day}`);
  return open
    ? { number: open.number, year, before: `${year}-${open.day}` }
    : { number: 1, year: year + 1, before: `${year + 1}-04-30` };
}

/** The round of the same year that closed last, null before its first deadline. */
export function closedRound(today: string): Round | null {
  const year = Number(today.slice(0, 4));
  const closed = DEADLINES.findLast(({ day }) => today >= `${year}-${day}`);
  return closed ? { number: closed.number, year, before: `${year}-${closed.day}` } : null;
}

/** Which round is still open, and by when to hand in to the commune. */
export function roundSentence(today: string): string {
  const next = nextRound(today);
  const closed = closedRound(today);
  const month = DEADLINES.find(({ number }) => number === next.number)?.month ?? 4;
  const past = closed
    ? `**Đợt ${closed.number} năm ${closed.year} đã hết hạn** (đề nghị của xã phải đến tỉnh trước ${shownDay(closed.before)}). `
    : '';
  const name = `**đợt ${next.number} năm ${next.year}**`;
  const start = closed ? `Đợt tới là ${name}` : `Còn nhận cho ${name}`;
  return `${past}${start}: đề nghị của xã phải đến tỉnh **trước ${shownDay(next.before)}**, nên nộp hồ sơ cho xã **từ đầu tháng ${month}/${next.year} hoặc sớm hơn**.`;
}

/** From 180 to 120 days before the certificate ends, both days included. */
export function renewalOf(end: string, today: string): Renewal {
  const [from, to] = [daysBefore(end, FIRST_DAY), daysBefore(end, LAST_DAY)];
  const state = today > end ? 'expired' : today > to ? 'missed' : today < from ? 'early' : 'open';
  return { from, to, state };
}

/** When to hand in for the renewal of a certificate that ends on a day. */
export function renewalSentence(end: string, today: string): string {
  const { from, to, state } = renewalOf(end, today);
  const window = `**từ ${shownDay(from)} đến ${shownDay(to)}**`;
  if (state === 'expired' || state === 'missed') {
    const gone = state === 'expired' ? 'đã hết hạn' : 'còn hạn nhưng đã qua khoảng nộp lại';
    return `Giấy hết hạn ${shownDay(end)} phải nộp hồ sơ phân hạng lại ${window}. Hôm nay ${shownDay(today)}, giấy ${gone}: bạn hỏi ngay UBND cấp xã hoặc cơ quan OCOP cấp tỉnh.`;
  }
  const now =
    state === 'open' ? `Hôm nay ${shownDay(today)} đang trong khoảng đó, nên nộp ngay.` : 'Hiện chưa tới lúc nộp.';
  return `Giấy hết hạn ${shownDay(end)} thì nộp hồ sơ phân hạng lại ${window}. ${now}`;
}

/** The first whole date of a folded text (15 03 2027, ngay 15 thang 3 nam 2027), ISO; null where none is real. */
export function dayIn(plain: string): string | null {
  const found = /\b(\d{1,2})(?: thang | |\/|-)(\d{1,2})(?: nam | |\/|-)(20\d\d)\b/u.exec(plain);
  if (!found) return null;
  const [day, month, year] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

/** `2027-03-15` → `15/03/2027` */
export function shownDay(iso: string): string {
  return iso.split('-').reverse().join('/');
}

/** The day after (ISO). */
export function dayAfter(iso: string): string {
  return daysBefore(iso, -1);
}

function daysBefore(iso: string, days: number): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) - days * DAY).toISOString().slice(0, 10);
}
