/** What may stand below a message, or in the place of the telephone's keyboard. */
import type { Button, ReplyButton, SentMessage } from './chats.ts';
import { list, string } from './fields.ts';
import { Refusal } from './refusal.ts';
import { isObject } from './request.ts';

type Markup = Pick<SentMessage, 'buttons' | 'replyKeyboard'>;

export function markup(value: unknown, chat: 'private' | 'group' | 'supergroup'): Markup {
  if (value === undefined) return { buttons: [] };
  if (!isObject(value)) throw new Refusal(400, 'Bad Request: object expected as reply markup');
  if (value.remove_keyboard === true) return { buttons: [], replyKeyboard: 'removed' };
  if (Array.isArray(value.keyboard)) return { buttons: [], replyKeyboard: replyKeyboard(value, chat) };
  return { buttons: keyboard(value) };
}

function replyKeyboard(value: Record<string, unknown>, chat: string): NonNullable<Markup['replyKeyboard']> {
  const known = ['keyboard', 'one_time_keyboard', 'resize_keyboard'];
  if (Object.keys(value).some((name) => !known.includes(name))) throw new Refusal(400, 'Bad Request: unknown keyboard');
  const given: unknown[] = Array.isArray(value.keyboard) ? value.keyboard : [];
  const rows = given.map((row) => list(row).map(replyButton));
  if (rows.length === 0 || rows.some((row) => row.length === 0 || row.length > 12)) {
    throw new Refusal(400, 'Bad Request: keyboard has no rows or too long ones');
  }
  if (chat !== 'private' && rows.flat().some(({ asksContact }) => asksContact)) {
    throw new Refusal(400, 'Bad Request: phone number can be requested in private chats only');
  }
  return { rows, oneTime: value.one_time_keyboard === true, resize: value.resize_keyboard === true };
}

function replyButton(value: Record<string, unknown>): ReplyButton {
  const text = string(value, 'text').trim();
  if (text === '') throw new Refusal(400, "Bad Request: can't parse keyboard button: text must be non-empty");
  return { text, asksContact: value.request_contact === true };
}

function keyboard(value: Record<string, unknown>): Button[][] {
  if (!Array.isArray(value.inline_keyboard)) throw new Refusal(400, 'Bad Request: object expected as reply markup');
  const rows: unknown[] = value.inline_keyboard;
  const buttons = rows.map((row) => list(row).map(button));
  if (buttons.some((row) => row.length > 8) || buttons.flat().length > 100) {
    throw new Refusal(400, 'Bad Request: REPLY_MARKUP_TOO_LONG');
  }
  return buttons;
}

function button(value: Record<string, unknown>): Button {
  const text = string(value, 'text').trim();
  if (text === '') throw new Refusal(400, "Bad Request: can't parse inline keyboard button: text must be non-empty");
  if (Object.keys(value).length !== 2) throw new Refusal(400, 'Bad Request: BUTTON_TYPE_INVALID');
  const data = string(value, 'callback_data');
  const bytes = Buffer.byteLength(data);
  if (bytes < 1 || bytes > 64) throw new Refusal(400, 'Bad Request: BUTTON_DATA_INVALID');
  return { text, data };
}
