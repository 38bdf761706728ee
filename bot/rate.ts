/** How fast a channel may send: a bucket of sends that fills at the platform's rate. */

/** Waits obeyed after the platform says "too many"; also how long sends are held back when it names no time. */
const defaultHoldMs = 1_000;
/** What may go out at once, as a part of a second's worth: a full second of it would double the rate of that second. */
const burstSeconds = 1 / 8;

export interface RateLimit {
  /** Sends that may start now. */
  available(): number;
  take(count: number): void;
  /** The platform asked to wait: nothing is sent until then. */
  hold(ms: number | undefined): void;
  /** Milliseconds until `available` can be above zero. */
  waitMs(): number;
}

/** `perSecond` null: no limit. `now` in milliseconds, monotonic. */
export function createRateLimit(perSecond: number | null, now: () => number): RateLimit {
  const capacity = perSecond === null ? Number.POSITIVE_INFINITY : Math.max(1, perSecond * burstSeconds);
  let tokens = capacity;
  let filledAt = now();
  let heldUntil = 0;
  const fill = () => {
    const at = now();
    if (perSecond !== null) tokens = Math.min(capacity, tokens + ((at - filledAt) / 1000) * perSecond);
    filledAt = at;
    return at;
  };
  return {
    available: () => (fill() < heldUntil ? 0 : Math.floor(tokens)),
    take(count) {
      tokens -= count;
    },
    hold(ms) {
      heldUntil = Math.max(heldUntil, now() + (ms ?? defaultHoldMs));
    },
    waitMs() {
      const at = fill();
      const refill = tokens >= 1 || perSecond === null ? 0 : ((1 - tokens) / perSecond) * 1000;
      return Math.ceil(Math.max(heldUntil - at, refill, 0));
    },
  };
}
