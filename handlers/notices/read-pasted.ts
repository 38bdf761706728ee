/** Reads a whole notice that was pasted or typed in one go: only what it truly states. */
import { hideHouses, showHouses } from './house-numbers.ts';
import { splitLabels } from './labelled.ts';
import { cleanTitle, isOpening, kindOf, titleIn, withoutDangling } from './notice-title.ts';
import { doings, type NoticeKind, placeLeads, placeNouns, placeParts } from './notice-words.ts';
import { withoutLetterFrame } from './official-letter.ts';
import { invitedIn, narrows, starredIn } from './pasted-audience.ts';
import { withoutDashes } from './pasted-parts.ts';
import { seatPhrases, seatsIn } from './pasted-seats.ts';
import { placeOnly } from './place-only.ts';
import { plainCopy } from './plain-copy.ts';
import type { Moment } from './when/moment-reading.ts';
import { readEnd } from './when/read-end.ts';
import { readMoment } from './when/read-moment.ts';
import { withoutTimes } from './when/without-times.ts';

/** What a notice states; what it leaves open, or leaves in doubt, is absent. */
export interface PastedNotice {
  kind?: NoticeKind;
  /** as it was spelt, with a capital letter */
  title?: string;
  start?: Date;
  /** With `start`: whether a time was stated. Without one, `start` is the beginning of the day. */
  hasTime?: boolean;
  end?: Date;
  place?: string;
  seats?: number;
  content?: string;
  /** Whom it says that it is for, as it was typed: only words that narrow that. */
  audience?: string;
}

const LONGEST = 4000;
const LONGEST_PLACE = 150;
const NOT_IN_WORD = '(?<![\\p{L}\\p{N}])';
const ledPlace = new RegExp(`${NOT_IN_WORD}(?:${placeLeads})\\s+(?=\\S)([^,;\\n(]{2,90})`, 'u');
const placeNoun = new RegExp(
  `(?:^|[,;\\n]\\s*)(?![^,;\\n]{0,90}[^\\S\\n](?:${doings})\\s)((?:${placeNouns})\\s[^,;\\n(]{2,90})`,
  'u',
);
const placeGoesOn = new RegExp(`^,\\s*(?:${placeParts})\\.?\\s+[^,;\\n(]{1,60}|^\\s*\\([^()\\n]{1,60}\\)`, 'u');
/** Sentences about something else than the notice's own time. */
const aside = /^\s*(?:dang ky|lien he|lh|moi thac mac|sdt|bao danh|xac nhan)/u;

/**
 * @example readPasted('Tập huấn bao bì, 8h sáng thứ 5 tuần sau tại UBND xã Vĩnh Hải, 40 người', now)
 */
export function readPasted(text: string, now: Date): PastedNotice {
  const letter = withoutLetterFrame(text.slice(0, LONGEST));
  const { head, parts } = splitLabels(hideHouses(withoutDashes(letter)));
  const labelled = (label: (typeof parts)[number]['label']): string | undefined =>
    parts.find((part) => part.label === label && part.text !== '')?.text;
  const time = labelled('time');
  const moment = time === undefined ? momentOf(head, now) : surely(time, now);
  const end = endOf(moment, labelled('end'), now);
  const body = head
    .split('\n')
    .filter((line) => !isOpening(line))
    .join('\n');
  const spoken = body
    .split('\n')
    .map((line) => withoutTimes(line, now))
    .join('\n');
  const { place, left } = takePlace(spoken);
  const title = cleanTitle(labelled('title') ?? titleIn(left));
  const more = parts.flatMap((part) =>
    (part.label === 'more' || part.label === 'invited') && part.text !== '' ? [`${part.name}: ${part.text}`] : [],
  );
  const content = [labelled('content') ?? contentIn(left, body, now, moment), ...more]
    .filter((line) => line)
    .join('\n');
  const seats = seatsIn(labelled('seats') ?? '', true) ?? seatsIn(letter, false);
  const shownPlace = placeOnly(labelled('place')?.slice(0, LONGEST_PLACE) ?? place ?? '') || undefined;
  const narrow = (said: string | undefined) => (said !== undefined && narrows(said) ? said : undefined);
  const audience =
    narrow(labelled('audience')) ?? invitedIn(head)?.text ?? narrow(labelled('invited')) ?? starredIn(head);
  const kind = kindOf(labelled('title') ?? '') ?? kindOf(head) ?? kindOf(letter);
  const states = kind !== undefined || moment !== null || shownPlace !== undefined || seats !== undefined;
  return {
    ...(kind && { kind }),
    ...(states && title !== undefined && { title: showHouses(title) }),
    ...(moment && { start: moment.start, hasTime: moment.hasTime }),
    ...(end && { end }),
    ...(shownPlace !== undefined && { place: showHouses(shownPlace) }),
    ...(seats !== undefined && { seats }),
    ...(states && content !== '' && { content: showHouses(content) }),
    ...(audience !== undefined && { audience }),
  };
}

