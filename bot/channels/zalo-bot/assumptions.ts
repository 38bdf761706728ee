/**
 * What is assumed of Zalo's Bot Platform where its documentation is silent or contradicts what others saw. Each stands
 * here alone, so that one line changes when the truth comes out.
 */
import type { Quota } from '../../quota.ts';

export const officialRoot = 'https://bot-api.zaloplatforms.com';

/**
 * The free plan, as two independent readers of the plan page have it. Messages are counted both ways, by one of them:
 * counting too many stops broadcasts too early at worst.
 */
export const basicPlan: Quota = { messagesPerMonth: 3000, people: 50, warnsAt: 0.8, stopsBroadcastsAt: 0.95 };

/** No rate is documented: what others limit themselves to. */
export const pace = { perSecond: 5, chatRestMs: 1_000 };

/** Seconds that `getUpdates` is held while nothing arrives: the documented default. */
export const longPollSeconds = 30;

/** An empty `getUpdates` that came back sooner than this did not wait; asking again at once would go on for ever. */
export const shortestPollMs = 1_000;

/** How long a call may take before its outcome counts as unknown. Zalo may fetch a picture before it answers. */
export const patienceMs = { call: 30_000, poll: longPollSeconds * 1_000 + 7_000, photo: 150_000 };

/** No wait is told with a 429: sixty seconds, doubled up to a quarter of an hour. */
export const overQuotaPauseMs = { first: 60_000, longest: 15 * 60_000 };

/** A refused token is for an operator to mend; that it holds again is looked for this often. */
export const refusedTokenPauseMs = 15 * 60_000;

/** One more try of a send that ended in 403, which is documented as "internal server error". */
export const secondTryAfterMs = 1_000;

/** A webhook must answer within two seconds; whether Zalo comes again otherwise nobody knows. */
export const webhookAnswerMs = 1_500;

/** How long arrivals that could not be stored are still tried for after the channel was stopped: Zalo has no second copy. */
export const lastStoringMs = 5_000;

/** No message id is documented to be unique beyond its chat. Polling and webhooks give the same one. */
export const arrivalId = (chat: string, messageId: string) => `${chat}/${messageId}`;

/**
 * A bot's name must begin with this word, and a mention is the name behind an @. `getMe` need not give more than an
 * account name, so a mention is known by its beginning.
 */
export const mentionStart = /(?<![\p{L}\p{N}@])@bot[\p{L}\p{N}_.-]*/iu;

/** Where a message might say which one it answers; none is documented. In a group an answer to the bot is meant for it. */
export const answeredFields = ['reply_to_message', 'quote_message', 'quoted_message', 'quote'] as const;
