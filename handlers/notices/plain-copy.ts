import { stripAccents } from '../../knowledge/text/fold.ts';

/** NFC, and the same in lower case without accents, with every character at its place in the other. */
export function plainCopy(text: string): { typed: string; plain: string } {
  const typed = text.normalize('NFC');
  const plain = typed.replace(/[^\0-\x7f]|[A-Z]/gu, (character) => {
    const bare = stripAccents(character).toLowerCase();
    return bare.length === character.length ? bare : character;
  });
  return { typed, plain };
}
