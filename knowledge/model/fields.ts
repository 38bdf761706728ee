import { fold, stripAccents } from '../text/fold.ts';
import type { CallRecord } from './call-record.ts';
import type { ModelField } from './language-model.ts';
import { maskOutgoing } from './outgoing.ts';
import { recordedChat } from './recorded-chat.ts';
import type { Tools } from './tools.ts';
import { fieldsShape, readWritten } from './written.ts';

/** Of a choice so many of its words must have been said. */
const SAID = 0.5;

/**
 * What a free text states of these fields. The model only points: a value goes through where it stands in the text word
 * for word, or is one of the field's choices and was named. Throws ModelError.
 */
export async function fieldsIn(
  text: string,
  fields: readonly ModelField[],
  tools: Tools,
  record: CallRecord,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const { assistant, prompts, limits } = tools;
  const { text: masked, restored } = maskOutgoing(text);
  const said = await recordedChat(
    {
      under: 'Các ô',
      rules: prompts.fields,
      data: [...fields.map(described), { name: 'tin nhắn', text: masked }],
      shape: fieldsShape,
      ms: limits.fieldsMs,
      maxTokens: limits.fieldsTokens,
    },
    tools,
    record,
    signal,
  );
  const written = readWritten(fieldsShape, said.text);
  if (!written) {
    record.found('trả lời không phải JSON đúng dạng');
    return {};
  }
  const values: Record<string, string> = {};
  const full = `${text}\n${assistant.writtenOut(text)}`;
  for (const { field: name, value } of written.values) {
    const field = fields.find((each) => each.name === name);
    if (!field || Object.hasOwn(values, name)) continue;
    const stated = field.choices.length > 0 ? choiceSaid(value, field.choices, full) : valueSaid(restored(value), text);
    if (stated !== null && isSaidOfAnother(stated, field, fields, text)) {
      record.found(`“${value.slice(0, 60)}” được nói về mục khác (${field.title})`);
    } else if (stated === null) record.found(`“${value.slice(0, 60)}” không có trong tin nhắn (${field.title})`);
    else values[name] = stated;
  }
  return values;
}

function described({ name, title, prompt, example, choices }: ModelField): { name: string; text: string } {
  const lines = [`Mã: ${name}`, `Tên: ${title}`, `Câu hỏi: ${prompt}`];
  if (example !== null) lines.push(`Ví dụ cách trả lời (không phải giá trị): ${example}`);
  if (choices.length > 0) lines.push(`Lựa chọn: ${choices.join(' | ')}`);
  return { name: 'ô', text: lines.join('\n') };
}

/** The choice as it is offered, where the text names it by half of its words at least. */
function choiceSaid(value: string, choices: readonly string[], text: string): string | null {
  const choice = choices.find((each) => fold(each) === fold(value));
  if (choice === undefined) return null;
  const words = fold(choice).split(' ').filter(Boolean);
  const said = wordsNotDenied(text);
  const held = words.filter((word) => said.has(word)).length;
  return words.length > 0 && held / words.length >= SAID ? choice : null;
}

/** `không phải hợp tác xã` names none: what follows a denial, up to the next pause, is not said. */
function wordsNotDenied(text: string): ReadonlySet<string> {
  const clauses = text.split(/[,.;:!?\n]|\s(?:mà|nhưng|ma|nhung)\s/u).map(fold);
  return new Set(clauses.flatMap((clause) => clause.replace(denied, ' ').split(' ')));
}

const denied =
  /(?:^| )(?:khong phai|ko phai|k phai|hong phai|chua phai|khong la|chua co|khong co|ko co|chua|chang)(?: .*)?$/u;

const share = /^(\d{1,3})(?:[.,]\d+)?\s*(?:%|phần trăm|phan tram)?$/iu;

/** Whether a share (%) stands behind what another field is called: of two in one message neither may take the other's. */
function isSaidOfAnother(value: string, field: ModelField, fields: readonly ModelField[], text: string): boolean {
  const figure = share.exec(value.trim())?.[1];
  if (figure === undefined) return false;
  const namesOf = (one: ModelField) => {
    const others = new Set(fields.filter((each) => each !== one).flatMap((each) => fold(each.title).split(' ')));
    return fold(one.title)
      .split(' ')
      .filter((word) => word.length > 1 && !others.has(word));
  };
  const owners = new Map(fields.flatMap((one) => namesOf(one).map((word) => [word, one] as const)));
  const clauses = text.split(/[,;\n]|\.\s|\s(?:và|va|còn|con)\s/u).map((clause) => fold(clause).split(' '));
  const said = clauses.flatMap((words) => {
    const at = words.indexOf(figure);
    const before = words.slice(0, at).findLast((word) => owners.has(word));
    const named = at < 0 ? undefined : (before ?? words.slice(at).find((word) => owners.has(word)));
    return named === undefined ? [] : [owners.get(named)];
  });
  return said.length > 0 && !said.includes(field);
}

/**
 * The value where the text holds its words in a row: as the text has them, or with the accents and capitals that the
 * model gave to a text typed without any.
 */
function valueSaid(value: string, text: string): string | null {
  const wanted = value.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const key = fold(wanted);
  if (key === '' || !` ${fold(text)} `.includes(` ${key} `)) return null;
  const words = [...text.normalize('NFC').matchAll(/[\p{L}\p{M}\p{N}]+/gu)];
  const count = key.split(' ').length;
  for (let at = 0; at + count <= words.length; at += 1) {
    const [first, last] = [words[at], words[at + count - 1]];
    if (!first || !last) continue;
    const typed = text.normalize('NFC').slice(first.index, last.index + last[0].length);
    if (fold(typed) !== key) continue;
    const isSame = typed.toLowerCase() === wanted.toLowerCase();
    return isSame || stripAccents(typed) === typed ? wanted : typed;
  }
  return null;
}
