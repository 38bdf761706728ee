/**
 * How long what is known about people stays (Luật 91/2025/QH15: until the purpose is met, the period ends, or the person
 * asks). Those of the chat machine itself stand in bot/retention.ts and come in as {@link Retention}.
 */

/** A registration, after it came to its end: declined, withdrawn, rated without a certificate, certificate run out. */
export const registrationsKeptDays = 730;
/** The name of somebody who signed up for a class or event, after that took place: as long as the ledger of who was told. */
export const signUpNamesKeptDays = 730;
/** Wrong invitation codes: throttling looks back an hour. */
export const wrongCodesKeptDays = 1;
/** Invitations, after they were used, were taken back or ran out. */
export const invitationsKeptDays = 90;

export interface Retention {
  messagesDays: number;
  feedbackDays: number;
  /** Unfinished dialogs, after the last answer. */
  draftsDays: number;
  /** What must reach a person and has not. */
  undeliveredDays: number;
  /** What a language model was asked and wrote; null: none helps. */
  modelDays: number | null;
}

/** The moment so many days ago. */
export function daysAgo(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 24 * 60 * 60_000);
}
