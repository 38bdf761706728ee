/** The field `Nhóm sản phẩm`: suggested with its reason, confirmed or picked by the person. */
import { z } from 'zod';
import type { Heard, Json, Option, Reading, Values } from '../../bot/dialog.ts';
import type { ProductSuggestion } from '../../knowledge/product-groups/suggester.ts';
import { fold } from '../../knowledge/text/fold.ts';
import { criteriaSets, productGroupNames } from '../dossier/criteria-sets.ts';
import { productGroups } from '../programme/vocabulary.ts';

export type SuggestGroups = (product: string) => ProductSuggestion;

/** `set`: the criteria set where the suggestion tells it, else null. */
export const groupSchema = z.object({
  group: z.literal(productGroups),
  set: z.number().int().min(1).max(26).nullable(),
});

/** All six in their order, so that a typed number means the group of that number; the likeliest is marked. */
export function groupOptions({ groups }: ProductSuggestion, values: Values): Option[] {
  const likeliest = values.kind === 'association' ? 6 : groups[0]?.group;
  return productGroups.map((group) => ({
    label: `${likeliest === group ? '👉 ' : ''}Nhóm ${group}: ${productGroupNames[group]}`,
    value: valueFor(group, groups),
  }));
}

export function groupPrompt({ groups, outside }: ProductSuggestion, values: Values): string {
  if (values.kind === 'association') {
    return 'Hội, hiệp hội, trung tâm điều hành chỉ tham gia **nhóm 6** (Kế hoạch OCOP 2024, mục II.1). Đúng thì bạn bấm nhóm 6. Sản phẩm thuộc nhóm khác thì gõ **sửa loại hình**.';
  }
  const [best, second] = groups;
  if (outside !== null) return `Tôi thấy ${outside}. Bạn xem lại giúp, rồi chọn nhóm đúng nhất; cán bộ sẽ kiểm tra.`;
  if (!best) return 'Tôi chưa đoán được nhóm. Bạn chọn nhóm đúng nhất; cán bộ sẽ kiểm tra.';
  const other = second && second.group !== best.group ? ` Cũng có thể là nhóm ${second.group} (${second.why}).` : '';
  return `Tôi đoán **nhóm ${best.group}**, phân nhóm ${best.subgroup} (${best.why}).${other} Bạn xác nhận hoặc chọn nhóm khác.`;
}

export function readGroup(heard: Heard, { groups }: ProductSuggestion, values: Values): Reading {
  const plain = heard.kind === 'text' ? fold(heard.text) : '';
  const number = /^(?:nhom |so |thu )?([1-6])$/.exec(plain)?.[1] ?? /\bnhom ([1-6])\b/.exec(plain)?.[1];
  const group =
    productGroups.find((one) => String(one) === number) ??
    productGroups.find((one) => plain.length >= 4 && fold(productGroupNames[one]).includes(plain));
  if (group) return { kind: 'value', value: valueFor(group, groups) };
  const best = values.kind === 'association' ? { group: 6 } : groups[0];
  const agrees = /^(?:dung|dung roi|ok|oke|dong y|phai|xac nhan|u|uh|da|vang)$/.test(plain);
  const suggested = productGroups.find((one) => one === best?.group);
  if (agrees && suggested) return { kind: 'value', value: valueFor(suggested, groups) };
  return { kind: 'no', why: 'Bạn bấm một nhóm bên dưới, hoặc gõ số của nhóm, ví dụ: **nhóm 1**.' };
}

/** Hội, hiệp hội, trung tâm điều hành take part in group 6 only (plan II.1; Quyết định 26/2026/QĐ-TTg, Điều 2.3). */
export function groupConflict(value: Json, values: Values): string | null {
  const group = groupSchema.safeParse(value).data?.group;
  return values.kind === 'association' && group !== 6
    ? 'Nhóm này cần chủ thể khác: hợp tác xã, tổ hợp tác, doanh nghiệp nhỏ và vừa, trang trại hoặc hộ có đăng ký kinh doanh.'
    : null;
}

export function showGroup(value: Json): string {
  const parsed = groupSchema.safeParse(value).data;
  return parsed ? `Nhóm ${parsed.group}: ${productGroupNames[parsed.group]}` : '';
}

function valueFor(group: (typeof productGroups)[number], groups: ProductSuggestion['groups']) {
  const [only, ...more] = criteriaSets.filter((one) => one.group === group);
  const isOnly = only !== undefined && more.length === 0;
  return { group, set: groups.find((one) => one.group === group)?.set ?? (isOnly ? only.number : null) };
}

export const setSchema = z.number().int().min(1).max(criteriaSets.length);

/** Phân nhóm is asked for where neither name nor description tells it: the criteria set, and with it the papers, hang on it. */
export function isSetUnknown({ group }: Values): boolean {
  return groupSchema.safeParse(group).data?.set === null;
}

export function setOptions({ group }: Values): Option[] {
  const chosen = groupSchema.safeParse(group).data?.group;
  return criteriaSets.filter((one) => one.group === chosen).map(({ name, number }) => ({ label: name, value: number }));
}

/** A set of the group that was chosen before. */
export function setConflict(value: Json, values: Values): string | null {
  return setOptions(values).some((one) => one.value === value) ? null : 'Nhóm đã đổi nên phân nhóm phải chọn lại.';
}

export function showSet(value: Json): string {
  return criteriaSets.find(({ number }) => number === value)?.name ?? '';
}
