/** The door that Telegram knocks at: POST /telegram/webhook. */
import type { Logger } from 'pino';
import { createSecretCheck, readBody } from '../knock.ts';

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
  const isSecret = createSecretCheck(secret);
  return async (request) => {
    if (request.method !== 'POST') return answer(405);
    if (!isSecret(request.headers.get(secretHeader) ?? '')) return answer(401);
    const body = await readBody(request, longestBody);
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

function answer(status: number): Response {
  return new Response(null, { status });
}
