/** One free message that states several things: the language model says which of `/dangky`'s fields it answers. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import { type Dialog, type DialogState, type Field, fieldsOf, type Values } from '../../bot/dialog.ts';
import type { ModelField } from '../../knowledge/model/language-model.ts';
import { answerWithinMs, type ModelRequest, statedSchema } from '../model/exchange.ts';
import { hasConsent } from './consent.ts';

/**
 * Fields that a sentence may state. A telephone number is not among them: it never goes out, and our own readers know
 * one. The product's group is suggested from its description.
 */
const stateable: ReadonlySet<string> = new Set([
  'kind',
  'producerName',
  'representative',
  'commune',
  'productName',
  'description',
  'localMaterial',
  'localLabour',
  'outputAndPrice',
]);
/** Where such a message is expected; a description is one thing however long it is. */
const askedAt: ReadonlySet<string> = new Set([
  'kind',
  'producerName',
  'representative',
  'phone',
  'commune',
  'productName',
  'localMaterial',
  'localLabour',
]);

/** What a text states, by the fields' names; null where nobody may be asked, or nothing came of it. */
export async function readFields(
  turn: Turn,
  text: string,
  dialog: Dialog,
  state: DialogState,
): Promise<'pending' | Readonly<Record<string, string>> | null> {
  // A draft may have been begun under a wording that says nothing of a model.
  if (!askedAt.has(state.at) || !(await hasConsent(turn, true))) return null;
  const fields = fieldsOf(dialog, state.values).filter(({ name }) => stateable.has(name));
  const request: ModelRequest = { kind: 'fields', text, fields: fields.map((one) => described(one, state.values)) };
  const consulted = turn.consult('fields', z.json().parse(request), { withinMs: answerWithinMs });
  if (consulted === 'pending') return 'pending';
  const stated = statedSchema.safeParse(consulted.advice).data;
  return stated ? Object.fromEntries(Object.entries(stated).filter(([name]) => stateable.has(name))) : null;
}

function described(field: Field, values: Values): ModelField {
  const prompt = typeof field.prompt === 'function' ? field.prompt(values) : field.prompt;
  const options = typeof field.options === 'function' ? field.options(values) : (field.options ?? []);
  return {
    name: field.name,
    title: field.label,
    prompt,
    example: /Ví dụ: \*\*(.+?)\*\*/u.exec(prompt)?.[1] ?? null,
    choices: field.name === 'kind' ? options.map(({ label }) => label.replace(/^👉 /u, '')) : [],
  };
}
