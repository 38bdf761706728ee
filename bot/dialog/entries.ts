/** Reads one answer for a field, and puts it into the field's value. */
import { isDeepStrictEqual } from 'node:util';
import type { DialogState, Field, Heard, Json, Option, Reading } from '../dialog.ts';
import { findChoice, plainLabel } from '../label.ts';
import { isYes } from './words.ts';

/** The options of a field as it stands now, those of an ambiguous answer first. */
export function optionsOf(field: Field, state: Pick<DialogState, 'values' | 'asked'>): readonly Option[] {
  if (state.asked !== null) return state.asked.options;
  return typeof field.options === 'function' ? field.options(state.values) : (field.options ?? []);
}

/**
 * `lớp` where `Lớp tập huấn` can be chosen: the one option that a word begins is meant, also where the word is a command
 * elsewhere; with its slash it always is one.
 */
export function optionBegun(field: Field, state: DialogState, text: string): Option | undefined {
  if (state.waiting !== null || text.trim().startsWith('/')) return undefined;
  const plain = plainLabel(text);
  const begun = optionsOf(field, state).filter(({ label }) => `${plainLabel(label)} `.startsWith(`${plain} `));
  return begun.length === 1 ? begun[0] : undefined;
}

/** Undefined when the field cannot use what was heard at all. */
export function readEntry(field: Field, heard: Heard, state: DialogState): Reading | undefined {
  if (heard.kind !== 'text') return field.read?.(heard, state.values, state.asked?.options ?? []);
  const options = optionsOf(field, state);
  const isNumber = field.numeric === true && /^[\d\s.,%+]+$/.test(heard.text);
  const only = options.length === 1 && isYes(heard.text) ? options[0] : undefined;
  const option = isNumber ? undefined : (findChoice(options, heard.text) ?? only);
  if (option) return { kind: 'value', value: option.value };
  const several = field.most === undefined ? null : numbered(options, heard.text);
  if (several) {
    const before = state.values[field.name];
    return { kind: 'value', value: [...new Set([...(Array.isArray(before) ? before : []), ...several])] };
  }
  if (field.read) return field.read(heard, state.values, state.asked?.options ?? []);
  const near = findByWords(options, heard.text);
  if (near) return { kind: 'value', value: near.value };
  const names = options.map(({ label }) => `**${label}**`).join(' · ');
  return { kind: 'no', why: `Tôi chưa hiểu câu này. Bạn chọn một trong: ${names}.` };
}

/** `1, 2 và 5`: the options of these numbers; null in any other text. */
function numbered(options: readonly Option[], typed: string): Json[] | null {
  const numbers = plainLabel(typed)
    .split(' ')
    .filter((word) => word !== 'va');
  const found = numbers.map((number) => (/^\d{1,2}$/.test(number) ? options[Number(number) - 1] : undefined));
  return found.length > 0 && found.every((option) => option !== undefined) ? found.map(({ value }) => value) : null;
}

/** The one option whose label holds every word typed: `cán bộ xã` for `Cán bộ cấp xã`. */
function findByWords(options: readonly Option[], typed: string): Option | undefined {
  const words = plainLabel(typed).split(' ');
  const found = options.filter(({ label }) => {
    const known = new Set(plainLabel(label).split(' '));
    return words.every((word) => known.has(word));
  });
  return found.length === 1 ? found[0] : undefined;
}

/**
 * The value with one entry more. A list takes an entry out again when it is given twice, but a file that is sent twice
 * stays; undefined when it is full. A value that is a list already (all of it at once) replaces what was there.
 */
export function withEntry(field: Field, value: Json | undefined, entry: Json): Json | undefined {
  if (field.most === undefined) return entry;
  if (Array.isArray(entry)) return entry.length > field.most ? undefined : entry;
  const list = Array.isArray(value) ? value : [];
  // The database orders the keys of what it keeps anew, so a stored entry has another spelling.
  const others = list.filter((one) => !isDeepStrictEqual(one, entry));
  if (others.length < list.length) return field.takesFiles ? list : others;
  return list.length >= field.most ? undefined : [...list, entry];
}
