/**
 * LangChain, loaded with the first call: a second of work that a program without a language model never does. Nothing
 * here may import it but for its types: in a bundle an import of it would be the program's own.
 */
import type { BaseRetriever } from '@langchain/core/retrievers';
import type { ChatOpenAICompletions, OpenAIEmbeddings } from '@langchain/openai';
import type { Document, HumanMessage, SystemMessage } from 'langchain';

export interface Langchain {
  BaseRetriever: typeof BaseRetriever;
  ChatOpenAICompletions: typeof ChatOpenAICompletions;
  OpenAIEmbeddings: typeof OpenAIEmbeddings;
  Document: typeof Document;
  HumanMessage: typeof HumanMessage;
  SystemMessage: typeof SystemMessage;
}

let loading: Promise<Langchain> | null = null;

/** The same for all callers; a load that failed is tried again by the next one. */
export function loadLangchain(): Promise<Langchain> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<Langchain> {
  const [{ BaseRetriever }, { ChatOpenAICompletions, OpenAIEmbeddings }, { Document, HumanMessage, SystemMessage }] =
    await Promise.all([import('@langchain/core/retrievers'), import('@langchain/openai'), import('langchain')]);
  return { BaseRetriever, ChatOpenAICompletions, OpenAIEmbeddings, Document, HumanMessage, SystemMessage };
}
