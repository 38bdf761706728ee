/** Choices as an inline keyboard or beside the offer of one's number, and what a pressed button gives back. */
import type { Choice } from '../../message.ts';
import { cutAtWord } from '../cut.ts';
import { printable } from '../printable.ts';

interface Labelled {
  text: string;
}

export interface Button extends Labelled {
  callback_data: string;
}

const longestLabel = 64;
const mostRows = 8;
/** Telegram draws at most eight buttons in a row. */
const mostColumns = 8;
/** Up to this long, two labels stand side by side on a narrow phone without being cut. */
const shortLabel = 16;

/**
 * Short labels two in a row, long ones alone, a vote only beside a vote. Where that takes more than eight rows, the
 * buttons are packed closer; their order never changes.
 */
export function renderKeyboard(key: string, choices: Choice[]): Button[][] {
  const buttons = choices.slice(0, mostRows * mostColumns).map((choice, index) => ({
    text: labelOf(choice, index),
    callback_data: `c:${key}:${index}`,
  }));
  const rows = inPairs(buttons);
  return rows.length <= mostRows ? rows : inColumns(buttons, Math.ceil(buttons.length / mostRows));
}

/**
 * Telegram's own button for one's telephone number, and the choices below it as words that are sent as if typed. It
 * replaces the telephone's keyboard, so it is told to fold away once used.
 */
export function renderContactKeyboard(choices: Choice[]) {
  const buttons = choices.slice(0, mostRows * mostColumns).map((choice, index) => ({ text: labelOf(choice, index) }));
  const rows = inPairs(buttons);
  return {
    keyboard: [
      [{ text: '📱 Gửi số điện thoại', request_contact: true }],
      ...(rows.length <= mostRows ? rows : inColumns(buttons, Math.ceil(buttons.length / mostRows))),
    ],
    one_time_keyboard: true,
    resize_keyboard: true,
  };
}

/** Reads the data of a pressed button; null if it is not one of ours. */
export function readCallbackData(data: string): { message: string; index: number } | null {
  const match = /^c:(\d{1,18}):(\d{1,2})$/.exec(data);
  return match?.[1] === undefined ? null : { message: match[1], index: Number(match[2]) };
}

function labelOf(choice: Choice, index: number): string {
  const label = printable(choice.label).replace(/\s+/g, ' ').trim();
  return label === '' ? String(index + 1) : cutAtWord(label, longestLabel);
}

function inPairs<T extends Labelled>(buttons: T[]): T[][] {
  const rows: T[][] = [];
  for (const button of buttons) {
    const row = rows.at(-1);
    const left = row?.length === 1 ? row[0] : undefined;
    if (left !== undefined && fitTogether(left, button)) row?.push(button);
    else rows.push([button]);
  }
  return rows;
}

function fitTogether(left: Labelled, right: Labelled): boolean {
  return isVote(left) === isVote(right) && left.text.length <= shortLabel && right.text.length <= shortLabel;
}

function isVote(button: Labelled): boolean {
  return /^[👍👎]/u.test(button.text);
}

function inColumns<T>(buttons: T[], columns: number): T[][] {
  const rows: T[][] = [];
  for (let i = 0; i < buttons.length; i += columns) rows.push(buttons.slice(i, i + columns));
  return rows;
}
