/** `giữ nguyên`: what is typed instead of the button that keeps a thing as it was. */
import type { Field, Json, Values } from '../../../bot/dialog.ts';
import { plainLabel } from '../../../bot/label.ts';

const unchanged =
  /^(?:(?:da|vang|thi|cu|xin|ok) )*(?:giu(?: nguyen| lai| y)?|de(?: nguyen| y| nhu cu)|(?:khong|ko|k)(?: thay)? doi|nhu cu|y cu|van vay|van nhu cu|y nhu cu|nguyen nhu cu)(?: (?:gio|ngay|noi|dia diem|cu|cho|han|so cho|tieu de|noi dung|nhu|nguyen|vay|nhe|nha|a|di))*$/;

/** A field that reads what is typed. */
export type ReadField = Field & Required<Pick<Field, 'read'>>;

/** `old`: what it was, null where there was nothing. Such words are no title, place or time of their own. */
export function keepingOld(field: ReadField, old: (values: Values) => Json | null): Field {
  return {
    ...field,
    read(heard, values, asked) {
      const same = heard.kind === 'text' && unchanged.test(plainLabel(heard.text)) ? old(values) : null;
      return same === null ? field.read(heard, values, asked) : { kind: 'value', value: same };
    },
  };
}
