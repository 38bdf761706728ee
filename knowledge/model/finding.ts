import { dayIn } from '../assistant.ts';
import type { Passage } from '../passages.ts';
import { fused } from './fusion.ts';
import { ModelError } from './model-error.ts';
import type { Tools } from './tools.ts';
import { VectorRanking } from './vector-ranking.ts';

/** Of each ranking; a passage further down is no candidate. */
const CANDIDATES = 20;
/** One batch of texts, made behind the scenes. */
const BATCH_MS = 30_000;

/** Finds the passages that an answer is written from: the index, and embeddings where there are any. */
export class PassageFinder {
  readonly #tools: Tools;
  readonly #vectors: VectorRanking | null;
  #triedAt = Number.NEGATIVE_INFINITY;

  constructor(tools: Tools, embeddingModel: string | null, folder: string) {
    this.#tools = tools;
    const { assistant, server, patience, limits, log } = tools;
    this.#vectors =
      embeddingModel === null
        ? null
        : new VectorRanking({
            folder,
            model: embeddingModel,
            texts: assistant.passages.texts(),
            batch: limits.embedBatch,
            embed: (texts) =>
              patience.call(new AbortController().signal, BATCH_MS, (until) => server.embed(texts, until)),
            log,
          });
  }

  /** Embeds all passages unless that is done; what goes wrong is told to the operator and tried again later. */
  async prepare(): Promise<void> {
    const { server, limits, now, log } = this.#tools;
    const time = now().getTime();
    if (!this.#vectors || this.#vectors.isReady || !server.hasEmbeddings || time < this.#triedAt + limits.restMs)
      return;
    this.#triedAt = time;
    try {
      await this.#vectors.prepare();
    } catch (error) {
      log(`passages are not embedded: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** The best passages for any of the wordings of one question; never throws for the server's sake. */
  async find(wordings: readonly string[], signal: AbortSignal): Promise<Passage[]> {
    const { assistant, limits, now } = this.#tools;
    const today = dayIn(now());
    const [first = ''] = wordings;
    const found = wordings.map((wording) => assistant.passages.search(wording, today, CANDIDATES));
    const near = await this.#nearest(first, signal);
    const byId = new Map(found.flat().map((passage) => [passage.id, passage]));
    const ranked = fused([...found.map((passages) => passages.map(({ id }) => id)), near]);
    const passages: Passage[] = [];
    for (const id of ranked) {
      if (passages.length >= limits.passages) break;
      const passage = byId.get(id) ?? assistant.passages.passage(id, first, today);
      if (passage) passages.push(passage);
    }
    return passages;
  }

  /** Ids by the embeddings; none while they are being made, or where the server is out of reach. */
  async #nearest(question: string, signal: AbortSignal): Promise<string[]> {
    const { server, patience, limits } = this.#tools;
    if (!this.#vectors?.isReady || !server.hasEmbeddings) return [];
    try {
      const [vector] = await patience.call(signal, limits.embedMs, (until) => server.embed([question], until));
      return vector ? this.#vectors.rank(vector, CANDIDATES) : [];
    } catch (error) {
      if (error instanceof ModelError) return [];
      throw error;
    }
  }
}
