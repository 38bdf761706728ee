/** What one text states of several fields: a whole notice, an end beside its beginning, an audience with what is taken off. */
import type { Dialog, Values } from '../../bot/dialog.ts';
import { localDay } from '../programme/days.ts';
import { type AudienceContext, spotAudience } from './audience-fields.ts';
import { endIn } from './notice-readings.ts';
import { invitedAudience } from './pasted-audience.ts';
import { meansEveryone } from './read-audience.ts';
import { readPasted } from './read-pasted.ts';
import { readMoment } from './when/read-moment.ts';
import { showDate } from './when/show.ts';

/** Whether a text given for this field may be a whole notice; `hội chợ` names the kind and is no title yet. */
function isWhole(said: string, field: string): boolean {
  return field === 'title' || (field === 'kind' && said.trim().split(/\s+/).length > 3);
}

export function spotNotice(context: AudienceContext, now: Date): NonNullable<Dialog['spot']> {
  return (said, values, field) => {
    if (field === 'start') {
      const end = endIn(said, now);
      return end === undefined ? {} : { end };
    }
    if (field !== 'kind' && field !== 'title') return spotAudience(said, field, context, values);
    if (!isWhole(said, field)) return {};
    const { title, start, hasTime, end, place, seats, content, audience } = readPasted(said, now);
    const isEveryone = audience !== undefined && meansEveryone(audience, context.area);
    const invited = audience === undefined || isEveryone ? null : invitedAudience(audience, context.profile);
    return {
      ...(title !== undefined && { title }),
      ...(start && hasTime && { start: start.toISOString() }),
      ...(start && hasTime && end && { end: end.toISOString() }),
      ...(place !== undefined && { place }),
      ...(seats !== undefined && { seats }),
      ...(content !== undefined && { content }),
      ...(isEveryone && { audience: 'everyone' }),
      ...(invited && { audience: 'some', conditions: invited.conditions }),
      ...(invited && invited.except.length > 0 && { except: invited.except }),
    };
  };
}

/** Says what a notice names and was not taken, an audience or a doubtful time: nobody should believe that it was. */
export function remarkNotice(now: Date): NonNullable<Dialog['remark']> {
  return (said, values, field) => {
    if (!isWhole(said, field)) return null;
    const remarks = [remarkTime(said, values, now), remarkAudience(said, values, now)].filter((one) => one !== null);
    return remarks.length === 0 ? null : remarks.join(' ');
  };
}

/** A day that is over, or that there is not: left out in silence it would look like a text without one. */
function remarkTime(said: string, { start }: Values, now: Date): string | null {
  if (start !== undefined) return null;
  const { start: day, end } = readPasted(said, now);
  if (day) {
    const until = end ? ` đến ${showDate(localDay(end))}` : '';
    return `Tôi đọc được ngày ${showDate(localDay(day))}${until} nhưng chưa thấy giờ, nên chưa ghi. Bạn ghi cả giờ ở bước **Bắt đầu**.`;
  }
  const read = readMoment(said, now);
  return read.kind === 'question' && read.options === undefined ? `Tôi chưa ghi thời gian. ${read.why}` : null;
}

function remarkAudience(said: string, { audience, conditions }: Values, now: Date): string | null {
  const named = readPasted(said, now).audience;
  if (named === undefined || audience === 'everyone' || (audience === 'some' && conditions !== undefined)) return null;
  const words = named.length > 80 ? `${named.slice(0, 80)}…` : named;
  return `Tôi chưa ghi người nhận từ «${words}». Bạn chọn ở bước **Người nhận**.`;
}
