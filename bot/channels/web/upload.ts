/** Where a page's files come in: each is judged and kept before its message is stored. */
import type { Context } from 'hono';
import { z } from 'zod';
import { takeFile } from '../../files/intake.ts';
import type { FileStore } from '../../files.ts';
import type { DoorOptions } from './door.ts';
import { inboundId } from './entry-view.ts';
import { maxWaiting, type Refusal } from './refusals.ts';
import { isSameOrigin } from './security.ts';
import type { UploadGate } from './upload-gate.ts';

const querySchema = z.object({ id: z.uuid(), name: z.string().max(1_000).optional() });

export interface UploadOptions extends DoorOptions {
  files: FileStore;
  gate: UploadGate;
}

/**
 * Stores the file that is the body of the request, and its message; answers whose it is, or why it was refused. The
 * same id again changes nothing. Throws when a store fails.
 */
export async function takeUpload(
  c: Context,
  { visitors, transcript, receive, files, gate }: UploadOptions,
): Promise<{ visitor: string } | { refusal: Refusal }> {
  if (!isSameOrigin(c)) return { refusal: 'elsewhere' };
  // A page of another site cannot set this type without asking first.
  if (!/^application\/octet-stream\b/i.test(c.req.header('content-type') ?? '')) return { refusal: 'malformed' };
  const visitor = await visitors.known(c);
  if (visitor === null) return { refusal: 'stranger' };
  const query = querySchema.safeParse(c.req.query()).data;
  if (!query) return { refusal: 'malformed' };
  if ((await transcript.waiting('web', visitor)) > maxWaiting) return { refusal: 'crowded' };
  const leave = gate.enter(visitor);
  if (leave === null) return { refusal: 'tooManyFiles' };
  try {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const file = await takeFile(files, { bytes, name: query.name || null });
    if (file.state === 'refused') return { refusal: file.why };
    const media = file.mime.startsWith('image/') ? 'photo' : 'file';
    const id = inboundId(visitor, query.id.toLowerCase());
    const content = { kind: 'media', media, caption: '', file } as const;
    await receive([{ channel: 'web', id, chat: visitor, sender: visitor, content }]);
    return { visitor };
  } finally {
    leave();
  }
}
