/** A message's attachment: a picture to look at, anything else as a download. */
import type { Context } from 'hono';
import type { FileStore } from '../../files.ts';
import { type Attachment, isPicture } from '../../message.ts';

/** Null when its file is gone. */
export async function sendAttachment(
  c: Context,
  attachment: Attachment,
  files: Pick<FileStore, 'read'>,
): Promise<Response | null> {
  const { name, mime } = attachment;
  const isStored = 'hash' in attachment;
  const body = isStored ? await files.read(attachment.hash) : attachment.text;
  if (body === null) return null;
  const isPlainType = /^[a-z]+\/[\w.+-]+$/.test(mime);
  const type = isPlainType ? mime : 'application/octet-stream';
  c.header('Content-Type', isStored || !isPlainType ? type : `${type}; charset=utf-8`);
  c.header('Content-Disposition', disposition(isPicture(attachment) ? 'inline' : 'attachment', name));
  // A picture is asked for at each look at the talk; it never changes under its key.
  c.header('Cache-Control', isPicture(attachment) ? 'private, max-age=3600' : 'private, no-store');
  return typeof body === 'string' ? c.body(body) : c.body(body);
}

/** Both forms of the name: old browsers read the first, all others the second (RFC 6266). */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const clean = name.replace(/\p{Cs}/gu, '').replace(/[\p{Cc}/\\]/gu, '_');
  const ascii = clean
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^\w.() -]/g, '_');
  const encoded = encodeURIComponent(clean).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
