/** How typed answers about a notice become values. A vague or doubtful time is asked back, always in full. */
import { isNo, isNothing, isYes } from '../../bot/dialog/words.ts';
import type { Heard, Option, Reading, Values } from '../../bot/dialog.ts';
import { addDays, localDay } from '../programme/days.ts';
import { placeOnly } from './place-only.ts';
import { type PastedNotice, readPasted } from './read-pasted.ts';
import type { MomentReading } from './when/moment-reading.ts';
import { readEnd } from './when/read-end.ts';
import { readMoment } from './when/read-moment.ts';
import { showDate, showMoment, showRange } from './when/show.ts';
import { instantOf, lastMinute, minuteOf } from './when/wall.ts';

const no = (why: string): Reading => ({ kind: 'no', why });

/** The text as typed, lines kept, runs of spaces not. */
function textOf(heard: Heard): string {
  return heard.kind === 'text'
    ? heard.text
        .normalize('NFC')
        .replace(/[^\S\n]+/g, ' ')
        .trim()
    : '';
}

const optionAt = (at: Date): Option => ({ label: showMoment(at), value: at.toISOString() });

/** When it begins (of a deadline: the last moment), or when it is to be sent. */
export function readStart(now: Date, usualTimes: readonly number[], example: string) {
  return (heard: Heard, asked: readonly Option[] = []): Reading => {
    const read = onProposedDay(textOf(heard), dayIn(asked), now);
    if (read.kind === 'none') return no(`Bạn ghi ngày giờ giúp tôi, ví dụ: **${example}**.`);
    if (read.kind === 'question') {
      const options = (read.options ?? []).flatMap(({ at }) => timesOn(at, minuteOf(at) === 0 ? usualTimes : [], now));
      return options.length > 0 ? { kind: 'ask', text: read.why, options } : no(read.why);
    }
    if (!read.hasTime) {
      const options = timesOn(read.start, usualTimes, now);
      if (options.length === 0) return no(`Hôm nay không còn kịp. Bạn ghi ngày giờ sắp tới, ví dụ: **${example}**.`);
      return { kind: 'ask', text: 'Lúc mấy giờ? Bạn chọn, hoặc ghi lại cả ngày và giờ.', options };
    }
    const day = read.hasDay ? null : dayIn(asked);
    const onThatDay = day === null ? null : instantOf(day, minuteOf(read.start));
    if (onThatDay !== null && onThatDay > now && !read.vague) return { kind: 'value', value: onThatDay.toISOString() };
    if (read.vague || !read.hasDay) {
      return {
        kind: 'ask',
        text: 'Có phải lúc này không? Chưa đúng thì bạn ghi lại cả ngày và giờ.',
        options: [optionAt(read.start)],
      };
    }
    return { kind: 'value', value: read.start.toISOString() };
  };
}

/** A doubtful hour, as `2h`, stays on the day whose times were just proposed. */
function onProposedDay(text: string, day: string | null, now: Date): MomentReading {
  const read = readMoment(text, now);
  if (day === null || read.kind !== 'question') return read;
  const whole = readMoment(`${text} ngày ${showDate(day)}`, now);
  const isAnswer = whole.kind === 'moment' || (whole.kind === 'question' && whole.options !== undefined);
  return isAnswer ? whole : read;
}

/** The one day whose times were just proposed: a bare `8h` then is on that day. */
function dayIn(asked: readonly Option[]): string | null {
  const days = new Set(asked.map(({ value }) => (typeof value === 'string' ? localDay(new Date(value)) : '')));
  const [day = ''] = days;
  return days.size === 1 && day !== '' ? day : null;
}

/** The day's usual times that lie ahead; the moment itself where there are no usual ones. */
function timesOn(at: Date, minutes: readonly number[], now: Date): Option[] {
  const moments = minutes.length === 0 ? [at] : minutes.map((one) => instantOf(localDay(at), one));
  return moments.filter((one) => one > now).map(optionAt);
}

/** The end that the text of a beginning states, as in `8h đến 11h30 thứ Năm`. */
export function endIn(text: string, now: Date): string | undefined {
  const read = readMoment(text, now);
  return read.kind === 'moment' && read.hasTime && !read.vague ? read.end?.toISOString() : undefined;
}

export function readEndOf(now: Date) {
  return (heard: Heard, { start }: Values): Reading => {
    const example =
      'Bạn ghi lúc kết thúc giúp tôi, ví dụ: **11h30** hoặc **16h ngày 22/12**. Không cần thì bấm **Bỏ qua**.';
    if (typeof start !== 'string') return no(example);
    const from = new Date(start);
    const read = readEnd(textOf(heard), from, now);
    if (read.kind === 'none') return no(example);
    const shown = (at: Date): Option => ({ label: showRange(from, at), value: at.toISOString() });
    if (read.kind === 'question') {
      const options = (read.options ?? []).map(({ at }) => shown(at));
      return options.length > 0 ? { kind: 'ask', text: read.why, options } : no(read.why);
    }
    if (!read.vague) return { kind: 'value', value: read.end.toISOString() };
    return { kind: 'ask', text: 'Có phải đến lúc này không? Chưa đúng thì bạn ghi lại.', options: [shown(read.end)] };
  };
}

