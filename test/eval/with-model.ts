import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Assistant } from '../../knowledge/assistant.ts';
import { openLanguageModel } from '../../knowledge/model/open.ts';
import type { Peer } from './peers.ts';

const unset = (value: unknown): unknown => (value === '' ? undefined : value);
const settings = z.object({
  OPENAI_API_KEY: z.preprocess(unset, z.string({ error: 'set it, or put it into .env' })),
  OPENAI_BASE_URL: z.preprocess(unset, z.url().optional()),
  OPENAI_MODEL: z.preprocess(unset, z.string().default('gpt-4.1-mini')),
  OPENAI_EMBEDDING_MODEL: z.preprocess(unset, z.string().optional()),
});

/** How long a person waits for the model before the plain answer goes out. */
const DEADLINE_MS = 7_000;

/** How often the model was asked, and what came of it. */
export interface Uses {
  asked: number;
  verdicts: Map<string, number>;
  tokens: number;
  /** longest waits last */
  latencies: number[];
}

/**
 * The assistant with the model that the environment or `.env` configures, asked only where the index is unsure: as in
 * the chat. Throws where none is configured.
 */
export function withModel(assistant: Assistant): { peer: Peer; uses: Uses } {
  const file = fileURLToPath(new URL('../../.env', import.meta.url));
  if (existsSync(file)) process.loadEnvFile(file);
  const read = settings.safeParse(process.env);
  if (!read.success) throw new Error(`--llm: ${z.prettifyError(read.error)}`);
  const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL, OPENAI_EMBEDDING_MODEL } = read.data;
  const model = openLanguageModel(
    { assistant },
    {
      apiKey: OPENAI_API_KEY,
      baseUrl: OPENAI_BASE_URL ?? null,
      model: OPENAI_MODEL,
      embeddingModel: OPENAI_EMBEDDING_MODEL ?? null,
      dailyTokens: null,
      spentToday: async () => 0,
      folder: join(tmpdir(), 'ocop-assistant-eval'),
      now: () => new Date(),
      sleep: (ms, signal) => delay(ms, undefined, { signal }),
      random: Math.random,
      log: (what) => process.stderr.write(`${what}\n`),
    },
  );
  const uses: Uses = { asked: 0, verdicts: new Map(), tokens: 0, latencies: [] };
  const peer: Peer = {
    name: `with ${OPENAI_MODEL}`,
    async answer(id, question) {
      const now = new Date();
      const plain = assistant.ask(question, { now, topic: null });
      let answer = plain;
      if (model.isWorthAsking(question, plain)) {
        const request = { question, history: [], now, topic: null, plain };
        const { answer: better, call } = await model.answer(request, AbortSignal.timeout(DEADLINE_MS));
        answer = better;
        uses.asked += 1;
        uses.tokens += call.inputTokens + call.outputTokens;
        uses.latencies.push(call.latencyMs);
        uses.verdicts.set(call.verdict, (uses.verdicts.get(call.verdict) ?? 0) + 1);
      }
      return { id, status: answer.status, answer: answer.text, citations: answer.citations };
    },
  };
  return { peer, uses };
}
