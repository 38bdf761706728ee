/** An option that asks which is meant, a last button that depends on the answers, and one that is named like an option. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { advance } from '../../../bot/dialog/advance.ts';
import { viewDialog } from '../../../bot/dialog/view.ts';
import {
  beginDialog,
  type Dialog,
  type DialogEvent,
  type DialogState,
  dialogStateSchema,
} from '../../../bot/dialog.ts';

const dialog: Dialog = {
  name: 'gift',
  title: 'chọn quà',
  version: 1,
  submit: ({ when }) => (when === 'now' ? 'Gửi ngay' : 'Hẹn gửi'),
  spot: (text, _values, field) => (field === 'gifts' && text.includes('gấp') ? { when: 'now' } : {}),
  fields: [
    {
      name: 'gifts',
      label: 'Quà',
      prompt: 'Quà gì? Ví dụ: **xoài**.',
      most: 3,
      options: [
        {
          label: 'Trái cây',
          value: 'sort:fruit',
          asks: {
            text: 'Trái nào?',
            options: [
              { label: 'Xoài', value: 'mango' },
              { label: 'Ổi', value: 'guava' },
            ],
          },
        },
        { label: 'Bánh', value: 'cake' },
      ],
      read: (heard) =>
        heard.kind === 'text' ? { kind: 'value', value: heard.text } : { kind: 'no', why: 'Bằng chữ.' },
      schema: z.array(z.string()),
      show: (value) => z.array(z.string()).parse(value).join(', '),
    },
    {
      name: 'when',
      label: 'Khi nào',
      prompt: 'Khi nào? Ví dụ: **Gửi ngay**.',
      options: [
        { label: 'Gửi ngay', value: 'now' },
        { label: 'Mai', value: 'tomorrow' },
      ],
      schema: z.string(),
      show: (value) => String(value),
    },
  ],
};

const after = (state: DialogState, event: DialogEvent): DialogState => {
  const step = advance(dialog, dialogStateSchema.parse(JSON.parse(JSON.stringify(state))), event);
  if (step.kind !== 'asking') throw new Error(`the dialog is over: ${step.kind}`);
  return step.state;
};
const pick = (state: DialogState, value: string) => after(state, { kind: 'option', field: state.at, value });
const say = (state: DialogState, text: string) => after(state, { kind: 'text', text });
const go = (state: DialogState, to: 'back' | 'done') => after(state, { kind: 'go', field: state.at, to });
const buttons = (state: DialogState) => viewDialog(dialog, state).buttons.map(({ label }) => label);

test('it asks, goes back to what was asked before, and takes one of them into the list', () => {
  const asked = pick(beginDialog(dialog), 'sort:fruit');
  expect(asked.values).toEqual({});
  expect(viewDialog(dialog, asked).text).toContain('Trái nào?');
  expect(buttons(asked).slice(0, 2)).toEqual(['Xoài', 'Ổi']);
  expect(buttons(go(asked, 'back')).slice(0, 2)).toEqual(['Trái cây', 'Bánh']);
  const taken = pick(asked, 'mango');
  expect(taken).toMatchObject({ at: 'gifts', asked: null, values: { gifts: ['mango'] } });
  expect(say(say(taken, 'trái cây'), 'ổi').values).toEqual({ gifts: ['mango', 'guava'] });
});

test('an entry of a list may state another answer as well', () => {
  expect(say(beginDialog(dialog), 'bánh gấp')).toMatchObject({
    at: 'gifts',
    values: { gifts: ['bánh gấp'], when: 'now' },
  });
});

test('the last button is named by the answers, and an option of its name is still an answer', () => {
  const open = go(pick(beginDialog(dialog), 'cake'), 'done');
  const now = say(open, 'gửi ngay');
  expect(now.values).toMatchObject({ when: 'now' });
  expect(buttons(now)[0]).toBe('Gửi ngay');
  expect(buttons(pick(open, 'tomorrow'))[0]).toBe('Hẹn gửi');
  expect(advance(dialog, now, { kind: 'text', text: 'gui ngay' }).kind).toBe('submitted');
});
