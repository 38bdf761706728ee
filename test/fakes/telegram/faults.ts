/** What a test can make the platform do wrong. */

export type FaultKind =
  /** Too many requests; `retryAfter` in seconds. */
  | 'rate'
  | 'unauthorized'
  | 'server-error'
  /** A proxy's HTML page instead of an answer. */
  | 'html-error'
  | 'blocked'
  | 'unreadable'
  /** Takes the request and never answers. */
  | 'hang'
  /** The same, though the message is delivered. */
  | 'hang-after'
  /** Cuts the connection before the message is taken. */
  | 'cut-before'
  /** Takes the message, then cuts the connection. */
  | 'cut-after';

export interface Fault {
  kind: FaultKind;
  /** How many requests it hits; 1 unless given. */
  times?: number;
  /** Only this method; every send of a message unless given, `*` for all; `download` for a file's bytes. */
  method?: string;
  /** Only this chat. */
  chat?: string | number;
  retryAfter?: number;
}

export class Faults {
  private planned: { fault: Fault; left: number }[] = [];

  plan(fault: Fault): void {
    this.planned.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.planned = [];
  }

  /** The fault that hits this call, if any; it counts as used. */
  take(method: string, chat: string | undefined): Fault | null {
    const hit = this.planned.find(({ fault }) => {
      const isMethod =
        fault.method === undefined
          ? /^send(?:Message|Document|Photo)$/.test(method)
          : ['*', method].includes(fault.method);
      return isMethod && (fault.chat === undefined || String(fault.chat) === chat);
    });
    if (hit === undefined) return null;
    hit.left -= 1;
    if (hit.left <= 0) this.planned = this.planned.filter((other) => other !== hit);
    return hit.fault;
  }
}
