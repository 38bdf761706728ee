/** A dialog's state as a reply, and what its buttons give back. */
import { z } from 'zod';
import { type Dialog, type DialogEvent, type DialogState, navigations } from '../dialog.ts';
import { type Choice, type Reply, reply } from '../message.ts';
import { viewDialog } from './view.ts';

const prefix = 'dialog:';
const eventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('option'), field: z.string(), value: z.json() }),
  z.object({ kind: z.literal('change'), field: z.string() }),
  z.object({ kind: z.literal('go'), field: z.string(), to: z.enum(navigations) }),
]);
const pickSchema = z.object({
  dialog: z.string(),
  event: eventSchema.nullable(),
  resume: z.boolean().default(false),
  restart: z.boolean().default(false),
});

export function replyOf(name: string, dialog: Dialog, state: DialogState): Reply {
  const { text, buttons, asksContact, isNumeric } = viewDialog(dialog, state);
  const choices = buttons.map(({ label, event }) => ({
    label,
    value: `${prefix}${JSON.stringify({ dialog: name, event })}`,
  }));
  return {
    ...reply(text, { choices }),
    ...(asksContact && { keyboard: 'ask-contact' as const }),
    ...(isNumeric && { lettered: true as const }),
  };
}

function dialogChoice(name: string, label: string, what: object): Choice {
  return { label, value: `${prefix}${JSON.stringify({ dialog: name, event: null, ...what })}` };
}

/** Goes on with the draft of a dialog. */
export function resumeChoice(name: string, label = 'Làm tiếp'): Choice {
  return dialogChoice(name, label, { resume: true });
}

export function resumeChoices(name: string): Choice[] {
  return [resumeChoice(name), dialogChoice(name, 'Làm lại từ đầu', { restart: true })];
}

export function isDialogPick(value: string): boolean {
  return value.startsWith(prefix);
}

/** What a pressed button means; null when it is of no dialog. */
export function readPick(
  value: string,
): { dialog: string; event: DialogEvent | null; resume: boolean; restart: boolean } | null {
  if (!value.startsWith(prefix)) return null;
  try {
    return pickSchema.safeParse(JSON.parse(value.slice(prefix.length))).data ?? null;
  } catch {
    return null;
  }
}
