/** The door that Zalo knocks at: POST /zalo/oa/webhook. */
import { z } from 'zod';
import { readBody } from '../knock.ts';
import { parseJson } from '../zalo/http.ts';
import { signedWith } from './signature.ts';

export interface WebhookParts {
  appId: string;
  secretKey: string;
  /** Stores what came: true once it is stored, false if that takes too long; null while the channel is not started. */
  accept(event: unknown): Promise<boolean> | null;
  /** Told of each event that bears a signature: with which first term it was made, or that it is not Zalo's. */
  onSigned(term: 'app' | 'account' | null): void;
}

const longestBody = 1024 * 1024;
const signatureHeader = 'x-zevent-signature';
const id = z.union([z.string(), z.int().transform(String)]);
const party = z.object({ id }).optional().catch(undefined);
const eventSchema = z.object({
  event_name: z.string(),
  timestamp: id.catch(''),
  oa_id: id.optional().catch(undefined),
  sender: party,
  recipient: party,
});

export function createWebhook({
  appId,
  secretKey,
  accept,
  onSigned,
}: WebhookParts): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'POST') return answer(405);
    const signature = request.headers.get(signatureHeader);
    const rawBody = await readBody(request, longestBody);
    if (rawBody === null) return answer(413);
    const body = parseJson(rawBody);
    const event = eventSchema.safeParse(body).data;
    // The console tries the address with a body that nobody has described: it must get 200, and nothing comes of it.
    if (signature === null || event === undefined) return answer(200);
    const accounts = [event.oa_id, event.recipient?.id, event.sender?.id].filter((one) => one !== undefined);
    const signed = { rawBody, timestamp: event.timestamp };
    const term = signedWith(signature, [appId, ...accounts], signed, secretKey);
    onSigned(term === null ? null : term === appId ? 'app' : 'account');
    if (term === null) return answer(401);
    const stored = accept(body);
    if (stored === null) return answer(503);
    return answer((await stored) ? 200 : 500);
  };
}

function answer(status: number): Response {
  return new Response(null, { status });
}
