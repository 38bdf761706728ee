import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer } from '../answer.ts';
import { type Assistant, dayIn } from '../assistant.ts';
import { written } from './answering.ts';
import { Budget, tokensIn } from './budget.ts';
import { CallRecord } from './call-record.ts';
import { fieldsIn } from './fields.ts';
import { PassageFinder } from './finding.ts';
import { guardWords } from './guard-words.ts';
import { heard } from './hearing.ts';
import type { LanguageModel, ModelCall, ModelQuestion, ModelVerdict } from './language-model.ts';
import { type Limits, usualLimits } from './limits.ts';
import { ModelError } from './model-error.ts';
import { ModelServer, TRANSCRIPTION_MODEL } from './model-server.ts';
import { maskOutgoing } from './outgoing.ts';
import { Patience } from './patience.ts';
import { readPrompts } from './prompt.ts';
import { openRetriever } from './retriever.ts';
import { rewritten } from './rewriting.ts';
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

/** What one use of the model came to, before it is told. */
interface Outcome<T> {
  value: T;
  verdict: ModelVerdict;
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
    if (patience.isResting) return plain('not-asked', new ModelError('resting').told);
    try {
      const outcome = await budget.within(tokens, work);
      return outcome ? ended(outcome) : plain('not-asked', 'đã dùng hết số token của ngày');
    } catch (error) {
      if (error instanceof ModelError) return plain(error.failure === 'resting' ? 'not-asked' : 'failed', error.told);
      // a fault of our own must not cost a person their answer
      log(`language model: ${error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error'}`);
      return plain('failed', 'lỗi bên trong chương trình');
    }
  }

  async function answer(
    request: ModelQuestion,
    record: CallRecord,
    asked: string,
    signal: AbortSignal,
  ): Promise<Outcome<Answer>> {
    const { tools, finder } = open();
    const { plain } = request;
    const history = request.history.map((turn) => ({
      question: tail(maskOutgoing(turn.question).text, limits.questionLength),
      answer: tail(maskOutgoing(turn.answer).text, limits.questionLength),
    }));
    void finder.prepare();
    const clear = await rewrittenOrNull(() => rewritten(asked, history, tools, record, signal), record, signal);
    if (clear !== null) {
      const { answer: found, sureness } = assistant.weigh(clear, { now: request.now, topic: null });
      if (found.status === 'refused' || found.status === 'smalltalk') {
        record.found('câu viết lại bị từ chối');
        return { value: plain, verdict: 'rejected' };
      }
      if (found.status === 'answered' && sureness >= limits.sureness) return { value: found, verdict: 'accepted' };
    }
    const bare = assistant.writtenOut(asked.replace(/\[[^\]]*\]/gu, ' '));
    const wordings = clear === null ? [bare] : [clear, bare];
    const retriever = await openRetriever((question) => finder.find([question, ...wordings.slice(1)], signal));
    const documents = await retriever.invoke(clear ?? bare);
    if (documents.length === 0) return { value: plain, verdict: 'rejected' };
    record.showed(documents.map(({ metadata }) => metadata.id));
    const draft = await written(clear ?? bare, documents, plain, dayIn(request.now), {
      tools,
      record,
      signal,
    });
    if (!draft) return { value: plain, verdict: 'rejected' };
    const { sureness } = assistant.weigh(request.question, { now: request.now, topic: null });
    if (plain.status === 'answered' && sureness >= limits.guess && !agree(draft.answer, plain)) {
      record.found('dẫn mục khác với câu trả lời không dùng mô hình');
      return { value: plain, verdict: 'rejected' };
    }
    return { value: draft.answer, verdict: draft.isRepaired ? 'repaired' : 'accepted' };
  }

  return {
    isWorthAsking(question, plain) {
      if (plain.status === 'refused' || plain.status === 'smalltalk') return false;
      const { answer: own, sureness } = assistant.weigh(question, { now: now(), topic: null });
      if (own.status === 'refused' || own.status === 'smalltalk') return false;
      // what the conversation's topic answered is no worse for what the question is by itself
      if (own.text !== plain.text && plain.status === 'answered') return false;
      return sureness < limits.sureness;
    },

    async answer(request, signal) {
      const asked = tail(maskOutgoing(request.question).text, limits.questionLength);
      const record = new CallRecord('answer', model, asked, now);
      const most =
        ANSWER_CALLS * limits.answerTokens + 2 * tokensIn('x'.repeat(limits.passages * limits.passageLength));
      const { status } = request.plain;
      const { value, call } = await use(record, most, request.plain, async () =>
        status === 'refused' || status === 'smalltalk'
          ? { value: request.plain, verdict: 'not-asked' }
          : await answer(request, record, asked, signal),
      );
      return { answer: value, call };
    },

    async readFields({ text, fields }, signal) {
      const record = new CallRecord('fields', model, maskOutgoing(text).text, now);
      const { value, call } = await use<Record<string, string>>(
        record,
        2 * limits.fieldsTokens + 2_000,
        {},
        async () => ({
          value: await fieldsIn(tail(text, limits.questionLength * 2), fields, open().tools, record, signal),
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
      const { value, call } = await use<string | null>(record, 0, null, async () => {
        const text = await heard(recording, open().tools, record, signal);
        return { value: text, verdict: text === null ? 'rejected' : 'accepted' };
      });
      return { text: value, call };
    },
  };
}

/** The question as it is, where no better words came: an answer may still be written from it. */
async function rewrittenOrNull(
  work: () => Promise<string | null>,
  record: CallRecord,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ModelError) || error.failure === 'resting' || signal.aborted) throw error;
    record.found(error.told);
    return null;
  }
}

/** Whether two answers stand on the same place. */
function agree(one: Answer, other: Answer): boolean {
  return one.citations.some(({ source, section }) =>
    other.citations.some((each) => each.source === source && each.section === section),
  );
}

/** The end of a long text: what is asked stands there. */
function tail(text: string, most: number): string {
  return text.length <= most ? text : text.slice(-most).replace(/^\S+\s/u, '');
}
