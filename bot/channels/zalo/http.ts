/** HTTP as Zalo's services need it: a deadline, no redirects, and bodies as text whatever the status says. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { AxiosInstance } from 'axios';
import { ZaloError } from './error.ts';

export interface HttpRequest {
  /** What is called, without address: for errors. */
  call: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | FormData;
  withinMs: number;
  signal?: AbortSignal | undefined;
}

/** Posts and gives back what came, whatever the status. Throws ZaloError where nothing came. */
export type Post = (request: HttpRequest) => Promise<{ status: number; text: string }>;

const longestAnswer = 4 * 1024 * 1024;
/** Connections that lie idle are closed before Zalo does it without a word: a send into such a one ends as unknown. */
const idleMs = 15_000;

export function createPost(): Post {
  let loading: Promise<AxiosInstance> | null = null;

  /** Loaded with the first call: a start without Zalo needs none of it. */
  async function load(): Promise<AxiosInstance> {
    const { default: axios } = await import('axios');
    return axios.create({
      proxy: false,
      maxRedirects: 0,
      maxContentLength: longestAnswer,
      validateStatus: () => true,
      responseType: 'text',
      transformResponse: (body: unknown) => body,
      httpAgent: new HttpAgent({ keepAlive: true, timeout: idleMs }),
      httpsAgent: new HttpsAgent({ keepAlive: true, timeout: idleMs }),
    });
  }

  return async ({ call, url, headers, body, withinMs, signal }) => {
    const deadline = AbortSignal.timeout(withinMs);
    loading ??= load();
    const http = await loading;
    try {
      const { status, data } = await http.post<unknown>(url, body, {
        headers,
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
      return { status, text: typeof data === 'string' ? data : '' };
    } catch (error) {
      // Not as its cause: it bears the address.
      throw new ZaloError(call, { kind: 'network', code: deadline.aborted ? 'timed out' : networkCode(error) });
    }
  };
}

/** Undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const longestQuoted = 200;

/** What may be quoted from an answer: one short line without these secrets. */
export function harmless(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '[token]'), text)
    .replace(/\s+/g, ' ')
    .slice(0, longestQuoted);
}

/** A network error's code, which quotes nothing. */
function networkCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'no answer';
}
