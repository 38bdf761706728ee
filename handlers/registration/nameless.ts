/** Free text about a registration without who is behind it. */
import { maskPersonalData } from '../../knowledge/mask.ts';
import type { Registration } from '../../prisma/generated/client.ts';

/** Stands where a name was. */
export const pseudonym = '(đã bỏ tên)';

/** Officers and producers write names and numbers into remarks and descriptions. */
export function nameless(text: string, one: Pick<Registration, 'representative' | 'producerName'>): string {
  return maskPersonalData(withoutNames(text, one));
}

/** Full names only: one word alone may be the name of the product, or of a place. */
export function withoutNames(
  text: string,
  { representative, producerName }: Pick<Registration, 'representative' | 'producerName'>,
): string {
  return [producerName, representative]
    .map((name) => name.trim())
    .filter((name) => /\S\s+\S/.test(name))
    .reduce((rest, name) => rest.replace(new RegExp(literally(name), 'giu'), pseudonym), text);
}

function literally(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\s+/g, '\\s+');
}
