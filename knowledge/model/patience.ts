import type { Limits } from './limits.ts';
import { ModelError } from './model-error.ts';

export interface PatienceTools {
  limits: Limits;
  now: () => Date;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  random: () => number;
  log: (what: string) => void;
}

/**
 * Calls with tries, deadlines and a circuit breaker: after so many failures in a row nothing is called for a while, then
 * one call may find out whether the server is back. A server that asks for a longer wait than we have gets it.
 */
export class Patience {
  readonly #tools: PatienceTools;
  #failures = 0;
  #restsUntil = 0;
  #isProbing = false;

  constructor(tools: PatienceTools) {
    this.#tools = tools;
  }

  /** Whether a call would not even be tried now. */
  get isResting(): boolean {
    return this.#tools.now().getTime() < this.#restsUntil || (this.#restsUntil > 0 && this.#isProbing);
  }

  /** Throws {@link ModelError}, and `late` when `signal` aborts or `ms` are over, whatever the work does. */
  async call<T>(signal: AbortSignal, ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (signal.aborted) throw new ModelError('late');
    if (this.isResting) throw new ModelError('resting');
    const isProbe = this.#restsUntil > 0;
    this.#isProbing = isProbe;
    try {
      const result = await this.#tries(AbortSignal.any([signal, AbortSignal.timeout(ms)]), work, isProbe);
      this.#failures = 0;
      this.#restsUntil = 0;
      return result;
    } catch (error) {
      if (error instanceof ModelError) this.#count(error);
      throw error;
    } finally {
      if (isProbe) this.#isProbing = false;
    }
  }

  async #tries<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>, isProbe: boolean): Promise<T> {
    const { limits, sleep, random } = this.#tools;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await beforeAbort(work(signal), signal);
      } catch (error) {
        if (signal.aborted) throw new ModelError('late');
        if (!(error instanceof ModelError) || !error.mayTryAgain || isProbe || attempt >= limits.tries) throw error;
        const wait = error.details.retryAfterMs ?? limits.firstWaitMs * 2 ** (attempt - 1) * (0.5 + random());
        if (wait > limits.longestWaitMs) throw error;
        await beforeAbort(sleep(wait, signal), signal);
      }
    }
  }

  /** A refused or unreadable answer comes from a server that is well. */
  #count(error: ModelError): void {
    if (!error.mayTryAgain && error.failure !== 'late') {
      this.#failures = 0;
      this.#restsUntil = 0;
      return;
    }
    const { limits, now, log } = this.#tools;
    this.#failures += 1;
    const asked = error.details.retryAfterMs ?? 0;
    if (this.#failures < limits.failuresInARow && asked <= limits.longestWaitMs) return;
    const rest = Math.max(asked, limits.restMs);
    this.#restsUntil = now().getTime() + rest;
    log(`language model left alone for ${Math.round(rest / 1_000)} s: ${error.message}`);
  }
}

/** The work's end, or {@link ModelError} `late` at the abort: some work does not listen to its signal. */
export function beforeAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new ModelError('late'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
