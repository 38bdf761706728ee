import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

const chatRequest = z.strictObject({
  model: z.string(),
  messages: z.tuple([
    z.strictObject({ role: z.literal('system'), content: z.string() }),
    z.strictObject({ role: z.literal('user'), content: z.string() }),
  ]),
  max_tokens: z.number().int().positive(),
  temperature: z.literal(0).optional(),
  stream: z.literal(false).optional(),
  response_format: z
    .union([
      z.strictObject({ type: z.literal('json_object') }),
      z.strictObject({
        type: z.literal('json_schema'),
        json_schema: z.strictObject({
          name: z.string(),
          strict: z.literal(true),
          schema: z.record(z.string(), z.unknown()),
        }),
      }),
    ])
    .optional(),
});
export type ChatRequest = z.infer<typeof chatRequest>;

const embeddingsRequest = z.strictObject({
  model: z.string(),
  input: z.array(z.string()).min(1),
  encoding_format: z.literal('float'),
});

/** Throws for whatever the real one would not take, and for whatever ours should not send. */
export function readChat(body: string): ChatRequest {
  return chatRequest.parse(JSON.parse(body));
}

export function readEmbeddings(body: string): z.infer<typeof embeddingsRequest> {
  return embeddingsRequest.parse(JSON.parse(body));
}

/** Every field of a form, files by their size. */
export async function readForm(request: IncomingMessage, body: Buffer): Promise<Record<string, string>> {
  const type = request.headers['content-type'] ?? '';
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  return Object.fromEntries(
    [...form].map(([name, value]) => [
      name,
      typeof value === 'string' ? value : `${value.name} ${value.type} ${value.size}`,
    ]),
  );
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
