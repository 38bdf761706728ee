/** What the chat machine asks of a capability (handlers/), and what it hands to it. */
import { z } from 'zod';
import type { Tx } from '../prisma/open.ts';
import type { Consulted, ConsultOptions } from './consult.ts';
import type { Dialog, DialogState, Json, Values } from './dialog.ts';
import type { ChannelName, Choice, Content, Reply } from './message.ts';
import type { Meant } from './shown-lists.ts';

/** What a person did, once buttons, numbers and typed labels are told apart. */
export type Input =
  /** `older`: where people type what they choose, a line of an older list bears just these words. */
  | { kind: 'text'; text: string; older?: Meant }
  /** A bare number while choices stood open, none of which it means. */
  | { kind: 'number'; offered: readonly Choice[]; typed: string }
  /** A choice that was offered: `message` is the outbox id of the message that offered it, null when it was typed. */
  | { kind: 'pick'; choice: Choice; message: string | null; typed: string | null }
  /** A button of a message that is not known any more. */
  | { kind: 'stale' }
  | Extract<Content, { kind: 'media' }>;

export const memorySchema = z.object({
  /** The choices under the bot's latest message: a number or a typed label means one of them. */
  offered: z.array(z.object({ label: z.string(), value: z.string() })).default([]),
  /** What each capability keeps between turns, under its name. */
  slots: z.record(z.string(), z.json()).default({}),
});
export type Memory = z.infer<typeof memorySchema>;

/** One message being answered. All that a capability writes goes through `tx` and stands or falls with the turn. */
export interface Turn {
  tx: Tx;
  now: Date;
  channel: ChannelName;
  /** Of the message being answered, in the inbox. */
  messageId: bigint;
  conversationId: bigint;
  personId: string;
  /** Nobody else reads along; false in a group. */
  isPrivate: boolean;
  input: Input;
  /** What this capability kept earlier; null when nothing, or when it no longer has this shape. */
  recall<T>(slot: string, schema: z.ZodType<T>): T | null;
  /** Keeps a value for the next turns; null forgets it. */
  remember(slot: string, value: Json | null): void;
  /** Leaves the choices open that were offered before, since this answer offers none of its own. */
  keepChoices(): void;
  /**
   * Asks for the file that this message offers (`input.file.state` is `offered`; anything else is an error): return
   * `[]` right after. The turn is undone as if it had never been, the file is fetched, and the message comes again
   * with a file that is `stored` or `refused`. Until then later messages of this person wait.
   */
  wantFile(): void;
  /**
   * Asks for advice from outside, such as a language model's; `name` tells one question about this message from
   * another. `pending`: return `[]` right after. The turn is undone as if it had never been, and the message comes again
   * with what came of it, in time or not at all. Until then later messages of this person wait. Only what is asked
   * before anything else of the kind is asked at that time.
   */
  consult(name: string, request: Json, options: ConsultOptions): Consulted;
  /** What a text would mean that was typed instead of this message, in the light of the choices that stand open. */
  asTyped(text: string): Input;
  /** Forgets what every capability kept, drafts included. */
  forgetAll(): void;
  /** The person's unfinished dialog of this name, on whatever channel it was begun. */
  draft(dialog: string): Json | null;
  saveDraft(dialog: string, draft: Json | null): void;
  /** Gives the floor to a dialog once this turn's replies are said; `seed` is handed to its `begin`. */
  enter(dialog: string, seed?: Json): void;
}

export interface Command {
  /** Without slash and accents: `trogiup`. */
  name: string;
  /** One line in Vietnamese, shown in the platform's command list. */
  description: string;
  /** Other spellings that mean the same: `help`. */
  also?: readonly string[];
}

export interface Capability {
  /** Speaks of one person's own matters, so that in a group it is refused. */
  isPersonal?: true;
  /** Its choices have values that begin with this name and a colon. */
  name: string;
  commands?: readonly Command[];
  command?(turn: Turn, command: string, argument: string): Promise<Reply[]>;
  /** `value` without the capability's name. */
  pick?(turn: Turn, value: string, choice: Choice, message: string | null): Promise<Reply[]>;
  /**
   * A bare number under choices of this capability, more than there are choices: ten people where buttons go up to
   * five. Null: it means nothing.
   */
  number?(turn: Turn, offered: readonly Choice[], typed: number): Promise<Reply[] | null>;
  /** Anything else; null leaves it to the next capability. */
  message?(turn: Turn): Promise<Reply[] | null>;
  /** What a text gets that is asked in the middle of a dialog; null if it is no question. */
  answersQuestion?(turn: Turn, text: string): Promise<Reply[] | null>;
  /**
   * What a text means as the first thing after a message that came unasked, before it is taken for a command, a choice
   * that was offered earlier or an answer in a dialog; null if it means nothing of the kind.
   */
  answersTold?(turn: Turn, text: string): Promise<Reply[] | null>;
  /**
   * What a message says that is no text, before anything else reads it: `said` stands before the answer to `text`, or
   * alone where that is null. Null: it is not for this capability to hear.
   */
  listens?(turn: Turn): Promise<{ said: Reply[]; text: string | null } | null>;
  /** The platform says that the person wants to be forgotten there. Nothing can be said to them any more. */
  forget?(turn: Turn): Promise<void>;
  dialogs?: readonly HostedDialog[];
  /** Work that time brings, done now and then by one process at a time. */
  sweep?(tx: Tx, now: Date): Promise<void>;
}

/** A dialog as a capability offers it. */
export interface HostedDialog {
  name: string;
  /** The command that opens it, for the reminder; null for one that only a button opens. */
  command: string | null;
  /** As in {@link Dialog.title}. */
  title: string;
  /** What the dialog must know beside its answers: stored with the draft, so that a later step sees the same. */
  begin(turn: Turn, seed: Json): Promise<Json>;
  build(context: Json, now: Date): Dialog;
  /** What is known already: the dialog then begins with it, in its review where nothing is lacking. */
  initial?(context: Json): Values;
  /** Of a dialog about one thing, opened with a seed by a button: the seed again, so that it can be begun anew. */
  seedOf?(context: Json): Json;
  /**
   * Something to tell about the answers so far, as that the same was sent before, or messages that stand before the
   * prompt, as a preview; null when there is nothing.
   */
  notice?(turn: Turn, state: DialogState, context: Json): Promise<string | readonly Reply[] | null>;
  /**
   * What a text states of the fields, as texts by their names, where outside advice may find more in it than the fields'
   * own readers; null: nothing, or nobody is asked. The person confirms it before it is taken.
   */
  understand?(
    turn: Turn,
    text: string,
    dialog: Dialog,
    state: DialogState,
  ): Promise<'pending' | Readonly<Record<string, string>> | null>;
  /** Why it cannot be submitted as it is, in a sentence that says what to do: the review then stays open. */
  hindrance?(turn: Turn, values: Values, context: Json): Promise<string | null>;
  submit(turn: Turn, values: Values, context: Json): Promise<Reply[]>;
  /** An option of this field has ended the dialog. */
  ended?(turn: Turn, field: string): Promise<void>;
}
