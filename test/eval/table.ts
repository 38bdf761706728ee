import { type Figures, figuresOf, type Result } from './score.ts';

const COLUMNS = ['n', 'hit@1', 'hit@3', 'MRR', 'facts', 'all', 'f-abs', 'no-n', 'c-abs', 'success'];

/** The scorer's table: one line a group, in percent. */
export function table(title: string, groups: [name: string, results: Result[]][]): string {
  const head = `${title.padEnd(34)}${COLUMNS.map((column) => column.padStart(8)).join('')}`;
  return [head, ...groups.map(([name, results]) => row(name, figuresOf(results)))].join('\n');
}

/** Groups results by a property of their questions, in alphabetical order. */
export function groupBy(results: Result[], key: 'style' | 'kind'): [string, Result[]][] {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const name = result.question[key];
    groups.set(name, [...(groups.get(name) ?? []), result]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function row(name: string, f: Figures): string {
  const rates = [f.hit1, f.hit3, f.mrr, f.facts, f.allFacts, f.falseAbstain].map(percent);
  const cells = [String(f.n), ...rates, String(f.unanswerable), percent(f.correctAbstain), percent(f.success)];
  return `${name.slice(0, 33).padEnd(34)}${cells.map((cell) => cell.padStart(8)).join('')}`;
}

function percent(value: number | null): string {
  return value === null ? '-' : (100 * value).toFixed(1);
}
