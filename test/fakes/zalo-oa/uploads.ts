/** What the account has uploaded: an id each, which ends after seven days. */
import { Refusal } from './refusal.ts';

interface Upload {
  kind: 'image' | 'file';
  name: string;
  bytes: Buffer;
  until: number;
}

const dayMs = 24 * 60 * 60_000;
const limits = {
  image: { bytes: 1024 * 1024, endings: /\.(?:jpe?g|png)$/i },
  file: { bytes: 5 * 1024 * 1024, endings: /\.(?:pdf|docx?|csv)$/i },
};

export class Uploads {
  count = 0;
  private readonly kept = new Map<string, Upload>();

  constructor(private readonly now: () => number) {}

  /** Of a multipart body; no id comes back for a file without an ending. */
  async take(kind: 'image' | 'file', body: Buffer, type: string): Promise<Record<string, string>> {
    if (!type.startsWith('multipart/form-data')) throw new Refusal(-201, 'file is invalid!');
    const form = await new Response(Uint8Array.from(body), { headers: { 'content-type': type } }).formData();
    const file = form.get('file');
    if (!(file instanceof File)) throw new Refusal(-201, 'file is invalid!');
    if (!/\.\w+$/.test(file.name)) return {};
    if (!limits[kind].endings.test(file.name)) throw new Refusal(-201, 'file is invalid!');
    if (file.size > limits[kind].bytes) throw new Refusal(-210, 'Parameter exceeds allowable limit');
    const id = `upload-${kind}-${++this.count}`;
    const bytes = Buffer.from(await file.arrayBuffer());
    this.kept.set(id, { kind, name: file.name, bytes, until: this.now() + 7 * dayMs });
    return kind === 'image' ? { attachment_id: id } : { token: id };
  }

  /** Zalo forgets them all. */
  end(): void {
    for (const upload of this.kept.values()) upload.until = 0;
  }

  get(kind: 'image' | 'file', id: unknown): Upload {
    const upload = typeof id === 'string' ? this.kept.get(id) : undefined;
    if (upload?.kind !== kind) throw new Refusal(-201, 'attachment_id is invalid!');
    if (upload.until <= this.now()) throw new Refusal(-100, 'Attachment is expired');
    return upload;
  }
}
