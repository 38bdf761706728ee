/** What a test can make the platform do wrong. */
import type { PlannedFault } from '../faults.ts';

export type FaultKind =
  /** Too many requests; `retryAfter` in seconds. */
  | 'rate'
  | 'unauthorized'
  | 'server-error'
  /** A proxy's HTML page instead of an answer. */
  | 'html-error'
  | 'blocked'
  | 'unreadable'
  /** Takes the request and never answers. */
  | 'hang'
  /** The same, though the message is delivered. */
  | 'hang-after'
  /** Cuts the connection before the message is taken. */
  | 'cut-before'
  /** Takes the message, then cuts the connection. */
  | 'cut-after';

export interface Fault extends PlannedFault {
  kind: FaultKind;
  /** In seconds. */
  retryAfter?: number;
}
