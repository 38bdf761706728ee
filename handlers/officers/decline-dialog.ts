/** Declining always gives the producer a reason. */
import { z } from 'zod';
import type { HostedDialog } from '../../bot/capability.ts';
import type { NameOf } from './case.ts';
import { hostCaseDialog, readWords, wordsSchema } from './case-dialog.ts';
import { decide } from './decide.ts';

export const declineDialogName = 'officer-decline';

export function createDeclineDialog(nameOf: NameOf): HostedDialog {
  return hostCaseDialog({
    name: declineDialogName,
    title: 'từ chối hồ sơ',
    facts: z.null(),
    build: (_facts, code) => ({
      fields: [
        {
          name: 'reason',
          label: 'Lý do',
          prompt: `Vì sao từ chối ${code}? Chủ thể đọc nguyên câu này. Ví dụ: **Nguyên liệu chính mua ngoài tỉnh.**`,
          schema: wordsSchema,
          read: (heard) =>
            heard.kind === 'text' ? readWords(heard.text) : { kind: 'no', why: 'Bạn viết lý do bằng chữ giúp tôi.' },
          show: (value) => wordsSchema.parse(value),
        },
      ],
      submit: 'Gửi từ chối',
    }),
    submit: (turn, seen, values) =>
      decide(turn, seen, { decision: 'decline', remark: wordsSchema.parse(values.reason) }, nameOf),
  });
}
