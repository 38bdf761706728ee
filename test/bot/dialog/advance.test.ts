import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { advance } from '../../../bot/dialog/advance.ts';
import { viewDialog } from '../../../bot/dialog/view.ts';
import {
  beginDialog,
  type DialogEvent,
  type DialogState,
  dialogStateSchema,
  fieldAt,
  fieldsOf,
  navigations,
  restoreDialog,
  reviewStep,
  type Step,
} from '../../../bot/dialog.ts';
import { picnicDialog } from './picnic.ts';

const dialog = picnicDialog();
/** What follows when no text is a question. */
const settled = (step: Step): Step => (step.kind === 'question' ? settled(step.otherwise) : step);
const stored = (state: DialogState): DialogState => dialogStateSchema.parse(JSON.parse(JSON.stringify(state)));
const say = (state: DialogState, text: string) => settled(advance(dialog, stored(state), { kind: 'text', text }));
const stateOf = (step: Step): DialogState => {
  if (step.kind !== 'asking') throw new Error(`the dialog is over: ${step.kind}`);
  return step.state;
};
const reached = (...texts: string[]) => texts.reduce((state, text) => stateOf(say(state, text)), beginDialog(dialog));
const notesOf = (step: Step) => (step.kind === 'asking' ? step.notes.join(' ') : '');

describe('a dialog', () => {
  test('asks field by field, says where it stands, and ends in a review that submits everything', () => {
    let state = beginDialog(dialog);
    expect(viewDialog(dialog, state).text.split('\n')[0]).toBe('Bước 1/6 · Đồng ý');
    for (const text of ['dong y', 'biển', 'Hè vui', '4']) state = stateOf(say(state, text));
    expect(viewDialog(dialog, state).text.split('\n')[0]).toBe('Bước 5/7 · Thuyền');
    for (const text of ['bo qua', 'nho', 'táo']) state = stateOf(say(state, text));
    const review = viewDialog(dialog, state);
    expect(review.text).toContain('Bước 7/7 · Xem lại');
    expect(review.text).toContain('Đồ ăn: **grape, apple**');
    expect(say(state, 'chốt')).toEqual({
      kind: 'submitted',
      values: { consent: true, kind: 'sea', name: 'Hè vui', people: 4, food: ['grape', 'apple'] },
    });
  });

  test('ends at once where an option ends it, and keeps nothing', () => {
    expect(say(beginDialog(dialog), 'không đồng ý')).toEqual({
      kind: 'ended',
      text: 'Không lưu gì.',
      field: 'consent',
    });
  });

  test('says what a good answer looks like, and stays where it is', () => {
    const step = say(reached('đồng ý', 'núi', 'Hè vui'), 'nhiều lắm');
    expect(notesOf(step)).toContain('Ví dụ'.toLowerCase());
    expect(stateOf(step).at).toBe('people');
  });

  test('goes back with what was written in sight, and forward again without asking anew', () => {
    let state = reached('đồng ý', 'núi', 'Hè vui', '4', 'quay lại', 'quay lại');
    expect(state.at).toBe('name');
    expect(viewDialog(dialog, state).text).toContain('Đang ghi: **Hè vui**');
    state = stateOf(say(state, 'Thu vui'));
    expect(state).toMatchObject({ at: 'food', values: { name: 'Thu vui', people: 4 } });
  });

  test('takes what else one message states, and says so', () => {
    const step = say(reached('đồng ý', 'núi'), 'Hè vui, 4 người');
    expect(notesOf(step)).toBe('Tôi ghi luôn **Số người**: 4 người.');
    expect(stateOf(step).at).toBe('food');
  });

  test('asks which one is meant, and takes the number, the label or a new answer', () => {
    const state = reached('đồng ý', 'biển', 'Hè vui', '4', 'màu gì đó');
    expect(viewDialog(dialog, state).text).toContain('Thuyền màu nào?');
    expect(stateOf(say(state, 'do')).values.boat).toBe('red');
    expect(stateOf(say(state, '1')).values.boat).toBe('blue');
  });

  test('takes a list item out again when it is given twice, and no more than fit', () => {
    const state = reached('đồng ý', 'núi', 'Hè vui', '4', 'nho');
    expect(viewDialog(dialog, state).buttons.map(({ label }) => label)).toContain('✅ Nho');
    expect(stateOf(say(state, 'nho')).values.food).toEqual([]);
    const full = reached('đồng ý', 'núi', 'Hè vui', '4', 'nho', 'táo', 'quay lại');
    expect(notesOf(say(full, 'tỏi'))).toContain('nhiều nhất 2');
  });

  test('changes any field from the review, and asks again what no longer fits', () => {
    let state = reached('đồng ý', 'biển', 'Hè vui', '40', 'bỏ qua', 'bỏ qua');
    expect(state.at).toBe(reviewStep);
    state = stateOf(say(stateOf(say(state, 'sửa loại')), 'núi'));
    expect(state.at).toBe('people');
    expect(viewDialog(dialog, state).text).toContain('Núi chỉ nhận 20 người.');
    state = stateOf(say(state, '10'));
    expect(state).toMatchObject({ at: reviewStep, values: { kind: 'hill', people: 10 } });
  });

  test('asks once before it throws a draft away', () => {
    const state = stateOf(say(reached('đồng ý', 'núi'), 'huỷ'));
    expect(viewDialog(dialog, state).buttons.map(({ label }) => label)).toEqual(['Đồng ý bỏ', 'Làm tiếp']);
    expect(say(state, 'ok')).toEqual({ kind: 'cancelled' });
    expect(stateOf(say(state, 'làm tiếp'))).toMatchObject({ at: 'name', waiting: null });
    expect(stateOf(say(state, 'Hè vui')).values.name).toBe('Hè vui');
  });

  test('refuses to pass over what is needed, and buttons of another step', () => {
    const state = reached('đồng ý', 'núi');
    expect(notesOf(say(state, 'bỏ qua'))).toContain('cần có');
    const late = advance(dialog, state, { kind: 'option', field: 'kind', value: 'sea' });
    expect(notesOf(late)).toContain('bước khác');
    expect(stateOf(late).values.kind).toBe('hill');
  });

  test('fits a stored draft to fields that have changed since, and never crashes on one', () => {
    const state = reached('đồng ý', 'biển', 'Hè vui', '4');
    const newer = restoreDialog(picnicDialog(2, ['boat', 'name']), state);
    expect(newer.changed).toBe(true);
    expect(newer.state).toMatchObject({ version: 2, at: 'food', values: { consent: true, kind: 'sea', people: 4 } });
    fc.assert(
      fc.property(fc.jsonValue(), (junk) => {
        expect(restoreDialog(dialog, junk).state.at).toBe('consent');
      }),
    );
  });
});

