/** Reads a call's parameters as the service does: from the query, a form or JSON, of GET and POST alike. */
import type { IncomingMessage } from 'node:http';

export type Parameters = Record<string, unknown>;

export async function readParameters(request: IncomingMessage, url: URL): Promise<Parameters> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  const fromQuery = Object.fromEntries(url.searchParams);
  if (body === '') return fromQuery;
  if (/form-urlencoded/.test(request.headers['content-type'] ?? ''))
    return { ...fromQuery, ...Object.fromEntries(new URLSearchParams(body)) };
  const parsed: unknown = JSON.parse(body);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new SyntaxError('not an object');
  return { ...fromQuery, ...parsed };
}
