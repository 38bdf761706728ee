/**
 * Guided dialogs as data: a dialog is a list of named fields. dialog/advance.ts is the machine that asks for them, pure:
 * a state and what was heard give the next state and what to say. Storing, answering questions in between and
 * finishing are the host's (dialog/host.ts).
 */
import { z } from 'zod';

/** What steers a dialog. */
export const navigations = ['back', 'skip', 'done', 'keep', 'cancel', 'yes', 'no', 'change', 'submit'] as const;
export type Navigation = (typeof navigations)[number];

export type Json = z.infer<ReturnType<typeof z.json>>;
/** Accepted values by field name. */
export type Values = Readonly<Record<string, Json>>;

/** One thing to pick for a field. */
export interface Option {
  label: string;
  value: Json;
  /** Picking it ends the dialog with these words, and keeps nothing. */
  ends?: string;
  /** Picking it is no answer yet: it asks which of these is meant, or for words where there are none. */
  asks?: { text: string; options: readonly Option[] };
}

/** What a person gave that is no pick. */
export type Heard =
  | { kind: 'text'; text: string }
  | { kind: 'file'; file: { hash: string; name: string; mime: string; bytes: number } }
  | { kind: 'phone'; phone: string };

/** What a field makes of it. `ask`: more than one thing may be meant. `no`: a sentence that says what to do. */
export type Reading =
  | { kind: 'value'; value: Json }
  | { kind: 'ask'; text: string; options: readonly Option[] }
  | { kind: 'no'; why: string };

export interface Field {
  name: string;
  /** Stands in the first line of the prompt and in the review. */
  label: string;
  /** Shows an example of a good answer where none of the options is one. */
  prompt: string | ((values: Values) => string);
  options?: readonly Option[] | ((values: Values) => readonly Option[]);
  /** Several entries, ended by `Xong`; the value is a list of at most this many. */
  most?: number;
  optional?: boolean;
  /** Any text will do, so one that is a question is answered first. */
  free?: boolean;
  /** A typed number is the answer, not the number of a button. */
  numeric?: boolean;
  /** `read` understands files. */
  takesFiles?: boolean;
  /** A field that does not apply is neither asked nor shown; its value waits. */
  when?: (values: Values) => boolean;
  /** Of the whole value. */
  schema: z.ZodType<Json>;
  /**
   * Makes a value of what was heard, or one entry of a list. Without it a text must name an option. `asked`: what an
   * earlier answer may have meant, if that was asked just now.
   */
  read?: (heard: Heard, values: Values, asked: readonly Option[]) => Reading;
  /** Why the value cannot stand beside the others, in a sentence for the person; null when it can. */
  conflict?: (value: Json, values: Values) => string | null;
  /** In the review. */
  show: (value: Json, values: Values) => string;
  /**
   * Fields that are parts of the same answer: a text that answers this one writes them anew, and opens those that it
   * leaves out where it states several.
   */
  rewrites?: readonly string[];
  /** Telegram can hand over the person's own number. */
  asksContact?: boolean;
}

export interface Dialog {
  name: string;
  /** What is being done: "đăng ký sản phẩm". */
  title: string;
  /** Raised when a stored draft may no longer fit the fields. */
  version: number;
  fields: readonly Field[];
  /** The button that ends the review. */
  submit: string | ((values: Values) => string);
  /** The last answer ends the dialog: for one that asks a single thing and has nothing to review. */
  withoutReview?: boolean;
  /** What is lost by cancelling, where it is not all that was written. */
  atStake?: string;
  /** Values of other fields that a text states beyond doubt: several answers in one message. `field` is the one asked for. */
  spot?: (text: string, values: Values, field: string) => Values;
  /** What to say of a part of such a text that was not taken; `values` are those after it. */
  remark?: (text: string, values: Values, field: string) => string | null;
}

/** The label of the button that ends the review. */
export function submitLabel({ submit }: Dialog, values: Values): string {
  return typeof submit === 'string' ? submit : submit(values);
}

export const reviewStep = 'review';

