/** The kinds of phrases that the table gate-phrases may hold; what each means is told at the top of the table. */
export const PHRASE_KINDS = [
  ...(['greeting', 'thanks', 'goodbye', 'praise', 'insult', 'insult-soft', 'identity', 'ok', 'filler'] as const),
  ...(['topic', 'topic-near', 'question', 'told'] as const),
  ...(['off-topic', 'off-topic-sure', 'off-topic-hint', 'off-topic-always'] as const),
  ...(['override', 'injection', 'impersonation', 'fraud', 'consequence'] as const),
  ...(['forge-make', 'forge-thing', 'forge-sign'] as const),
  ...(['private', 'private-near', 'private-of', 'private-always', 'person', 'title'] as const),
];
export type PhraseKind = (typeof PHRASE_KINDS)[number];

/** The replies that the table gate-replies must hold. */
export const REPLY_KINDS = [
  ...(['greeting', 'thanks', 'goodbye', 'praise', 'insult', 'identity', 'ok', 'empty'] as const),
  ...(['injection', 'impersonation', 'fraud', 'other-person-data', 'off-topic'] as const),
];

/** The kind of that name, or null. */
export function phraseKind(name: string): PhraseKind | null {
  return PHRASE_KINDS.find((kind) => kind === name) ?? null;
}
