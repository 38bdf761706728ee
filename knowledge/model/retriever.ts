import type { BaseRetriever } from '@langchain/core/retrievers';
import type { Citation } from '../answer.ts';
import type { Passage } from '../passages.ts';
import { loadLangchain } from './langchain.ts';

/** What is known of a document that the retriever brings; its text is `pageContent`. */
export interface PassageMetadata extends Record<string, unknown> {
  /** `ke-hoach-2024#II.1` */
  id: string;
  kind: Passage['kind'];
  title: string;
  /** of the first place that it stands on: document, section and how a citation names them */
  source: string;
  section: string;
  label: string;
  citations: Citation[];
  score: number;
}

/**
 * A LangChain retriever over whatever finds passages, for our own chain and for anybody else's:
 *
 * ```ts
 * const { assistant } = openKnowledge();
 * const retriever = await openRetriever(async (question) => assistant.passages.search(question, '2026-05-22', 5));
 * const documents = await retriever.invoke('hồ sơ OCOP gồm những gì');
 * ```
 */
export async function openRetriever(
  find: (question: string) => Promise<readonly Passage[]>,
): Promise<BaseRetriever<PassageMetadata>> {
  const { BaseRetriever, Document } = await loadLangchain();
  class PassageRetriever extends BaseRetriever<PassageMetadata> {
    override lc_namespace = ['ocop-assistant', 'knowledge'];

    override async _getRelevantDocuments(question: string) {
      const passages = await find(question);
      return passages.map(
        (passage) => new Document({ pageContent: passage.text, metadata: metadataOf(passage), id: passage.id }),
      );
    }
  }
  return new PassageRetriever();
}

function metadataOf({ id, kind, title, citations, score }: Passage): PassageMetadata {
  const [first] = citations;
  const { source = '', section = '', label = '' } = first ?? {};
  return { id, kind, title, source, section, label, citations, score };
}
