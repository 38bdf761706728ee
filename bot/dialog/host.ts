/** Lets a dialog have the floor in a conversation: keeps its draft, answers what is asked in between, finishes it. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Capability, HostedDialog, Turn } from '../capability.ts';
import {
  beginDialog,
  type Dialog,
  type DialogState,
  fieldAt,
  type Json,
  restoreDialog,
  reviewStep,
  type Step,
} from '../dialog.ts';
import { type Reply, reply } from '../message.ts';
import { advance } from './advance.ts';
import { optionBegun } from './entries.ts';
import { eventOf } from './event-of.ts';
import { readPick, replyOf, resumeChoice, resumeChoices } from './reply.ts';
import { mayStateMore, stepWith } from './understood.ts';

const draftSchema = z.object({ context: z.json(), state: z.unknown() });
/** The dialog that has the floor in this conversation. */
const floor = 'dialog';

/** Whether a dialog goes on in this conversation. */
export function isInDialog(turn: Turn): boolean {
  return turn.recall(floor, z.object({ name: z.string() })) !== null;
}

export interface DialogHost {
  /** The dialog that has the floor here. */
  active(turn: Turn): HostedDialog | null;
  /** Gives the floor to a dialog; asks first whether to go on with an unfinished draft. */
  start(turn: Turn, name: string, seed: Json): Promise<Reply[]>;
  /** What is said while a dialog has the floor. `command`: the text is one, `otherwise` answers like no dialog were open. */
  hear(
    turn: Turn,
    hosted: HostedDialog,
    command: string | null,
    otherwise: (turn: Turn) => Promise<Reply[]>,
  ): Promise<Reply[]>;
  /** A button of a dialog that has not the floor any more. */
  pick(turn: Turn, value: string): Promise<Reply[]>;
}

