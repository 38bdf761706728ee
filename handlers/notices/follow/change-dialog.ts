/** `Đổi giờ, đổi nơi`: another time, place or number of seats, told to all whom it concerns. */
import { z } from 'zod';
import type { HostedDialog, Turn } from '../../../bot/capability.ts';
import type { Field, Values } from '../../../bot/dialog.ts';
import type { Tx } from '../../../prisma/open.ts';
import { noticeMessage } from '../notice.ts';
import { placeOnly } from '../place-only.ts';
import { changesInWords } from './changes.ts';
import { waitingWarning } from './corrections.ts';
import { writeDeed } from './deed.ts';
import { keepingOld, type ReadField } from './keeping-old.ts';
import { endField, startField } from './moment-fields.ts';
import { type Facts, hostNoticeDialog, overtaken } from './notice-dialog.ts';
import { isAhead, showNotice } from './page.ts';
import { shownPreview } from './preview.ts';
import { concernedInWords, countPeople, whoIsConcerned } from './recipients.ts';
import { tellApprovers } from './second-officer.ts';
import { changeNotice, isPressing, sendAfter } from './send-after.ts';
import type { Followed } from './sight.ts';
import { count } from './wording.ts';

export const changeDialogName = 'notice-change';

/** Told of every notice that was moved or called off: what hangs on its time is set anew. */
export type OnChanged = (tx: Tx, now: Date, noticeId: bigint) => Promise<void>;

const placeSchema = z.string().trim().min(3).max(200);
const seatsSchema = z.number().int().min(1).max(10_000);

export interface AfterOptions {
  onChanged: OnChanged;
  /** As configured; null for the profile of the day. */
  profileId: string | null;
}

export function createChangeDialog(options: AfterOptions): HostedDialog {
  return hostNoticeDialog({
    name: changeDialogName,
    title: 'đổi giờ, đổi nơi',
    build: (facts, now) => ({
      fields: [
        startField(facts, now),
        ...(facts.endsAt === null ? [] : [endField(facts, now)]),
        ...(facts.place === null && facts.kind === 'deadline' ? [] : [placeField(facts)]),
        ...(facts.seats === null ? [] : [seatsField(facts.seats)]),
      ],
      submit: 'Gửi thay đổi',
    }),
    async preview({ tx }, { notice }, values) {
      const after = { ...notice, ...changedTo(values, notice) };
      const changes = changesInWords(notice, after);
      if (changes.length === 0) return 'Chưa có gì khác so với trước. Bạn bấm **Sửa** để chọn mục cần đổi.';
      const people = await countPeople(tx, whoIsConcerned(notice));
      return shownPreview(
        noticeMessage(after, 'change', changes.join('\n')),
        `Gửi tới **${count(people)}** người ${concernedInWords(notice)}.`,
        await promisedBeyond(tx, after),
        await waitingWarning(tx, notice.id),
      );
    },
    submit: (turn, followed, values) => submit(turn, followed, values, options),
  });
}

async function submit(turn: Turn, followed: Followed, values: Values, options: AfterOptions) {
  const { tx, now } = turn;
  const { notice } = followed;
  if (!isAhead(notice, now)) return [await showNotice(turn, followed, isOver)];
  const to = changedTo(values, notice);
  const changes = changesInWords(notice, { ...notice, ...to });
  if (changes.length === 0) return [await showNotice(turn, followed, 'Chưa có gì thay đổi nên tôi chưa gửi.')];
  const changed = await changeNotice(turn, followed, to);
  if (!changed) return [await overtaken(turn, followed)];
  const payload = noticeMessage(changed, 'change', changes.join('\n'));
  const people = await sendAfter(turn, followed, notice.id, {
    purpose: 'change',
    payload,
    people: whoIsConcerned(notice),
    urgent: notice.urgent || isPressing(now, notice.startsAt, changed.startsAt),
  });
  const after = { ...followed, notice: changed };
  await writeDeed(
    turn,
    after,
    'notice-change',
    { version: changed.version, changes, people },
    { version: notice.version },
  );
  await tellApprovers(turn, after, options.profileId, { purpose: 'change', payload, people });
  await options.onChanged(tx, now, notice.id);
  const said = people === 0 ? 'Đã đổi. Không có ai phải báo.' : `Đã đổi và báo cho ${count(people)} người.`;
  return [await showNotice(turn, after, said)];
}

/** Nobody loses a seat that was promised, whatever the new number says. */
async function promisedBeyond(tx: Tx, { id, seats }: Pick<Followed['notice'], 'id' | 'seats'>): Promise<string | null> {
  if (seats === null) return null;
  const { _sum } = await tx.signUp.aggregate({ where: { noticeId: id, state: 'going' }, _sum: { people: true } });
  const promised = _sum.people ?? 0;
  return promised > seats
    ? `⚠️ Đã hứa **${count(promised)}** chỗ, nhiều hơn ${count(seats)}: người đã được giữ chỗ vẫn giữ. Nếu không đủ chỗ ngồi, bạn gọi cho họ.`
    : null;
}

export const isOver = 'Việc này đã diễn ra rồi nên không đổi được nữa.';

function changedTo(values: Values, notice: Followed['notice']) {
  const at = (value: unknown) =>
    z.iso
      .datetime()
      .transform((text) => new Date(text))
      .nullable()
      .catch(null)
      .parse(value);
  const startsAt = at(values.startsAt) ?? notice.startsAt;
  return {
    startsAt,
    endsAt: notice.endsAt && (at(values.endsAt) ?? notice.endsAt),
    place: placeSchema.optional().parse(values.place) ?? notice.place,
    seats: seatsSchema.optional().parse(values.seats) ?? notice.seats,
  };
}

function placeField({ place }: Facts): Field {
  const field: ReadField = {
    name: 'place',
    label: 'Địa điểm',
    prompt: `Ở đâu? Ví dụ: **Hội trường UBND xã Vĩnh Hải**.${place ? `\nĐang là: ${place}.` : ''}`,
    ...(place && { options: [{ label: 'Giữ nơi cũ', value: place }] }),
    schema: placeSchema,
    read(heard) {
      const value = heard.kind === 'text' ? placeSchema.safeParse(placeOnly(heard.text.trim())).data : undefined;
      return value === undefined
        ? { kind: 'no', why: 'Bạn ghi tên nơi đó bằng chữ, từ 3 đến 200 chữ cái.' }
        : { kind: 'value', value };
    },
    show: (value) => placeSchema.parse(value),
  };
  return keepingOld(field, () => place);
}

function seatsField(seats: number): Field {
  const field: ReadField = {
    name: 'seats',
    label: 'Số chỗ',
    prompt: `Bao nhiêu chỗ? Ví dụ: **40**.\nĐang là: ${seats}.`,
    options: [{ label: 'Giữ số chỗ cũ', value: seats }],
    numeric: true,
    schema: seatsSchema,
    read(heard) {
      const typed = heard.kind === 'text' ? /^\D*(\d{1,5})\D*$/.exec(heard.text.replaceAll('.', ''))?.[1] : undefined;
      const value = seatsSchema.safeParse(Number(typed)).data;
      return value === undefined
        ? { kind: 'no', why: 'Bạn ghi một con số từ 1 đến 10.000, ví dụ **40**.' }
        : { kind: 'value', value };
    },
    show: (value) => String(value),
  };
  return keepingOld(field, () => seats);
}
