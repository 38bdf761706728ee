/** A small dialog with a field of every kind, for tests of the machine that runs dialogs. */
import { z } from 'zod';
import type { Capability, HostedDialog } from '../../../bot/capability.ts';
import type { Dialog, Field } from '../../../bot/dialog.ts';
import { reply } from '../../../bot/message.ts';

const fields: Field[] = [
  {
    name: 'consent',
    label: 'Đồng ý',
    prompt: 'Bạn đồng ý chứ?',
    options: [
      { label: 'Đồng ý', value: true },
      { label: 'Không đồng ý', value: false, ends: 'Không lưu gì.' },
    ],
    schema: z.literal(true),
    show: () => 'rồi',
  },
  {
    name: 'kind',
    label: 'Loại',
    prompt: 'Đi đâu?',
    options: [
      { label: 'Biển', value: 'sea' },
      { label: 'Núi', value: 'hill' },
    ],
    schema: z.enum(['sea', 'hill']),
    show: (value) => (value === 'sea' ? 'Biển' : 'Núi'),
  },
  {
    name: 'name',
    label: 'Tên',
    prompt: 'Tên chuyến đi? Ví dụ: **Hè vui**.',
    free: true,
    read: (heard) =>
      heard.kind === 'text' && heard.text.trim().length > 1
        ? { kind: 'value', value: heard.text.trim() }
        : { kind: 'no', why: 'Ghi tên dài hơn giúp tôi.' },
    schema: z.string().min(2),
    show: String,
  },
  {
    name: 'people',
    label: 'Số người',
    prompt: 'Mấy người? Ví dụ: **4**.',
    numeric: true,
    options: [{ label: 'Chưa biết', value: null }],
    read: (heard) => {
      const typed = heard.kind === 'text' ? /^\s*(\d{1,3})\s*$/.exec(heard.text)?.[1] : undefined;
      return typed ? { kind: 'value', value: Number(typed) } : { kind: 'no', why: 'Ghi một số, ví dụ: **4**.' };
    },
    schema: z.number().nullable(),
    conflict: (value, values) => (values.kind === 'hill' && Number(value) > 20 ? 'Núi chỉ nhận 20 người.' : null),
    show: (value) => (value === null ? 'chưa biết' : `${value} người`),
  },
  {
    name: 'boat',
    label: 'Thuyền',
    when: (values) => values.kind === 'sea',
    optional: true,
    prompt: 'Thuyền nào?',
    read: (heard) =>
      heard.kind === 'text' && /màu|mau/i.test(heard.text)
        ? {
            kind: 'ask',
            text: 'Thuyền màu nào?',
            options: [
              { label: 'Xanh', value: 'blue' },
              { label: 'Đỏ', value: 'red' },
            ],
          }
        : { kind: 'no', why: 'Ghi màu thuyền.' },
    schema: z.string(),
    show: String,
  },
  {
    name: 'food',
    label: 'Đồ ăn',
    optional: true,
    most: 2,
    prompt: 'Mang gì?',
    options: [
      { label: 'Nho', value: 'grape' },
      { label: 'Táo', value: 'apple' },
      { label: 'Tỏi', value: 'garlic' },
    ],
    schema: z.array(z.string()),
    show: (value) => (Array.isArray(value) ? value.join(', ') : ''),
  },
];

export function picnicDialog(version = 1, without: readonly string[] = []): Dialog {
  return {
    name: 'picnic',
    title: 'lên kế hoạch dã ngoại',
    version,
    submit: 'Chốt',
    fields: fields.filter(({ name }) => !without.includes(name)),
    spot: (text) => {
      const people = /\b(\d{1,2}) người\b/.exec(text)?.[1];
      return people === undefined ? {} : { people: Number(people) };
    },
  };
}

/** Keeps what was submitted, in order. */
export function picnic(submitted: unknown[], dialog: Dialog = picnicDialog()): Capability {
  const hosted: HostedDialog = {
    name: 'picnic',
    command: 'dangoai',
    title: dialog.title,
    begin: async () => null,
    build: () => dialog,
    async submit(_turn, values) {
      submitted.push(values);
      return [reply('Đã chốt.')];
    },
  };
  return {
    name: 'picnic',
    commands: [{ name: 'dangoai', description: 'Dã ngoại' }],
    dialogs: [hosted],
    async command(turn) {
      turn.enter('picnic');
      return [];
    },
  };
}
