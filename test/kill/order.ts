/** Reads what a person saw against what they should have seen. */

/** How many of the expected messages have come so far, whatever came besides. */
export function progress(seen: readonly string[], expected: readonly string[]): number {
  return seen.reduce((next, message) => (message === expected[next] ? next + 1 : next), 0);
}

/**
 * For each message seen, its place among the expected ones. A message may come again right after itself, which is a
 * repeated send; anything else out of place throws.
 */
export function placesOf(seen: readonly string[], expected: readonly string[]): number[] {
  let next = 0;
  return seen.map((message, index) => {
    if (message === expected[next]) return next++;
    if (next > 0 && message === expected[next - 1]) return next - 1;
    throw new Error(
      `Message ${index + 1} is out of place.\n--- expected\n${expected[next] ?? '(nothing more)'}\n--- seen\n${message}`,
    );
  });
}

/**
 * Leaves out at most one message per wake: one that a process was handing to the network when it was frozen, and that
 * left when it woke up, after its successor had long sent it. Nobody can call that one back.
 */
export function withoutEchoes<T>(
  messages: readonly T[],
  wakes: readonly ((message: T) => boolean)[],
  isOld: (index: number) => boolean,
): T[] {
  const left = new Set(wakes);
  return messages.filter((message, index) => {
    const wake = isOld(index) ? [...left].find((isJustAfter) => isJustAfter(message)) : undefined;
    return wake === undefined || !left.delete(wake);
  });
}

export interface Repeat {
  chat: string;
  /** When the platform took the message before, and again; milliseconds since the epoch. */
  before: number;
  again: number;
}

/** Repeats among messages in their order, given when each was taken. */
export function repeatsOf(chat: string, places: readonly number[], takenAt: readonly number[]): Repeat[] {
  return places.flatMap((place, index) => {
    const [before, again] = [takenAt[index - 1], takenAt[index]];
    return index > 0 && places[index - 1] === place && before !== undefined && again !== undefined
      ? [{ chat, before, again }]
      : [];
  });
}

/**
 * Repeats that no kill explains. A kill explains one repeat in a conversation: of the message that was in flight, so
 * taken shortly before it, and sent again after it.
 */
export function unexplained(repeats: readonly Repeat[], kills: readonly number[], shortlyMs: number): Repeat[] {
  const used = new Set<string>();
  return repeats.filter(({ chat, before, again }) => {
    // The platform may take a message a moment after its sender is dead.
    const kill = kills.find(
      (at) => before > at - shortlyMs && before < at + 200 && again > at && !used.has(`${chat} ${at}`),
    );
    if (kill !== undefined) used.add(`${chat} ${kill}`);
    return kill === undefined;
  });
}