export function createDialogHost(capabilities: readonly Capability[]): DialogHost {
  const byName = new Map(capabilities.flatMap((one) => one.dialogs ?? []).map((hosted) => [hosted.name, hosted]));

  const open = (turn: Turn, hosted: HostedDialog) => {
    const stored = draftSchema.safeParse(turn.draft(hosted.name)).data;
    if (!stored) return null;
    const dialog = hosted.build(stored.context, turn.now);
    return { context: stored.context, dialog, ...restoreDialog(dialog, stored.state) };
  };

  const fresh = async (turn: Turn, hosted: HostedDialog, seed: Json): Promise<Reply[]> => {
    const context = await hosted.begin(turn, seed);
    const dialog = hosted.build(context, turn.now);
    const state = beginDialog(dialog, hosted.initial?.(context));
    turn.remember(floor, { name: hosted.name, context });
    turn.saveDraft(hosted.name, null);
    return [...(await told(turn, hosted, state, context)), replyOf(hosted.name, dialog, state)];
  };

  /** What stands before a review that is opened rather than reached. */
  const told = async (turn: Turn, hosted: HostedDialog, state: DialogState, context: Json): Promise<Reply[]> => {
    const notice = state.at === reviewStep ? ((await hosted.notice?.(turn, state, context)) ?? []) : [];
    return typeof notice === 'string' ? [reply(notice)] : [...notice];
  };

  /** Before the first answer nothing is stored about the person but that this dialog has the floor. */
  const current = (turn: Turn, hosted: HostedDialog) => {
    const opened = open(turn, hosted);
    if (opened) return opened;
    const held = turn.recall(floor, z.object({ name: z.string(), context: z.json(), state: z.json().optional() }));
    const context = held?.context ?? null;
    const dialog = hosted.build(context, turn.now);
    const state =
      held?.state === undefined
        ? beginDialog(dialog, hosted.initial?.(context))
        : restoreDialog(dialog, held.state).state;
    return { context, dialog, state, changed: false };
  };

  const resume = async (turn: Turn, hosted: HostedDialog): Promise<Reply[]> => {
    const { dialog, state, context, changed } = current(turn, hosted);
    turn.remember(floor, { name: hosted.name, context });
    if (changed) turn.saveDraft(hosted.name, { context, state });
    return [
      ...(changed ? [reply(formChanged)] : []),
      ...(await told(turn, hosted, state, context)),
      replyOf(hosted.name, dialog, { ...state, waiting: null }),
    ];
  };

  const answered = async (turn: Turn, text: string): Promise<Reply[] | null> => {
    for (const capability of capabilities) {
      const replies = await capability.answersQuestion?.(turn, text);
      if (replies) return replies;
    }
    return null;
  };

  /** The step for a text that states more than the readers of the fields found in it; `step` where it does not. */
  const understood = async (
    turn: Turn,
    hosted: HostedDialog,
    { dialog, state }: { dialog: Dialog; state: DialogState },
    text: string,
    step: Step,
  ): Promise<Step> => {
    if (!hosted.understand || !mayStateMore(dialog, state, text, step)) return step;
    const stated = await hosted.understand(turn, text, dialog, state);
    return stated === null || stated === 'pending' ? step : stepWith(dialog, state, text, step, stated);
  };

  /** Whether the person has said nothing yet: there is nothing to lose, so nothing to ask before it is left. */
  const isUntouched = (hosted: HostedDialog, context: Json, { values }: DialogState) =>
    isDeepStrictEqual(values, hosted.initial?.(context) ?? {});

  const close = (turn: Turn, hosted: HostedDialog) => {
    turn.saveDraft(hosted.name, null);
    turn.remember(floor, null);
  };

  /** Carries out a step. `before` tells what it changed. */
  const carryOut = async (
    turn: Turn,
    hosted: HostedDialog,
    now: { dialog: Dialog; context: Json; state: DialogState },
    step: Step,
    otherwise: (turn: Turn) => Promise<Reply[]>,
  ): Promise<Reply[]> => {
    const asksContact = fieldAt(now.dialog, now.state)?.asksContact === true;
    const withoutKeyboard = asksContact ? { keyboard: 'remove' as const } : {};
    switch (step.kind) {
      case 'asking': {
        const { state } = step;
        if (hosted.seedOf && state.waiting?.kind === 'cancel' && isUntouched(hosted, now.context, state))
          return carryOut(turn, hosted, now, { kind: 'cancelled' }, otherwise);
        const isEmpty = Object.keys(state.values).length === 0;
        turn.saveDraft(hosted.name, isEmpty ? null : { context: now.context, state });
        turn.remember(floor, { name: hosted.name, context: now.context, ...(isEmpty && { state }) });
        const isNew = state.values !== now.state.values || (state.at === reviewStep && now.state.at !== reviewStep);
        const notice = isNew ? await hosted.notice?.(turn, state, now.context) : null;
        const notes = [...step.notes, ...(typeof notice === 'string' && notice !== '' ? [notice] : [])];
        const leavesContact = asksContact && state.at !== now.state.at;
        const aside = state.values === now.state.values ? 'Vâng.' : 'Đã ghi.';
        const said = notes.length > 0 ? notes.join('\n') : leavesContact ? aside : null;
        return [
          ...(said === null ? [] : [{ ...reply(said), ...(leavesContact && withoutKeyboard) }]),
          ...(typeof notice === 'string' ? [] : (notice ?? [])),
          replyOf(hosted.name, now.dialog, state),
        ];
      }
      case 'question': {
        const replies = await answered(turn, step.text);
        if (!replies) {
          const next = await understood(turn, hosted, now, step.text, step.otherwise);
          return carryOut(turn, hosted, now, next, otherwise);
        }
        return [
          ...replies,
          ...(await carryOut(turn, hosted, now, { kind: 'asking', state: step.state, notes: [] }, otherwise)),
        ];
      }
      case 'submitted': {
        const why = await hosted.hindrance?.(turn, step.values, now.context);
        if (why) {
          const state = { ...now.state, waiting: null };
          return carryOut(turn, hosted, now, { kind: 'asking', state, notes: [why] }, otherwise);
        }
        close(turn, hosted);
        return hosted.submit(turn, step.values, now.context);
      }
      case 'cancelled':
        close(turn, hosted);
        return [
          {
            ...reply(
              `Đã bỏ việc ${hosted.title}. ${now.dialog.atStake ?? 'Những gì bạn ghi dở đã xoá.'} Gõ /menu để chọn việc khác.`,
            ),
            ...withoutKeyboard,
          },
        ];
      case 'ended':
        close(turn, hosted);
        await hosted.ended?.(turn, step.field);
        return [reply(step.text)];
      case 'left':
        turn.saveDraft(hosted.name, { context: now.context, state: step.state });
        turn.remember(floor, null);
        return [
          ...(asksContact ? [{ ...reply(`Đã tạm dừng việc ${hosted.title}.`), ...withoutKeyboard }] : []),
          ...(await otherwise({ ...turn, input: { kind: 'text', text: step.command } })),
        ];
    }
  };

  return {
    active(turn) {
      const held = turn.recall(floor, z.object({ name: z.string() }));
      return (held && byName.get(held.name)) ?? null;
    },
    async start(turn, name, seed) {
      const hosted = byName.get(name);
      if (!hosted) throw new Error(`No capability has the dialog ${name}.`);
      const opened = seed === null ? open(turn, hosted) : null;
      if (!opened) return fresh(turn, hosted, seed);
      const count = Object.keys(opened.state.values).length;
      return [
        reply(`Bạn đang ${hosted.title} dở, đã ghi ${count} mục. Bạn làm tiếp hay làm lại từ đầu?`, {
          choices: resumeChoices(name),
        }),
      ];
    },
    async hear(turn, hosted, command, otherwise) {
      const now = current(turn, hosted);
      if (now.changed) return resume(turn, hosted);
      const showAgain = () =>
        carryOut(turn, hosted, now, { kind: 'asking', state: { ...now.state, waiting: null }, notes: [] }, otherwise);
      if (command !== null && command === hosted.command) return this.start(turn, hosted.name, null);
      const field = fieldAt(now.dialog, now.state);
      const begun =
        command !== null && turn.input.kind === 'text' && field && optionBegun(field, now.state, turn.input.text);
      if (begun) {
        const event = { kind: 'option' as const, field: now.state.at, value: begun.value };
        return carryOut(turn, hosted, now, advance(now.dialog, now.state, event), otherwise);
      }
      if (command === 'huy')
        return carryOut(
          turn,
          hosted,
          now,
          advance(now.dialog, now.state, { kind: 'go', field: now.state.at, to: 'cancel' }),
          otherwise,
        );
      if (command !== null && turn.input.kind === 'text') {
        const state: DialogState = { ...now.state, waiting: { kind: 'leave', command: turn.input.text } };
        if (!isUntouched(hosted, now.context, state))
          return carryOut(turn, hosted, now, { kind: 'asking', state, notes: [] }, otherwise);
        close(turn, hosted);
        return otherwise(turn);
      }
      if (turn.input.kind === 'pick') {
        const { value } = turn.input.choice;
        if (readPick(value)?.event === null) return this.pick(turn, value);
      }
      const event = eventOf(turn.input, now.dialog, now.state, hosted.name);
      if (event?.kind === 'fetch') {
        turn.wantFile();
        return [];
      }
      if (event?.kind === 'remark') {
        return carryOut(turn, hosted, now, { kind: 'asking', state: now.state, notes: [event.text] }, otherwise);
      }
      if (event) {
        const step = advance(now.dialog, now.state, event);
        const next = event.kind === 'text' ? await understood(turn, hosted, now, event.text, step) : step;
        return carryOut(turn, hosted, now, next, otherwise);
      }
      // A vote, a next question, a picture where none is wanted: answered as always, then the prompt again.
      let keepsChoices = false;
      const replies = await otherwise({
        ...turn,
        keepChoices: () => {
          keepsChoices = true;
          turn.keepChoices();
        },
      });
      if (keepsChoices || !this.active(turn)) return replies;
      const last = replies.at(-1);
      // Below a list that was asked for, a number must not end the review.
      if (now.state.at === reviewStep && last && last.choices.length > 0) {
        return [...replies.slice(0, -1), withWayBack(last, hosted)];
      }
      return [...replies, ...(await showAgain())];
    },
    async pick(turn, value) {
      const picked = readPick(value);
      const hosted = picked && byName.get(picked.dialog);
      if (!picked || !hosted) return [reply(oldButton)];
      if (picked.restart && !hosted.seedOf) return fresh(turn, hosted, null);
      if (picked.restart) {
        const opened = open(turn, hosted);
        return opened ? fresh(turn, hosted, hosted.seedOf?.(opened.context) ?? null) : [reply(oldButton)];
      }
      if (picked.resume || open(turn, hosted)) return resume(turn, hosted);
      return [reply(oldButton)];
    },
  };
}

/** A list of something else, which ends with the way back to the dialog. */
function withWayBack(list: Reply, { name, title }: HostedDialog): Reply {
  return { ...list, choices: [...list.choices, resumeChoice(name, `Tiếp tục ${title}`)] };
}

const formChanged = 'Mẫu hỏi vừa được cập nhật. Tôi giữ những câu còn dùng được, bạn trả lời giúp phần còn lại nhé.';
const oldButton = 'Nút này của việc đã xong hoặc đã bỏ. Bạn gõ /menu để chọn việc.';
