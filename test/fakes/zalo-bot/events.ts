/** What people send, on its way to the bot: handed out once by polling and then gone, or brought to a webhook. */
import { Refusal } from './refusal.ts';

/** Odd habits of the service, each seen by somebody. */
export interface Habits {
  /** The documented body of a webhook; real ones are flat. */
  wrapped: boolean;
  /** A list where one event belongs. */
  asList: boolean;
  /** The documented field of a picture; real ones have `photo_url`. */
  photoField: 'photo_url' | 'photo';
  withoutEventName: boolean;
  /** Everything is brought twice. */
  twice: boolean;
  /** The code of an idle poll is left out. */
  idleWithoutCode: boolean;
  /** What the bot says comes back as an event. */
  echoes: boolean;
  /** What is handed to a poll whose connection is closed is gone. */
  losesOnDisconnect: boolean;
  /** The probe of a webhook bears the secret. */
  probeBearsSecret: boolean;
}

export const usualHabits: Habits = {
  wrapped: false,
  asList: false,
  photoField: 'photo_url',
  withoutEventName: false,
  twice: false,
  idleWithoutCode: false,
  echoes: false,
  losesOnDisconnect: false,
  probeBearsSecret: false,
};

export interface Hook {
  url: string;
  secret: string;
  updatedAt: number;
}

export class Events {
  hook: Hook | null = null;
  /** What webhooks answered, in order. */
  readonly answers: number[] = [];
  private queue: unknown[] = [];
  private wake: (() => void) | null = null;
  private handedOut = 0;
  private polling = 0;
  private knocks: Promise<void> = Promise.resolve();
  private knocking = 0;
  private isStopped = false;

  constructor(
    private readonly habits: Habits,
    private readonly knock: (request: Request) => Promise<Response>,
  ) {}

  /** Not yet handed out, or handed out and perhaps not stored: the bot has not asked for the next one. */
  get underWay(): number {
    return this.queue.length + this.handedOut + this.knocking;
  }

  push(event: unknown): void {
    for (const one of this.habits.twice ? [event, event] : [event]) {
      if (this.hook === null) this.queue.push(one);
      else this.bring(one, this.hook);
    }
    this.wake?.();
  }

  /** One event, or a list of one; throws when none came in time. */
  async next(seconds: number, hangUp: AbortSignal): Promise<unknown> {
    if (this.hook !== null) throw new Refusal(400, 'Webhook is set');
    this.handedOut = 0;
    this.polling += 1;
    try {
      if (this.queue.length === 0) await this.arrival(seconds * 1000, hangUp);
    } finally {
      this.polling -= 1;
    }
    if (hangUp.aborted && !this.habits.losesOnDisconnect) return undefined;
    const event = this.queue.shift();
    if (event === undefined) throw new Refusal(this.habits.idleWithoutCode ? null : 408, 'Request timeout');
    this.handedOut = 1;
    return this.habits.asList ? [event] : event;
  }

  /** Polls under way at once; the service does not say what more than one come to. */
  get pollers(): number {
    return this.polling;
  }

  stop(): void {
    this.isStopped = true;
    this.wake?.();
  }

  private arrival(ms: number, hangUp: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        hangUp.removeEventListener('abort', end);
        if (this.wake === end) this.wake = null;
        resolve();
      };
      const timer = setTimeout(end, ms);
      hangUp.addEventListener('abort', end);
      this.wake = end;
    });
  }

  private bring(event: unknown, { url, secret }: Hook): void {
    this.knocking += 1;
    const body = JSON.stringify(this.habits.wrapped ? { ok: true, result: event } : event);
    const headers = { 'content-type': 'application/json', 'x-bot-api-secret-token': secret };
    this.knocks = this.knocks.then(async () => {
      try {
        if (!this.isStopped)
          this.answers.push((await this.knock(new Request(url, { method: 'POST', body, headers }))).status);
      } catch {
        this.answers.push(0);
      } finally {
        this.knocking -= 1;
      }
    });
  }
}
