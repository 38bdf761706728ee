/** Photos and files of a registration, handed to an officer one message each. */
import { type Reply, reply } from '../../bot/message.ts';
import type { RegistrationFile } from '../../prisma/generated/client.ts';

export function handOut(files: readonly RegistrationFile[], nameOf: (item: string) => string): Reply[] {
  return files.map(({ item, hash, name, mime, bytes }, index) =>
    reply(`${item === 'photo' ? 'Ảnh sản phẩm' : nameOf(item)} (${index + 1}/${files.length})`, {
      attachment: { name, mime, hash, bytes },
    }),
  );
}
