/** What is sent after a notice is asked for in a dialog about one version of that notice. */
import { z } from 'zod';
import type { HostedDialog, Turn } from '../../../bot/capability.ts';
import { type Dialog, type Json, reviewStep, type Values } from '../../../bot/dialog.ts';
import type { Reply } from '../../../bot/message.ts';
import { over } from '../../officers/case-dialog.ts';
import type { Approval } from '../access.ts';
import { noticeKinds } from '../notice.ts';
import { showNotice } from './page.ts';
import { type Followed, noticeInSight } from './sight.ts';
import { noSuchNotice } from './wording.ts';

const moment = z.iso.datetime().transform((text) => new Date(text));

/** The notice as the officer saw it when they began. */
const factsSchema = z.object({
  id: z.string().regex(/^\d+$/),
  version: z.number(),
  kind: z.enum(noticeKinds),
  title: z.string(),
  content: z.string(),
  startsAt: moment.nullable(),
  endsAt: moment.nullable(),
  place: z.string().nullable(),
  seats: z.number().nullable(),
  /** Whether a correction waits for a second officer; asked anew when it is sent. */
  approval: z.enum(['not-needed', 'needed', 'alone']).default('not-needed'),
  /** The answers of one that is opened again. */
  written: z.record(z.string(), z.json()).default({}),
});
export type Facts = z.infer<typeof factsSchema>;

export interface NoticeDialog {
  name: string;
  /** "đính chính thông báo" */
  title: string;
  build(facts: Facts, now: Date): Pick<Dialog, 'fields' | 'submit' | 'spot'>;
  /** What is shown above the review: what people will read, and who. */
  preview(turn: Turn, followed: Followed, values: Values): Promise<string>;
  submit(turn: Turn, followed: Followed, values: Values): Promise<Reply[]>;
}

/** What `turn.enter` hands to the dialog. `written`: the answers that it begins with. */
export function noticeSeed({ notice }: Followed, approval: Approval, written: Values = {}): Json {
  const { id, version, kind, title, content, startsAt, endsAt, place, seats } = notice;
  return {
    id: id.toString(),
    version,
    kind,
    title,
    content,
    startsAt: startsAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    place,
    seats,
    approval,
    written: { ...written },
  };
}

export function hostNoticeDialog(dialog: NoticeDialog): HostedDialog {
  const { name, title } = dialog;
  const read = (context: Json) => factsSchema.safeParse(context).data;
  return {
    name,
    command: null,
    title,
    begin: async (_turn, seed) => seed,
    seedOf: (context) => context,
    initial: (context) => read(context)?.written ?? {},
    build(context, now) {
      const facts = read(context);
      return {
        name,
        title,
        version: 1,
        atStake: 'Chưa có tin nào được gửi.',
        ...(facts ? dialog.build(facts, now) : over),
      };
    },
    async notice(turn, state, context) {
      const facts = read(context);
      if (!facts || state.at !== reviewStep) return null;
      const followed = await noticeInSight(turn, BigInt(facts.id));
      return followed && dialog.preview(turn, followed, state.values);
    },
    async submit(turn, values, context) {
      const facts = read(context);
      const followed = facts && (await noticeInSight(turn, BigInt(facts.id)));
      if (!facts || !followed) return [noSuchNotice];
      if (followed.notice.version !== facts.version || followed.notice.state !== 'sent')
        return [await overtaken(turn, followed)];
      return dialog.submit(turn, followed, values);
    },
  };
}

/** Somebody else was faster. */
export function overtaken(turn: Turn, followed: Followed): Promise<Reply> {
  return showNotice(
    turn,
    followed,
    'Thông báo vừa được người khác sửa nên tôi chưa gửi gì. Bạn xem lại rồi làm lại nếu vẫn cần.',
  );
}
