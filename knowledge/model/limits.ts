/** How long, how often and how much the model may be asked. Milliseconds unless said otherwise. */
export interface Limits {
  /** Below this sureness of the index the model is asked. */
  sureness: number;
  /** Below this, what the index answered is no more than a guess, and what the model cites need not agree with it. */
  guess: number;
  /** One call each; the caller's own deadline ends them all. */
  rewriteMs: number;
  answerMs: number;
  fieldsMs: number;
  embedMs: number;
  transcribeMs: number;
  /** Tries of one call, the first included. */
  tries: number;
  /** The wait after the first failure; it doubles with each one. */
  firstWaitMs: number;
  /** A server that asks for a longer wait is left alone instead. */
  longestWaitMs: number;
  /** So many failures one after the other, and nothing is asked for a while. */
  failuresInARow: number;
  restMs: number;
  /** Passages that an answer is written from. */
  passages: number;
  /** Of one passage, in characters. */
  passageLength: number;
  /** Of what people wrote, in characters, its end. */
  questionLength: number;
  /** Turns of the conversation that are told. */
  turns: number;
  /** Of what the model writes, in tokens. */
  answerTokens: number;
  rewriteTokens: number;
  fieldsTokens: number;
  /** Texts in one call for embeddings. */
  embedBatch: number;
}

export const usualLimits: Limits = {
  sureness: 0.55,
  guess: 0.35,
  rewriteMs: 2_500,
  answerMs: 4_500,
  fieldsMs: 5_000,
  embedMs: 1_000,
  transcribeMs: 7_000,
  tries: 3,
  firstWaitMs: 200,
  longestWaitMs: 1_500,
  failuresInARow: 4,
  restMs: 30_000,
  passages: 6,
  passageLength: 1_800,
  questionLength: 600,
  turns: 3,
  answerTokens: 700,
  rewriteTokens: 120,
  fieldsTokens: 500,
  embedBatch: 64,
};
