/** `Huỷ lớp`: why, in one line, then everybody whom it concerns is told. */
import { z } from 'zod';
import type { HostedDialog, Turn } from '../../../bot/capability.ts';
import type { Values } from '../../../bot/dialog.ts';
import { noticeMessage } from '../notice.ts';
import { type AfterOptions, isOver } from './change-dialog.ts';
import { waitingWarning } from './corrections.ts';
import { writeDeed } from './deed.ts';
import { hostNoticeDialog, overtaken } from './notice-dialog.ts';
import { isAhead, showNotice } from './page.ts';
import { shownPreview } from './preview.ts';
import { concernedInWords, countPeople, whoIsConcerned } from './recipients.ts';
import { tellApprovers } from './second-officer.ts';
import { changeNotice, isPressing, sendAfter, stopFirst } from './send-after.ts';
import type { Followed } from './sight.ts';
import { count } from './wording.ts';

export const callOffDialogName = 'notice-call-off';

const whySchema = z.string().trim().min(3).max(200);

export function createCallOffDialog(options: AfterOptions): HostedDialog {
  return hostNoticeDialog({
    name: callOffDialogName,
    title: 'báo huỷ',
    build: ({ title }) => ({
      fields: [
        {
          name: 'why',
          label: 'Lý do',
          prompt: `Vì sao huỷ **${title}**? Người nhận đọc nguyên câu này. Ví dụ: **Giảng viên bận đột xuất, sẽ báo lịch mới.**`,
          schema: whySchema,
          read(heard) {
            const line = heard.kind === 'text' ? heard.text.replace(/\s+/g, ' ') : '';
            const value = whySchema.safeParse(line).data;
            return value === undefined
              ? { kind: 'no', why: 'Bạn ghi lý do trong một dòng, từ 3 đến 200 chữ cái.' }
              : { kind: 'value', value };
          },
          show: (value) => whySchema.parse(value),
        },
      ],
      submit: 'Báo huỷ',
    }),
    async preview({ tx }, { notice }, values) {
      const people = await countPeople(tx, whoIsConcerned(notice));
      return shownPreview(
        noticeMessage(notice, 'call_off', noteOf(values)),
        `Gửi tới **${count(people)}** người ${concernedInWords(notice)}. Báo huỷ rồi thì không mở lại được.`,
        await waitingWarning(tx, notice.id),
      );
    },
    submit: (turn, followed, values) => submit(turn, followed, values, options),
  });
}

async function submit(turn: Turn, followed: Followed, values: Values, options: AfterOptions) {
  const { tx, now } = turn;
  const { notice } = followed;
  if (notice.startsAt !== null && !isAhead(notice, now)) return [await showNotice(turn, followed, isOver)];
  const people = whoIsConcerned(notice);
  const urgent = notice.urgent || isPressing(now, notice.startsAt);
  const changed = await changeNotice(turn, followed, { state: 'called_off' });
  if (!changed) return [await overtaken(turn, followed)];
  const payload = noticeMessage(changed, 'call_off', noteOf(values));
  const told = await sendAfter(turn, followed, notice.id, { purpose: 'call_off', payload, people, urgent });
  await stopFirst(tx, now, notice.id);
  const after = { ...followed, notice: changed };
  const why = whySchema.parse(values.why);
  await writeDeed(
    turn,
    after,
    'notice-call-off',
    { version: changed.version, why, people: told },
    { version: notice.version },
  );
  await tellApprovers(turn, after, options.profileId, { purpose: 'call_off', payload, people: told });
  await options.onChanged(tx, now, notice.id);
  const said = told === 0 ? 'Đã huỷ. Không có ai phải báo.' : `Đã huỷ và báo cho ${count(told)} người.`;
  return [await showNotice(turn, after, said)];
}

function noteOf(values: Values): string {
  return `Lý do: ${whySchema.parse(values.why)}`;
}
