/**
 * Files as addresses: Zalo fetches a picture that a bot sends, and most other files cannot be sent at all. An address is
 * signed, so that nobody can make one up, and ends; whoever has it can open the file until then.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { smallJpeg } from '../../files/image.ts';
import type { FileStore } from '../../files.ts';
import { type Attachment, isPicture } from '../../message.ts';
import { printable } from '../printable.ts';

/** What stands for a file where it cannot be sent itself. */
export interface HandedOut {
  /** The address of a picture that Zalo can fetch. */
  picture: string | null;
  /** A line of text: where to get the file, or why not here. */
  line: string;
}

export interface LinksOptions {
  /** Where the addresses lie on this server: `/zalo/bot/files`. */
  path: string;
  /** Under which the world reaches this server, without a slash at the end; null when nobody can. */
  publicUrl: string | null;
  /** 64 hex digits. */
  secretKey: string;
  files: Pick<FileStore, 'read' | 'put'>;
  now(): Date;
}

export interface Links {
  /** Null when the file is gone. */
  handOut(attachment: Attachment): Promise<HandedOut | null>;
  /** Answers GET <path>/<seal>/<name>. */
  serve(seal: string, name: string): Promise<Response>;
}

/** A picture that is handed out is fetched again and again; where it is linked in a chat, for as long as messages are kept. */
const pictureLinkDays = 30;
/** The Official Account takes no larger ones; for bots no size is documented: what others keep to. */
const largestPictureBytes = 1024 * 1024;

const dayMs = 24 * 60 * 60_000;
/** Files that nothing refers to are swept after a day, too. */
const fileLinkDays = 1;
const types: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

export function createLinks({ path, publicUrl, secretKey, files, now }: LinksOptions): Links {
  // The key signs other things too: what is signed here must not pass anywhere else.
  const key = createHmac('sha256', Buffer.from(secretKey, 'hex')).update(`file link ${path}`).digest();
  const sign = (hash: string, ends: string, name: string) =>
    createHmac('sha256', key).update(`${hash} ${ends} ${name}`).digest('base64url');

  function address(hash: string, name: string, days: number): string {
    const ends = Math.floor((now().getTime() + days * dayMs) / 1000).toString(36);
    return `${publicUrl}${path}/${hash}.${ends}.${sign(hash, ends, name)}/${name}`;
  }

  /** The hash that the seal vouches for; null when it does not, or not any more. */
  function opened(seal: string, name: string): string | null {
    const [, hash, ends, given] = /^([0-9a-f]{64})\.([0-9a-z]{1,9})\.([\w-]{43})$/.exec(seal) ?? [];
    if (hash === undefined || ends === undefined || given === undefined) return null;
    const isOurs = timingSafeEqual(Buffer.from(given), Buffer.from(sign(hash, ends, name)));
    return isOurs && Number.parseInt(ends, 36) * 1000 > now().getTime() ? hash : null;
  }

  return {
    async handOut(attachment) {
      const shown = printable(attachment.name).replace(/\s+/g, ' ').trim() || 'tệp';
      if (publicUrl === null) {
        return {
          picture: null,
          line: `📎 ${shown}: chưa gửi được qua Zalo, vì máy chủ của trợ lý chưa có địa chỉ công khai.`,
        };
      }
      const hash = 'hash' in attachment ? attachment.hash : await files.put(Buffer.from(attachment.text));
      if ((await files.read(hash)) === null) return null;
      const isShown = isPicture(attachment);
      const name = isShown ? pictureName(attachment) : linkName(shown);
      const line = `📎 ${shown} (mở được trong 24 giờ): ${address(hash, name, fileLinkDays)}`;
      return { picture: isShown ? address(hash, name, pictureLinkDays) : null, line };
    },
    async serve(seal, name) {
      const hash = opened(seal, name);
      const bytes = hash === null ? null : await files.read(hash);
      if (bytes === null) return new Response('Tệp này không còn mở được. Bạn nhờ trợ lý gửi lại nhé.', notFound);
      const type = types[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
      const isShown = type.startsWith('image/');
      const body = isShown ? await fittingPicture(bytes) : bytes;
      return new Response(Uint8Array.from(body), {
        headers: {
          'content-type': isShown && body !== bytes ? 'image/jpeg' : type,
          'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename="${name}"`,
          'cache-control': 'private, max-age=3600',
          'x-content-type-options': 'nosniff',
          'x-robots-tag': 'noindex',
        },
      });
    },
  };
}

const notFound = { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } };

/** Zalo shows JPEG and PNG; a larger picture or a WebP is made to fit each time, which is seldom. */
export async function fittingPicture(bytes: Buffer): Promise<Buffer> {
  const isWebp = bytes.subarray(8, 12).toString('latin1') === 'WEBP';
  return isWebp || bytes.length > largestPictureBytes ? smallJpeg(bytes, largestPictureBytes) : bytes;
}

export function pictureName({ mime }: Attachment): string {
  return mime === 'image/png' ? 'anh.png' : 'anh.jpg';
}

/** Letters and digits that need no escaping in an address. */
export function linkName(name: string): string {
  const ascii = name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
  return ascii.replace(/[^\w.-]+/g, '-').slice(-100) || 'tep';
}
