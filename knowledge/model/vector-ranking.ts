import { createHash } from 'node:crypto';
import { readVectors, type Vectors, writeVectors } from './vector-file.ts';

export interface VectorRankingOptions {
  folder: string;
  model: string;
  texts: readonly { id: string; text: string }[];
  batch: number;
  /** one vector for each text; throws where the server gives none */
  embed: (texts: string[]) => Promise<number[][]>;
  log: (what: string) => void;
}

/** Of one text; what follows says little more of what it is about. */
const LONGEST = 2_000;

/**
 * Ranks passages by the likeness of their vectors to a question's. The vectors are kept in a file, by the hash of their
 * text: a text that changed is embedded anew, another model makes all of them anew.
 */
export class VectorRanking {
  readonly #options: VectorRankingOptions;
  readonly #hashes: ReadonlyMap<string, string>;
  #vectors: Vectors = new Map();
  #isReady = false;
  /** the file holds vectors of another length than the server gives now */
  #isFileStale = false;
  #preparing: Promise<void> | null = null;

  constructor(options: VectorRankingOptions) {
    this.#options = options;
    this.#hashes = new Map(options.texts.map(({ id, text }) => [id, hashOf(text)]));
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Reads the file and embeds what it lacks. One run at a time; throws what the server or the disk throws. */
  prepare(): Promise<void> {
    this.#preparing ??= this.#prepare().finally(() => {
      this.#preparing = null;
    });
    return this.#preparing;
  }

  async #prepare(): Promise<void> {
    if (this.#isReady) return;
    const { folder, model, texts, batch, embed, log } = this.#options;
    const isFirst = this.#vectors.size === 0 && !this.#isFileStale;
    const known = isFirst ? await readVectors(folder, model, log) : this.#vectors;
    const wanted = new Map(texts.map(({ text }) => [hashOf(text), text.slice(0, LONGEST)]));
    this.#vectors = new Map([...known].filter(([hash]) => wanted.has(hash)));
    const missing = [...wanted].filter(([hash]) => !this.#vectors.has(hash));
    for (let from = 0; from < missing.length; from += batch) {
      const part = missing.slice(from, from + batch);
      const made = await embed(part.map(([, text]) => text));
      for (const [at, [hash]] of part.entries()) this.#vectors.set(hash, unit(made[at] ?? []));
    }
    const lengths = new Set([...this.#vectors.values()].map((vector) => vector.length));
    if (lengths.size > 1) {
      // a server that changed the model behind the name
      this.#vectors = new Map();
      this.#isFileStale = true;
      throw new Error('the embeddings differ in their length and are made anew');
    }
    if (missing.length > 0 || known.size !== this.#vectors.size) await writeVectors(folder, model, this.#vectors);
    if (missing.length > 0) log(`${missing.length} passages embedded`);
    this.#isReady = true;
  }

  /** Ids of the nearest passages, best first. */
  rank(question: readonly number[], most: number): string[] {
    const asked = unit(question);
    return [...this.#hashes]
      .map(([id, hash]) => ({ id, likeness: product(asked, this.#vectors.get(hash)) }))
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, most)
      .map(({ id }) => id);
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text.slice(0, LONGEST)).digest('base64url').slice(0, 22);
}

/** Of length 1, so that the product is the cosine. */
function unit(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return Float32Array.from(vector, (value) => value / length);
}

function product(one: Float32Array, other: Float32Array | undefined): number {
  if (!other || other.length !== one.length) return -1;
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
