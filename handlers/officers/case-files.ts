/** Photos and files of a registration: the one place that hands them to an officer. */
import { type Reply, reply } from '../../bot/message.ts';
import type { RegistrationFile } from '../../prisma/generated/client.ts';

/** What an officer gets to see of the files; today their names. */
export function filesLine(files: readonly RegistrationFile[], nameOf: (item: string) => string): Reply[] {
  if (files.length === 0) return [];
  const lines = files.map(({ item, name }) => `• ${item === 'photo' ? 'Ảnh sản phẩm' : nameOf(item)}: ${name}`);
  return [reply(['Ảnh và tệp kèm theo:', ...lines].join('\n'))];
}
