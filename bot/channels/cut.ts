/** At most `limit` units, ending in `…`, never in the middle of a surrogate pair. */
export function cutAtWord(text: string, limit: number): string {
  if (text.length <= limit) return text;
  if (limit < 1) return '';
  const start = text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '');
  const atWord = start.replace(/\s+\S*$/u, '');
  // A text without spaces would vanish whole.
  return `${atWord.length > start.length / 2 ? atWord : start}…`;
}
