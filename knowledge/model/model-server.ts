import type { ChatOpenAICompletions } from '@langchain/openai';
import { z } from 'zod';
import { tokensIn } from './budget.ts';
import { type Langchain, loadLangchain } from './langchain.ts';
import { ModelError } from './model-error.ts';
import { errorOfStatus, modelErrorOf } from './server-error.ts';
import type { Shape } from './written.ts';

export interface ServerOptions {
  apiKey: string;
  /** null: OpenAI's own */
  baseUrl: string | null;
  model: string;
  embeddingModel: string | null;
  fetch?: typeof fetch;
}

/** What the model wrote, and what it cost. */
export interface Said {
  text: string;
  inputTokens: number;
  outputTokens: number;
}

const OPENAI = 'https://api.openai.com/v1';
/** The name under which OpenAI-compatible servers transcribe; those with one model take any. */
export const TRANSCRIPTION_MODEL = 'whisper-1';
/** From the strictest way of asking for JSON to none but the prompt's words. */
const WAYS = ['json_schema', 'json_object', 'none'] as const;
type Way = (typeof WAYS)[number];

/** What the server was found to take. */
interface Habits {
  way: Way;
  /** some models refuse any but their own */
  hasTemperature: boolean;
}

const counted = z.object({ input_tokens: z.number(), output_tokens: z.number() });
const transcription = z.object({ text: z.string(), usage: counted.optional().catch(undefined) });

/**
 * Any server that speaks OpenAI's chat completions, embeddings and transcriptions. One call each, no tries of its own;
 * every method throws {@link ModelError}. What a server refuses is left out from then on.
 */
