import { create, insertMultiple, search } from '@orama/orama';
import MiniSearch from 'minisearch';
import type { Section } from '../../knowledge/section.ts';
import type { EvalAnswer } from './question.ts';

const PLAN = 'ke-hoach-2024';
const LONGEST = 900;
const CITED = 5;

/** Something that answers a question about the plan from its sections. */
export interface Peer {
  name: string;
  answer(id: string, question: string): EvalAnswer | Promise<EvalAnswer>;
}

/** MiniSearch with its default settings over the plan's sections: the best sections cited, the first one as the answer. */
export function miniSearchPeer(sections: readonly Section[]): Peer {
  const byId = new Map(sections.map((section) => [section.id, section]));
  const index = new MiniSearch({ fields: ['title', 'text'] });
  index.addAll(sections.map(({ id, title, text }) => ({ id, title, text })));
  return {
    name: 'MiniSearch, defaults',
    answer: (id, question) =>
      answerFrom(
        id,
        index.search(question).map((hit) => String(hit.id)),
        byId,
      ),
  };
}

/** Orama with its default settings over the plan's sections. */
export async function oramaPeer(sections: readonly Section[]): Promise<Peer> {
  const byId = new Map(sections.map((section) => [section.id, section]));
  const index = create({ schema: { id: 'string', title: 'string', text: 'string' } });
  await insertMultiple(
    index,
    sections.map(({ id, title, text }) => ({ id, title, text })),
  );
  return {
    name: 'Orama, defaults',
    answer: async (id, question) => {
      const { hits } = await search(index, { term: question, properties: ['title', 'text'] });
      return answerFrom(
        id,
        hits.map((hit) => String(hit.document.id)),
        byId,
      );
    },
  };
}

function answerFrom(id: string, ids: string[], byId: ReadonlyMap<string, Section>): EvalAnswer {
  const found = ids.flatMap((each) => byId.get(each) ?? []).slice(0, CITED);
  const citations = found.map((section) => ({
    source: PLAN,
    section: section.id,
    quote: section.text.slice(0, LONGEST),
  }));
  return { id, status: 'answered', answer: found[0]?.text.slice(0, LONGEST) ?? '', citations };
}
