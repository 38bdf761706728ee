/** The queue of updates: kept until confirmed, handed to one long poll at a time, or pushed to the webhook. */
import { Refusal } from './refusal.ts';

export type Update = Record<string, unknown> & { update_id: number };

interface Poller {
  limit: number;
  resolve(updates: Update[]): void;
  reject(refusal: Refusal): void;
}

export interface Webhook {
  url: string;
  secret: string;
}

export class Updates {
  private pending: Update[] = [];
  private poller: Poller | null = null;
  private nextId = 500_000_001;
  private allowed: string[] | null = null;
  private webhook: Webhook | null = null;
  private pushing = false;
  private stopped = false;
  private readonly knock: (request: Request) => Promise<Response>;

  constructor(knock: (request: Request) => Promise<Response>) {
    this.knock = knock;
  }

  /** How many are not confirmed. */
  get waiting(): number {
    return this.pending.length;
  }

  get hook(): Webhook | null {
    return this.webhook;
  }

  /** Adds an update, with an id of its own unless it brings one. */
  push(body: Record<string, unknown>): number {
    const updateId = typeof body.update_id === 'number' ? body.update_id : this.nextId++;
    const kind = Object.keys(body).find((key) => key !== 'update_id');
    if (this.allowed !== null && kind !== undefined && isKnownKind(kind) && !this.allowed.includes(kind))
      return updateId;
    this.pending.push({ ...body, update_id: updateId });
    // Messages of one instant go out in one batch.
    setImmediate(() => this.handOut());
    return updateId;
  }

  allow(kinds: unknown): void {
    if (Array.isArray(kinds)) this.allowed = kinds.length === 0 ? null : kinds.map(String);
  }

  async poll(offset: number, limit: number, timeoutMs: number, gone: AbortSignal): Promise<Update[]> {
    if (this.webhook !== null) {
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    this.poller?.reject(
      new Refusal(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      ),
    );
    if (offset > 0) this.pending = this.pending.filter((update) => update.update_id >= offset);
    if (this.pending.length > 0 || timeoutMs === 0) return this.pending.slice(0, limit);
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        if (this.poller === poller) this.poller = null;
        settle();
      };
      const poller: Poller = {
        limit,
        resolve: (updates) => end(() => resolve(updates)),
        reject: (refusal) => end(() => reject(refusal)),
      };
      const timer = setTimeout(() => poller.resolve([]), timeoutMs);
      gone.addEventListener('abort', () => poller.resolve([]));
      this.poller = poller;
    });
  }

  setWebhook(webhook: Webhook | null): void {
    this.webhook = webhook;
    this.poller?.reject(new Refusal(409, 'Conflict: terminated by setWebhook request'));
    this.handOut();
  }

  stop(): void {
    this.stopped = true;
    this.poller?.resolve([]);
  }

  private handOut(): void {
    if (this.webhook !== null) void this.pushToWebhook();
    else if (this.pending.length > 0) this.poller?.resolve(this.pending.slice(0, this.poller.limit));
  }

  /** One after the other; what is not answered with 2xx comes again. */
  private async pushToWebhook(): Promise<void> {
    if (this.pushing) return;
    this.pushing = true;
    while (this.pending[0] !== undefined && this.webhook !== null && !this.stopped) {
      const request = new Request(this.webhook.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': this.webhook.secret },
        body: JSON.stringify(this.pending[0]),
      });
      const isTaken = await this.knock(request).then(
        (response) => response.ok,
        () => false,
      );
      if (isTaken) this.pending.shift();
      else await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.pushing = false;
  }
}

function isKnownKind(kind: string): boolean {
  return [
    'message',
    'edited_message',
    'channel_post',
    'callback_query',
    'my_chat_member',
    'chat_member',
    'poll',
  ].includes(kind);
}