export class ModelServer {
  readonly #options: ServerOptions;
  #habits: Habits = { way: 'json_schema', hasTemperature: true };
  readonly #clients = new Map<string, ChatOpenAICompletions>();
  #hasEmbeddings: boolean;
  #hasTranscriptions = true;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#hasEmbeddings = options.embeddingModel !== null;
  }

  /** Whether embeddings are configured, and the server was not found to lack them. */
  get hasEmbeddings(): boolean {
    return this.#hasEmbeddings;
  }

  get hasTranscriptions(): boolean {
    return this.#hasTranscriptions;
  }

  /** Asks for JSON of a shape in the strictest way that the server takes. */
  async chat(
    rules: string,
    data: string,
    shape: Shape<unknown>,
    maxTokens: number,
    signal: AbortSignal,
  ): Promise<Said> {
    const langchain = await loadLangchain();
    const habits = { ...this.#habits };
    for (;;) {
      try {
        const said = await this.#chatOnce(langchain, rules, data, { shape, maxTokens, habits, signal });
        this.#habits = habits;
        return said;
      } catch (error) {
        const failure = modelErrorOf(error, signal);
        const next = WAYS[WAYS.indexOf(habits.way) + 1];
        if (!isAboutRequest(failure)) throw failure;
        if (habits.hasTemperature && /temperature/iu.test(failure.details.said ?? '')) habits.hasTemperature = false;
        else if (next === undefined) throw failure;
        else habits.way = next;
      }
    }
  }

  async #chatOnce(
    langchain: Langchain,
    rules: string,
    data: string,
    {
      shape,
      maxTokens,
      habits,
      signal,
    }: { shape: Shape<unknown>; maxTokens: number; habits: Habits; signal: AbortSignal },
  ): Promise<Said> {
    const { HumanMessage, SystemMessage } = langchain;
    const chat = this.#client(langchain, maxTokens, habits.hasTemperature);
    const message = await chat.invoke([new SystemMessage(rules), new HumanMessage(data)], {
      signal,
      ...formatOf(habits.way, shape),
    });
    const usage = counted.safeParse(message.usage_metadata);
    return {
      text: message.text,
      inputTokens: usage.success ? usage.data.input_tokens : tokensIn(rules + data),
      outputTokens: usage.success ? usage.data.output_tokens : tokensIn(message.text),
    };
  }

  /** One client for each way of asking: making one costs more than a call. */
  #client(
    { ChatOpenAICompletions: Chat }: Langchain,
    maxTokens: number,
    hasTemperature: boolean,
  ): ChatOpenAICompletions {
    const key = `${maxTokens} ${hasTemperature}`;
    const known = this.#clients.get(key);
    if (known) return known;
    const { apiKey, model } = this.#options;
    const client = new Chat({
      apiKey,
      model,
      maxTokens,
      maxRetries: 0,
      configuration: this.#configuration(),
      ...(hasTemperature && { temperature: 0 }),
    });
    this.#clients.set(key, client);
    return client;
  }

  /** One vector for each text. */
  async embed(texts: string[], signal: AbortSignal): Promise<number[][]> {
    const { apiKey, embeddingModel } = this.#options;
    if (embeddingModel === null || !this.#hasEmbeddings) throw new ModelError('missing');
    const { OpenAIEmbeddings } = await loadLangchain();
    try {
      const embeddings = new OpenAIEmbeddings({
        apiKey,
        model: embeddingModel,
        maxRetries: 0,
        batchSize: texts.length,
        encodingFormat: 'float',
        configuration: { ...this.#configuration(), fetch: this.#fetchUntil(signal) },
      });
      const vectors = z
        .array(z.array(z.number()).min(1))
        .length(texts.length)
        .safeParse(await embeddings.embedDocuments(texts));
      if (!vectors.success) throw new ModelError('unreadable');
      return vectors.data;
    } catch (error) {
      const failure = modelErrorOf(error, signal);
      if (failure.failure === 'missing') this.#hasEmbeddings = false;
      throw failure;
    }
  }

  /** What was said in a recording, as the server heard it. */
  async transcribe(
    { bytes, name, mime }: { bytes: Uint8Array; name: string; mime: string },
    signal: AbortSignal,
  ): Promise<Said> {
    if (!this.#hasTranscriptions) throw new ModelError('missing');
    const body = new FormData();
    body.set('file', new Blob([new Uint8Array(bytes)], { type: mime }), name);
    body.set('model', TRANSCRIPTION_MODEL);
    body.set('language', 'vi');
    body.set('response_format', 'json');
    try {
      const response = await this.#fetchUntil(signal)(`${this.#root()}/audio/transcriptions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#options.apiKey}` },
        body,
        redirect: 'error',
      });
      if (!response.ok) throw errorOfStatus(response.status, response.headers, '');
      const heard = transcription.safeParse(await response.json());
      if (!heard.success) throw new ModelError('unreadable');
      const { text, usage } = heard.data;
      return { text, inputTokens: usage?.input_tokens ?? 0, outputTokens: usage?.output_tokens ?? 0 };
    } catch (error) {
      const failure = modelErrorOf(error, signal);
      if (failure.failure === 'missing') this.#hasTranscriptions = false;
      throw failure;
    }
  }

  #root(): string {
    return (this.#options.baseUrl ?? OPENAI).replace(/\/+$/u, '');
  }

  #configuration(): { baseURL: string; maxRetries: number; fetch: typeof fetch } {
    return { baseURL: this.#root(), maxRetries: 0, fetch: this.#options.fetch ?? fetch };
  }

  /** The embeddings' client takes no signal of ours. */
  #fetchUntil(signal: AbortSignal): typeof fetch {
    const call = this.#options.fetch ?? fetch;
    return (input, init) =>
      call(input, { ...init, signal: init?.signal ? AbortSignal.any([signal, init.signal]) : signal });
  }
}

type Format = NonNullable<Parameters<ChatOpenAICompletions['invoke']>[1]>;

function formatOf(way: Way, { name, schema }: Shape<unknown>): Pick<Format, 'response_format'> {
  if (way === 'none') return {};
  if (way === 'json_object') return { response_format: { type: 'json_object' } };
  return {
    response_format: { type: 'json_schema', json_schema: { name, strict: true, schema: schemaOf(schema) } },
  };
}

const schemas = new WeakMap<z.ZodType, Record<string, unknown>>();

function schemaOf(schema: z.ZodType): Record<string, unknown> {
  const known = schemas.get(schema) ?? z.toJSONSchema(schema);
  schemas.set(schema, known);
  return known;
}

/** Servers refuse a format or setting that they do not know with 400 or 422, some with 501. */
function isAboutRequest({ failure, details }: ModelError): boolean {
  if (failure === 'broken') return details.status === 501;
  return failure === 'refused' && (details.status === 400 || details.status === 422);
}
