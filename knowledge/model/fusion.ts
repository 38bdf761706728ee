/** Damps the first ranks, so that a text that both rankings like stands before one that only one of them loves. */
const DAMPING = 60;

/** Reciprocal rank fusion: one ranking of ids out of several, best first. Pure. */
export function fused(rankings: readonly (readonly string[])[]): string[] {
  const scores = new Map<string, number>();
  for (const ranking of rankings) {
    for (const [rank, id] of ranking.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (DAMPING + rank + 1));
  }
  return [...scores].sort(([, a], [, b]) => b - a).map(([id]) => id);
}
