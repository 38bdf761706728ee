/** What our chain adds to a bare call of the same server: one call through LangChain, and a whole guarded answer. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openKnowledge } from '../../knowledge/library.ts';
import { ModelServer } from '../../knowledge/model/model-server.ts';
import { openLanguageModel } from '../../knowledge/model/open.ts';
import { questionShape } from '../../knowledge/model/written.ts';
import { type FakeOpenAi, fakeKey, startFakeOpenAi } from '../fakes/openai.ts';
import { questions } from './questions.ts';
import { median, percentile } from './statistics.ts';
import { type Findings, milliseconds } from './table.ts';

const CALLS = 300;
const WARM_UP = 30;
const RULES = 'Trả về {"question": "…"}';
const replied = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) });

export async function measureModel(): Promise<Findings> {
  const fake = await startFakeOpenAi();
  try {
    const bare = await measure(() => bareCall(fake));
    const server = new ModelServer({ apiKey: fakeKey, baseUrl: fake.root, model: 'fake', embeddingModel: null });
    const chained = await measure(() =>
      server.chat(RULES, 'OCOP là gì?', questionShape, 100, AbortSignal.timeout(10_000)),
    );
    const callsBefore = fake.chats.length;
    const answered = await measure(answering(fake));
    const calls = (fake.chats.length - callsBefore) / (CALLS + WARM_UP);
    const row = (name: string, times: number[], beside: number[] | null): string[] => [
      name,
      milliseconds(median(times)),
      milliseconds(percentile(times, 0.99)),
      beside ? `+${milliseconds(median(times) - median(beside))}` : '',
      beside ? `+${milliseconds(percentile(times, 0.99) - percentile(beside, 0.99))}` : '',
    ];
    return {
      title: 'Language model: our chain beside the bare call',
      columns: ['', 'p50', 'p99', 'over bare, p50', 'over bare, p99'],
      rows: [
        row('bare fetch', bare, null),
        row('one call of ours (LangChain, JSON schema)', chained, bare),
        row('a whole answer (rewriting, search, answer, guard)', answered, bare),
      ],
      notes: [
        `${CALLS} of each in turn after ${WARM_UP}, against a server on this machine that answers at once.`,
        `a whole answer made ${calls.toFixed(1)} calls on average; the index is made to be unsure of everything.`,
        'where no model is configured nothing of this is loaded: see the start.',
      ],
    };
  } finally {
    await fake.stop();
  }
}

function answering(fake: FakeOpenAi): () => Promise<unknown> {
  const { assistant } = openKnowledge();
  const model = openLanguageModel(
    { assistant },
    {
      apiKey: fakeKey,
      baseUrl: fake.root,
      model: 'fake',
      embeddingModel: null,
      dailyTokens: null,
      spentToday: async () => 0,
      folder: join(tmpdir(), 'ocop-assistant-bench'),
      now: () => new Date(),
      sleep: async () => {},
      random: Math.random,
      log: (what) => console.error(what),
      limits: { sureness: 2 },
    },
  );
  let at = 0;
  return () => {
    const question = questions[at % questions.length] ?? '';
    at += 1;
    const now = new Date();
    const plain = assistant.ask(question, { now, topic: null });
    return model.answer({ question, history: [], now, topic: null, plain }, AbortSignal.timeout(10_000));
  };
}

async function bareCall(fake: FakeOpenAi): Promise<string | undefined> {
  const response = await fetch(`${fake.root}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${fakeKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'fake',
      max_tokens: 100,
      messages: [
        { role: 'system', content: RULES },
        { role: 'user', content: 'OCOP là gì?' },
      ],
    }),
  });
  return replied.parse(await response.json()).choices[0]?.message.content;
}

async function measure(work: () => Promise<unknown>): Promise<number[]> {
  for (let round = 0; round < WARM_UP; round += 1) await work();
  const taken: number[] = [];
  for (let round = 0; round < CALLS; round += 1) {
    const started = performance.now();
    await work();
    taken.push(performance.now() - started);
  }
  return taken;
}
