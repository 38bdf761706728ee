/** What a failed call means: for the message that was being sent, and for the platform as a whole. */
import type { SendOutcome } from '../../channel.ts';
import { neverSent } from '../never-sent.ts';
import { codeOf, describe, quotaSpent, ZaloError } from '../zalo/error.ts';
import { overQuotaPauseMs, refusedTokenPauseMs } from './assumptions.ts';

type Failure = Exclude<SendOutcome, { kind: 'sent' }>;

/** What became of a message whose send failed with `error`. Zalo has no way to tell a doubled send from a new one. */
export function outcomeOf(error: unknown, isBulk: boolean): Failure {
  const why = describe(error);
  if (!(error instanceof ZaloError)) return { kind: 'unknown', why };
  const { reason } = error;
  if (reason.kind === 'network') return { kind: neverSent.has(reason.code) ? 'retry' : 'unknown', why };
  if (reason.kind === 'unreadable') return { kind: 'unknown', why };
  switch (reason.code) {
    case 401:
      return { kind: 'retry', why, afterMs: refusedTokenPauseMs };
    // Not a blind retry: an answer is tried again for two hours at most, since a 429 may also be a matter of minutes.
    case 429:
      return isBulk ? { kind: 'refused', why: `${quotaSpent} (429)` } : { kind: 'retry', why: `${quotaSpent} (429)` };
    case 403:
    case 408:
    case 504:
      return { kind: 'unknown', why };
    default:
      return { kind: 'refused', why };
  }
}

/** In words for an operator, why the platform does not work; null if the error is about one message only. */
export function troubleOf(error: unknown): string | null {
  if (!(error instanceof ZaloError)) return null;
  const { reason } = error;
  if (reason.kind !== 'refused') return `Zalo cannot be reached (${describe(error)})`;
  switch (reason.code) {
    case 401:
      return 'Zalo refuses the bot token (401): check ZALO_BOT_TOKEN with the Zalo Bot Manager, and ZALO_BOT_API_ROOT';
    case 429:
      return 'Zalo says that the quota of this bot is spent (429)';
    case 400:
    case 404:
      return error.method.startsWith('send') ? null : `Zalo refuses a call (${describe(error)})`;
    default:
      return `Zalo is out of order (${describe(error)})`;
  }
}

/** Milliseconds that Zalo should be left alone after the `failures`-th failure in a row; undefined: the usual. */
export function pauseAsked(error: unknown, failures: number): number | undefined {
  const code = codeOf(error);
  if (code === 401) return refusedTokenPauseMs;
  if (code === 429) return Math.min(overQuotaPauseMs.first * 2 ** Math.min(failures, 10), overQuotaPauseMs.longest);
  return undefined;
}
