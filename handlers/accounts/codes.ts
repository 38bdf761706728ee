/** Codes that join two conversations of one person: short enough to type, good once and for a quarter of an hour. */
import type { Turn } from '../../bot/capability.ts';
import { plainLabel } from '../../bot/label.ts';
import type { Tx } from '../../prisma/open.ts';
import { hashCode, type RandomBytes, shortCode } from '../officers/codes.ts';
import { roomForWrongCodes } from '../officers/wrong-codes.ts';

export const codeMinutes = 15;

/** Makes the person's code, in place of an earlier one. It is in the result and nowhere else. */
export async function makeJoinCode(turn: Turn, randomBytes: RandomBytes): Promise<string> {
  const { tx, now, personId, conversationId } = turn;
  const code = shortCode(randomBytes);
  const row = { conversationId, codeHash: hashCode(code), expiresAt: new Date(now.getTime() + codeMinutes * 60_000) };
  await tx.joinCode.upsert({ where: { personId }, create: { personId, ...row }, update: row });
  return code;
}

export interface JoinOffer {
  codeHash: string;
  /** Who asked for the code, and where. */
  personId: string;
  conversationId: bigint;
}

export type Tried =
  | { kind: 'good'; offer: JoinOffer }
  | { kind: 'own' }
  | { kind: 'wrong'; left: number }
  | { kind: 'wait'; until: Date };

/** Looks at a code that somebody sent; whoever has sent too many wrong ones waits, as with invitations. */
export async function tryJoinCode(turn: Turn, typed: string): Promise<Tried> {
  const room = await roomForWrongCodes(turn);
  if ('until' in room) return { kind: 'wait', until: room.until };
  const offer = await offerOf(turn.tx, turn.now, hashCode(typed));
  if (offer) return offer.personId === turn.personId ? { kind: 'own' } : { kind: 'good', offer };
  await turn.tx.wrongCode.create({ data: { personId: turn.personId, at: turn.now } });
  return { kind: 'wrong', left: room.left - 1 };
}

/** Null once the code is used, replaced or over. */
export async function offerOf(tx: Tx, now: Date, codeHash: string): Promise<JoinOffer | null> {
  const row = await tx.joinCode.findUnique({ where: { codeHash } });
  return row !== null && row.expiresAt > now ? row : null;
}

export async function forgetOldCodes(tx: Tx, now: Date): Promise<void> {
  await tx.joinCode.deleteMany({ where: { expiresAt: { lte: now } } });
}

const typedCode = /^\s*(.*?)([0-9a-z]{4})\s*-?\s*([0-9a-z]{4})\s*$/isu;
/** Said before a code, folded. */
const intents = new Set(['rieng tu', 'riengtu', 'noi', 'noi tai khoan', 'ma', 'ma noi', 'noi ma']);

/**
 * The code in `/riengtu 7KQ2-M9XD`, with or without words before it; null in any other text. `isSure`: with words that
 * can mean nothing else; eight bare signs may be something else altogether.
 */
export function joinCodeIn(text: string): { code: string; isSure: boolean } | null {
  const [, before = '', first = '', second = ''] = typedCode.exec(text) ?? [];
  if (!/\d/.test(first + second)) return null;
  const said = plainLabel(before);
  if (said !== '' && !intents.has(said)) return null;
  return { code: first + second, isSure: said !== '' };
}
