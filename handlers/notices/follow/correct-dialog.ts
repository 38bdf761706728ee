/** `Đính chính`: the notice with its right words, to exactly those who got the wrong ones. */
import { z } from 'zod';
import type { HostedDialog, Turn } from '../../../bot/capability.ts';
import type { Field, Values } from '../../../bot/dialog.ts';
import { type Approval, skippedApproval } from '../access.ts';
import { askToApproveCorrection } from './correction-approval.ts';
import { awaitingCorrection, keepCorrection, type Words, waitingWarning } from './corrections.ts';
import { keepingOld, type ReadField } from './keeping-old.ts';
import { hostNoticeDialog, overtaken } from './notice-dialog.ts';
import { showNotice } from './page.ts';
import { shownPreview } from './preview.ts';
import { countPeople, whoGotFirst } from './recipients.ts';
import { approvalAfter } from './second-officer.ts';
import { lockNotice } from './send-after.ts';
import { correctionOf, sendCorrection, whyCorrectionWaits } from './send-correction.ts';
import { sendingsOf } from './sendings.ts';
import { type Followed, noticeInSight } from './sight.ts';
import { count, noSuchNotice } from './wording.ts';

export const correctDialogName = 'notice-correct';

const titleSchema = z.string().trim().min(3).max(120);
const contentSchema = z.string().trim().min(3).max(2000);

/** `profileId`: as configured; null for the profile of the day. */
export function createCorrectDialog(profileId: string | null): HostedDialog {
  return hostNoticeDialog({
    name: correctDialogName,
    title: 'đính chính thông báo',
    build: ({ title, content, approval }) => ({
      fields: [
        words('title', 'Tiêu đề', titleSchema, `Tiêu đề đúng là gì? Đang là: **${title}**.`, {
          same: { label: 'Giữ tiêu đề cũ', value: title },
          why: 'Tiêu đề dài từ 3 đến 120 chữ cái. Bạn ghi lại giúp tôi.',
        }),
        words(
          'content',
          'Nội dung',
          contentSchema,
          `Nội dung đúng là gì? Bạn ghi toàn bộ nội dung mới, ví dụ **Mang theo mẫu sản phẩm và giấy đăng ký kinh doanh.**${content === '' ? '' : `\nĐang là: ${content}`}`,
          {
            ...(content.length >= 3 && { same: { label: 'Giữ nội dung cũ', value: content } }),
            why: 'Nội dung dài từ 3 đến 2.000 chữ cái. Bạn ghi lại giúp tôi.',
          },
        ),
      ],
      submit: approval === 'needed' ? 'Gửi duyệt' : 'Gửi đính chính',
    }),
    async preview(turn, followed, values) {
      const { tx } = turn;
      const { notice } = followed;
      const people = await countPeople(tx, whoGotFirst(notice.id));
      const unknown = (await sendingsOf(tx, notice.id)).find(({ purpose }) => purpose === 'first')?.ledger.unknown ?? 0;
      const approval = await approvalAfter(turn, followed, profileId);
      return shownPreview(
        correctionOf({ ...notice, ...corrected(values) }, turn.now),
        `Gửi tới đúng **${count(people)}** người đã nhận tin đầu.`,
        unknown > 0
          ? `Còn ${count(unknown)} tin chưa rõ: khi bạn coi là đã gửi thì những người đó cũng nhận đính chính, còn gửi lại thì nhận thẳng nội dung đúng.`
          : null,
        await waitingWarning(tx, notice.id, true),
        approvalRemarks[approval],
      );
    },
    submit: (turn, followed, values) => submit(turn, followed, corrected(values), profileId),
  });
}

const approvalRemarks: Readonly<Record<Approval, string | null>> = {
  'not-needed': null,
  needed: 'Đính chính cho toàn tỉnh: cán bộ thứ hai duyệt xong mới gửi.',
  alone:
    'Đính chính cho toàn tỉnh cần cán bộ thứ hai duyệt; hiện chưa có ai khác duyệt được, nên bước này được bỏ qua.',
};

/** The need of an approval is asked anew: the draft may be days old. */
async function submit(turn: Turn, seen: Followed, { title, content }: Words, profileId: string | null) {
  await lockNotice(turn.tx, seen.notice.id);
  const followed = await noticeInSight(turn, seen.notice.id);
  if (!followed) return [noSuchNotice];
  const { notice } = followed;
  if (notice.version !== seen.notice.version || notice.state !== 'sent') return [await overtaken(turn, followed)];
  // Whoever is being told at this very moment would get the wrong words, and not their correction.
  const waits = await whyCorrectionWaits(turn, followed);
  if (waits !== null) return [await showNotice(turn, followed, waits)];
  if (title === notice.title && content === notice.content) {
    return [await showNotice(turn, followed, 'Chưa có gì khác tin đầu nên tôi chưa gửi.')];
  }
  const approval = await approvalAfter(turn, followed, profileId);
  if (approval === 'needed') {
    const waiting = await awaitingCorrection(turn.tx, notice.id);
    const isSame = waiting?.officer === followed.office.id && waiting.title === title && waiting.content === content;
    if (isSame) return [await showNotice(turn, followed, 'Bản đính chính vẫn như cũ và vẫn đang chờ duyệt.')];
    await askToApproveCorrection(turn, followed, await keepCorrection(turn, followed, { title, content }));
    return [await showNotice(turn, followed, asked)];
  }
  const sent = await sendCorrection(turn, followed, { title, content });
  if (!sent) return [await overtaken(turn, followed)];
  const said = approval === 'alone' ? [sent.said, skippedApproval].join(' ') : sent.said;
  return [await showNotice(turn, sent.followed, said)];
}

const asked = 'Đã gửi cán bộ thứ hai xem. Chưa gửi đính chính cho ai; tôi báo bạn khi có kết quả.';

function corrected(values: Values): Words {
  return { title: titleSchema.parse(values.title), content: contentSchema.parse(values.content) };
}

function words(
  name: string,
  label: string,
  schema: typeof titleSchema,
  prompt: string,
  { same, why }: { same?: { label: string; value: string }; why: string },
): Field {
  const field: ReadField = {
    name,
    label,
    prompt,
    schema,
    ...(same && { options: [same] }),
    read(heard) {
      const value = heard.kind === 'text' ? schema.safeParse(heard.text).data : undefined;
      return value === undefined ? { kind: 'no', why } : { kind: 'value', value };
    },
    show: (value) => schema.parse(value),
  };
  return keepingOld(field, () => same?.value ?? null);
}
