/** The guard as the program sets it up, and real sentences to try it with. */
import { readFileSync } from 'node:fs';
import { faultsOf, type ShownPassage } from '../../../knowledge/model/guard.ts';
import { guardWords } from '../../../knowledge/model/guard-words.ts';
import { readPrompts } from '../../../knowledge/model/prompt.ts';
import { knowledge } from './asking.ts';

const table = readFileSync(new URL('../../../knowledge/model/guard-words.tsv', import.meta.url), 'utf8');
export const words = guardWords(table);
const { answer, repair } = readPrompts();
export const guardTools = { words, placesIn: knowledge.assistant.placesIn, prompt: `${answer}\n${repair}` };

/** A sentence of a document, in the passage that it stands in. */
export interface Sentence {
  passage: ShownPassage;
  quote: string;
}

/** The faults of an answer that cites one sentence. */
export function faults(answer: string, { passage, quote }: Sentence): string[] {
  return faultsOf({ status: 'answered', answer, citations: [{ passage: passage.name, quote }] }, [passage], guardTools);
}

export function passage(
  text: string,
  heading = 'Mục thử (Kế hoạch OCOP 2024, mục III.9)',
  kind: ShownPassage['kind'] = 'section',
): ShownPassage {
  return { name: 'D1', kind, text, heading };
}

/** Every sentence of the documents, of a length that people read. */
export function sentences(): Sentence[] {
  return knowledge.assistant.documents.flatMap(({ shortTitle, sections }) =>
    sections
      .filter(({ row, text }) => row.length === 0 && text.length <= 4_000)
      .flatMap(({ title, label, text }) => {
        const own = text.startsWith(`${title} `) ? text.slice(title.length + 1) : text;
        return own
          .split(/(?<=[.;])\s+/u)
          .filter((quote) => quote.length >= 40 && quote.length <= 500)
          .map((quote) => ({ quote, passage: passage(own, `${title} (${shortTitle}, ${label})`) }));
      }),
  );
}
