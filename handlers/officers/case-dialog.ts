/** Decisions that need words or numbers run as dialogs about one version of one registration. */
import { z } from 'zod';
import type { HostedDialog, Turn } from '../../bot/capability.ts';
import { type Dialog, type Json, reviewStep, type Values } from '../../bot/dialog.ts';
import type { Reply } from '../../bot/message.ts';
import type { Seen } from './decide.ts';

export interface CaseDialog<Facts extends Json> {
  name: string;
  /** "từ chối đăng ký" */
  title: string;
  /** What the questions must know of the registration. */
  facts: z.ZodType<Facts>;
  build(facts: Facts, code: string, now: Date): Pick<Dialog, 'fields' | 'submit'>;
  /** What must be known before it is sent, said above the review; null where there is nothing. */
  warning?(turn: Turn, seen: Seen): Promise<string | null>;
  submit(turn: Turn, seen: Seen, values: Values, facts: Facts): Promise<Reply[]>;
}

const seedSchema = z.object({ id: z.string().regex(/^\d+$/), version: z.number(), code: z.string(), facts: z.json() });

/** What `turn.enter` hands to the dialog. */
export function caseSeed(one: { id: bigint; version: number; code: string }, facts: Json): Json {
  return { id: one.id.toString(), version: one.version, code: one.code, facts };
}

export function hostCaseDialog<Facts extends Json>(dialog: CaseDialog<Facts>): HostedDialog {
  const { name, title } = dialog;
  const read = (context: Json) => {
    const seed = seedSchema.safeParse(context).data;
    const facts = seed && dialog.facts.safeParse(seed.facts);
    return seed && facts?.success ? { seed, facts: facts.data } : null;
  };
  return {
    name,
    command: null,
    title,
    // Started over, the dialog is about the same registration as before.
    begin: async (turn, seed) => seed ?? contextOf(turn.draft(name)) ?? null,
    build(context, now) {
      const known = read(context);
      if (!known) return { name, title, version: 1, ...over };
      return { name, title, version: 1, ...dialog.build(known.facts, known.seed.code, now) };
    },
    async notice(turn, { at }, context) {
      const known = at === reviewStep ? read(context) : null;
      return known && dialog.warning ? dialog.warning(turn, seenIn(known.seed)) : null;
    },
    async submit(turn, values, context) {
      const known = read(context);
      if (!known) throw new Error(`The dialog ${name} was sent without a registration.`);
      return dialog.submit(turn, seenIn(known.seed), values, known.facts);
    },
  };
}

function seenIn({ id, version }: z.infer<typeof seedSchema>): Seen {
  return { id: BigInt(id), version };
}

function contextOf(draft: Json | null): Json | undefined {
  return z.object({ context: z.json() }).safeParse(draft).data?.context;
}

/** An old button started a dialog whose registration is not known any more. */
export const over: Pick<Dialog, 'fields' | 'submit'> = {
  fields: [
    {
      name: 'over',
      label: 'Việc đã xong',
      prompt: 'Việc này đã xong hoặc đã bỏ.',
      options: [{ label: 'Đóng', value: 'closed', ends: 'Bạn gõ /canbo để xem việc đang chờ.' }],
      schema: z.literal('closed'),
      show: () => '',
    },
  ],
  submit: 'Đóng',
};

/** An officer's words to a producer: taken as they are, whatever they look like. */
export const wordsSchema = z.string().trim().min(3).max(500);

export function readWords(text: string): { kind: 'value'; value: string } | { kind: 'no'; why: string } {
  const words = wordsSchema.safeParse(text);
  return words.success
    ? { kind: 'value', value: words.data }
    : { kind: 'no', why: 'Bạn viết từ 3 đến 500 chữ cái, đủ để chủ thể hiểu phải làm gì.' };
}
