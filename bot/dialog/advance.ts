/** The machine that asks for a dialog's fields: one state and one event give the next state. */
import {
  type Dialog,
  type DialogEvent,
  type DialogState,
  type Field,
  fieldAt,
  fieldsOf,
  type Json,
  type Navigation,
  type Reading,
  reviewStep,
  type Step,
  settle,
  submitLabel,
} from '../dialog.ts';
import { findChoice } from '../label.ts';
import { optionsOf, readEntry, withEntry } from './entries.ts';
import { accept } from './understood.ts';
import { findField, isCorrecting, isNothing, isYes, navigationIn, saysNothing } from './words.ts';

/**
 * One step. Never throws, and never loses an accepted value but by a new one in its place, or where an answer of several
 * parts is written anew.
 */
export function advance(dialog: Dialog, before: DialogState, event: DialogEvent): Step {
  const step = stepOf(dialog, before, event);
  const isDone = step.kind === 'asking' && step.state.at === reviewStep && step.state.waiting === null;
  return isDone && dialog.withoutReview ? { kind: 'submitted', values: step.state.values } : step;
}

function stepOf(dialog: Dialog, before: DialogState, event: DialogEvent): Step {
  if (event.kind === 'go') return go(dialog, before, event.field, event.to);
  if (event.kind === 'change') return changed(dialog, before, event.field);
  const state: DialogState = { ...before, waiting: null };
  const field = fieldAt(dialog, state);
  if (event.kind === 'option') {
    if (!field || event.field !== state.at) return asking(state, otherStep);
    return take(dialog, state, field, { kind: 'value', value: event.value });
  }
  if (event.kind === 'text') {
    const to = navigationIn(event.text, before, submitLabel(dialog, before.values));
    // A step may have an option of the same name as the button that ends the review.
    const isOption = to === 'submit' && field && findChoice(optionsOf(field, state), event.text) !== undefined;
    if (to && !isOption) return go(dialog, before, before.at, to);
    if (!field) return inReview(dialog, before, event.text);
    const steered = steeredBy(dialog, state, field, event.text);
    if (steered) return steered;
  }
  const reading = field && readEntry(field, event, state);
  if (!field || !reading) return asking(before, 'Câu này cần trả lời bằng chữ hoặc bấm nút.');
  const taken = take(dialog, state, field, reading, event.kind === 'text' ? event.text : undefined);
  const mayBeQuestion = event.kind === 'text' && (reading.kind === 'no' || field.free === true);
  if (!mayBeQuestion) return taken;
  const waiting = reading.kind === 'value' ? { kind: 'verbatim' as const, text: event.text } : null;
  return { kind: 'question', text: event.text, state: { ...state, waiting }, otherwise: taken };
}

/** What a text does to a field besides answering it: keeps it, passes it over, or turns to one written before. */
function steeredBy(dialog: Dialog, state: DialogState, field: Field, text: string): Step | null {
  const value = state.values[field.name];
  if (isCorrecting(text)) {
    const earlier = findField(fieldsOf(dialog, state.values), text);
    if (earlier && state.values[earlier.name] !== undefined) return asking({ ...state, at: earlier.name, asked: null });
  }
  if (state.asked !== null) return null;
  if (field.most === undefined && value !== undefined && isYes(text)) return go(dialog, state, field.name, 'keep');
  const isAnswer = readEntry(field, { kind: 'text', text }, state)?.kind === 'value';
  const isPassedOver = field.free ? isNothing(text) : !isAnswer && (isNothing(text) || saysNothing(text));
  if (field.optional && value === undefined && isPassedOver) return go(dialog, state, field.name, 'skip');
  return null;
}

const otherStep = 'Nút đó của bước khác. Bạn trả lời câu dưới đây nhé.';

const howToChange =
  'Để sửa câu trước, bạn bấm **Quay lại** hoặc gõ **sửa** kèm tên mục. Ở bước **Xem lại** sửa được mọi mục.';

