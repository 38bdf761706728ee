/** What a test can make the platform do wrong. */
import type { PlannedFault } from '../faults.ts';
export type FaultKind =
  /** An answer that says no, with this code; null leaves the code out. */
  | { code: number | null; description?: string }
  /** A proxy's HTML page instead of an answer. */
  | 'html-error'
  /** Takes the request and never answers. */
  | 'hang'
  /** The same, though the message is delivered. */
  | 'hang-after'
  /** Cuts the connection before the message is taken. */
  | 'cut-before'
  /** Takes the message, then cuts the connection. */
  | 'cut-after'
  /** JSON that is none of the service's. */
  | 'strange-json';

export interface Fault extends PlannedFault {
  kind: FaultKind;
}
