/** What a failed call means: for the message that was being sent, and for the platform as a whole. */
import { GrammyError, HttpError } from 'grammy';
import type { SendOutcome } from '../../channel.ts';
import { neverSent } from '../never-sent.ts';

export type Failure = Exclude<SendOutcome, { kind: 'sent' }>;

/** How long to leave a refused token alone; an operator has to mend it. */
export const refusedTokenPauseMs = 60_000;

/** Descriptions of a 400 that mean the same as a 403: nothing sent to this chat will arrive. */
const deadChat =
  /chat not found|user not found|peer_id_invalid|chat was deactivated|chat was deleted|not enough rights|have no rights|need administrator rights|chat_write_forbidden|chat_restricted|topic_closed|user is deactivated|bot is not a member/i;

/** What became of a message whose send failed with `error`. */
export function outcomeOf(error: unknown): Failure {
  const why = describe(error);
  if (error instanceof GrammyError) return outcomeOfRefusal(error, why);
  const code = networkCode(error);
  return { kind: code !== null && neverSent.has(code) ? 'retry' : 'unknown', why };
}

function outcomeOfRefusal(error: GrammyError, why: string): Failure {
  const { error_code: status, parameters } = error;
  if (status === 429) {
    const seconds = parameters.retry_after;
    return seconds === undefined ? { kind: 'retry', why } : { kind: 'retry', why, afterMs: seconds * 1000 };
  }
  if (isTokenRefused(error)) return { kind: 'retry', why, afterMs: refusedTokenPauseMs };
  if (status >= 500) return { kind: 'retry', why };
  if (status === 403 || (status === 400 && deadChat.test(error.description))) return { kind: 'unreachable', why };
  return { kind: 'refused', why };
}

/** In words for an operator, why the platform does not work; null if the error is about one message only. */
export function troubleOf(error: unknown): string | null {
  if (error instanceof GrammyError) {
    if (isTokenRefused(error)) {
      return `Telegram refuses the bot token (${error.error_code}): check TELEGRAM_BOT_TOKEN with @BotFather, and TELEGRAM_API_ROOT`;
    }
    if (error.error_code === 409) {
      return 'another program takes this bot’s messages (409): stop it, or give it a token of its own';
    }
    return error.error_code >= 500 ? `Telegram is out of order (${describe(error)})` : null;
  }
  return `Telegram cannot be reached (${describe(error)})`;
}

/** A malformed token is "not found", a well-formed one that is not in use is "unauthorized". */
export function isTokenRefused(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);
}

/** Telegram could not read our HTML. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 400 && /can't parse entities/i.test(error.description);
}

/** Where a group went when it became a supergroup. */
export function migratedTo(error: unknown): number | null {
  return error instanceof GrammyError ? (error.parameters.migrate_to_chat_id ?? null) : null;
}

/**
 * One line for logs. Neither the error itself nor its cause may be logged: grammY keeps the payload (people's texts) in
 * one, and the cause's message holds the address with the token.
 */
export function describe(error: unknown): string {
  if (error instanceof GrammyError) return `${error.method}: ${error.error_code} ${error.description}`;
  if (error instanceof HttpError) return `${error.message} ${networkCode(error) ?? reasonWithoutCode(error)}`;
  return error instanceof Error ? error.name : 'not an error';
}

function networkCode(error: unknown): string | null {
  if (!(error instanceof HttpError)) return null;
  const cause = error.error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : null;
}

function reasonWithoutCode(error: HttpError): string {
  const cause = error.error;
  if (!(cause instanceof Error)) return 'no reason given';
  if (cause.message.includes('timed out')) return 'timed out';
  const type = 'type' in cause && typeof cause.type === 'string' ? cause.type : cause.name;
  return /^[\w-]{1,40}$/.test(type) ? type : 'no reason given';
}
