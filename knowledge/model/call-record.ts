import type { ModelCall, ModelVerdict } from './language-model.ts';
import type { Said } from './model-server.ts';
import { maskWritten } from './outgoing.ts';

/** Officers read no more than this of one use. */
const LONGEST = 6_000;

/** Gathers what is told of one use of the model while it goes on. */
export class CallRecord {
  readonly #kind: ModelCall['kind'];
  readonly #model: string;
  readonly #question: string;
  readonly #now: () => Date;
  readonly #since: number;
  readonly #written: string[] = [];
  readonly #faults: string[] = [];
  #passages: readonly string[] = [];
  #inputTokens = 0;
  #outputTokens = 0;
  /** of a request that is under way */
  #pendingTokens = 0;

  /** `question` is masked already. */
  constructor(kind: ModelCall['kind'], model: string, question: string, now: () => Date) {
    this.#kind = kind;
    this.#model = model;
    this.#question = question;
    this.#now = now;
    this.#since = now().getTime();
  }

  /** A request goes out, of about so many tokens; 0 where it came to nothing. */
  asks(tokens: number): void {
    this.#pendingTokens = tokens;
  }

  /** `under`: what the model was asked for, in Vietnamese. */
  wrote(under: string, { text, inputTokens, outputTokens }: Said): void {
    if (text.trim() !== '') this.#written.push(`${under}: ${maskWritten(text.trim())}`);
    this.#pendingTokens = 0;
    this.#inputTokens += inputTokens;
    this.#outputTokens += outputTokens;
  }

  showed(passages: readonly string[]): void {
    this.#passages = passages;
  }

  found(...faults: readonly string[]): void {
    this.#faults.push(...faults.map(maskWritten));
  }

  ended(verdict: ModelVerdict): ModelCall {
    return {
      kind: this.#kind,
      model: this.#model,
      question: this.#question,
      written: this.#written.join('\n\n').slice(0, LONGEST),
      passages: this.#passages,
      inputTokens: this.#inputTokens + this.#pendingTokens,
      outputTokens: this.#outputTokens,
      latencyMs: Math.max(0, this.#now().getTime() - this.#since),
      verdict,
      faults: this.#faults,
    };
  }
}
