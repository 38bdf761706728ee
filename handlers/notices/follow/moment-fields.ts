/** Asking for another time: what is not said stays as it was. */
import { z } from 'zod';
import type { Field, Option, Reading, Values } from '../../../bot/dialog.ts';
import { localDay } from '../../programme/days.ts';
import type { EndReading } from '../when/read-end.ts';
import { readEnd } from '../when/read-end.ts';
import { readMoment } from '../when/read-moment.ts';
import { showMoment } from '../when/show.ts';
import { instantOf, minuteOf } from '../when/wall.ts';
import { keepingOld, type ReadField } from './keeping-old.ts';
import type { Facts } from './notice-dialog.ts';

const momentSchema = z.iso.datetime();

export function startField({ kind, startsAt }: Facts, now: Date): Field {
  const isDeadline = kind === 'deadline';
  const field: ReadField = {
    name: 'startsAt',
    label: isDeadline ? 'Hạn' : 'Bắt đầu',
    prompt: `${isDeadline ? 'Hạn mới là khi nào?' : 'Bắt đầu lúc nào?'} Ví dụ: **8h sáng thứ 5 tuần sau**.${startsAt ? `\nĐang là: ${showMoment(startsAt)}.` : ''}`,
    ...(startsAt && { options: [{ label: isDeadline ? 'Giữ hạn cũ' : 'Giữ giờ cũ', value: startsAt.toISOString() }] }),
    schema: momentSchema,
    read: (heard) => (heard.kind === 'text' ? readStart(heard.text, startsAt, now) : { kind: 'no', why: inWords }),
    conflict: (value) =>
      new Date(momentSchema.parse(value)) > now
        ? null
        : 'Lúc này đã qua rồi. Bạn ghi lúc sắp tới, ví dụ **8h sáng mai**.',
    show: (value) => showMoment(new Date(momentSchema.parse(value))),
  };
  return keepingOld(field, () => startsAt?.toISOString() ?? null);
}

export function endField({ startsAt, endsAt }: Facts, now: Date): Field {
  const startOf = (values: Values) => new Date(momentSchema.parse(values.startsAt));
  const options = (values: Values) => (startsAt && endsAt ? endOptions(startOf(values), startsAt, endsAt) : []);
  const field: ReadField = {
    name: 'endsAt',
    label: 'Kết thúc',
    prompt: 'Kết thúc lúc nào? Ví dụ: **11h30**.',
    options,
    schema: momentSchema,
    read(heard, values) {
      if (heard.kind !== 'text') return { kind: 'no', why: inWords };
      return endReading(readEnd(heard.text, startOf(values), now));
    },
    conflict: (value, values) =>
      new Date(momentSchema.parse(value)) > startOf(values)
        ? null
        : 'Lúc kết thúc phải sau lúc bắt đầu. Bạn ghi lại, ví dụ **11h30**.',
    show: (value) => showMoment(new Date(momentSchema.parse(value))),
  };
  // The old end where it is of the same day, else the old length.
  return keepingOld(field, (values) => {
    const isSameDay = endsAt !== null && localDay(endsAt) === localDay(startOf(values));
    return options(values).at(isSameDay ? -1 : 0)?.value ?? null;
  });
}

const inWords = 'Bạn ghi ngày giờ bằng chữ giúp tôi, ví dụ **8h sáng 20/12**.';

function readStart(text: string, old: Date | null, now: Date): Reading {
  const found = readMoment(text, now);
  if (found.kind === 'none')
    return { kind: 'no', why: 'Tôi chưa thấy ngày giờ trong câu này. Bạn ghi lại, ví dụ **8h sáng 20/12**.' };
  if (found.kind === 'question') {
    return found.options
      ? {
          kind: 'ask',
          text: found.why,
          options: found.options.map(({ label, at }) => ({ label, value: at.toISOString() })),
        }
      : { kind: 'no', why: found.why };
  }
  if (!found.hasTime) {
    if (!old) return { kind: 'no', why: 'Bạn ghi cả giờ giúp tôi, ví dụ **8h sáng 20/12**.' };
    const at = instantOf(localDay(found.start), minuteOf(old));
    return {
      kind: 'ask',
      text: `Giờ vẫn như cũ chứ? Không phải thì ghi cả ngày và giờ, ví dụ **14h 20/12**.`,
      options: [option(at)],
    };
  }
  const sameDay = old && !found.hasDay ? instantOf(localDay(old), minuteOf(found.start)) : null;
  if (sameDay && sameDay > now && sameDay.getTime() !== found.start.getTime()) {
    return { kind: 'ask', text: 'Bạn muốn nói ngày nào?', options: [option(sameDay), option(found.start)] };
  }
  if (found.vague)
    return {
      kind: 'ask',
      text: 'Có phải lúc này không? Không phải thì ghi rõ ngày giờ.',
      options: [option(found.start)],
    };
  return { kind: 'value', value: found.start.toISOString() };
}

function endReading(found: EndReading): Reading {
  switch (found.kind) {
    case 'none':
      return { kind: 'no', why: 'Tôi chưa thấy giờ kết thúc. Bạn ghi lại, ví dụ **11h30** hoặc **trong 2 tiếng**.' };
    case 'question':
      return found.options
        ? { kind: 'ask', text: found.why, options: found.options.map(({ at }) => option(at)) }
        : { kind: 'no', why: found.why };
    case 'end':
      return found.vague
        ? { kind: 'ask', text: 'Có phải lúc này không? Không phải thì ghi rõ giờ.', options: [option(found.end)] }
        : { kind: 'value', value: found.end.toISOString() };
  }
}

/** The same length as before, and the same end where it still lies after the beginning. */
function endOptions(start: Date, oldStart: Date, oldEnd: Date): Option[] {
  const shifted = new Date(start.getTime() + oldEnd.getTime() - oldStart.getTime());
  const ends = shifted.getTime() === oldEnd.getTime() || oldEnd <= start ? [shifted] : [shifted, oldEnd];
  return ends.map(option);
}

function option(at: Date): Option {
  return { label: showMoment(at), value: at.toISOString() };
}
