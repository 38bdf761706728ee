/** Requests and answers as the service has them. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

export function answer(response: ServerResponse, body: unknown, status = 200): void {
  const limits = { 'X-RateLimit-Limit': '4000', 'X-RateLimit-Remain': '3999' };
  response.writeHead(status, { 'content-type': 'application/json', ...limits }).end(JSON.stringify(body));
}

/** Calls by their paths. */
export const calls: Readonly<Record<string, 'sign-in' | 'message' | 'template' | 'upload'>> = {
  '/v4/oa/access_token': 'sign-in',
  '/v3.0/oa/message/cs': 'message',
  '/v3.0/oa/message/template': 'template',
  '/v2.0/oa/upload/image': 'upload',
  '/v2.0/oa/upload/file': 'upload',
};
