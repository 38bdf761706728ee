import type { GuardWords } from './guard-words.ts';
import { type Item, type Statement, statementsOf } from './statement.ts';
import { impliesDate } from './tokens.ts';

/** What an answer may stand on: what was quoted of one passage. */
export interface Evidence {
  /** the words under which the passage stands: its title, its document */
  heading: readonly Item[];
  /** what is quoted, sentence by sentence */
  said: readonly Statement[];
  /** the sentences that the quotes are taken from, whole */
  around: readonly Statement[];
}

/** As far as a figure's neighbours may stand from it in the source, in words that matter. */
const AFTER = 4;
const BEFORE = 6;
/** Neighbours of a date or a decision's number may stand anywhere near. */
const NEAR = 12;
/** Neighbouring words of a statement stand this near in the source, but for a share of them. */
const PAIR = 6;
const PAIRS = 0.65;

/** Reads quotes of a passage for {@link unsupported}. */
export function evidenceOf(
  heading: string,
  quotes: readonly string[],
  around: readonly string[],
  words: GuardWords,
): Evidence {
  return {
    heading: statementsOf(heading, words).flatMap((statement) => statement.items),
    said: quotes.flatMap((quote) => statementsOf(quote, words)),
    around: around.flatMap((text) => statementsOf(text, words)),
  };
}

/** What one statement says that the evidence does not, a line each; [] where it is supported. */
export function unsupported(
  statement: Statement,
  evidence: readonly Evidence[],
  placesIn: (text: string) => string[],
): string[] {
  if (statement.isBareReply) return ['câu trả lời mở đầu bằng khẳng định hoặc phủ định trống, không kiểm chứng được'];
  const unknown = statement.items.filter((item) => !evidence.some((each) => isSaid(item, each)));
  if (unknown.length > 0) return [...new Set(unknown.map(({ key }) => `“${key}” không có trong đoạn trích dẫn`))];
  const faults = [
    ...statement.items.flatMap((item, at) => (isFact(item) ? factFaults(statement, at, evidence) : [])),
    ...nameFaults(statement, evidence),
    ...denialFaults(statement, evidence),
    ...figureFaults(statement, evidence),
    ...placeFaults(statement, evidence, placesIn),
  ];
  if (faults.length === 0 && pairShare(statement, evidence) < PAIRS) {
    faults.push(`câu “${shortened(statement.text)}” nối các ý không đi cùng nhau trong đoạn trích dẫn`);
  }
  return [...new Set(faults)];
}

function isFact({ kind }: Item): boolean {
  return kind === 'number' || kind === 'date' || kind === 'code';
}

function isSaid(item: Item, { heading, said }: Evidence): boolean {
  return heading.some((each) => says(each, item)) || said.some(({ items }) => items.some((each) => says(each, item)));
}

/** Whether an item of a source says what one of an answer says. */
function says(source: Item, item: Item): boolean {
  if (source.key === item.key && source.kind === item.kind) return true;
  if (source.kind === 'date' && item.kind === 'date') return impliesDate(source.key, item.key);
  if (source.kind === 'date' && item.kind === 'number') return isYear(item) && source.key.endsWith(`.${item.key}`);
  if (source.kind === 'code' && item.kind === 'number') return source.key.startsWith(`${item.key}/`);
  return false;
}

function isYear({ kind, key }: Item): boolean {
  return kind === 'number' && /^(?:19|20)\d\d$/u.test(key);
}

/** A figure stands beside the words that it stands beside in the source, and reaches as far. */
function factFaults(statement: Statement, at: number, evidence: readonly Evidence[]): string[] {
  const { items } = statement;
  const item = items[at];
  if (!item) return [];
  const next = beside(items, at, 1);
  const before = beside(items, at, -1);
  const isLoose = item.kind !== 'number' || isYear(item);
  const holds = evidence.some(({ heading, said }) => {
    const inHeading = (other: Item): boolean => heading.some((each) => says(each, other));
    if (isLoose && item.reach === null && inHeading(item)) return true;
    return said.some((source) =>
      source.items.some((each, place) => {
        if (!says(each, item) || each.reach !== item.reach) return false;
        if (isLoose)
          return [next, before].every(
            (other) => !other || inHeading(other) || isNear(source.items, place, other, NEAR, NEAR),
          );
        const after = beside(source.items, place, 1);
        if (next ? !isNear(source.items, place, next, 0, AFTER) : after !== undefined && after.kind === 'word')
          return false;
        return !before || inHeading(before) || isNear(source.items, place, before, BEFORE, 0);
      }),
    );
  });
  const words = [before?.key, item.reach, item.key, next?.key].filter(Boolean).join(' ');
  return holds ? [] : [`“${words}” không đúng như trong đoạn trích dẫn`];
}

