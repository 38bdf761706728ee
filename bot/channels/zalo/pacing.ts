/** Leaves each chat a rest between two messages, since nobody knows at which rate Zalo begins to refuse. */

/** Resolves when the next message may go to this chat; those who wait for one chat are let through in their order. */
export function createPacing(restMs: number): (chat: string) => Promise<void> {
  const free = new Map<string, number>();
  return async (chat) => {
    const now = performance.now();
    const at = Math.max(now, free.get(chat) ?? 0);
    free.delete(chat);
    free.set(chat, at + restMs);
    for (const [other, until] of free) {
      if (until > now) break;
      free.delete(other);
    }
    if (at > now) await new Promise((resolve) => setTimeout(resolve, at - now));
  };
}
