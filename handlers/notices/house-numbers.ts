/** `số 2/4 đường Thống Nhất` is a house: its number is hidden while days are looked for. */
import { afterHouses, beforeHouses } from './notice-words.ts';
import { plainCopy } from './plain-copy.ts';

/** Looks like a slash, and stands in no date. */
const hidden = '\u2215';
const house = new RegExp(
  `(?<=(?<![\\p{L}\\p{N}])(?:${beforeHouses})\\s{1,2}\\d{1,4}[a-z]?)/(?=\\d)|(?<=(?<![\\p{L}\\p{N}/])\\d{1,4})/(?=\\d{1,4}\\s{1,2}(?:${afterHouses})(?![\\p{L}\\p{N}]))`,
  'gu',
);

export function hideHouses(text: string): string {
  const { typed, plain } = plainCopy(text);
  let shown = typed;
  for (const { index } of plain.matchAll(house)) shown = `${shown.slice(0, index)}${hidden}${shown.slice(index + 1)}`;
  return shown;
}

export function showHouses(text: string): string {
  return text.replaceAll(hidden, '/');
}
