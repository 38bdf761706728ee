/** The door that Telegram knocks at: POST /telegram/webhook. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Logger } from 'pino';

export interface WebhookParts {
  secret: string;
  /** Stores the update; false while the channel is not started. */
  accept(update: unknown): Promise<boolean>;
  log: Logger;
}

const longestBody = 1024 * 1024;
const secretHeader = 'x-telegram-bot-api-secret-token';

/** Answers 200 only once the update is stored: Telegram brings every other one again. */
export function createWebhook({ secret, accept, log }: WebhookParts): (request: Request) => Promise<Response> {
  const expected = digest(secret);
  return async (request) => {
    if (request.method !== 'POST') return answer(405);
    // Digests are compared, since timingSafeEqual needs equal lengths and the length, too, would tell something.
    if (!timingSafeEqual(digest(request.headers.get(secretHeader) ?? ''), expected)) return answer(401);
    const body = await readBody(request);
    if (body === null) return answer(413);
    let update: unknown;
    try {
      update = JSON.parse(body);
    } catch {
      return answer(400);
    }
    try {
      return answer((await accept(update)) ? 200 : 503);
    } catch (error) {
      log.error({ reason: error instanceof Error ? error.name : 'unknown' }, 'a telegram update could not be stored');
      return answer(500);
    }
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function answer(status: number): Response {
  return new Response(null, { status });
}

/** Null as soon as the body turns out too long, whatever its header said. */
async function readBody(request: Request): Promise<string | null> {
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
