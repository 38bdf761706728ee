/** The door that Zalo knocks at: POST /zalo/bot/webhook. */
import { createSecretCheck, readBody } from '../knock.ts';

export interface WebhookParts {
  secret: string;
  /** Stores what came: true once it is stored, false if that takes too long; null while the channel is not started. */
  accept(body: unknown): Promise<boolean> | null;
}

const longestBody = 1024 * 1024;
const secretHeader = 'x-bot-api-secret-token';

export function createWebhook({ secret, accept }: WebhookParts): (request: Request) => Promise<Response> {
  const isSecret = createSecretCheck(secret);
  return async (request) => {
    if (request.method !== 'POST') return answer(405);
    const isKnown = isSecret(request.headers.get(secretHeader) ?? '');
    const text = await readBody(request, isKnown ? longestBody : 1);
    // How Zalo looks whether the address is there; it need not bear the secret.
    if (text === '') return answer(200);
    if (!isKnown) return answer(401);
    if (text === null) return answer(413);
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      return answer(400);
    }
    const stored = accept(body);
    if (stored === null) return answer(503);
    return answer((await stored) ? 200 : 500);
  };
}

function answer(status: number): Response {
  return new Response(null, { status });
}
