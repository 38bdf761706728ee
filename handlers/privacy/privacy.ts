/** `/riengtu`: what is held about the person; to see, take along, correct, withdraw from, delete. */

import type { Capability, Turn } from '../../bot/capability.ts';
import { isInDialog } from '../../bot/dialog/host.ts';
import { plainLabel } from '../../bot/label.ts';
import { type Reply, reply } from '../../bot/message.ts';
import type { QuietHours } from '../../bot/quiet-hours.ts';
import { correctContact, dossiers, remove } from './choices.ts';
import { correctContactDialog } from './correct-contact.ts';
import { download } from './download.ts';
import { askToErase, erase } from './erase.ts';
import { forgetPlace } from './forget-place.ts';
import { mayCorrectContact, ownRegistrations } from './own-registrations.ts';
import type { Retention } from './periods.ts';
import { sweepPersonalData } from './retention-sweep.ts';
import { opening } from './rights.ts';
import { summary } from './summary.ts';
import { askToWithdraw, withdrawConsent } from './withdraw.ts';

/** Whole messages, folded as labels are, with which people ask for what stands there. */
const erasureWords: ReadonlySet<string> = new Set([
  'xoa het',
  'xoa du lieu',
  'xoa du lieu cua toi',
  'xoa het du lieu',
  'xoa het du lieu cua toi',
]);

/** `typedCode`: what a word behind the command does, a code that joins accounts. */
export function createPrivacy(
  retention: Retention,
  quietHours: QuietHours = null,
  typedCode?: (turn: Turn, typed: string) => Promise<Reply[]>,
): Capability & { open(): Reply[] } {
  const open = () => [opening(retention)];
  return {
    name: 'privacy',
    isPersonal: true,
    open,
    commands: [{ name: 'riengtu', description: 'Dữ liệu của tôi: xem, tải về, sửa, rút đồng ý, xoá; nối tài khoản' }],
    command: async (turn, _command, argument) => (argument !== '' && typedCode ? typedCode(turn, argument) : open()),
    dialogs: [correctContactDialog],
    message: async (turn) =>
      turn.input.kind === 'text' && !isInDialog(turn) && erasureWords.has(plainLabel(turn.input.text)) ? open() : null,
    sweep: sweepPersonalData,
    forget: (turn) => forgetPlace(turn, quietHours),
    async pick(turn, value) {
      switch (value) {
        case 'see':
          return [await summary(turn, retention)];
        case 'download':
          return [await download(turn)];
        case 'correct':
          return [await ways(turn)];
        case 'contact':
          return beginCorrection(turn);
        case 'withdraw':
          return [await askToWithdraw(turn)];
        case 'withdrawn':
          return [await withdrawConsent(turn)];
        case 'delete':
          return [await askToErase(turn)];
        case 'confirm':
          return [await erase(turn, quietHours)];
        default:
          return [reply('Tôi giữ nguyên dữ liệu của bạn. Bạn cứ gõ câu hỏi tiếp nhé.')];
      }
    },
  };
}

/** Where each thing is corrected. */
async function ways({ tx, personId }: Turn): Promise<Reply> {
  const registrations = await ownRegistrations(tx, personId);
  if (registrations.length === 0) {
    return reply(
      'Bạn chưa có đăng ký nào để sửa. Bản ghi dở thì gõ /dangky để sửa tiếp. Tin nhắn và đánh giá không sửa được, nhưng xoá được.',
      { choices: [remove] },
    );
  }
  const canCorrect = registrations.some(mayCorrectContact);
  return reply(
    [
      'Bạn muốn sửa gì?',
      ...(canCorrect ? ['• Người đại diện, số điện thoại: bấm nút dưới đây, sửa được đến khi có kết quả.'] : []),
      '• Tên chủ thể, sản phẩm, mục khác: bấm **Hồ sơ của tôi**, chọn mã, rồi **Sửa thông tin** (khi cán bộ chưa xem, hoặc đề nghị bạn sửa).',
      '• Đăng ký đã có kết quả: nhờ UBND xã, phường nơi sản xuất sửa.',
      '• Tin nhắn và đánh giá không sửa được, nhưng xoá được.',
    ].join('\n'),
    { choices: [...(canCorrect ? [correctContact] : []), dossiers, remove] },
  );
}

async function beginCorrection(turn: Turn): Promise<Reply[]> {
  const registrations = await ownRegistrations(turn.tx, turn.personId);
  if (!registrations.some(mayCorrectContact)) {
    return [
      reply(
        'Không có đăng ký nào của bạn còn sửa được ở đây. Đăng ký đã có kết quả thì bạn nhờ UBND xã, phường nơi sản xuất sửa giúp.',
        { choices: [dossiers] },
      ),
    ];
  }
  turn.enter(correctContactDialog.name);
  return [];
}
