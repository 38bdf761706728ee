const DIGITS: Readonly<Record<string, number>> = {
  một: 1,
  mốt: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  tư: 4,
  năm: 5,
  lăm: 5,
  nhăm: 5,
  sáu: 6,
  bảy: 7,
  bẩy: 7,
  tám: 8,
  chín: 9,
};
/** Beside these even a single number word is a figure: "ba sao", "năm huyện". */
const COUNTED =
  'sao|nhóm|hạng|cấp|lớp|tháng|đợt|huyện|xã|phường|bước|tem|phần trăm|phần|%|triệu|tỷ|tỉ|nghìn|ngàn|đồng|ngày|tuần|bản|bộ|sản phẩm|chủ thể|người|hộ|lần|điểm|loại|mẫu|hồ sơ|gian hàng|điều|quý|giờ|buổi|học viên|cơ sở|tổ|hợp tác xã';
const DIGIT = Object.keys(DIGITS).join('|');
const RUN = new RegExp(
  `(?<![\\p{L}\\d])(?:(?:${DIGIT}|mười)(?:\\s+(?:${DIGIT}|mươi|mười|trăm|linh|lẻ))+|mười)(?![\\p{L}])`,
  'giu',
);
/** "năm", "ba" and "chín" are other words as well; the rest count whatever follows. */
const SINGLE = new RegExp(
  `(?<![\\p{L}\\d])(?:(?:ba|năm|chín)(?=\\s+(?:${COUNTED})(?!\\p{L}))|(?:hai|bốn|sáu|bảy|bẩy|tám)(?=\\s+\\p{Ll}))(?![\\p{L}])`,
  'giu',
);
/** "tháng Hai", "quý tư", "hạng ba" */
const AFTER = /(?<=(?:tháng|quý|hạng|nhóm|cấp|đợt)\s)(một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?![\p{L}])/giu;

/** The text with its numbers in words as figures: "ba mươi phần trăm" → "30 phần trăm", "ba sao" → "3 sao". Pure. */
export function numbersWritten(text: string): string {
  return text
    .replace(RUN, (run) => figureOf(run.toLowerCase().split(/\s+/u)) ?? run)
    .replace(AFTER, (word) => figureOf([word.toLowerCase()]) ?? word)
    .replace(SINGLE, (word) => figureOf([word.toLowerCase()]) ?? word);
}

/** null where the words make no number: "hai ba", "ba tư". */
function figureOf(words: readonly string[]): string | null {
  let total = 0;
  let last: number | null = null;
  for (const word of words) {
    const digit = DIGITS[word];
    if (digit !== undefined) {
      if (last !== null) return null;
      last = digit;
    } else if (word === 'mười') {
      if (last !== null) return null;
      total += 10;
    } else if (word === 'mươi') {
      if (last === null) return null;
      total += last * 10;
      last = null;
    } else if (word === 'trăm') {
      if (last === null) return null;
      total += last * 100;
      last = null;
    }
  }
  return String(total + (last ?? 0));
}