/** The neighbour in the same clause. */
function beside(items: readonly Item[], at: number, step: 1 | -1): Item | undefined {
  const other = items[at + step];
  return other?.clause === items[at]?.clause ? other : undefined;
}

function isNear(items: readonly Item[], at: number, wanted: Item, before: number, after: number): boolean {
  const clause = items[at]?.clause;
  return items.some(
    (each, place) =>
      place !== at &&
      place >= at - before &&
      place <= at + after &&
      (place < at || before > 0 || each.clause === clause) &&
      says(each, wanted),
  );
}

/** The words of a name, and what is said of it, stand together in one place of the source. */
function nameFaults({ items }: Statement, evidence: readonly Evidence[]): string[] {
  return items.flatMap((item, at) => {
    const next = beside(items, at, 1);
    if (!next || !(item.isName || next.isName) || isFact(item) || isFact(next)) return [];
    const most = item.isName && next.isName ? 1 : PAIR;
    return evidence.some((each) => holdsPair(each, item, next, most))
      ? []
      : [`“${item.key} ${next.key}” không đi cùng nhau trong đoạn trích dẫn`];
  });
}

function holdsPair({ heading, said }: Evidence, one: Item, other: Item, most: number): boolean {
  if (inOrder(heading, one, other, most)) return true;
  if (said.some(({ items }) => inOrder(items, one, other, most))) return true;
  return (
    most > 1 &&
    heading.some((each) => says(each, one)) &&
    said.some(({ items }) => items.some((each) => says(each, other)))
  );
}

function inOrder(items: readonly Item[], one: Item, other: Item, most: number): boolean {
  return items.some(
    (each, at) => says(each, one) && items.slice(at + 1, at + 1 + most).some((later) => says(later, other)),
  );
}

/** What the source denies is not affirmed, and the other way round. */
function denialFaults({ items }: Statement, evidence: readonly Evidence[]): string[] {
  return items.flatMap((item) => {
    const found = evidence
      .flatMap(({ around, said }) => [...around, ...said])
      .flatMap((source) => source.items.filter((each) => says(each, item)));
    if (found.length === 0 || found.some((each) => each.isNegated === item.isNegated)) return [];
    return [
      item.isNegated
        ? `“không … ${item.key}”: đoạn trích dẫn không phủ định điều này`
        : `đoạn trích dẫn phủ định “${item.key}”`,
    ];
  });
}

/** Figures of one clause come from one clause of the source: not 5 of the one and 3 stars of the other. */
function figureFaults({ items }: Statement, evidence: readonly Evidence[]): string[] {
  const clauses = new Set(items.map(({ clause }) => clause));
  return [...clauses].flatMap((clause) => {
    const figures = items.filter((item) => item.clause === clause && item.kind === 'number' && !isYear(item));
    if (figures.length < 2) return [];
    const together = evidence.some(({ said }) =>
      said.some((source) => {
        const places = new Set(source.items.map((each) => each.clause));
        return [...places].some((place) =>
          figures.every((figure) => source.items.some((each) => each.clause === place && says(each, figure))),
        );
      }),
    );
    return together
      ? []
      : [`các số ${figures.map(({ key }) => key).join(', ')} không đi cùng nhau trong đoạn trích dẫn`];
  });
}

/** A figure belongs to the place that it belongs to in the source. */
function placeFaults(
  { text, items }: Statement,
  evidence: readonly Evidence[],
  placesIn: (text: string) => string[],
): string[] {
  return items.flatMap((item) => {
    if (item.kind !== 'number' || isYear(item)) return [];
    const place = placeOf(text, item.at, placesIn);
    if (place === null) return [];
    const holds = evidence.some(({ said }) =>
      said.some((source) =>
        source.items.some((each) => says(each, item) && placeOf(source.text, each.at, placesIn) === place),
      ),
    );
    return holds ? [] : [`số ${item.key} không phải của ${place} trong đoạn trích dẫn`];
  });
}

/** The last place named before, else the first one after. */
function placeOf(text: string, at: number, placesIn: (text: string) => string[]): string | null {
  return placesIn(text.slice(0, at)).at(-1) ?? placesIn(text.slice(at))[0] ?? null;
}

function pairShare({ items }: Statement, evidence: readonly Evidence[]): number {
  const pairs = items.flatMap((item, at) => {
    const next = beside(items, at, 1);
    return next ? [{ item, next }] : [];
  });
  if (pairs.length === 0) return 1;
  const held = pairs.filter(({ item, next }) => evidence.some((each) => holdsPair(each, item, next, PAIR)));
  return held.length / pairs.length;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
