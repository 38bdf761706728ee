/** Randomness that a failing run can be repeated with: KILL_SEED=<number> npm run test:kill. */

/** Chosen anew for each run unless the environment names it. */
export const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));

export interface Random {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from `low` to `high`. */
  whole(low: number, high: number): number;
  /** One of these; throws when there is none. */
  pick<T>(from: readonly T[]): T;
}

/** Mulberry32: small, and good enough to choose moments. Each `name` gives a stream of its own. */
export function seeded(name: string, from = seed): Random {
  let state = [...name].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), from | 0);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    whole,
    pick(from) {
      const chosen = from[whole(0, from.length - 1)];
      if (chosen === undefined) throw new Error('nothing to pick from');
      return chosen;
    },
  };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
