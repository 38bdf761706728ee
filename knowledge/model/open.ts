import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Assistant } from '../assistant.ts';
import { Budget, tokensIn } from './budget.ts';
import { CallRecord } from './call-record.ts';
import { fieldsIn } from './fields.ts';
import { PassageFinder } from './finding.ts';
import { guardWords } from './guard-words.ts';
import { heard } from './hearing.ts';
import { loadLangchain } from './langchain.ts';
import type { LanguageModel, ModelCall, ModelVerdict } from './language-model.ts';
import { type Limits, usualLimits } from './limits.ts';
import { ModelError } from './model-error.ts';
import { ModelServer, TRANSCRIPTION_MODEL } from './model-server.ts';
import { maskOutgoing } from './outgoing.ts';
import { beforeAbort, Patience } from './patience.ts';
import { readPrompts } from './prompt.ts';
import { answerTo, endOf, type Outcome } from './question-flow.ts';
import type { Tools } from './tools.ts';

export interface ModelOptions {
  apiKey: string;
  /** null: OpenAI's own */
  baseUrl: string | null;
  model: string;
  embeddingModel: string | null;
  /** null: no limit */
  dailyTokens: number | null;
  /** tokens of today, all processes */
  spentToday(): Promise<number>;
  /** where the embeddings are kept */
  folder: string;
  now(): Date;
  /** ends early, in whatever way, when the signal aborts */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  random(): number;
  /** one line for the operator; no secrets, no personal data */
  log: (what: string) => void;
  fetch?: typeof fetch;
  limits?: Partial<Limits>;
}

/** The texts of all passages and rules that an answer may cost, at most, besides the question. */
const ANSWER_CALLS = 3;

/**
 * The language model over the assistant's own passages. Returns at once: prompts are read and LangChain is loaded with
 * the first call. Nothing that it gives rejects.
 */
export function openLanguageModel({ assistant }: { assistant: Assistant }, options: ModelOptions): LanguageModel {
  const limits: Limits = { ...usualLimits, ...options.limits };
  const now = (): Date => options.now();
  const random = (): number => options.random();
  const { log, model } = options;
  const patience = new Patience({ limits, now, random, log, sleep: (ms, signal) => options.sleep(ms, signal) });
  const budget = new Budget(options.dailyTokens, () => options.spentToday());
  let opened: { tools: Tools; finder: PassageFinder } | null = null;

  function open(): { tools: Tools; finder: PassageFinder } {
    if (opened) return opened;
    const { apiKey, baseUrl, embeddingModel, folder } = options;
    const server = new ModelServer({
      ...{ apiKey, baseUrl, model, embeddingModel },
      ...(options.fetch && { fetch: options.fetch }),
    });
    const table = readFileSync(fileURLToPath(new URL('guard-words.tsv', import.meta.url)), 'utf8');
    const words = guardWords(table);
    const tools = {
      assistant,
      server,
      patience,
      budget,
      prompts: readPrompts(),
      words,
      limits,
      model,
      now,
      random,
      log,
    };
    opened = { tools, finder: new PassageFinder(tools, embeddingModel, join(folder, 'model')) };
    return opened;
  }

  /** Runs one use within budget and breaker; whatever goes wrong becomes a verdict, and `otherwise` the value. */
  async function use<T>(
    record: CallRecord,
    tokens: number,
    otherwise: T,
    signal: AbortSignal,
    work: () => Promise<Outcome<T>>,
  ): Promise<{ value: T; call: ModelCall }> {
    const ended = ({ value, verdict }: Outcome<T>): { value: T; call: ModelCall } => ({
      value,
      call: record.ended(verdict),
    });
    const plain = (verdict: ModelVerdict, fault: string): { value: T; call: ModelCall } => {
      record.found(fault);
      return ended({ value: otherwise, verdict });
    };
    if (signal.aborted) return plain('failed', new ModelError('late').told);
    if (patience.isResting) return plain('not-asked', new ModelError('resting').told);
    try {
      const outcome = await beforeAbort(
        // the first call loads LangChain, which no server's answer should have to be in time for
        budget.within(tokens, () => loadLangchain().then(work)),
        signal,
      );
      return outcome ? ended(outcome) : plain('not-asked', 'đã dùng hết số token của ngày');
    } catch (error) {
      if (error instanceof ModelError) return plain(error.failure === 'resting' ? 'not-asked' : 'failed', error.told);
      // a fault of our own must not cost a person their answer
      log(`language model: ${error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error'}`);
      return plain('failed', 'lỗi bên trong chương trình');
    }
  }

  return {
    isWorthAsking(question, plain) {
      if (plain.status === 'refused' || plain.status === 'smalltalk') return false;
      const { answer: own, sureness } = assistant.weigh(question, { now: now(), topic: null });
      if (own.status === 'refused' || own.status === 'smalltalk') return false;
      // what the conversation's topic answered is no worse for what the question is by itself
      if (own.text !== plain.text && plain.status === 'answered') return false;
      // a decline that names what is missing was found, not guessed
      if (plain.status === 'unknown' && plain.citations.length > 0 && sureness >= limits.guess) return false;
      return sureness < Math.min(1, limits.sureness);
    },

    async answer(request, signal) {
      const asked = endOf(maskOutgoing(request.question).text, limits.questionLength);
      const record = new CallRecord('answer', model, asked, now);
      const most =
        ANSWER_CALLS * limits.answerTokens + 2 * tokensIn('x'.repeat(limits.passages * limits.passageLength));
      const { value, call } = await use(record, most, request.plain, signal, async () => {
        const { tools, finder } = open();
        return answerTo(request, asked, tools, finder, record, signal);
      });
      return { answer: value, call };
    },

    async readFields({ text, fields }, signal) {
      const record = new CallRecord('fields', model, maskOutgoing(text).text, now);
      const { value, call } = await use<Record<string, string>>(
        record,
        2 * limits.fieldsTokens + 2_000,
        {},
        signal,
        async () => ({
          value: await fieldsIn(endOf(text, limits.questionLength * 2), fields, open().tools, record, signal),
          verdict: 'accepted',
        }),
      );
      return { values: value, call };
    },

    async transcribe(recording, signal) {
      const record = new CallRecord(
        'transcription',
        TRANSCRIPTION_MODEL,
        `${recording.mime}, ${recording.bytes.length} byte`,
        now,
      );
      const { value, call } = await use<string | null>(record, 0, null, signal, async () => {
        const text = await heard(recording, open().tools, record, signal);
        return { value: text, verdict: text === null ? 'rejected' : 'accepted' };
      });
      return { text: value, call };
    },
  };
}
