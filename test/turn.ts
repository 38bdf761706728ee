import type { Turn } from '../bot/capability.ts';
import type { Tx } from '../prisma/open.ts';

/** A turn of a person outside the machine, for what must happen at one moment. */
export function turnOf(tx: Tx, personId: string, now: Date): Turn {
  return {
    tx,
    personId,
    isPrivate: true,
    now,
    channel: 'telegram',
    messageId: 0n,
    conversationId: 0n,
    input: { kind: 'text', text: '' },
    recall: () => null,
    remember: () => {},
    keepChoices: () => {},
    forgetAll: () => {},
    draft: () => null,
    saveDraft: () => {},
    enter: () => {},
    wantFile: () => {},
    consult: () => ({ advice: null }),
    asTyped: (text) => ({ kind: 'text', text }),
  };
}
