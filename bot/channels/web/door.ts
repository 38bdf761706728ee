/** Where a page's messages come in: every one is judged here before it is stored. */
import type { Context } from 'hono';
import { z } from 'zod';
import type { Receive } from '../../channel.ts';
import type { Content } from '../../message.ts';
import type { Transcript } from '../../transcript.ts';
import { inboundId } from './entry-view.ts';
import { maxTextLength, maxWaiting, type Refusal } from './refusals.ts';
import { isSameOrigin } from './security.ts';
import type { Visitors } from './visitor.ts';

/** Eighteen digits always fit into a PostgreSQL bigint. */
const outboxId = z.string().regex(/^\d{1,18}$/);

const messageSchema = z.union([
  z.strictObject({ id: z.uuid(), text: z.string() }),
  z.strictObject({ id: z.uuid(), choice: z.strictObject({ message: outboxId, index: z.int().min(0).max(99) }) }),
]);

export interface DoorOptions {
  visitors: Visitors;
  transcript: Transcript;
  receive: Receive;
}

/** Stores one message of a page; answers whose it is, or why it was refused. Throws when the store fails. */
export async function takeMessage(
  c: Context,
  { visitors, transcript, receive }: DoorOptions,
): Promise<{ visitor: string } | { refusal: Refusal }> {
  if (!isSameOrigin(c)) return { refusal: 'elsewhere' };
  // A page of another site cannot set this type without asking first.
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) return { refusal: 'malformed' };
  const visitor = await visitors.known(c);
  if (visitor === null) return { refusal: 'stranger' };

  const message = messageSchema.safeParse(parseJson(await c.req.text())).data;
  if (!message) return { refusal: 'malformed' };
  let content: Content;
  if ('choice' in message) content = { kind: 'choice', ...message.choice };
  else {
    const text = storableText(message.text);
    if (text === '') return { refusal: 'empty' };
    if (text.length > maxTextLength) return { refusal: 'tooLong' };
    content = { kind: 'text', text };
  }

  if ((await transcript.waiting('web', visitor)) > maxWaiting) return { refusal: 'crowded' };
  const id = inboundId(visitor, message.id.toLowerCase());
  await receive([{ channel: 'web', id, chat: visitor, sender: visitor, content }]);
  return { visitor };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** PostgreSQL stores neither lone surrogates nor NUL; other control characters mean nothing in a question. */
function storableText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .trim();
}
