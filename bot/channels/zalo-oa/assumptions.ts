/**
 * What is assumed of Zalo's Official Account API where its documentation is silent, contradicts itself or what others
 * saw. Each stands here alone, so that one line changes when the truth comes out.
 */
import type { Quota } from '../../quota.ts';

export const officialApiRoot = 'https://openapi.zalo.me';
export const officialOauthRoot = 'https://oauth.zaloapp.com';

/** 4,000 calls a minute for the whole app; what one account may do depends on its package and is not published. */
export const perSecond = 20;

/** How long a call may take before its outcome counts as unknown. */
export const patienceMs = { call: 30_000, upload: 60_000, token: 10_000 };

/** A webhook must answer within two seconds; that Zalo comes again otherwise is documented of broken connections alone. */
export const webhookAnswerMs = 1_500;

/** What is written while the first event cannot be stored is tried for a while after the channel was stopped. */
export const lastStoringMs = 5_000;

/** A message to somebody who was heard of within this time is free; that no number limits them is said since 2026. */
export const freeWindowMs = 48 * 60 * 60_000;
/** Later than this after a person's last word Zalo takes nothing but templates. */
export const openWindowMs = 7 * 24 * 60 * 60_000;

/**
 * Messages later than that are paid for (55 đồng each) or taken from the account's package, whose size nobody
 * publishes; the sample of an answer shows 500. Past seven days Zalo refuses them.
 */
export const paidMessages: Quota = {
  messagesPerMonth: 500,
  people: null,
  freeHours: 48,
  warnsAt: 0.8,
  stopsBroadcastsAt: 0.95,
};

/**
 * Templates (ZBS, formerly ZNS) go by the id of the user, which needs no telephone number; that this reaches somebody
 * whose window is over is what they are for, though no page says it in so many words. Whether a parameter that the
 * template does not have is an error is not documented, so exactly those are sent that the settings name. An empty one
 * is an error unless the template allows it: none is left empty. Line breaks are nowhere allowed and nowhere forbidden.
 */
export const templateFields = ['tieu_de', 'thoi_gian', 'dia_diem', 'noi_dung'] as const;
export type TemplateField = (typeof templateFields)[number];
/** Each template says itself how long its parameters may be; these are for one that was made after the README. */
export const usualTemplateFields = 'tieu_de:100,thoi_gian:20,dia_diem:80,noi_dung:200';
/** What stands where a notice says nothing. */
export const emptyField = 'Nhắn cho chúng tôi để xem';
/** Zalo's daily limits move with the account's standing; the monthly one is the operator's own, and so is the price. */
export const usualTemplatesPerMonth = 1_000;

/** An access token is renewed after this share of its life (20 of 25 hours); what is left covers a day's trouble. */
export const renewedAfter = 0.8;
/** Clocks differ: a token this close to its end counts as ended. */
export const tokenMarginMs = 60_000;
/** The life of a token whose answer does not say it. */
export const tokenLifeSeconds = 3_600;

/** A refresh token that was used, has expired or was never one; only a person can get another. */
export const refusedGrantCodes: ReadonlySet<number> = new Set([-118, -14_014, -14_020]);

/** The access token is not taken (any more). Others saw some of these with the other sign, and 401 for the HTTP status. */
export const refusedTokenCodes: ReadonlySet<number> = new Set([-124, -216, -220, -401]);

/** Tries of one renewal with the same refresh token, and the pauses between them. */
export const renewalPausesMs = [1_000, 4_000];
/** How long Zalo's sign-in is left alone after these failed. */
export const signInRestMs = { unreachable: 30_000, refused: 5 * 60_000 };

/** Calls that wait for an operator are tried again this often. */
export const waitsForOperatorMs = 30_000;
/** The rest that is due after "too many calls". */
export const tooManyPauseMs = 60_000;
/** One more try of a send that ended in -200, which is documented as a failure of the sending itself. */
export const secondTryAfterMs = 1_000;

/** How many buttons a message may have; the length of their words is not documented. */
export const mostButtons = 5;
export const longestButton = 35;

/** A pressed button comes as a text that says its payload; nobody types this by chance, and nobody else's can be pressed. */
export const buttonPayload = (message: string, index: number) => `#chon:${message}:${index}`;
export const pressedButton = /^#chon:(\d{1,18}):(\d{1,2})$/;

/** Kinds of files that the account can send, by ending; others are refused without a word. */
export const sentFiles: ReadonlySet<string> = new Set(['pdf', 'doc', 'docx']);
export const largestSentFileBytes = 5 * 1024 * 1024;
/** Uploads end after seven days. */
export const uploadKeptMs = 6 * 24 * 60 * 60_000;

/** Whether the picture of a request for the telephone number may be left out is not said: it is given where there is one. */
export const contactRequest = {
  title: 'Chia sẻ số điện thoại',
  subtitle: 'Bấm vào đây để gửi số của bạn, hoặc gõ số vào ô chat.',
};

/**
 * `user_withdraw` is documented as a person's request to delete their data, and no body of it was ever shown: whom it is
 * about is looked for in all the places where other events have it (`sender`, `follower`, `user_id`).
 */
export const withdrawal = 'user_withdraw';

/** An event without an id of its own comes once in a millisecond of a person; a repetition bears the same time. */
export const eventId = (name: string, person: string, timestamp: string) => `${name}/${person}/${timestamp}`;
/** Ids of messages are not documented to be unique beyond a person. */
export const arrivalId = (person: string, messageId: string) => `${person}/${messageId}`;
