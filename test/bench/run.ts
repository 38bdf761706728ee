/** `npm run bench`: all benchmarks beside their peers, as tables; `npm run bench -- turns` runs one. */
import { availableParallelism, loadavg } from 'node:os';
import { measureAnswers } from './answers.ts';
import { measureBroadcast } from './broadcast.ts';
import { measureModel } from './model.ts';
import { measureRegister } from './register.ts';
import { countRoundTrips } from './round-trips.ts';
import { measureStart } from './start.ts';
import { type Findings, renderFindings } from './table.ts';
import { measureTurns } from './turns.ts';

const benchmarks: Record<string, () => Promise<Findings>> = {
  answers: measureAnswers,
  model: measureModel,
  'round-trips': countRoundTrips,
  turns: measureTurns,
  register: measureRegister,
  broadcast: measureBroadcast,
  start: measureStart,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benchmarks));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(1);
}
const [load = 0] = loadavg();
if (load > availableParallelism() / 2) {
  console.error(`This machine is busy (load ${load.toFixed(1)}): all times below are longer than they need be.`);
}
for (const [name, measure] of Object.entries(benchmarks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const startedAt = performance.now();
  console.log(`${renderFindings(await measure())}\n`);
  console.error(`${name}: ${Math.round((performance.now() - startedAt) / 1000)} s`);
}
