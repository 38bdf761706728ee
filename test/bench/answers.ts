/** Answers: index build, questions a second, time of one answer, beside the peers of the evaluation on the same questions. */
import { Bench } from 'tinybench';
import { createAssistant } from '../../knowledge/assistant.ts';
import { openKnowledge, readKnowledge } from '../../knowledge/library.ts';
import { miniSearchPeer, oramaPeer, type Peer } from '../eval/peers.ts';
import { questions } from './questions.ts';
import { median, percentile } from './statistics.ts';
import { type Findings, milliseconds, times } from './table.ts';

const BUILDS = 15;
const ROUNDS = 20;
/** Rounds until the code is compiled as it will stay. */
const WARM_UP = 3;

interface Contender {
  name: string;
  build: () => Promise<(question: string) => unknown> | ((question: string) => unknown);
}

/** Measures the assistant, MiniSearch and Orama one after the other in this process. */
export async function measureAnswers(): Promise<Findings> {
  const { parts } = readKnowledge();
  const plan = openKnowledge().assistant.documents.find((document) => document.id === 'ke-hoach-2024');
  if (!plan) throw new Error('the plan is missing from knowledge/sources');
  const now = new Date();
  const peer = (made: Peer) => (question: string) => made.answer('', question);
  const contenders: Contender[] = [
    {
      name: 'this assistant (whole answers)',
      build: () => {
        const assistant = createAssistant(parts);
        return (question) => assistant.ask(question, { now, topic: null });
      },
    },
    { name: 'MiniSearch, defaults (search only)', build: () => peer(miniSearchPeer(plan.sections)) },
    { name: 'Orama, defaults (search only)', build: async () => peer(await oramaPeer(plan.sections)) },
  ];
  const measured = [];
  for (const contender of contenders) measured.push({ name: contender.name, ...(await measure(contender)) });
  const [own, ...others] = measured;
  if (!own) throw new Error('nothing was measured');
  return {
    title: 'Answers in process',
    columns: ['', 'index build', 'questions/s', 'p50', 'p99', 'p99 of this assistant to its'],
    rows: measured.map(({ name, build, perSecond, p50, p99 }) => [
      name,
      milliseconds(build),
      String(Math.round(perSecond)),
      `${p50.toFixed(2)} ms`,
      `${p99.toFixed(2)} ms`,
      others.some((other) => other.name === name) ? times(own.p99, p99) : '',
    ]),
    notes: [
      `${questions.length} questions of the evaluation set, ${ROUNDS} rounds after ${WARM_UP} to warm up; builds are the median of ${BUILDS}, documents already read.`,
      'The peers search the plan alone and hand back sections; the assistant reads the question, ranks its cards over all documents and writes the answer.',
    ],
  };
}

async function measure({ build }: Contender): Promise<{ build: number; perSecond: number; p50: number; p99: number }> {
  const bench = new Bench({ iterations: BUILDS, time: 0, warmupIterations: 2, warmupTime: 0, retainSamples: true });
  bench.add('build', async () => {
    await build();
  });
  const [task] = await bench.run();
  const answer = await build();
  for (let round = 0; round < WARM_UP; round += 1) for (const question of questions) await answer(question);
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const question of questions) {
      const started = performance.now();
      await answer(question);
      taken.push(performance.now() - started);
    }
  }
  const samples = task?.result !== undefined && 'latency' in task.result ? task.result.latency.samples : undefined;
  const total = taken.reduce((sum, each) => sum + each, 0);
  return {
    build: median(samples ?? []),
    perSecond: (1000 * taken.length) / total,
    p50: median(taken),
    p99: percentile(taken, 0.99),
  };
}
