/** What somebody began on a registration and has not ended yet: sending the registration on would leave it behind. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import { resumeChoices } from '../../bot/dialog/reply.ts';
import { type Reply, reply } from '../../bot/message.ts';
import type { Own } from './own.ts';

const draftSchema = z.object({
  /** `version`: of the registration as it was when a correction began; one that was overtaken can not be saved. */
  context: z.object({ code: z.string(), version: z.number().optional() }),
});

const dialogs = [
  {
    name: 'correct',
    text: 'Bạn đang sửa dở mà chưa lưu, nên tôi chưa gửi. Bạn bấm **Làm tiếp**, rồi **Lưu thay đổi**, xong mới gửi lại. Không muốn sửa nữa thì bấm **Huỷ** trong phần sửa.',
  },
  {
    name: 'attach',
    text: 'Bạn đang gửi tệp dở mà chưa bấm **Xong**, nên tôi chưa gửi hồ sơ. Bạn bấm **Làm tiếp**, rồi **Xong**, xong mới gửi hồ sơ. Không gửi tệp đó nữa thì bấm **Huỷ**.',
  },
] as const;

/** Null where nothing stands open. */
export function unfinishedWork(turn: Turn, own: Own): Reply | null {
  const open = dialogs.find(({ name }) => {
    const context = draftSchema.safeParse(turn.draft(name)).data?.context;
    return context?.code === own.code && (context.version ?? own.version) === own.version;
  });
  return open ? reply(open.text, { choices: resumeChoices(open.name) }) : null;
}
