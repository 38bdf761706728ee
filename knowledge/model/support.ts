import { figureFaults, neighbourFaults, repeatFaults } from './figures.ts';
import type { GuardWords } from './guard-words.ts';
import { beside, inOrder, isFact, isYear, says } from './items.ts';
import { type Item, type Statement, statementsOf } from './statement.ts';

/** What an answer may stand on: what was quoted of one passage. */
export interface Evidence {
  /** the words under which the passage stands: its title, its document */
  heading: readonly Item[];
  /** what is quoted, sentence by sentence */
  said: readonly Statement[];
  /** the sentences that the quotes are taken from, whole */
  around: readonly Statement[];
}

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
    ...statement.items.flatMap((item, at) => (isFact(item) ? neighbourFaults(statement.items, at, evidence) : [])),
    ...nameFaults(statement, evidence),
    ...denialFaults(statement, evidence),
    ...figureFaults(statement, evidence),
    ...repeatFaults(statement, evidence),
    ...placeFaults(statement, evidence, placesIn),
  ];
  if (faults.length === 0 && pairShare(statement, evidence) < PAIRS) {
    faults.push(`câu “${shortened(statement.text)}” nối các ý không đi cùng nhau trong đoạn trích dẫn`);
  }
  return [...new Set(faults)];
}

function isSaid(item: Item, { heading, said }: Evidence): boolean {
  return heading.some((each) => says(each, item)) || said.some(({ items }) => items.some((each) => says(each, item)));
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

/** What the source denies is not affirmed, and the other way round. */
function denialFaults({ items }: Statement, evidence: readonly Evidence[]): string[] {
  return items.flatMap((item) => {
    const found = evidence
      .flatMap(({ around, said }) => (around.length > 0 ? around : said))
      .flatMap((source) => source.items.filter((each) => says(each, item)));
    if (found.length === 0 || found.some((each) => each.isNegated === item.isNegated)) return [];
    return [
      item.isNegated
        ? `“không … ${item.key}”: đoạn trích dẫn không phủ định điều này`
        : `đoạn trích dẫn phủ định “${item.key}”`,
    ];
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
