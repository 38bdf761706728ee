/**
 * How fast a channel may send: a bucket of sends that fills at the platform's rate. When the platform says "too many",
 * it fills more slowly, and then faster again from second to second.
 */

/** Waits obeyed after the platform says "too many"; also how long sends are held back when it names no time. */
const defaultHoldMs = 1_000;
/** What may go out at once, as a part of a second's worth: a full second of it would double the rate of that second. */
const burstSeconds = 1 / 14;
/**
 * What is left of the rate after a "too many", and how much of the full rate comes back each second. One alone is an
 * accident (sends that were held up met those after them); another one soon after says that the rate is too high.
 */
const slowdown = { alone: 0.95, again: 0.7 };
const againMs = 15_000;
const recoveryPerSecond = 1 / 30;
/** The rate never falls below this part of the full one. */
const slowest = 1 / 10;

export interface RateLimit {
  /** Sends that may ever start at once. */
  readonly capacity: number;
  /** Sends that may start now. */
  available(): number;
  take(count: number): void;
  /** The platform asked to wait: nothing is sent until then. */
  hold(ms: number | undefined): void;
  /** Milliseconds until so many sends can be available. */
  waitMs(count?: number): number;
}

/** `perSecond` null: no limit. `now` in milliseconds, monotonic. */
export function createRateLimit(perSecond: number | null, now: () => number): RateLimit {
  const full = perSecond ?? Number.POSITIVE_INFINITY;
  const capacity = Math.max(1, full * burstSeconds);
  let rate = full;
  let tokens = capacity;
  let filledAt = now();
  let heldUntil = 0;
  let slowedAt = Number.NEGATIVE_INFINITY;
  const fill = () => {
    const at = now();
    const seconds = (at - filledAt) / 1000;
    filledAt = at;
    if (perSecond === null) return at;
    rate = Math.min(full, rate + seconds * full * recoveryPerSecond);
    tokens = Math.min(capacity, tokens + seconds * rate);
    return at;
  };
  return {
    capacity,
    available: () => (fill() < heldUntil ? 0 : Math.floor(tokens)),
    take(count) {
      tokens -= count;
    },
    hold(ms) {
      const at = fill();
      // Sends under way together are told "too many" together: that is one lesson, not several.
      if (at >= heldUntil && perSecond !== null) {
        rate = Math.max(full * slowest, rate * (at < slowedAt + againMs ? slowdown.again : slowdown.alone));
        slowedAt = at;
      }
      heldUntil = Math.max(heldUntil, at + (ms ?? defaultHoldMs));
    },
    waitMs(count = 1) {
      const at = fill();
      const refill = tokens >= count || perSecond === null ? 0 : ((count - tokens) / rate) * 1000;
      return Math.ceil(Math.max(heldUntil - at, refill, 0));
    },
  };
}
