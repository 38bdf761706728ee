import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Vectors by the hash of the text that they were made from. */
export type Vectors = Map<string, Float32Array>;

const NAME = 'passage-vectors.json';
const stored = z.object({
  version: z.literal(1),
  model: z.string(),
  dimension: z.number().int().positive(),
  vectors: z.record(z.string(), z.base64()),
});

/** Vectors of the model that lie in the folder; none where there is no file, or it is broken or of another model. */
export async function readVectors(folder: string, model: string, log: (what: string) => void): Promise<Vectors> {
  const content = await readIfThere(join(folder, NAME));
  if (content === null) return new Map();
  const file = parsed(content);
  if (file === null) {
    log(`${NAME} cannot be read and is made anew`);
    return new Map();
  }
  if (file.model !== model) return new Map();
  const vectors: Vectors = new Map();
  for (const [hash, encoded] of Object.entries(file.vectors)) {
    const bytes = Buffer.from(encoded, 'base64');
    if (bytes.length !== file.dimension * 4) continue;
    vectors.set(hash, new Float32Array(new Uint8Array(bytes).buffer));
  }
  return vectors;
}

/** Writes all or nothing: whoever reads meanwhile, or after a cut of power, finds the old file or the new one. */
export async function writeVectors(folder: string, model: string, vectors: Vectors): Promise<void> {
  const [first] = vectors.values();
  if (!first) return;
  const encoded = [...vectors].map(([hash, vector]): [string, string] => [
    hash,
    Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64'),
  ]);
  const content = JSON.stringify({ version: 1, model, dimension: first.length, vectors: Object.fromEntries(encoded) });
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `.${NAME}.${randomBytes(6).toString('hex')}`);
  try {
    const file = await open(unfinished, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, join(folder, NAME));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function parsed(content: string): z.infer<typeof stored> | null {
  try {
    const file = stored.safeParse(JSON.parse(content));
    return file.success ? file.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
