/** Asking for changes: which items, and for each of them what is to be changed. */
import { z } from 'zod';
import type { HostedDialog } from '../../bot/capability.ts';
import type { Field, Values } from '../../bot/dialog.ts';
import type { DossierItem } from '../../prisma/generated/client.ts';
import { photoName } from '../registration/files.ts';
import type { Registration } from '../registration/store.ts';
import { type NameOf, namesIn } from './case.ts';
import { hostCaseDialog, readWords, wordsSchema } from './case-dialog.ts';
import { decide } from './decide.ts';

/** The answers of `/dangky` that an officer may send back. */
const registrationItems: readonly { key: string; name: string }[] = [
  { key: 'producerName', name: 'Tên chủ thể' },
  { key: 'representative', name: 'Người đại diện' },
  { key: 'phone', name: 'Số điện thoại' },
  { key: 'communeCode', name: 'Xã, phường' },
  { key: 'productName', name: 'Tên sản phẩm' },
  { key: 'description', name: 'Mô tả sản phẩm' },
  { key: 'productGroup', name: 'Nhóm sản phẩm' },
  { key: 'localMaterial', name: 'Nguyên liệu địa phương' },
  { key: 'localLabour', name: 'Lao động địa phương' },
  { key: 'outputAndPrice', name: 'Sản lượng và giá' },
  { key: 'papers', name: 'Giấy tờ đã có' },
  { key: 'photo', name: photoName },
];
const whole = { key: 'whole', name: 'Ý kiến chung' };

const factsSchema = z.object({
  items: z.array(z.object({ key: z.string(), name: z.string(), inDossier: z.boolean() })),
  /** Marked before, while the items were looked through. */
  marked: z.array(z.object({ name: z.string(), remark: z.string() })),
});
type Facts = z.infer<typeof factsSchema>;

export const changesDialogName = 'officer-changes';

/** What of a registration, or of its dossier once that was sent, may have to be changed. */
export function changesFacts(one: Registration, items: readonly DossierItem[], nameOf: NameOf): Facts {
  const named = namesIn(one, nameOf);
  if (one.status !== 'dossier_sent') {
    return { items: [...registrationItems, whole].map((one) => ({ ...one, inDossier: false })), marked: [] };
  }
  const marked = items.flatMap(({ item, state, remark }) =>
    state === 'changes' ? [{ name: named(item), remark: remark ?? 'cần gửi lại' }] : [],
  );
  const others = items.filter(({ state }) => state !== 'changes');
  return {
    items: [
      ...others.map(({ item }) => ({ key: item, name: named(item), inDossier: true })),
      { ...whole, inDossier: false },
    ],
    marked,
  };
}

export function createChangesDialog(nameOf: NameOf): HostedDialog {
  return hostCaseDialog({
    name: changesDialogName,
    title: 'yêu cầu sửa',
    facts: factsSchema,
    build: (facts, code) => ({
      fields: [itemsField(facts, code), ...facts.items.map(wordsField)],
      submit: 'Gửi yêu cầu sửa',
    }),
    submit(turn, seen, values, facts) {
      const chosen = facts.items.flatMap((item) =>
        chosenIn(values).includes(item.key) ? [{ ...item, remark: wordsSchema.parse(values[wordsOf(item.key)]) }] : [],
      );
      const remark = [...facts.marked, ...chosen].map((one) => `• ${one.name}: ${one.remark}`).join('\n');
      const mend = chosen.flatMap(({ key, inDossier, remark: words }) =>
        inDossier ? [{ item: key, remark: words }] : [],
      );
      return decide(turn, seen, { decision: 'ask-changes', remark, mend }, nameOf);
    },
  });
}

function chosenIn(values: Values): string[] {
  return z.array(z.string()).safeParse(values.items).data ?? [];
}

function wordsOf(key: string): string {
  return `words:${key}`;
}

function itemsField({ items, marked }: Facts, code: string): Field {
  const nameOfKey = new Map(items.map(({ key, name }) => [key, name]));
  const before =
    marked.length === 0
      ? ''
      : ` Đã đánh dấu cần sửa: ${marked.map(({ name }) => name).join(', ')}; không thêm gì thì bấm **Bỏ qua**.`;
  return {
    name: 'items',
    label: 'Mục cần sửa',
    prompt: `Mục nào của ${code} cần sửa? Bạn chọn từng mục, rồi bấm **Xong**. Ví dụ: **${items[0]?.name}**.${before}`,
    options: items.map(({ key, name }) => ({ label: name, value: key })),
    most: items.length,
    optional: marked.length > 0,
    schema: z.array(z.string()).min(marked.length > 0 ? 0 : 1),
    show: (value, values) =>
      chosenIn({ ...values, items: value })
        .map((key) => nameOfKey.get(key) ?? key)
        .join(', '),
  };
}

function wordsField({ key, name }: Facts['items'][number]): Field {
  return {
    name: wordsOf(key),
    label: key === whole.key ? name : `Ý kiến về ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
    prompt: `Cần sửa gì ở **${name}**? Chủ thể đọc nguyên câu này. Ví dụ: **Ảnh mờ, bạn chụp lại rõ nhãn.**`,
    when: (values) => chosenIn(values).includes(key),
    schema: wordsSchema,
    read: (heard) =>
      heard.kind === 'text' ? readWords(heard.text) : { kind: 'no', why: 'Bạn viết ý kiến bằng chữ giúp tôi.' },
    show: (value) => wordsSchema.parse(value),
  };
}