const text = fc.oneof(
  fc.constantFrom('đồng ý', 'biển', 'núi', '4', '25', 'nho', 'táo', 'tỏi', 'xong', 'màu', '1', '2', 'sửa tên', 'chốt'),
  fc.constantFrom('quay lại', 'bỏ qua', 'huỷ', 'có', 'không', 'sửa', 'giữ nguyên', 'Hè vui, 7 người'),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const names = ['consent', 'kind', 'name', 'people', 'boat', 'food', reviewStep, 'gone'];
const event: fc.Arbitrary<DialogEvent> = fc.oneof(
  { weight: 6, arbitrary: text.map((said) => ({ kind: 'text' as const, text: said })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'phone' as const, phone: '0905123456' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('option' as const),
      field: fc.constantFrom(...names),
      value: fc.jsonValue().map((value) => z.json().parse(value)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('change' as const), field: fc.constantFrom(...names) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('go' as const),
      field: fc.constantFrom(...names),
      to: fc.constantFrom(...navigations),
    }),
  },
);

test('whatever people do, the state stays valid and no accepted value is lost but to a new one in its place', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let state = beginDialog(dialog);
      for (const one of events) {
        const step = settled(advance(dialog, stored(state), one));
        if (step.kind === 'submitted') {
          for (const field of fieldsOf(dialog, step.values)) {
            const value = step.values[field.name];
            if (value === undefined) expect(field.optional).toBe(true);
            else expect(field.schema.safeParse(value).success).toBe(true);
          }
        }
        if (step.kind !== 'asking') {
          state = beginDialog(dialog);
          continue;
        }
        expect(step.state.at === reviewStep || fieldAt(dialog, step.state) !== undefined).toBe(true);
        for (const [name, value] of Object.entries(state.values)) {
          if (name === state.at) expect(step.state.values[name]).toBeDefined();
          else expect(step.state.values[name]).toEqual(value);
        }
        const { text: shown, buttons } = viewDialog(dialog, step.state);
        expect(shown.trim()).not.toBe('');
        expect(buttons.length).toBeGreaterThan(0);
        state = step.state;
      }
    }),
    { numRuns: 500 },
  );
});
