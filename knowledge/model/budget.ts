/** The day's tokens. What runs counts by its estimate until it is over and stored. */
export class Budget {
  readonly #daily: number | null;
  readonly #spentToday: () => Promise<number>;
  #running = 0;

  constructor(daily: number | null, spentToday: () => Promise<number>) {
    this.#daily = daily;
    this.#spentToday = spentToday;
  }

  /** Runs the work if its tokens still fit the day, else gives null. Throws what the count or the work throws. */
  async within<T>(tokens: number, work: () => Promise<T>): Promise<T | null> {
    if (this.#daily === null) return work();
    this.#running += tokens;
    try {
      const spent = await this.#spentToday();
      const isOver = spent >= this.#daily || spent + this.#running > this.#daily;
      return isOver ? null : await work();
    } finally {
      this.#running -= tokens;
    }
  }
}

/** About what a Vietnamese text costs. */
export function tokensIn(text: string): number {
  return Math.ceil(text.length / 2.5);
}