export const dialogStateSchema = z.object({
  version: z.number(),
  values: z.record(z.string(), z.json()),
  /** Optional fields that were passed over. */
  skipped: z.array(z.string()),
  /** The field asked for, or `review`. */
  at: z.string(),
  /** What an ambiguous answer may have meant. */
  asked: z.object({ text: z.string(), options: z.array(z.object({ label: z.string(), value: z.json() })) }).nullable(),
  /**
   * A question of ours that stands before the field's own. `verbatim`: a question that may be the answer itself.
   * `understood`: what a text states of several fields, to be confirmed.
   */
  waiting: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('cancel') }),
      z.object({ kind: z.literal('leave'), command: z.string() }),
      z.object({ kind: z.literal('change') }),
      z.object({ kind: z.literal('verbatim'), text: z.string() }),
      z.object({ kind: z.literal('understood'), values: z.record(z.string(), z.json()), text: z.string() }),
    ])
    .nullable(),
});
export type DialogState = z.infer<typeof dialogStateSchema>;

/** What a person did, as far as dialogs see it. `field` is the step whose button was pressed. */
export type DialogEvent =
  | Heard
  | { kind: 'option'; field: string; value: Json }
  | { kind: 'change'; field: string }
  | { kind: 'go'; field: string; to: Navigation };

/**
 * What follows. `notes` are said before the prompt. `question`: the text may be one, for the host to answer and to show
 * `state` again; `otherwise` is what follows if it is none.
 */
export type Step =
  | { kind: 'asking'; state: DialogState; notes: string[] }
  | { kind: 'question'; text: string; state: DialogState; otherwise: Step }
  | { kind: 'submitted'; values: Values }
  | { kind: 'cancelled' }
  /** `field`: the one whose option ends it. */
  | { kind: 'ended'; text: string; field: string }
  | { kind: 'left'; state: DialogState; command: string };

/** A dialog that begins with values asks only for what they lack; an optional field among the lacking is passed over. */
export function beginDialog(dialog: Dialog, values: Values = {}): DialogState {
  const begins = Object.keys(values).length > 0;
  const lacking = dialog.fields.filter(({ name, optional }) => begins && optional && values[name] === undefined);
  return settle(dialog, {
    version: dialog.version,
    values: { ...values },
    skipped: lacking.map(({ name }) => name),
    at: '',
    asked: null,
    waiting: null,
  });
}

/** The fields that apply, in order. */
export function fieldsOf(dialog: Dialog, values: Values): Field[] {
  return dialog.fields.filter((field) => field.when?.(values) ?? true);
}

/** The field asked for; undefined in the review. */
export function fieldAt(dialog: Dialog, state: DialogState): Field | undefined {
  return fieldsOf(dialog, state.values).find((field) => field.name === state.at);
}

/** Why a field's value cannot stand; null where it can, or where there is none. */
export function troubleOf(field: Field, values: Values): string | null {
  const value = values[field.name];
  if (value === undefined) return null;
  if (!field.schema.safeParse(value).success) return 'Mục này cần ghi lại.';
  return field.conflict?.(value, values) ?? null;
}

/** Puts the state at the first field that still wants an answer, or at the review. */
export function settle(dialog: Dialog, state: DialogState): DialogState {
  const { values, skipped } = state;
  const open = fieldsOf(dialog, values).find(
    (field) => (values[field.name] === undefined && !skipped.includes(field.name)) || troubleOf(field, values) !== null,
  );
  return { ...state, at: open?.name ?? reviewStep, asked: null, waiting: null };
}

/**
 * A stored draft, made to fit today's fields: what still fits stays, the rest is asked again. `changed`: the person
 * should be told so. Never throws.
 */
export function restoreDialog(dialog: Dialog, stored: unknown): { state: DialogState; changed: boolean } {
  const { data: state } = dialogStateSchema.safeParse(stored);
  if (!state) return { state: beginDialog(dialog), changed: true };
  const stands = state.at === reviewStep ? settle(dialog, state).at === reviewStep : fieldAt(dialog, state);
  if (state.version === dialog.version && stands) return { state, changed: false };
  const values: Record<string, Json> = {};
  for (const field of dialog.fields) {
    const value = state.values[field.name];
    if (value !== undefined && field.schema.safeParse(value).success) values[field.name] = value;
  }
  const skipped = state.skipped.filter((name) => dialog.fields.some((one) => one.name === name && one.optional));
  return { state: settle(dialog, { ...state, version: dialog.version, values, skipped }), changed: true };
}
