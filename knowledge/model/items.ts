import type { Item } from './statement.ts';
import { impliesDate } from './tokens.ts';

/** Whether an item of a source says what one of an answer says. */
export function says(source: Item, item: Item): boolean {
  if (source.key === item.key && source.kind === item.kind) return true;
  if (source.kind === 'date' && item.kind === 'date') return impliesDate(source.key, item.key);
  if (source.kind === 'date' && item.kind === 'number') return isYear(item) && source.key.endsWith(`.${item.key}`);
  if (source.kind === 'code' && item.kind === 'number') return source.key.startsWith(`${item.key}/`);
  return false;
}

export function isFact({ kind }: Item): boolean {
  return kind === 'number' || kind === 'date' || kind === 'code';
}

export function isYear({ kind, key }: Item): boolean {
  return kind === 'number' && /^(?:19|20)\d\d$/u.test(key);
}

/** The neighbour in the same clause. */
export function beside(items: readonly Item[], at: number, step: 1 | -1): Item | undefined {
  const other = items[at + step];
  return other?.clause === items[at]?.clause ? other : undefined;
}

/** Whether the one is followed by the other, `most` items later at the latest. */
export function inOrder(items: readonly Item[], one: Item, other: Item, most: number): boolean {
  return items.some(
    (each, at) => says(each, one) && items.slice(at + 1, at + 1 + most).some((later) => says(later, other)),
  );
}
