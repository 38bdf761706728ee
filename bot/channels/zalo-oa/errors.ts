/** What a failed call means: for the message that was being sent, and for the account as a whole. */
import type { SendOutcome } from '../../channel.ts';
import { outsideWindow } from '../../windows.ts';
import { neverSent } from '../never-sent.ts';
import { codeOf, describe, quotaSpent, ZaloError } from '../zalo/error.ts';
import { refusedTokenCodes, tooManyPauseMs, waitsForOperatorMs } from './assumptions.ts';
import { NoTokenError } from './tokens.ts';

type Failure = Exclude<SendOutcome, { kind: 'sent' }>;

/** Nothing that is sent to this person will arrive until they come back: not following, blocked, gone. */
const unreachableCodes: ReadonlySet<number> = new Set([-213, -217, -227, -244]);
/** They have not written for seven days, or never. */
const outsideWindowCodes: ReadonlySet<number> = new Set([-230, -232]);
/** What the account may send is used up, or has to be paid for. */
const spentCodes: ReadonlySet<number> = new Set([-211, -218, -224, -320, -321]);
/** Account or app are switched off or lack a right. */
const stoppedCodes: ReadonlySet<number> = new Set([-204, -205, -209, -212, -219, -221, -223, -235, -242]);
const tooMany = -32;

/** Zalo has not heard of them for too long. */
export function isOutsideWindow(error: unknown): boolean {
  return outsideWindowCodes.has(codeOf(error) ?? 0);
}

/** What became of a message whose send failed with `error`. Zalo has no way to tell a doubled send from a new one. */
export function outcomeOf(error: unknown, isBulk: boolean): Failure {
  // Nothing was sent without a token.
  if (error instanceof NoTokenError)
    return { kind: 'retry', why: 'no access token for now', afterMs: waitsForOperatorMs };
  const why = describe(error);
  if (!(error instanceof ZaloError)) return { kind: 'unknown', why };
  const { reason } = error;
  if (reason.kind === 'network') return { kind: neverSent.has(reason.code) ? 'retry' : 'unknown', why };
  if (reason.kind === 'unreadable') return { kind: 'unknown', why };
  const code = reason.code ?? 0;
  if (refusedTokenCodes.has(code) || stoppedCodes.has(code)) return { kind: 'retry', why, afterMs: waitsForOperatorMs };
  if (code === tooMany) return { kind: 'retry', why, afterMs: tooManyPauseMs };
  if (unreachableCodes.has(code)) return { kind: 'unreachable', why };
  if (outsideWindowCodes.has(code)) return { kind: 'refused', why: `${outsideWindow} (${code})` };
  if (spentCodes.has(code)) return { kind: isBulk ? 'refused' : 'retry', why: `${quotaSpent} (${code})` };
  return { kind: 'refused', why };
}

/** Nothing is wrong with the template: this one person gets none, or none today. */
const templatePersonCodes: ReadonlySet<number> = new Set([-114, -118, -119, -139, -140, -141, -144, -147, -218]);

/** The same for a template. It is no answer to anybody, so nothing of it may hold up the account's other messages. */
export function templateOutcomeOf(error: unknown): Failure {
  const outcome = outcomeOf(error, true);
  if (!(error instanceof ZaloError) || error.reason.kind !== 'refused') return outcome;
  const code = error.reason.code ?? 0;
  if (refusedTokenCodes.has(code) || code === tooMany) return outcome;
  return { kind: 'refused', why: `${outsideWindow}; ${describe(error)}` };
}

/** In words for an operator, why the account does not work; null if the error is about one message only. */
export function troubleOf(error: unknown): string | null {
  if (!(error instanceof ZaloError)) return null;
  const { reason } = error;
  if (reason.kind !== 'refused') return `Zalo cannot be reached (${describe(error)})`;
  const code = reason.code ?? 0;
  const isOfTemplate = error.method === 'template' && !refusedTokenCodes.has(code) && code !== tooMany;
  if (isOfTemplate && [...templatePersonCodes, ...unreachableCodes, ...outsideWindowCodes].includes(code)) return null;
  if (isOfTemplate)
    return `Zalo does not take the template (${describe(error)}): check ZALO_OA_TEMPLATE_ID, ZALO_OA_TEMPLATE_FIELDS and its approval`;
  if (refusedTokenCodes.has(code)) return `Zalo refuses an access token that was just renewed (${code})`;
  if (stoppedCodes.has(code))
    return `Zalo lets this Official Account or its app send nothing (${describe(error)}): look at both in their consoles`;
  if (code === tooMany) return 'Zalo says that there are too many calls (-32)';
  if (spentCodes.has(code) && code !== -218)
    return `what this Official Account may send is used up or has to be paid for (${code})`;
  return null;
}