/** A moment with a day of its own, neither doubtful nor proposed. */
function surely(text: string, now: Date): Moment | null {
  const read = readMoment(text, now);
  return read.kind === 'moment' && read.hasDay && !read.vague ? read : null;
}

/** Of the whole text, or of the first line that states one where others name other times. */
function momentOf(head: string, now: Date): Moment | null {
  const lines = head.split(/\n|(?<=\p{L})\.\s+/u).filter((line) => !aside.test(plainCopy(line).plain));
  const whole = readMoment(lines.join('\n'), now);
  if (whole.kind === 'moment') return whole.hasDay && !whole.vague ? whole : null;
  for (const line of lines) {
    const moment = surely(line, now);
    if (moment) return moment;
  }
  return null;
}

function endOf(moment: Moment | null, label: string | undefined, now: Date): Date | null {
  if (!moment) return null;
  if (label === undefined) return moment.end;
  const read = readEnd(label, moment.start, now);
  return read.kind === 'end' && !read.vague ? read.end : moment.end;
}

/** The place that a text names, and the text without it and without the number of seats. */
function takePlace(text: string): { place?: string; left: string } {
  const copy = plainCopy(text);
  const bare = cut(copy.typed, seatPhrases(copy.plain));
  const { typed, plain: all } = plainCopy(bare);
  // Where those live who are invited is not where it takes place.
  const invited = invitedIn(bare);
  const plain = invited
    ? all.slice(0, invited.start) + ','.repeat(invited.end - invited.start) + all.slice(invited.end)
    : all;
  const led = ledPlace.exec(plain);
  const found = led ?? placeNoun.exec(plain);
  const name = found?.[1];
  if (!found || name === undefined) return { left: bare };
  const start = found.index + found[0].length - name.length;
  let end = start + sentenceEnd(name);
  for (let more = placeGoesOn.exec(plain.slice(end)); more; more = placeGoesOn.exec(plain.slice(end))) {
    end += Math.min(more[0].length, sentenceEnd(more[0]));
    if (sentenceEnd(more[0]) < more[0].length) break;
  }
  const place = typed.slice(start, end).replace(/[\s.,;:–-]+$/u, '');
  const left = `${typed.slice(0, found.index)}, ${typed.slice(end)}`;
  return /\p{L}{2}/u.test(place) && place.length <= LONGEST_PLACE ? { place, left } : { left: bare };
}

/** A full stop ends a place, but not in `TP. Phan Rang` or `P.3`. */
function sentenceEnd(name: string): number {
  return /(?<!\b(?:tp|p|x|q|tx|tt|h|t))\.(?=\s|$)/u.exec(name)?.index ?? name.length;
}

/**
 * What follows the line of the title and is neither time, place nor an opening. A line whose day is another than the
 * notice's own (`Đăng ký trước 10/12`) stays as it was typed.
 */
function contentIn(left: string, body: string, now: Date, moment: Moment | null): string | undefined {
  const typed = body.split('\n');
  const lines = left.split('\n');
  const whole = lines.flatMap((line, index) => {
    const was = typed.length === lines.length ? (typed[index] ?? line) : line;
    const own = surely(was, now);
    const isOther = own !== null && own.start.getTime() !== moment?.start.getTime();
    return /\p{L}/u.test(line) ? [isOther ? was.trim() : line === was ? line.trim() : mended(line)] : [];
  });
  const more = whole.slice(1).filter((line) => (line.match(/\p{L}+/gu) ?? []).length >= 3);
  return more.length > 0 ? more.join('\n') : undefined;
}

/** What stood around a time and a place that were taken out: `diễn ra , . Quy mô …` */
function mended(line: string): string {
  return line
    .split(/(?<=[.!?])\s+/u)
    .flatMap((sentence) => {
      const bare = sentence.replace(/\s*,(?:\s*[,.])+/gu, (signs) => (signs.includes('.') ? '.' : ',')).trim();
      const [, words = '', end = ''] = /^(.*?)([.!?]*)$/su.exec(bare) ?? [];
      return sentence === bare ? [bare] : [`${withoutDangling(words)}${end}`];
    })
    .filter((sentence) => /\p{L}/u.test(sentence))
    .join(' ');
}

function cut(typed: string, spans: readonly (readonly [number, number])[]): string {
  let left = '';
  let from = 0;
  for (const [start, end] of spans) {
    left += typed.slice(from, start);
    from = end;
  }
  return left + typed.slice(from);
}
