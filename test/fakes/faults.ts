/** What a test can make a platform do wrong, for as many calls as it says. */
export interface PlannedFault {
  /** How many requests it hits; 1 unless given. */
  times?: number;
  /** Only this method; every send of a message unless given, `*` for all. */
  method?: string;
  /** Only this chat. */
  chat?: string | number;
}

export class Faults<Fault extends PlannedFault> {
  private planned: { fault: Fault; left: number }[] = [];

  /** `sends`: the methods that send a message. */
  constructor(private readonly sends: RegExp) {}

  plan(fault: Fault): void {
    this.planned.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.planned = [];
  }

  /** The fault that hits this call, if any; it counts as used. */
  take(method: string, chat: string | undefined): Fault | null {
    const hit = this.planned.find(({ fault }) => {
      const isMethod = fault.method === undefined ? this.sends.test(method) : ['*', method].includes(fault.method);
      return isMethod && (fault.chat === undefined || String(fault.chat) === chat);
    });
    if (hit === undefined) return null;
    hit.left -= 1;
    if (hit.left <= 0) this.planned = this.planned.filter((other) => other !== hit);
    return hit.fault;
  }
}
