/** Shorter quotes prove nothing: "20 sản phẩm" stands everywhere. */
const SHORTEST = 20;
const FEWEST_WORDS = 4;
const LONGEST = 700;
const SENTENCE_END = /[.;!?\n]\s|\n/gu;

/** One line, NFC: how quotes and passages are compared and cited. */
export function flat(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** What is wrong with a quote of a passage, or null. Pure. */
export function quoteFault(quote: string, passage: string): string | null {
  const [said, text] = [flat(quote), flat(passage)];
  const named = `trích dẫn “${said.length > 40 ? `${said.slice(0, 40)}…` : said}”`;
  if (said.length < SHORTEST || said.split(' ').length < FEWEST_WORDS) return `${named} quá ngắn`;
  if (said.length > LONGEST) return `${named} quá dài`;
  if (!text.includes(said)) return `${named} không có nguyên văn trong đoạn đã nêu`;
  return placesOf(said, text).length > 0 ? null : `${named} cắt giữa chữ hoặc giữa con số`;
}

/** The whole sentences of the passage that hold the quote: what was cut off at its sides counts, too. Pure. */
export function sentencesAround(quote: string, passage: string): string[] {
  const [said, text] = [flat(quote), flat(passage)];
  const ends = [0, ...[...text.matchAll(SENTENCE_END)].map((match) => match.index + match[0].length), text.length];
  return placesOf(said, text).map((at) => {
    const from = ends.findLast((end) => end <= at) ?? 0;
    const to = ends.find((end) => end >= at + said.length) ?? text.length;
    return text.slice(from, to);
  });
}

/** Where the quote stands with whole words and numbers at both ends. */
function placesOf(said: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(said); at >= 0; at = text.indexOf(said, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at);
    const after = text.slice(at + said.length, at + said.length + 2);
    const cutsBefore = /[\p{L}\p{N}]$|\d[.,/]$/u.test(before) && /^[\p{L}\p{N}]/u.test(said);
    const cutsAfter = /^[\p{L}\p{N}%]|^[.,/-]\d/u.test(after) && /[\p{L}\p{N}]$/u.test(said);
    if (!cutsBefore && !cutsAfter) places.push(at);
  }
  return places;
}
