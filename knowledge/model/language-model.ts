/** What the program asks of a language model. Where none is configured there is none, and nothing waits for it. */
import type { Answer } from '../answer.ts';
import type { Topic } from '../topic.ts';

export interface LanguageModel {
  /** Whether the index is so unsure of this answer that it is worth asking the model. Synchronous and cheap. */
  isWorthAsking(question: string, plain: Answer): boolean;
  /** A guarded answer, or `plain`. Settles when `signal` aborts at the latest; never rejects. */
  answer(request: ModelQuestion, signal: AbortSignal): Promise<{ answer: Answer; call: ModelCall }>;
  /** What a free text states of these fields, and nothing else. Never rejects. */
  readFields(
    request: { text: string; fields: readonly ModelField[] },
    signal: AbortSignal,
  ): Promise<{ values: Record<string, string>; call: ModelCall }>;
  /** What was said in a voice message; null when it could not be heard. Never rejects. */
  transcribe(
    recording: { bytes: Uint8Array; name: string; mime: string },
    signal: AbortSignal,
  ): Promise<{ text: string | null; call: ModelCall }>;
}

export interface ModelQuestion {
  question: string;
  /** The conversation's last turns, oldest first. */
  history: readonly { question: string; answer: string }[];
  now: Date;
  topic: Topic | null;
  /** What goes out without the model. */
  plain: Answer;
}

/** A field of a dialog as the model is told of it. */
export interface ModelField {
  name: string;
  title: string;
  prompt: string;
  example: string | null;
  choices: readonly string[];
}

export const modelVerdicts = [
  /** What the model wrote went out. */
  'accepted',
  /** Its second try went out. */
  'repaired',
  /** The guard refused both tries. */
  'rejected',
  /** It was late, out of reach, or not to be read. */
  'failed',
  /** It was not asked: the day's tokens are spent, or it failed too often just now. */
  'not-asked',
] as const;
export type ModelVerdict = (typeof modelVerdicts)[number];

/** One use of the model, as officers review it. Personal data is masked in all texts. */
export interface ModelCall {
  kind: 'answer' | 'fields' | 'transcription';
  model: string;
  /** What was asked, masked. */
  question: string;
  /** What the model wrote, masked; empty when it wrote nothing. */
  written: string;
  /** Ids of the passages it was shown, as `ke-hoach-2024#II.1`. */
  passages: readonly string[];
  inputTokens: number;
  outputTokens: number;
  latencyMs: number;
  verdict: ModelVerdict;
  /** Why it was rejected or failed, a line each. */
  faults: readonly string[];
}
