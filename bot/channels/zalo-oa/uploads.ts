/** Files on their way out: what the account can send is uploaded once and known by an id for some days. */
import { createHash } from 'node:crypto';
import type { FileStore } from '../../files.ts';
import { type Attachment, isPicture } from '../../message.ts';
import { fittingPicture, linkName, pictureName } from '../zalo/links.ts';
import { largestSentFileBytes, sentFiles, uploadKeptMs } from './assumptions.ts';
import type { ZaloOaClient } from './client.ts';

export interface Uploadable {
  kind: 'picture' | 'file';
  hash: string;
  name: string;
  bytes: Uint8Array;
}

export interface Uploads {
  /** `link`: the account cannot send its kind. Null: the file is gone. */
  prepare(attachment: Attachment): Promise<Uploadable | 'link' | null>;
  /** Uploads it, unless that was done a short while ago. */
  idOf(file: Uploadable): Promise<string>;
  /** Zalo does not know the id any more. */
  forget(file: Uploadable): void;
}

/** 5,000 uploads a month are free; a notice with a picture needs one. */
const mostRemembered = 500;

export function createUploads(
  client: Pick<ZaloOaClient, 'uploadPicture' | 'uploadFile'>,
  files: Pick<FileStore, 'read'>,
  now: () => Date,
): Uploads {
  const known = new Map<string, { id: Promise<string>; until: number }>();
  const keyOf = ({ hash, name }: Uploadable) => `${hash} ${name}`;

  return {
    async prepare(attachment) {
      const isShown = isPicture(attachment);
      const name = isShown ? pictureName(attachment) : linkName(attachment.name);
      if (!isShown && !sentFiles.has(name.split('.').at(-1)?.toLowerCase() ?? '')) return 'link';
      const stored = 'hash' in attachment ? await files.read(attachment.hash) : Buffer.from(attachment.text);
      if (stored === null) return null;
      const bytes = isShown ? await fittingPicture(stored) : stored;
      if (!isShown && bytes.length > largestSentFileBytes) return 'link';
      const hash = 'hash' in attachment ? attachment.hash : createHash('sha256').update(stored).digest('hex');
      // Made to fit, it is a JPEG, whatever it was.
      return { kind: isShown ? 'picture' : 'file', hash, name: bytes === stored ? name : 'anh.jpg', bytes };
    },
    idOf(file) {
      const key = keyOf(file);
      const before = known.get(key);
      if (before !== undefined && before.until > now().getTime()) return before.id;
      const id =
        file.kind === 'picture'
          ? client.uploadPicture(file.bytes, file.name)
          : client.uploadFile(file.bytes, file.name);
      if (known.size >= mostRemembered) known.clear();
      known.set(key, { id, until: now().getTime() + uploadKeptMs });
      id.catch(() => known.delete(key));
      return id;
    },
    forget: (file) => void known.delete(keyOf(file)),
  };
}
