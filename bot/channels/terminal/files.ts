/** Files of this machine that are sent at the terminal, and those that are handed out there. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { takeFile } from '../../files/intake.ts';
import { type FileStore, maxFileBytes } from '../../files.ts';
import type { Attachment, StoredFile } from '../../message.ts';
import { phrases } from '../../phrases.ts';
import { printable } from '../printable.ts';

/** The file that a typed path names, kept; or why it cannot be sent, in words for the person. */
export async function readTypedFile(typed: string, files: FileStore): Promise<StoredFile | string> {
  const path = typed.startsWith('~/') ? join(homedir(), typed.slice(2)) : typed;
  let bytes: Buffer;
  try {
    const found = await stat(path);
    // A device or a pipe might never end.
    if (!found.isFile()) return phrases.fileRefused['wrong-type'];
    if (found.size > maxFileBytes) return phrases.fileRefused['too-large'];
    bytes = await readFile(path);
  } catch {
    return `Không mở được tệp ${path}. Bạn kiểm tra lại đường dẫn, ví dụ: @/home/lan/nhan-mat-nho.jpg`;
  }
  const file = await takeFile(files, { bytes, name: basename(path) });
  return file.state === 'stored' ? file : phrases.fileRefused[file.why];
}

/** Writes the file under a name that is not taken yet; gives back its path, null when there is no file. */
export async function saveAttachment(
  attachment: Attachment,
  folder: string,
  files: Pick<FileStore, 'read'>,
): Promise<string | null> {
  const content = 'hash' in attachment ? await files.read(attachment.hash) : attachment.text;
  if (content === null) return null;
  await mkdir(folder, { recursive: true });
  const safe =
    printable(attachment.name)
      .replace(/[\s/\\]+/g, '-')
      .replace(/^\.+/, '') || 'tep.txt';
  for (let copy = 1; ; copy++) {
    const path = join(folder, copy === 1 ? safe : safe.replace(/(\.[^.]*)?$/, `-${copy}$1`));
    try {
      await writeFile(path, content, { flag: 'wx' });
      return path;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
