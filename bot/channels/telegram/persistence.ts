import { type Patience, untilDone as tryUntilDone } from '../patience.ts';
import { isTokenRefused, outcomeOf, refusedTokenPauseMs } from './errors.ts';

export { type Patience, patience } from '../patience.ts';

/** Milliseconds that Telegram asks for after this failure. */
function pauseAsked(error: unknown): number | undefined {
  if (isTokenRefused(error)) return refusedTokenPauseMs;
  const outcome = outcomeOf(error);
  return outcome.kind === 'retry' ? outcome.afterMs : undefined;
}

/** Tries `step` until it succeeds; undefined if `signal` ended the tries. */
export function untilDone<T>(
  step: () => Promise<T>,
  onFailure: (error: unknown) => void,
  signal: AbortSignal,
  patience: Patience,
): Promise<T | undefined> {
  return tryUntilDone(step, { onFailure, pauseAsked, patience }, signal);
}
