/** What an operator can watch at `/metrics` (Prometheus). */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PrismaClient } from '../prisma/generated/client.ts';

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics(client: PrismaClient) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const gauge = (name: string, help: string, count: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        // Without the database the rest is still worth reading.
        this.set(await count().catch(() => Number.NaN));
      },
    });
  gauge('ocop_inbox_waiting', 'Messages that wait for their turn', () =>
    client.inbox.count({ where: { doneAt: null } }),
  );
  gauge('ocop_outbox_waiting', 'Messages that wait to be sent', () =>
    client.outbox.count({ where: { state: { in: ['planned', 'sending'] } } }),
  );
  return {
    registry,
    arrivals: new Counter({
      name: 'ocop_arrivals_total',
      help: 'Messages stored in the inbox',
      labelNames: ['channel'],
      registers,
    }),
    turns: new Histogram({
      name: 'ocop_turn_seconds',
      help: 'Time of a turn, from the lock to the commit',
      labelNames: ['channel', 'result'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    sends: new Counter({
      name: 'ocop_sends_total',
      help: 'Sends by how they ended',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
    fetches: new Counter({
      name: 'ocop_file_fetches_total',
      help: 'Files that capabilities asked for, by how fetching them ended',
      labelNames: ['channel', 'result'],
      registers,
    }),
    consultations: new Counter({
      name: 'ocop_consultations_total',
      help: 'Advice that capabilities asked for, by whether any came in time',
      labelNames: ['name', 'result'],
      registers,
    }),
    modelCalls: new Counter({
      name: 'ocop_model_calls_total',
      help: 'Uses of a language model, by what came of them',
      labelNames: ['kind', 'verdict'],
      registers,
    }),
    modelSeconds: new Histogram({
      name: 'ocop_model_call_seconds',
      help: 'Time of a use of a language model, repairs and retries included',
      labelNames: ['kind'],
      buckets: [0.1, 0.25, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 15, 30, 60],
      registers,
    }),
    /** `daily` is the budget; null: there is none. */
    showTokens(spentToday: () => Promise<number>, daily: number | null) {
      gauge('ocop_model_tokens_today', 'Tokens of a language model spent since midnight in Việt Nam', spentToday);
      gauge(
        'ocop_model_tokens_daily_budget',
        'Tokens that may be spent a day; +Inf without a limit',
        async () => daily ?? Number.POSITIVE_INFINITY,
      );
    },
    answers: new Counter({ name: 'ocop_answers_total', help: 'Answers by status', labelNames: ['status'], registers }),
  };
}
