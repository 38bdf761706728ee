/** What is not words: says what to do instead. */

import { z } from 'zod';
import type { Capability } from '../bot/capability.ts';
import { reply } from '../bot/message.ts';

/** Pictures of one album arrive one by one: a sentence said this short ago is not said again. */
const saidAgainAfterMs = 5_000;

const instead = {
  photo:
    'Tôi chưa xem được ảnh. Ảnh cho hồ sơ thì bạn gõ /hoso, mở một mục rồi bấm **Gửi tệp**. Cần hỏi thì bạn tả bằng chữ, ví dụ: **mật nho đóng chai thuộc nhóm nào**.',
  video: 'Tôi chưa xem được video. Bạn gõ câu hỏi bằng chữ giúp tôi nhé.',
  voice: 'Tôi chưa nghe được tin nhắn thoại. Bạn gõ câu hỏi bằng chữ giúp tôi, không dấu cũng được.',
  sticker: 'Cảm ơn bạn! Bạn cần hỏi gì về OCOP thì gõ bằng chữ, hoặc gõ /menu để chọn.',
  location:
    'Tôi chưa dùng được vị trí. Bạn gõ tên xã, phường hoặc huyện cũ của mình, ví dụ: **Ninh Hải được mấy sản phẩm**.',
  contact: 'Tôi chưa cần số điện thoại của bạn. Bạn cứ gõ câu hỏi về OCOP nhé.',
  file: 'Tôi chưa đọc được tệp này. Tệp cho hồ sơ thì bạn gõ /hoso, mở một mục rồi bấm **Gửi tệp**. Cần hỏi thì bạn gõ bằng chữ, ví dụ: **hồ sơ gồm những gì**.',
  other: 'Tôi chưa đọc được tin này. Bạn gõ câu hỏi bằng chữ giúp tôi nhé.',
} as const;

/** A caption is a question like any other; a bare picture, voice message or place gets a sentence. */
export const media: Capability = {
  name: 'media',
  async message(turn) {
    const { input } = turn;
    if (input.kind === 'stale') {
      return [reply('Nút này cũ rồi nên tôi không còn nhớ. Bạn gõ lại câu hỏi, hoặc gõ /menu để chọn.')];
    }
    if (input.kind !== 'media' || input.caption.trim() !== '') return null;
    const said = turn.recall('media', z.object({ media: z.string(), at: z.number() }));
    turn.remember('media', { media: input.media, at: turn.now.getTime() });
    const isSaid = said?.media === input.media && turn.now.getTime() - said.at < saidAgainAfterMs;
    return isSaid ? [] : [reply(instead[input.media])];
  },
};
