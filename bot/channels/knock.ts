/** What the doors of webhooks share: whether it is the platform that knocks, and what it brings. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** In constant time. Digests are compared, since timingSafeEqual needs equal lengths and the length, too, would tell something. */
export function createSecretCheck(secret: string): (given: string) => boolean {
  const expected = digest(secret);
  return (given) => timingSafeEqual(digest(given), expected);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Null as soon as the body turns out too long, whatever its header said. */
export async function readBody(request: Request, longestBody: number): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > longestBody) return null;
  if (request.body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.length;
    if (length > longestBody) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
