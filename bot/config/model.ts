/** The settings of a language model. */
import { z } from 'zod';

export interface ModelConfig {
  apiKey: string;
  /** Null: OpenAI's own service. */
  baseUrl: string | null;
  model: string;
  embeddingModel: string | null;
  /** Tokens that may be spent from midnight to midnight; null: no limit. */
  dailyTokens: number | null;
}

const name = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'must be the name of a model of that server, such as gpt-4.1-mini');

export const modelSettings = {
  OPENAI_API_KEY: z
    .string()
    .regex(
      /^[\x21-\x7e]{1,500}$/,
      'must be the key of that service, without spaces; a server that wants none takes any word',
    )
    .optional(),
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'must be a web address, such as http://127.0.0.1:8000/v1' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  OPENAI_MODEL: name.default('gpt-4.1-mini'),
  OPENAI_EMBEDDING_MODEL: name.optional(),
  MODEL_CALLS: z.enum(['on', 'off'], 'must be on or off').default('on'),
  MODEL_DAILY_TOKENS: z.coerce
    .number({ error: 'must be a number of tokens a day, such as 2000000; unset it for no limit' })
    .int('must be a whole number, such as 2000000')
    .min(1, 'must be at least 1; MODEL_CALLS=off forbids all calls')
    .optional(),
};

/** With one of these set, the library that speaks to the model would copy every prompt to a service of its maker's. */
export const tracingSettings = [
  'LANGSMITH_TRACING',
  'LANGSMITH_TRACING_V2',
  'LANGCHAIN_TRACING',
  'LANGCHAIN_TRACING_V2',
];

/** Null where no model may be asked. */
export function modelOf(env: z.infer<z.ZodObject<typeof modelSettings>>): ModelConfig | null {
  if (env.OPENAI_API_KEY === undefined || env.MODEL_CALLS === 'off') return null;
  return {
    apiKey: env.OPENAI_API_KEY,
    baseUrl: env.OPENAI_BASE_URL ?? null,
    model: env.OPENAI_MODEL,
    embeddingModel: env.OPENAI_EMBEDDING_MODEL ?? null,
    dailyTokens: env.MODEL_DAILY_TOKENS ?? null,
  };
}
