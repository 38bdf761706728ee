/** The commune confirms or corrects the shares of local material and labour (plan V.17; today Mẫu số 03). */
import { z } from 'zod';
import type { HostedDialog } from '../../bot/capability.ts';
import type { Field } from '../../bot/dialog.ts';
import type { NameOf } from './case.ts';
import { hostCaseDialog } from './case-dialog.ts';
import { decide } from './decide.ts';
import { shownShare } from './wording.ts';

const share = z.number().int().min(0).max(100);
const factsSchema = z.object({ material: share.nullable(), labour: share.nullable() });

export const sharesDialogName = 'officer-shares';

export function createSharesDialog(nameOf: NameOf): HostedDialog {
  return hostCaseDialog({
    name: sharesDialogName,
    title: 'xác nhận tỷ lệ',
    facts: factsSchema,
    build: ({ material, labour }, code) => ({
      fields: [
        shareField('material', 'Nguyên liệu địa phương', material, code),
        shareField('labour', 'Lao động địa phương', labour, code),
      ],
      submit: 'Xác nhận',
    }),
    submit(turn, seen, values, told) {
      const columns = {
        confirmedMaterial: share.nullable().parse(values.material ?? told.material),
        confirmedLabour: share.nullable().parse(values.labour ?? told.labour),
        confirmedAt: turn.now,
      };
      return decide(turn, seen, { decision: 'confirm-shares', columns }, nameOf);
    },
  });
}

/** Passed over, the producer's number stands. */
function shareField(name: string, label: string, told: number | null, code: string): Field {
  const asked =
    told === null
      ? 'Chủ thể chưa rõ số này. Bạn ghi số đã kiểm tra, hoặc bấm **Bỏ qua** để để trống.'
      : `Chủ thể ghi **${told}%**. Đúng thì bấm **Đúng ${told}%**, chưa đúng thì gõ số đã kiểm tra.`;
  return {
    name,
    label,
    prompt: `${code}. ${asked} Ví dụ: **60%**.`,
    ...(told !== null && { options: [{ label: `Đúng ${told}%`, value: told }] }),
    optional: true,
    numeric: true,
    schema: share,
    read(heard) {
      const number = heard.kind === 'text' ? /^\s*(\d{1,3})\s*%?\s*$/.exec(heard.text)?.[1] : undefined;
      const percent = share.safeParse(Number(number ?? Number.NaN));
      return percent.success
        ? { kind: 'value', value: percent.data }
        : { kind: 'no', why: 'Tỷ lệ là một số tròn từ 0 đến 100, ví dụ **60%**.' };
    },
    show: (value) => shownShare(share.parse(value)),
  };
}