function asking(state: DialogState, ...notes: string[]): Step {
  return { kind: 'asking', state, notes };
}

function take(dialog: Dialog, state: DialogState, field: Field, reading: Reading, text?: string): Step {
  if (reading.kind === 'no') return asking(state, reading.why);
  if (reading.kind === 'ask') {
    return asking({ ...state, asked: { text: reading.text, options: [...reading.options] } });
  }
  const picked = optionsOf(field, state).find((one) => JSON.stringify(one.value) === JSON.stringify(reading.value));
  if (picked?.ends !== undefined) return { kind: 'ended', text: picked.ends, field: field.name };
  if (picked?.asks) {
    const { text: asks, options } = picked.asks;
    return asking({ ...state, asked: { text: asks, options: options.map(({ label, value }) => ({ label, value })) } });
  }
  const value = withEntry(field, state.values[field.name], reading.value);
  if (value === undefined) return asking(state, `Mục này nhận nhiều nhất ${field.most}. Bạn bấm **Xong** để đi tiếp.`);
  const why = field.schema.safeParse(value).success
    ? (field.conflict?.(value, state.values) ?? null)
    : 'Câu trả lời này chưa đúng dạng.';
  if (why !== null) return asking(state, why);
  const kept = {
    ...state,
    values: { ...state.values, [field.name]: value },
    asked: null,
    skipped: state.skipped.filter((name) => name !== field.name),
  };
  const takesMore = field.most !== undefined && Array.isArray(value) && value.length < field.most;
  const { values, notes, why: objection } = spotted(dialog, kept, field, text);
  // Taken without its other part, the answer would mean something else than was said.
  if (objection !== null) return asking(state, objection);
  const next = { ...kept, values };
  return asking(takesMore ? next : settle(dialog, next), ...notes);
}

/** Takes along what else the same text states, and says so. `why`: a part of the answer that cannot stand. */
function spotted(dialog: Dialog, state: DialogState, answered: Field, text: string | undefined) {
  const found = text === undefined ? {} : (dialog.spot?.(text, state.values, answered.name) ?? {});
  const values: Record<string, Json> = { ...state.values };
  const notes: string[] = [];
  const parts = answered.rewrites ?? [];
  // Who states several parts says all anew: what they leave out is asked again rather than kept.
  if (parts.filter((name) => found[name] !== undefined).length > 1) {
    for (const name of parts) if (found[name] === undefined) delete values[name];
  }
  for (const field of dialog.fields) {
    // A value that was just taken may be what makes the next one apply.
    if (field.when?.(values) === false) continue;
    const value = found[field.name];
    const isPart = parts.includes(field.name);
    const isOpen = field.name !== answered.name && (values[field.name] === undefined || isPart);
    if (value === undefined || !isOpen || !field.schema.safeParse(value).success) continue;
    if (JSON.stringify(value) === JSON.stringify(values[field.name])) continue;
    const why = field.conflict?.(value, values) ?? null;
    if (why !== null && isPart) return { values, notes, why };
    if (why !== null) continue;
    values[field.name] = value;
    notes.push(`Tôi ghi luôn **${field.label}**: ${field.show(value, values)}.`);
  }
  const remark = text === undefined ? null : (dialog.remark?.(text, values, answered.name) ?? null);
  return { values, notes: remark === null ? notes : [...notes, remark], why: null };
}

const keepWord = 'giữ nguyên';

