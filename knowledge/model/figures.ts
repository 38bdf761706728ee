import { beside, isYear, says } from './items.ts';
import type { Item, Statement } from './statement.ts';

/** What the figures of an answer may stand on; see support.ts. */
interface Source {
  heading: readonly Item[];
  said: readonly Statement[];
}

/** So many words at each side of a figure say what it is a figure of. */
const SIDE = 4;
/** … and are looked for among so many in the source. */
const REACH = 8;
/** Neighbours of a date or a decision's number may stand anywhere near. */
const NEAR = 12;
/** Of the clause before, where a figure opens its own: "nhóm sản phẩm (6 nhóm)". */
const CLAUSE_BEFORE = 2;

/** A figure, date or decision's number stands among the words that it stands among in the source, and reaches as far. */
export function neighbourFaults(items: readonly Item[], at: number, evidence: readonly Source[]): string[] {
  const item = items[at];
  if (!item) return [];
  const fits = item.kind !== 'number' || isYear(item) ? fitsLoosely : fitsClosely;
  const holds = evidence.some(({ heading, said }) =>
    [...said.map((source) => source.items), ...(fits === fitsLoosely ? [heading] : [])].some((source) =>
      source.some(
        (each, place) => says(each, item) && each.reach === item.reach && fits(items, at, source, place, heading),
      ),
    ),
  );
  const words = [beside(items, at, -1)?.key, item.reach, item.key, beside(items, at, 1)?.key].filter(Boolean).join(' ');
  return holds ? [] : [`“${words}” không đúng như trong đoạn trích dẫn`];
}

function fitsLoosely(
  items: readonly Item[],
  at: number,
  source: readonly Item[],
  place: number,
  heading: readonly Item[],
): boolean {
  const near = source.slice(Math.max(0, place - NEAR), place + NEAR + 1);
  return [beside(items, at, -1), beside(items, at, 1)].every(
    (other) =>
      !other ||
      near.some((each) => says(each, other)) ||
      (source !== heading && heading.some((each) => says(each, other))),
  );
}

/** The words at both sides, as far as the next figure, stand in the same order at the same side in the source. */
function fitsClosely(
  items: readonly Item[],
  at: number,
  source: readonly Item[],
  place: number,
  heading: readonly Item[],
): boolean {
  const after = side(items, at, 1, SIDE, true);
  const there = side(source, place, 1, REACH, true);
  // a figure that lost its unit
  if (after.length === 0 && there.length > 0 && items[at + 1]?.kind !== 'number') return false;
  if (!isWithin(after, there, heading)) return false;
  const before = side(items, at, -1, SIDE, true);
  const own = before.length > 0 ? before : side(items, at, -1, CLAUSE_BEFORE, false);
  return isWithin(own, side(source, place, -1, REACH, false), heading);
}

/** The words beside a figure, nearest first, up to the next figure and, if wanted, to the end of its clause. */
function side(items: readonly Item[], at: number, step: 1 | -1, most: number, isOneClause: boolean): Item[] {
  const found: Item[] = [];
  for (let place = at + step; found.length < most; place += step) {
    const each = items[place];
    if (!each || each.kind === 'number' || (isOneClause && each.clause !== items[at]?.clause)) break;
    found.push(each);
  }
  return found;
}

/** Whether the words stand there in this order; what the heading says may be said anywhere. */
function isWithin(words: readonly Item[], there: readonly Item[], heading: readonly Item[]): boolean {
  let from = 0;
  return words.every((word) => {
    const at = there.findIndex((each, index) => index >= from && says(each, word));
    if (at >= 0) from = at + 1;
    return at >= 0 || heading.some((each) => says(each, word));
  });
}

/** No figure is said more often than in the source: not "3 sao, 5 sao và 5 sao" where it says 4 and 5. */
export function repeatFaults({ items }: Statement, evidence: readonly Source[]): string[] {
  const numbers = items.filter(({ kind }) => kind === 'number');
  const there = evidence.flatMap(({ heading, said }) => [...heading, ...said.flatMap((source) => source.items)]);
  return [...new Set(numbers.map(({ key }) => key))].flatMap((key) => {
    const said = numbers.filter((item) => item.key === key);
    const [first] = said;
    const known = first ? there.filter((each) => says(each, first)).length : 0;
    return said.length <= known ? [] : [`số ${key} được nói nhiều lần hơn trong đoạn trích dẫn`];
  });
}

/** Figures of one clause follow one another as in the source: not 5 of the one and 3 stars of the other. */
export function figureFaults({ items }: Statement, evidence: readonly Source[]): string[] {
  const clauses = new Set(items.map(({ clause }) => clause));
  return [...clauses].flatMap((clause) => {
    const figures = items.filter((item) => item.clause === clause && item.kind === 'number');
    if (figures.length < 2) return [];
    const follows = evidence.some(({ said, heading }) =>
      [...said.map((source) => source.items), heading].some((source) => {
        const there = source.filter(({ kind }) => kind !== 'word');
        return there.some((_, from) =>
          figures.every((figure, index) => {
            const each = there[from + index];
            return each !== undefined && says(each, figure);
          }),
        );
      }),
    );
    return follows
      ? []
      : [`các số ${figures.map(({ key }) => key).join(', ')} không đi cùng nhau trong đoạn trích dẫn`];
  });
}
