/** How a call of one of Zalo's services failed, without anything that must not be logged. */

/** `code` is Zalo's, which says nothing about HTTP: almost every answer comes with status 200. */
export type Cause =
  | { kind: 'refused'; code: number | null; description: string }
  /** An answer that is not Zalo's: a proxy's page, JSON of another shape. */
  | { kind: 'unreadable'; status: number; beginning: string }
  /** No answer. `code` as Node names it, or `timed out`. */
  | { kind: 'network'; code: string };

/** axios' own errors bear the address and the headers, with the token in them, and never get out. */
export class ZaloError extends Error {
  constructor(
    /** What was called, without address. */
    readonly method: string,
    readonly reason: Cause,
  ) {
    super(`${method}: ${inWords(reason)}`);
    this.name = 'ZaloError';
  }
}

function inWords(cause: Cause): string {
  switch (cause.kind) {
    case 'refused':
      return `${cause.code ?? 'no code'} ${cause.description}`.trim();
    case 'unreadable':
      return `an answer that is not Zalo's (status ${cause.status}): ${cause.beginning}`.trim();
    case 'network':
      return cause.code;
  }
}

/** One line for logs. */
export function describe(error: unknown): string {
  if (error instanceof ZaloError) return error.message;
  return error instanceof Error ? error.name : 'not an error';
}

/** Null when it is no answer of Zalo's that says no. */
export function codeOf(error: unknown): number | null {
  return error instanceof ZaloError && error.reason.kind === 'refused' ? error.reason.code : null;
}

/** Why a notice to many is refused to keep what is left of the quota for answers. */
export const keptForAnswers = 'quota kept for answers';
/** Zalo itself says that the quota is spent; part of every reason that says so. */
export const quotaSpent = 'quota exceeded';
