/** `/canbo MÃ`: trying a code, and what is said of it. */
import type { Turn } from '../../bot/capability.ts';
import { plainLabel } from '../../bot/label.ts';
import { type Reply, reply } from '../../bot/message.ts';
import { maskTyped, type Redeemed, redeem } from './invitations.ts';
import { officeTitle } from './office.ts';
import type { Office } from './rights.ts';
import { menuChoice, timeOf } from './wording.ts';
import { wrongCodesAnHour } from './wrong-codes.ts';

/** The code in `canbo 7KQ2-…` written without its slash, or with a space in the command; null in any other text. */
export function codeIn(text: string): string | null {
  const [, first = '', second = '', code = ''] = /^\s*\/?\s*(\p{L}+)\s*(\p{L}*)\s+([\w-]{6,64})\s*$/u.exec(text) ?? [];
  const isCommand = plainLabel(`${first}${second}`) === 'canbo';
  // `cán bộ huyện` is a question: a code has a digit or a dash.
  return isCommand && /[\d-]/.test(code) ? code : null;
}

/** Whatever comes of it, the code does not stay in the stored messages. */
export async function tryCode(turn: Turn, typed: string, offices: readonly Office[]): Promise<Reply[]> {
  const redeemed = await redeem(turn, typed, offices);
  await maskTyped(turn, typed);
  return [reply(textOf(redeemed), { choices: 'office' in redeemed ? [menuChoice] : [] })];
}

const troubles = {
  unknown: 'Mã này không đúng.',
  used: 'Mã này đã có người dùng.',
  expired: 'Mã này đã hết hạn.',
  revoked: 'Mã này đã bị huỷ.',
} as const;

function textOf(redeemed: Redeemed): string {
  switch (redeemed.kind) {
    case 'welcome':
      return `Chào mừng! Từ nay bạn là **${officeTitle(redeemed.office)}** (cán bộ số ${redeemed.office.id}). Có việc mới trong địa bàn, tôi báo bạn. Bạn gõ /canbo bất cứ lúc nào để mở menu cán bộ.`;
    case 'held':
      return `Bạn đã có vai trò **${officeTitle(redeemed.office)}** rồi, nên mã này vẫn để dành cho người khác. Bạn gõ /canbo để mở menu cán bộ.`;
    case 'wrong': {
      const left =
        redeemed.left > 0
          ? `Bạn còn ${redeemed.left} lần thử trong một giờ.`
          : 'Bạn đã sai ba lần: lần sau phải chờ một giờ.';
      return `${troubles[redeemed.why]} Bạn xem lại từng chữ, hoặc xin lời mời mới từ cán bộ cấp trên. ${left}`;
    }
    case 'wait':
      return `Bạn đã gửi sai mã ${wrongCodesAnHour} lần trong một giờ nên mã vừa rồi chưa được xem. Bạn chờ đến ${timeOf(redeemed.until)} rồi gửi lại, hoặc xin lời mời mới từ cán bộ cấp trên.`;
  }
}
