/** Brings events to the webhook, signed, and comes again where it is not answered with 200 in two seconds. */
import { createHash } from 'node:crypto';
import type { Habits } from './habits.ts';

export interface EventsOptions {
  appId: string;
  accountId: string;
  secretKey: string;
  habits: Habits;
  knock(request: Request): Promise<Response>;
  url: string;
  /** When it comes again: 30 s, 5 min, 15 min, 30 min and 1 h for real. */
  ladderMs: readonly number[];
}

const patienceMs = 2_000;

export class Events {
  /** What the webhook answered, in order; 0: nothing in time. */
  readonly answers: number[] = [];
  /** After the last try in vain the app gets no more events until somebody switches it on again. */
  isDead = false;
  private open = 0;
  private last: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(private readonly options: EventsOptions) {}

  get underWay(): number {
    return this.open;
  }

  /** In compact JSON. */
  push(event: object): void {
    for (const one of this.options.habits.twice ? [event, event] : [event]) this.bring(JSON.stringify(one));
  }

  stop(): void {
    this.isStopped = true;
  }

  headersFor(body: string): Record<string, string> {
    const { appId, accountId, secretKey, habits } = this.options;
    const timestamp = /"timestamp":"(\d+)"/.exec(body)?.[1] ?? '';
    const term = habits.firstTerm === 'app' ? appId : accountId;
    const hex = createHash('sha256')
      .update(term + body + timestamp + secretKey)
      .digest('hex');
    return { 'content-type': 'application/json', 'x-zevent-signature': habits.bareSignature ? hex : `mac=${hex}` };
  }

  private bring(body: string): void {
    this.open += 1;
    this.last = this.last.then(() => this.tryOnce(body, 0));
  }

  /** A try in vain does not hold up what comes after it. */
  private async tryOnce(body: string, tries: number): Promise<void> {
    const status = this.isStopped || this.isDead ? null : await this.knockWith(body, tries);
    if (status !== null) this.answers.push(status);
    const pause = this.options.ladderMs[tries];
    if (status === 200 || status === null || pause === undefined) {
      if (status !== 200 && status !== null) this.isDead = true;
      this.open -= 1;
      return;
    }
    setTimeout(() => void this.tryOnce(body, tries + 1), pause);
  }

  private async knockWith(body: string, tries: number): Promise<number> {
    const { url, knock } = this.options;
    const headers = { ...this.headersFor(body), ...(tries > 0 && { num_retry: String(tries) }) };
    try {
      const request = new Request(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(patienceMs) });
      const response = await knock(request);
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }
}
