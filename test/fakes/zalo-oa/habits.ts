/** Odd habits of the service, each documented or seen by somebody. */
export interface Habits {
  /** What the signature begins with; the documentation has the app's id. */
  firstTerm: 'app' | 'account';
  /** The signature comes without `mac=`. */
  bareSignature: boolean;
  /** Every event is brought twice. */
  twice: boolean;
  /** What the account says comes back, is received and seen. */
  echoes: boolean;
  /** A dead token ends in HTTP 401, and not in a body with status 200. */
  status401: boolean;
  /** Codes come without their sign. */
  unsigned: boolean;
  /** The code of a refresh token that was used. */
  usedGrant: -14020 | -14014 | -118;
  /** Buttons under a text are an invalid parameter. */
  withoutButtons: boolean;
}

export const usualHabits: Habits = {
  firstTerm: 'app',
  bareSignature: false,
  twice: false,
  echoes: true,
  status401: false,
  unsigned: false,
  usedGrant: -14020,
  withoutButtons: false,
};

/** What a test can make the service do wrong. */
export type FaultKind =
  /** An answer that says no, with this code. */
  | { code: number; message?: string }
  /** A proxy's HTML page instead of an answer. */
  | 'html-error'
  /** Takes the request and never answers. */
  | 'hang'
  /** The same, though it is done. */
  | 'hang-after'
  /** Cuts the connection before anything is done. */
  | 'cut-before'
  /** Does it, then cuts the connection. */
  | 'cut-after'
  /** JSON that is none of the service's. */
  | 'strange-json';
