import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('prompts/', import.meta.url));

/** The rules that the model is given, as they stand in `knowledge/model/prompts`. */
export interface Prompts {
  answer: string;
  repair: string;
  rewrite: string;
  fields: string;
}

/** Throws where a file is missing. */
export function readPrompts(): Prompts {
  const read = (name: string): string => readFileSync(`${FOLDER}${name}.md`, 'utf8').trim();
  return { answer: read('answer'), repair: read('repair'), rewrite: read('rewrite'), fields: read('fields') };
}

/** One text of others, under the name that the model is told. */
export interface Data {
  name: string;
  text: string;
}

/**
 * Texts of people and documents, each between marks with a word that nobody could know beforehand: what stands inside
 * cannot end them, and what looks like a mark inside is blunted.
 */
export function asData(parts: readonly Data[], random: () => number): string {
  const word = Math.floor(random() * 36 ** 8)
    .toString(36)
    .padStart(8, '0');
  const blunt = (text: string): string => text.replace(/<{2,}/gu, '‹').replace(/>{2,}/gu, '›');
  return parts.map(({ name, text }) => `<<<${blunt(name)} ${word}>>>\n${blunt(text)}\n<<<hết ${word}>>>`).join('\n\n');
}
