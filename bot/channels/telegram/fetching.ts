/** Downloads a file that somebody sent. The address holds the token: neither it nor an error that may quote it is passed on. */
import { type Api, GrammyError } from 'grammy';
import type { FetchOutcome } from '../../channel.ts';
import { maxFileBytes } from '../../files.ts';
import type { Health } from '../health.ts';
import { describe, outcomeOf } from './errors.ts';
import { grammySignal } from './signal.ts';

const safePath = /^[\w-][\w. -]*(?:\/[\w-][\w. -]*)*$/;

export interface FetchingParts {
  api: Api;
  health: Health;
  /** Without a slash at the end. */
  apiRoot: string;
  token: string;
}

export function createFetcher({ api, health, apiRoot, token }: FetchingParts) {
  return async (ref: string, signal: AbortSignal): Promise<FetchOutcome> => {
    let path: string | undefined;
    try {
      // Each time anew: an address is good for an hour.
      path = (await api.getFile(ref, grammySignal(signal))).file_path;
      health.succeeded();
    } catch (error) {
      health.failed(error);
      return outcomeOfGetFile(error);
    }
    if (path === undefined || !safePath.test(path)) return { kind: 'retry', why: 'getFile: no path that can be used' };
    try {
      return await download(`${apiRoot}/file/bot${token}/${encodeURI(path)}`, signal);
    } catch (error) {
      return { kind: 'retry', why: `file download: ${codeOf(error)}` };
    }
  };
}

function outcomeOfGetFile(error: unknown): FetchOutcome {
  if (error instanceof GrammyError && error.error_code === 400) {
    if (/too big/i.test(error.description)) return { kind: 'refused', why: 'too-large' };
    if (!/temporarily/i.test(error.description)) return { kind: 'refused', why: 'gone' };
  }
  const outcome = outcomeOf(error);
  const afterMs = outcome.kind === 'retry' ? outcome.afterMs : undefined;
  return { kind: 'retry', why: describe(error), ...(afterMs !== undefined && { afterMs }) };
}

async function download(address: string, signal: AbortSignal): Promise<FetchOutcome> {
  const response = await fetch(address, { signal, redirect: 'error' });
  try {
    if (response.status !== 200 || response.body === null) {
      return { kind: 'retry', why: `file download: status ${response.status}` };
    }
    if (Number(response.headers.get('content-length') ?? 0) > maxFileBytes)
      return { kind: 'refused', why: 'too-large' };
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body) {
      length += chunk.length;
      if (length > maxFileBytes) return { kind: 'refused', why: 'too-large' };
      chunks.push(chunk);
    }
    return { kind: 'bytes', bytes: Buffer.concat(chunks) };
  } finally {
    // Whatever is not read must not go on arriving.
    if (!response.bodyUsed) await response.body?.cancel();
  }
}

/** A network error's code, which quotes nothing. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return 'failed';
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  return /^\w{1,60}$/.test(code) ? code : 'failed';
}
