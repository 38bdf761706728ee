/** `/huy`: leaves what is being done. */
import type { Capability } from '../bot/capability.ts';
import { reply } from '../bot/message.ts';

export const cancel: Capability = {
  name: 'cancel',
  commands: [{ name: 'huy', description: 'Bỏ việc đang làm dở' }],
  async command() {
    return [reply('Bạn không có việc nào đang làm dở. Bạn cứ gõ câu hỏi, hoặc /menu để chọn việc.')];
  },
};
