/** Product photos belong to what was told in `/dangky`: a photo sent after officers asked for changes is shown the way there. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { photoName } from '../registration/files.ts';
import { correctChoice, oneChoice } from './choices.ts';
import type { Own } from './own.ts';

const slot = 'dossier-photo';
/** Pictures of one album arrive one by one: the way is told once for all of them. */
const saidAgainAfterMs = 5_000;

type Media = Extract<Turn['input'], { kind: 'media' }>;

/** Of these registrations the one whose product photo the sent picture may be; null for anything but a picture. */
export function findPhotoToMend(mending: readonly Own[], { media, file }: Media): Own | null {
  const mime = file && file.state !== 'refused' ? file.mime : null;
  if (media !== 'photo' && !mime?.startsWith('image/')) return null;
  // Asked for in a general remark, a photo bears no name: then any registration to be corrected may be meant.
  return mending.find(isAskedForPhoto) ?? mending.find(({ status }) => status === 'changes') ?? null;
}

function isAskedForPhoto({ status, remark }: Own): boolean {
  return status === 'changes' && (remark ?? '').includes(`• ${photoName}:`);
}

export function showPhotoWay(turn: Turn, own: Own): Reply[] {
  const said = turn.recall(slot, z.object({ at: z.number() }));
  turn.remember(slot, { at: turn.now.getTime() });
  if (said && turn.now.getTime() - said.at < saidAgainAfterMs) {
    turn.keepChoices();
    return [];
  }
  const asked = isAskedForPhoto(own) ? `Cán bộ nhờ bạn sửa **${photoName}** của ${own.code}. ` : '';
  return [
    reply(
      `${asked}Tôi chưa ghi ảnh vừa gửi. Ảnh sản phẩm thì bạn bấm **Sửa thông tin**, rồi **Sửa**, chọn **${photoName}** và gửi lại ảnh ở đó. Xong bấm **Lưu thay đổi**, rồi **Gửi lại**.`,
      { choices: [correctChoice(own.code), oneChoice(own.code, 'Xem đăng ký')] },
    ),
  ];
}
