/** What the program puts between its marks, as a model reads it. */
export interface Block {
  name: string;
  text: string;
}

const BLOCK = /<<<(?<name>[^\n]*) (?<word>[0-9a-z]{8})>>>\n(?<text>[\s\S]*?)\n?<<<hết \k<word>>>>/gu;

export function blocksOf(content: string): Block[] {
  return [...content.matchAll(BLOCK)].map(({ groups }) => ({ name: groups?.name ?? '', text: groups?.text ?? '' }));
}

export interface ShownPassage {
  name: string;
  text: string;
}

/** The passages that it was shown, without their headings. */
export function passagesOf(blocks: readonly Block[]): ShownPassage[] {
  return blocks
    .filter(({ name }) => name.startsWith('đoạn '))
    .map(({ name, text }) => ({ name: name.slice('đoạn '.length), text: text.slice(text.indexOf('\n') + 1) }));
}

export function questionOf(blocks: readonly Block[]): string {
  return blocks.find(({ name }) => name === 'câu hỏi')?.text ?? '';
}
