import { z } from 'zod';
import { ModelError } from './model-error.ts';

/** What errors of the client bear, whichever class they are of. */
const answered = z.object({ status: z.number().int(), message: z.string().catch('') });
const LONGEST = 300;

/** The client's error as ours; whatever was thrown after the signal ended is lateness. */
export function modelErrorOf(error: unknown, signal: AbortSignal): ModelError {
  if (error instanceof ModelError) return error;
  if (signal.aborted) return new ModelError('late');
  const response = answered.safeParse(error);
  if (response.success) {
    const { status, message } = response.data;
    return errorOfStatus(status, headersOf(error), message);
  }
  return new ModelError(isUnreadable(error) ? 'unreadable' : 'unreachable');
}

/** A body that is no JSON, one of another shape, an answer that was cut short; the network's errors are all else. */
function isUnreadable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof SyntaxError || error.constructor.name.endsWith('FinishReasonError')) return true;
  return error instanceof TypeError && !/fetch|network|terminated|socket/iu.test(error.message);
}

/** The error of an HTTP status. */
export function errorOfStatus(status: number, headers: Headers | null, said: string): ModelError {
  if (status === 429) {
    const retryAfterMs = waitOf(headers);
    return new ModelError('busy', retryAfterMs === null ? { status } : { status, retryAfterMs });
  }
  if (status >= 500) return new ModelError('broken', { status });
  if (status === 404 || status === 405) return new ModelError('missing', { status });
  return new ModelError('refused', { status, said: said.slice(0, LONGEST) });
}

function headersOf(error: unknown): Headers | null {
  return typeof error === 'object' && error !== null && 'headers' in error && error.headers instanceof Headers
    ? error.headers
    : null;
}

/** `retry-after` in seconds; a date there is left to the usual wait. */
function waitOf(headers: Headers | null): number | null {
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}
