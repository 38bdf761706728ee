/** What one free text states of several fields, by advice from outside: read as if typed, shown, and taken once confirmed. */
import { isDeepStrictEqual } from 'node:util';
import {
  type Dialog,
  type DialogState,
  type Field,
  fieldAt,
  fieldsOf,
  type Json,
  type Step,
  type Values,
} from '../dialog.ts';
import { readEntry, withEntry } from './entries.ts';

/** Fewer words than this answer one question at most. */
const fewestWords = 4;

/** Texts that advice was asked about, by the names of fields. */
export type Stated = Readonly<Record<string, string>>;

/**
 * Whether advice may find more in a text than our own readers did, who made `step` of it: where they could make nothing
 * of it, and where it has more parts than they took.
 */
export function mayStateMore(dialog: Dialog, before: DialogState, text: string, step: Step): boolean {
  const field = fieldAt(dialog, before);
  if (!field || field.takesFiles || before.asked !== null || step.kind !== 'asking') return false;
  const { state } = step;
  if (state.asked !== null || state.waiting !== null) return false;
  if (text.trim().split(/\s+/).length < fewestWords) return false;
  const taken = newValues(before, state).length;
  if (taken === 0) return state.at === before.at;
  const parts = text.split(/[,;\n]|[.!?]\s/).filter((part) => /[\p{L}\p{N}]/u.test(part));
  return parts.length > taken;
}

/**
 * The step that shows what was understood; `step` itself where that is no more than our own readers took. A whole text
 * that would be the answer of a free field gives way to the part of it that is.
 */
export function stepWith(dialog: Dialog, before: DialogState, text: string, step: Step, stated: Stated): Step {
  if (step.kind !== 'asking') return step;
  const own = new Map(newValues(before, step.state).map(({ name, value }) => [name, value]));
  if (fieldAt(dialog, before)?.free) own.delete(before.at);
  const values = readAll(dialog, before, stated, own);
  const found = Object.entries(values).filter(([name, value]) => !isDeepStrictEqual(value, before.values[name]));
  if (found.every(([name]) => own.has(name)) && found.length === own.size) return step;
  if (found.length === 0) return step;
  const waiting = { kind: 'understood' as const, values: Object.fromEntries(found), text };
  return { kind: 'asking', state: { ...before, waiting }, notes: [] };
}

/** The values after a confirmation; what cannot stand beside the others is left out. */
export function accept(dialog: Dialog, before: Values, understood: Values): Record<string, Json> {
  const values: Record<string, Json> = { ...before };
  for (const field of dialog.fields) {
    const value = understood[field.name];
    if (value !== undefined && mayStand(field, value, values)) values[field.name] = value;
  }
  return values;
}

/** `• Tên chủ thể: **Hợp tác xã nho An Hòa**`, with what is written there so far. */
export function understoodLines(dialog: Dialog, before: Values, understood: Values): string[] {
  const after = accept(dialog, before, understood);
  return fieldsOf(dialog, after).flatMap((field) => {
    const value = understood[field.name];
    if (value === undefined) return [];
    const old = before[field.name];
    const instead = old === undefined ? '' : ` (đang ghi: **${field.show(old, before)}**)`;
    return [`• ${field.label}: **${field.show(value, after)}**${instead}`];
  });
}

/** Our own readings first; then each text as its field reads it. What a field does not take for sure is dropped. */
function readAll(
  dialog: Dialog,
  { values: before }: DialogState,
  stated: Stated,
  own: ReadonlyMap<string, Json>,
): Values {
  const values: Record<string, Json> = { ...before };
  const found: Record<string, Json> = {};
  for (const field of dialog.fields) {
    const value = own.get(field.name) ?? readStated(field, stated[field.name], values);
    if (value === undefined || !mayStand(field, value, values)) continue;
    values[field.name] = value;
    found[field.name] = value;
  }
  return found;
}

function readStated(field: Field, text: string | undefined, values: Values): Json | undefined {
  // A mark such as `[số điện thoại]` stands for what was not shown to whoever read the text.
  if (text === undefined || text.trim() === '' || /\[[^\]]*\]/u.test(text)) return undefined;
  const reading = readEntry(field, { kind: 'text', text }, { ...blank, values });
  return reading?.kind === 'value' ? withEntry(field, undefined, reading.value) : undefined;
}

function mayStand(field: Field, value: Json, values: Values): boolean {
  if (field.when?.(values) === false) return false;
  return field.schema.safeParse(value).success && (field.conflict?.(value, values) ?? null) === null;
}

function newValues(before: DialogState, after: DialogState): { name: string; value: Json }[] {
  return Object.entries(after.values).flatMap(([name, value]) =>
    isDeepStrictEqual(value, before.values[name]) ? [] : [{ name, value }],
  );
}

const blank: DialogState = { version: 0, values: {}, skipped: [], at: '', asked: null, waiting: null };
