/** A language model on a fake server, with a clock that does not wait. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKnowledge } from '../../../knowledge/library.ts';
import type { LanguageModel } from '../../../knowledge/model/language-model.ts';
import { type ModelOptions, openLanguageModel } from '../../../knowledge/model/open.ts';
import { type FakeOpenAi, type FakeOpenAiOptions, fakeKey, startFakeOpenAi } from '../../fakes/openai.ts';

export const knowledge = openKnowledge();
export const today = new Date('2026-11-27T03:00:00Z');

export interface Asking {
  fake: FakeOpenAi;
  model: LanguageModel;
  folder: string;
  /** what the operator was told */
  logged: string[];
  /** how long it would have slept, in turn */
  slept: number[];
  /** moves the clock */
  pass(ms: number): void;
  /** The answer to a question as the program asks for it. */
  ask(
    question: string,
    options?: { ms?: number; history?: { question: string; answer: string }[] },
  ): ReturnType<LanguageModel['answer']>;
  stop(): Promise<void>;
}

export async function startAsking(
  fakeOptions: FakeOpenAiOptions = {},
  options: Partial<ModelOptions> = {},
): Promise<Asking> {
  const fake = await startFakeOpenAi(fakeOptions);
  const folder = await mkdtemp(join(tmpdir(), 'model-'));
  const logged: string[] = [];
  const slept: number[] = [];
  let time = today.getTime();
  let seed = 1;
  const model = openLanguageModel(knowledge, {
    apiKey: fakeKey,
    baseUrl: fake.root,
    model: 'fake-1',
    embeddingModel: null,
    dailyTokens: null,
    spentToday: async () => 0,
    folder,
    now: () => new Date(time),
    sleep: async (ms) => {
      slept.push(ms);
    },
    random() {
      seed = (seed * 16807) % 2147483647;
      return seed / 2147483647;
    },
    log: (what) => logged.push(what),
    ...options,
  });
  return {
    fake,
    model,
    folder,
    logged,
    slept,
    pass(ms) {
      time += ms;
    },
    ask(question, { ms = 5_000, history = [] } = {}) {
      const now = new Date(time);
      const plain = knowledge.assistant.ask(question, { now, topic: null });
      return model.answer({ question, history, now, topic: null, plain }, AbortSignal.timeout(ms));
    },
    async stop() {
      await fake.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
