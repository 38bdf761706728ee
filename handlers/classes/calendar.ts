/** A notice as a calendar file that phones open (iCalendar, RFC 5545). */
import type { Attachment } from '../../bot/message.ts';
import type { NoticeRow } from '../notices/notice.ts';

/** Longest line in octets, its end not counted (3.1). */
const lineOctets = 75;

/** Null where the notice has no time. The same notice keeps its UID, so a newer file replaces the older entry. */
export function calendarFile(
  notice: Pick<NoticeRow, 'id' | 'title' | 'startsAt' | 'endsAt' | 'place' | 'content' | 'state' | 'version'>,
  now: Date,
): Attachment | null {
  const { id, title, startsAt, endsAt, place, content, state, version } = notice;
  if (startsAt === null) return null;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//OCOP Ninh Thuan//Tro ly OCOP//VI',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:notice-${id}@ocop-ninh-thuan`,
    `SEQUENCE:${version}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(startsAt)}`,
    ...(endsAt && endsAt > startsAt ? [`DTEND:${utc(endsAt)}`] : []),
    `SUMMARY:${escapeText(title)}`,
    ...(place ? [`LOCATION:${escapeText(place)}`] : []),
    ...(content === '' ? [] : [`DESCRIPTION:${escapeText(content)}`]),
    `STATUS:${state === 'called_off' ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  const text = lines.map((line) => `${foldLine(line)}\r\n`).join('');
  return { name: `lich-${id}.ics`, mime: 'text/calendar', text };
}

/** `20261203T010000Z` */
function utc(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** A value of type TEXT (3.3.11): no raw line ends, no control characters. */
export function escapeText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, (sign) => (sign === '\t' ? ' ' : ''))
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');
}

/** Cuts a content line into pieces of at most 75 octets, never within a character; later ones begin with a space. */
export function foldLine(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (octets + size > lineOctets) {
      pieces.push(piece);
      piece = ' ';
      octets = 1;
    }
    piece += sign;
    octets += size;
  }
  return [...pieces, piece].join('\r\n');
}
