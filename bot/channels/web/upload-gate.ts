/** How many files may come in: each costs memory while it is checked, and room on the disk afterwards. */

/** Under way at once, of one visitor and of all; and begun within the window, of one visitor. */
export const maxUploads = { perVisitor: 3, inAll: 8, inWindow: 40, windowMs: 10 * 60_000 };

export interface UploadGate {
  /** Null when it must wait; else call the result once the file is taken or refused. */
  enter(visitor: string): (() => void) | null;
}

/** `now` in milliseconds. */
export function createUploadGate(now: () => number): UploadGate {
  const underWay = new Map<string, number>();
  const begun = new Map<string, number[]>();
  let inAll = 0;
  return {
    enter(visitor) {
      const at = now();
      for (const [who, times] of begun) {
        const recent = times.filter((time) => at - time < maxUploads.windowMs);
        if (recent.length === 0) begun.delete(who);
        else begun.set(who, recent);
      }
      const mine = underWay.get(visitor) ?? 0;
      const recent = begun.get(visitor) ?? [];
      if (inAll >= maxUploads.inAll || mine >= maxUploads.perVisitor || recent.length >= maxUploads.inWindow)
        return null;
      inAll += 1;
      underWay.set(visitor, mine + 1);
      begun.set(visitor, [...recent, at]);
      return () => {
        inAll -= 1;
        const left = (underWay.get(visitor) ?? 1) - 1;
        if (left === 0) underWay.delete(visitor);
        else underWay.set(visitor, left);
      };
    },
  };
}