export function readSeats(heard: Heard): Reading {
  const plain = textOf(heard).toLowerCase();
  const [, digits = ''] =
    /^\D{0,20}(\d{1,3}(?:[.,]\d{3})*|\d+)(?: (?:người|chỗ|nguoi|cho|ghế|suất|học viên))?\.?$/u.exec(plain) ?? [];
  const seats = Number(digits.replace(/[.,]/g, ''));
  return seats >= 1 && seats <= 100_000
    ? { kind: 'value', value: seats }
    : no('Bạn ghi một con số, ví dụ: **40**. Không giới hạn thì bấm **Bỏ qua**.');
}

/** A title; of a whole notice that was pasted here, the title in it. */
export function readTitle(now: Date) {
  return (heard: Heard): Reading => {
    const text = textOf(heard);
    const pasted = readPasted(text, now);
    const isMore =
      pasted.start !== undefined || pasted.place !== undefined || pasted.seats !== undefined || text.includes('\n');
    const title = isMore && pasted.title !== undefined ? pasted.title : text;
    if (isMore && pasted.title === undefined && text.length <= 120) return no(`${onlyParts(pasted)} ${howTitled}`);
    if (isNo(title) || isYes(title) || !/\p{L}{2}/u.test(title))
      return no('Bạn ghi tiêu đề ngắn, ví dụ: **Tập huấn thiết kế bao bì**.');
    if (title.includes('\n'))
      return no('Tiêu đề chỉ một dòng, ví dụ: **Tập huấn thiết kế bao bì**. Phần còn lại bạn ghi ở bước **Nội dung**.');
    return within(title, 3, 120, 'Tập huấn thiết kế bao bì');
  };
}

const howTitled = 'Bạn ghi tiêu đề trước, ví dụ: **Tập huấn thiết kế bao bì**.';

/** What a text states that is no title. */
function onlyParts({ start, place, seats }: PastedNotice): string {
  const parts = [
    ...(start === undefined ? [] : ['ngày giờ']),
    ...(place === undefined ? [] : ['địa điểm']),
    ...(seats === undefined ? [] : ['số chỗ']),
  ].join(', ');
  return parts === '' ? 'Tôi chưa thấy tiêu đề trong câu này.' : `Câu này mới có ${parts}, chưa có tiêu đề.`;
}

/** A place without the `tại` before it. */
export function readPlace(heard: Heard): Reading {
  if (heard.kind !== 'text') return no('Bạn ghi tên nơi đó bằng chữ, ví dụ: **Hội trường UBND xã Vĩnh Hải**.');
  return within(placeOnly(textOf(heard)), 2, 150, 'Hội trường UBND xã Vĩnh Hải');
}

export function readWords(shortest: number, longest: number, example: string) {
  return (heard: Heard): Reading => {
    if (heard.kind !== 'text') return no(`Bạn ghi bằng chữ giúp tôi, ví dụ: **${example}**.`);
    // A `không` would go out to everybody as it stands.
    if (isNo(heard.text) || isYes(heard.text) || isNothing(heard.text))
      return no(`Tin nào cũng cần ít nhất một câu cho người nhận, ví dụ: **${example}**.`);
    return within(textOf(heard), shortest, longest, example);
  };
}

function within(text: string, shortest: number, longest: number, example: string): Reading {
  if (text.length > longest) return no(`Đoạn này dài ${text.length} ký tự, tối đa ${longest}. Bạn rút gọn giúp tôi.`);
  if (text.length < shortest || !/\p{L}/u.test(text)) return no(`Bạn ghi rõ hơn giúp tôi, ví dụ: **${example}**.`);
  return { kind: 'value', value: text };
}

export function readFile(heard: Heard): Reading {
  return heard.kind === 'file'
    ? { kind: 'value', value: heard.file }
    : no('Bạn gửi một ảnh hoặc tệp (PDF, Word). Không có thì bấm **Bỏ qua**.');
}

/** Times that are proposed where only the day is said, in minutes after midnight. */
export const usualStarts = [8 * 60, 14 * 60];
export const usualDeadlines = [17 * 60, lastMinute];

/** A day that is easy to copy: next week's Thursday would be as good. */
export function exampleDay(now: Date): string {
  const [, month = '', day = ''] = addDays(localDay(now), 7).split('-');
  return `${Number(day)}/${Number(month)}`;
}
