/** Downloads a file that somebody sent, from the address that came with it: nothing inside our own network is reached. */
import { isIP } from 'node:net';
import type { FetchOutcome } from '../../channel.ts';
import { maxFileBytes } from '../../files.ts';
import { innerAddress, isPublicAddress, lookupPublic } from './public-address.ts';

/**
 * Zalo's own files lie elsewhere than its API; a test's lie beside it, on this machine. `plainHttp`: addresses without
 * TLS are followed, too.
 */
export function createFetcher(
  apiRoot: string,
  { plainHttp = false }: { plainHttp?: boolean } = {},
): (ref: string, signal: AbortSignal) => Promise<FetchOutcome> {
  const protocols = plainHttp ? ['https:', 'http:'] : ['https:'];
  const ownOrigin = new URL(apiRoot).origin;

  return async (ref, signal) => {
    const url = URL.canParse(ref) ? new URL(ref) : null;
    const isOwn = url?.origin === ownOrigin;
    if (url === null || !(isOwn || (protocols.includes(url.protocol) && isOutside(url))))
      return { kind: 'refused', why: 'gone' };
    try {
      const { default: axios } = await import('axios');
      const { status, data } = await axios.get<unknown>(url.href, {
        signal,
        proxy: false,
        maxRedirects: 0,
        maxContentLength: maxFileBytes,
        validateStatus: () => true,
        responseType: 'arraybuffer',
        ...(!isOwn && { lookup: async (host: string) => [await lookupPublic(host)] }),
      });
      // Such addresses end after a while, and nothing brings them back.
      if ([401, 403, 404, 410].includes(status)) return { kind: 'refused', why: 'gone' };
      if (status !== 200 || !(data instanceof Uint8Array))
        return { kind: 'retry', why: `file download: status ${status}` };
      return { kind: 'bytes', bytes: data };
    } catch (error) {
      const code = codeOf(error);
      if (code === innerAddress) return { kind: 'refused', why: 'gone' };
      return code === 'ERR_BAD_RESPONSE' && isTooLong(error)
        ? { kind: 'refused', why: 'too-large' }
        : { kind: 'retry', why: `file download: ${code}` };
    }
  };
}

/** A name is judged when it is looked up; an address as a number never is. */
function isOutside({ hostname }: URL): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 || isPublicAddress(bare);
}

function isTooLong(error: unknown): boolean {
  return error instanceof Error && /maxContentLength/.test(error.message);
}

/** A network error's code, which quotes nothing. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'failed';
}