function go(dialog: Dialog, before: DialogState, pressedAt: string, to: Navigation): Step {
  const { waiting } = before;
  const state: DialogState = { ...before, waiting: null };
  const field = fieldAt(dialog, state);
  if (to === 'cancel') {
    return waiting?.kind === 'cancel' ? { kind: 'cancelled' } : asking({ ...state, waiting: { kind: 'cancel' } });
  }
  if (pressedAt !== state.at) return asking(state, otherStep);
  switch (to) {
    case 'yes':
      if (waiting?.kind === 'cancel') return { kind: 'cancelled' };
      if (waiting?.kind === 'leave') return { kind: 'left', state, command: waiting.command };
      if (waiting?.kind === 'verbatim' && field) {
        const reading = readEntry(field, { kind: 'text', text: waiting.text }, state);
        return reading ? take(dialog, state, field, reading, waiting.text) : asking(state);
      }
      if (waiting?.kind === 'understood') {
        const values = accept(dialog, state.values, waiting.values);
        const skipped = state.skipped.filter((name) => values[name] === undefined);
        return asking(settle(dialog, { ...state, values, skipped }));
      }
      return asking(state);
    case 'no': {
      if (waiting?.kind !== 'understood' || !field?.free) return asking(state);
      // The whole text may have been the answer.
      const reading = readEntry(field, { kind: 'text', text: waiting.text }, state);
      return asking(
        reading?.kind === 'value' ? { ...state, waiting: { kind: 'verbatim', text: waiting.text } } : state,
      );
    }
    case 'back': {
      if (state.asked !== null && field) return asking({ ...state, asked: null });
      const fields = fieldsOf(dialog, state.values);
      const at = field ? fields.indexOf(field) : fields.length;
      const previous = fields[at - 1];
      if (!previous) return asking(state, 'Đây là câu đầu tiên.');
      return asking({ ...state, at: previous.name, asked: null });
    }
    case 'skip':
      if (!field) return asking(state);
      if (!field.optional) {
        // `Chưa biết` is what somebody means who passes over a number that is needed.
        if (state.values[field.name] !== undefined) return asking(settle(dialog, state));
        const unknown = optionsOf(field, state).find((option) => option.value === null);
        return unknown
          ? take(dialog, state, field, { kind: 'value', value: unknown.value })
          : asking(state, 'Mục này cần có nên chưa bỏ qua được.');
      }
      return asking(settle(dialog, { ...state, skipped: [...new Set([...state.skipped, field.name])] }));
    case 'keep':
    case 'done': {
      if (!field) return asking(state);
      if (state.values[field.name] === undefined) {
        // A field may know what was so before the dialog began.
        const old = to === 'keep' ? readEntry(field, { kind: 'text', text: keepWord }, state) : null;
        if (old?.kind === 'value' && old.value !== keepWord) return take(dialog, state, field, old);
        if (!field.optional) return asking(state, 'Mục này cần có câu trả lời.');
        return asking(settle(dialog, { ...state, skipped: [...new Set([...state.skipped, field.name])] }));
      }
      return asking(settle(dialog, state));
    }
    case 'change':
      return field ? asking(state, howToChange) : asking({ ...state, waiting: { kind: 'change' } });
    case 'submit': {
      const settled = settle(dialog, state);
      if (settled.at === reviewStep) return { kind: 'submitted', values: settled.values };
      return asking(settled, 'Chưa gửi được vì còn mục chưa ghi. Bạn trả lời tiếp giúp tôi.');
    }
  }
}

function changed(dialog: Dialog, state: DialogState, name: string): Step {
  const field = fieldsOf(dialog, state.values).find((one) => one.name === name);
  if (state.at !== reviewStep || !field) return asking({ ...state, waiting: null }, otherStep);
  return asking({ ...state, at: field.name, asked: null, waiting: null });
}

/** In the review a text may name what is to be changed: `sửa tên sản phẩm`. */
function inReview(dialog: Dialog, state: DialogState, text: string): Step {
  const field = findField(fieldsOf(dialog, state.values), text);
  if (field) return changed(dialog, state, field.name);
  const again = asking(state, `Bạn bấm **${submitLabel(dialog, state.values)}** để gửi, hoặc **Sửa** để đổi một mục.`);
  return { kind: 'question', text, state, otherwise: again };
}
