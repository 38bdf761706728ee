/** Files that people have sent: a bot learns a path from getFile, and downloads from there. */
import { Refusal } from './refusal.ts';

/** Bots are told no more than this. */
const largestForBots = 20 * 1024 * 1024;

interface KeptFile {
  bytes: Buffer;
  path: string;
}

export class Files {
  /** Paths that were downloaded. */
  readonly downloads: string[] = [];
  private readonly byId = new Map<string, KeptFile>();

  /** Gives back the file's id. */
  add(bytes: Buffer, folder: string, ending: string): string {
    const number = this.byId.size;
    const id = `AgACAgUAAxkBAAI${number}_file-id`;
    this.byId.set(id, { bytes, path: `${folder}/file_${number}.${ending}` });
    return id;
  }

  describe(id: string): Record<string, unknown> {
    const file = this.byId.get(id);
    if (file === undefined) throw new Refusal(400, 'Bad Request: wrong file_id or the file is temporarily unavailable');
    if (file.bytes.length > largestForBots) throw new Refusal(400, 'Bad Request: file is too big');
    return { file_id: id, file_unique_id: `u${id.length}`, file_size: file.bytes.length, file_path: file.path };
  }

  at(path: string): Buffer | null {
    const file = [...this.byId.values()].find((one) => one.path === path);
    if (file !== undefined) this.downloads.push(path);
    return file?.bytes ?? null;
  }
}
