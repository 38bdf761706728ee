/** A message's attachment as a download. */
import type { Context } from 'hono';
import type { Attachment } from '../../message.ts';

export function sendAttachment(c: Context, { name, mime, text }: Attachment): Response {
  const isPlainType = /^[a-z]+\/[\w.+-]+$/.test(mime);
  c.header('Content-Type', isPlainType ? `${mime}; charset=utf-8` : 'application/octet-stream');
  c.header('Content-Disposition', disposition(name));
  c.header('Cache-Control', 'private, no-store');
  return c.body(text);
}

/** Both forms of the name: old browsers read the first, all others the second (RFC 6266). */
function disposition(name: string): string {
  const clean = name.replace(/\p{Cs}/gu, '').replace(/[\p{Cc}/\\]/gu, '_');
  const ascii = clean
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^\w.() -]/g, '_');
  const encoded = encodeURIComponent(clean).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
