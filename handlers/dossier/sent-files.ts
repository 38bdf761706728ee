/** The files that a producer sent: to look at again, and to take back while the registration is in their hands. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import type { RegistrationFile } from '../../prisma/generated/client.ts';
import { photoName } from '../registration/files.ts';
import { writeAudit } from '../registration/store.ts';
import { fileChoice, filesChoice, itemChoice, oneChoice, removeChoice } from './choices.ts';
import { findStanding } from './item-standing.ts';
import { isOpen, type Own, placeOf } from './own.ts';
import { dayOf, shortened } from './wording.ts';

const noFile = 'Tệp này không còn trong hồ sơ. Bạn gõ /hoso để xem những tệp đang có.';

export function showFiles(own: Own, item: string): Reply {
  const files = own.files.filter((file) => file.item === item);
  const back = backChoice(own, item);
  if (files.length === 0) return reply('Mục này chưa có tệp nào. Bạn mở mục rồi bấm **Gửi tệp**.', { choices: [back] });
  const lines = files.map(
    ({ name, createdAt }, index) => `${index + 1}. ${shortened(name, 60)} · gửi ${dayOf(createdAt)}`,
  );
  return reply([`**${titleOf(own, item)}**: ${files.length} tệp.`, ...lines, 'Bấm một tệp để xem.'].join('\n'), {
    choices: [
      ...files.map(({ id, name }, index) => fileChoice(own.code, id, `Tệp ${index + 1}: ${shortened(name, 40)}`)),
      back,
    ],
  });
}

export function showFile(own: Own, id: string): Reply {
  const file = own.files.find((one) => String(one.id) === id);
  if (!file) return reply(noFile, { choices: [oneChoice(own.code)] });
  const { hash, name, mime, bytes } = file;
  return reply(`${titleOf(own, file.item)}: ${name}`, {
    attachment: { name, mime, hash, bytes },
    choices: [...(mayRemove(own, file) ? [removeChoice(own.code, file.id)] : []), backChoice(own, file.item)],
  });
}

/** An item that loses its last file is chưa có again; one that an officer has accepted stays as it is. */
export async function removeFile(turn: Turn, own: Own, id: string): Promise<Reply> {
  const file = own.files.find((one) => String(one.id) === id);
  if (!file) return reply(noFile, { choices: [oneChoice(own.code)] });
  if (!mayRemove(own, file)) {
    return reply(
      'Tệp này đã vào phần cán bộ xem nên tôi giữ nguyên. Cần thay, bạn gửi tệp khác hoặc hỏi UBND xã, phường.',
      {
        choices: [backChoice(own, file.item)],
      },
    );
  }
  const { tx, now } = turn;
  await tx.registrationFile.deleteMany({ where: { id: file.id, registrationId: own.id } });
  const left = own.files.filter((one) => one.item === file.item && one.id !== file.id);
  if (left.length === 0) {
    await tx.dossierItem.deleteMany({ where: { registrationId: own.id, item: file.item, state: 'sent' } });
  }
  const subject = `registration:${own.id}`;
  const before = { ...placeOf(own), item: file.item, hash: file.hash };
  await writeAudit(tx, now, { officer: null, action: 'remove-file' }, subject, before, null);
  return reply(`Đã xoá tệp ${file.name}. Mục này còn ${left.length} tệp.`, {
    choices: [
      ...(left.length > 0 ? [filesChoice(own.code, file.item, 'Xem tệp còn lại')] : []),
      backChoice(own, file.item),
    ],
  });
}

function mayRemove(own: Own, { item }: RegistrationFile): boolean {
  if (item === 'photo') return isOpen(own, 'correct');
  return isOpen(own, 'attach') && own.items.find((one) => one.item === item)?.state !== 'accepted';
}

function titleOf(own: Own, item: string): string {
  return item === 'photo' ? photoName : (findStanding(own, item)?.item.name ?? 'Giấy tờ');
}

function backChoice(own: Own, item: string) {
  return item === 'photo' ? oneChoice(own.code) : itemChoice(own.code, item, 'Về mục này');
}
