/** What befalls sends on their way to the fake Telegram, at random, and the people whom it never lets through. */
import type { Trouble } from '../fakes/counting-telegram.ts';
import type { Random } from './seeded.ts';

/** The sender cannot know whether the message was taken; a gateway's own error page says nothing about it either. */
const ambiguous: readonly Trouble[] = ['cut-before', 'cut-after', 'hang-before', 'hang-after', 'server-error'];

/** How many sends of a thousand each befalls. A "too many" stops the channel for a second, a hang a send for twenty. */
const perMille: readonly (readonly [Trouble, number])[] = [
  ['too-many', 1],
  ['out-of-order', 6],
  ['server-error', 4],
  ['cut-before', 4],
  ['cut-after', 4],
];
const mostHangs = 4;
const hangPerMille = 1;

export interface Troubles {
  /** For the fake. */
  of(chat: string): Trouble | null;
  /** How many sends ended so that their sender could not know. */
  ambiguous(): number;
  dealt(): Readonly<Partial<Record<Trouble, number>>>;
  /** No more troubles: everybody can be reached. */
  heal(): void;
}

export const isBlocked = (chat: string): boolean => Number(chat) % 97 === 0;
export const isRefused = (chat: string): boolean => Number(chat) % 89 === 0;

export function createTroubles(random: Random): Troubles {
  const dealt: Partial<Record<Trouble, number>> = {};
  let isHealed = false;
  const choose = (chat: string): Trouble | null => {
    if (isHealed) return null;
    if (isBlocked(chat)) return 'blocked';
    if (isRefused(chat)) return 'refused';
    const hangs = (dealt['hang-before'] ?? 0) + (dealt['hang-after'] ?? 0);
    let lot = random.next() * 1_000;
    if (hangs < mostHangs && lot < hangPerMille) return hangs % 2 === 0 ? 'hang-before' : 'hang-after';
    lot -= hangPerMille;
    for (const [trouble, share] of perMille) {
      if (lot >= 0 && lot < share) return trouble;
      lot -= share;
    }
    return null;
  };
  return {
    of(chat) {
      const trouble = choose(chat);
      if (trouble !== null) dealt[trouble] = (dealt[trouble] ?? 0) + 1;
      return trouble;
    },
    ambiguous: () => ambiguous.reduce((sum, trouble) => sum + (dealt[trouble] ?? 0), 0),
    dealt: () => dealt,
    heal() {
      isHealed = true;
    },
  };
}
