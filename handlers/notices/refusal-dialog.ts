/** Why a notice, or its correction, is not approved, in one line. */
import { z } from 'zod';
import type { HostedDialog, Turn } from '../../bot/capability.ts';
import type { Json } from '../../bot/dialog.ts';
import type { Reply } from '../../bot/message.ts';
import { over, readWords, wordsSchema } from '../officers/case-dialog.ts';
import { refuse } from './approval.ts';
import type { Seen } from './store.ts';

export const refusalDialogName = 'notice-refusal';

const seenSchema = z.object({ id: z.string().regex(/^\d{1,18}$/), version: z.number(), title: z.string() });

export function refusalSeed({ id, version, title }: { id: bigint; version: number; title: string }): Json {
  return { id: id.toString(), version, title };
}

/** `title`: what is being done, as in {@link HostedDialog.title}. */
export function createRefusalDialog({
  name,
  title,
  refuse,
}: Pick<HostedDialog, 'name' | 'title'> & {
  refuse(turn: Turn, seen: Seen, why: string): Promise<Reply[]>;
}): HostedDialog {
  return {
    name,
    command: null,
    title,
    begin: async (_turn, seed) => seed,
    seedOf: (context) => context,
    build(context) {
      const seen = seenSchema.safeParse(context).data;
      const about = { name, title, version: 1 };
      if (!seen) return { ...about, ...over };
      return {
        ...about,
        submit: 'Không duyệt',
        withoutReview: true,
        fields: [
          {
            name: 'why',
            label: 'Lý do',
            prompt: `Vì sao không duyệt **${seen.title}**? Tác giả đọc nguyên câu này. Ví dụ: **Sai ngày, lớp mở thứ Sáu.**`,
            read: (heard) =>
              heard.kind === 'text' ? readWords(heard.text) : { kind: 'no', why: 'Bạn viết lý do bằng chữ giúp tôi.' },
            schema: wordsSchema,
            show: (value) => wordsSchema.parse(value),
          },
        ],
      };
    },
    async submit(turn, values, context) {
      const seen = seenSchema.parse(context);
      return refuse(turn, { id: BigInt(seen.id), version: seen.version }, wordsSchema.parse(values.why));
    },
  };
}

export const refusalDialog = createRefusalDialog({ name: refusalDialogName, title: 'không duyệt thông báo', refuse });
