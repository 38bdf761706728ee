/** The answers of the composing dialog, and the notice that they make. */
import { z } from 'zod';
import type { Json, Values } from '../../bot/dialog.ts';
import { type Audience, entrySchema } from './audience.ts';
import { kindNames, type Notice, type NoticeKind, noticeKinds } from './notice.ts';

/** What a notice of each kind has beside title, content and audience. */
const parts: Readonly<Record<NoticeKind, readonly ('start' | 'end' | 'place' | 'seats' | 'signUp')[]>> = {
  class: ['start', 'end', 'place', 'seats', 'signUp'],
  event: ['start', 'end', 'place', 'seats', 'signUp'],
  deadline: ['start'],
  meeting: ['start', 'end', 'place', 'seats', 'signUp'],
  general: [],
};

/** Whether a notice of the kind that was chosen has this part; before one is chosen it may have all. */
export function has(values: Values, part: (typeof parts)[NoticeKind][number]): boolean {
  const kind = noticeKinds.find((one) => one === values.kind);
  return kind === undefined || parts[kind].includes(part);
}

export const moment = z.iso.datetime();
export const fileSchema = z.object({ hash: z.string(), name: z.string(), mime: z.string(), bytes: z.number() });

/** Lengths that leave a message whole on every channel. */
export const schemas = {
  kind: z.enum(noticeKinds),
  title: z.string().min(3).max(120),
  place: z.string().min(2).max(150),
  seats: z.number().int().min(1).max(100_000),
  content: z.string().min(2).max(1500),
  audience: z.enum(['everyone', 'some']),
  entries: z.array(entrySchema),
  sendAt: z.union([z.literal('now'), moment]),
};

const answersSchema = z.object({
  kind: schemas.kind,
  title: schemas.title,
  start: moment.optional(),
  end: moment.optional(),
  place: schemas.place.optional(),
  seats: schemas.seats.optional(),
  content: schemas.content,
  audience: schemas.audience,
  conditions: schemas.entries.optional(),
  except: schemas.entries.optional(),
  signUp: z.boolean().optional(),
  attachment: fileSchema.optional(),
  urgent: z.boolean(),
  sendAt: schemas.sendAt,
});

/** A notice as it was composed, not yet stored. */
export type Composed = Pick<
  Notice,
  'title' | 'startsAt' | 'endsAt' | 'place' | 'seats' | 'content' | 'signUp' | 'attachment'
> & {
  kind: NoticeKind;
  audience: Audience;
  urgent: boolean;
  /** Null: at once. */
  sendAt: Date | null;
};

/** What the answers say of the audience. */
export function audienceIn(values: Values): Audience {
  const { audience, conditions, except } = answersSchema
    .pick({ audience: true, conditions: true, except: true })
    .parse(values);
  return audience === 'everyone'
    ? { conditions: [], except: [] }
    : { conditions: conditions ?? [], except: except ?? [] };
}

/** Answers to fields that do not apply any more are left out. Throws where one is missing. */
export function composedOf(values: Values): Composed {
  const said = answersSchema.parse(values);
  const dateOf = (part: 'start' | 'end') => (has(values, part) && said[part] ? new Date(said[part]) : null);
  return {
    kind: said.kind,
    title: said.title,
    startsAt: dateOf('start'),
    endsAt: dateOf('end'),
    place: (has(values, 'place') && said.place) || null,
    seats: (has(values, 'seats') && said.seats) || null,
    content: said.content,
    audience: audienceIn(values),
    signUp: has(values, 'signUp') && said.signUp === true,
    attachment: said.attachment ?? null,
    urgent: said.urgent,
    sendAt: said.sendAt === 'now' ? null : new Date(said.sendAt),
  };
}

/** The answers that a stored notice was made of. `sendAt` null: at once. */
export function answersOf(one: Composed): Values {
  const { conditions, except } = one.audience;
  const isSome = conditions.length + except.length > 0;
  const file = fileSchema.safeParse(one.attachment).data;
  const values: Record<string, Json | undefined> = {
    kind: one.kind,
    title: one.title,
    start: one.startsAt?.toISOString(),
    end: one.endsAt?.toISOString(),
    place: one.place ?? undefined,
    seats: one.seats ?? undefined,
    content: one.content,
    audience: isSome ? 'some' : 'everyone',
    conditions: isSome ? conditions : undefined,
    except: except.length > 0 ? except : undefined,
    signUp: parts[one.kind].includes('signUp') ? one.signUp : undefined,
    attachment: file,
    urgent: one.urgent,
    sendAt: one.sendAt?.toISOString() ?? 'now',
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

export function kindName(value: Json): string {
  return kindNames[schemas.kind.parse(value)];
}
