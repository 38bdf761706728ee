/** A moment by the machine's clock, as a signal. */
import type { Clock } from './clock.ts';

/** A clock that is set, or that a test moves, is noticed this soon. */
const lookMs = 100;

export interface Deadline {
  /** Aborts at the moment. */
  signal: AbortSignal;
  /** Nobody waits for it any more. */
  end(): void;
}

export function deadlineAt(clock: Clock, until: Date): Deadline {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    const leftMs = until.getTime() - clock.now().getTime();
    if (leftMs <= 0) controller.abort();
    else timer = setTimeout(look, Math.min(leftMs, lookMs));
  };
  look();
  return { signal: controller.signal, end: () => clearTimeout(timer) };
}
