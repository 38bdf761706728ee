/** What a message is to the dialog that has the floor. Pure. */
import type { Input } from '../capability.ts';
import { type Dialog, type DialogEvent, type DialogState, fieldAt } from '../dialog.ts';
import { readEntry } from './entries.ts';
import { fileProblems, laterStep } from './file-words.ts';
import { readPick } from './reply.ts';

/** `fetch`: its file is wanted first. `remark`: only to be said. Null: it is for others to answer. */
export function eventOf(
  input: Input,
  dialog: Dialog,
  state: DialogState,
  name: string,
): DialogEvent | { kind: 'fetch' } | { kind: 'remark'; text: string } | null {
  const field = fieldAt(dialog, state);
  switch (input.kind) {
    case 'text':
      return { kind: 'text', text: input.text };
    case 'number':
      return { kind: 'text', text: input.typed };
    case 'pick': {
      if (field?.numeric && input.typed !== null && /^[\d\s.,%]+$/.test(input.typed)) {
        const typed = { kind: 'text' as const, text: input.typed };
        // A number that cannot be the answer is the number of a button.
        if (readEntry(field, typed, state)?.kind !== 'no') return typed;
      }
      const picked = readPick(input.choice.value);
      if (picked?.dialog !== name) return null;
      return picked.event;
    }
    case 'media': {
      if (input.phone !== undefined) return field?.asksContact ? { kind: 'phone', phone: input.phone } : null;
      if (input.file === undefined) return null;
      // A picture that is asked about is answered; any other has words that say what it shows.
      if (!field?.takesFiles) return input.caption.includes('?') ? null : remark(laterStep(dialog, state));
      if (input.file.state === 'offered') return { kind: 'fetch' };
      if (input.file.state === 'refused') return remark(fileProblems[input.file.why]);
      const { hash, name, mime, bytes } = input.file;
      return { kind: 'file', file: { hash, name, mime, bytes } };
    }
    case 'stale':
      return null;
  }
}

function remark(text: string | null): { kind: 'remark'; text: string } | null {
  return text === null ? null : { kind: 'remark', text };
}
