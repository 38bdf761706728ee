/** The account's approved templates, as strict as they are documented. */
import { z } from 'zod';
import { Refusal } from './refusal.ts';

/** How long each of its parameters may be; all are required. */
export interface ApprovedTemplate {
  parameters: Readonly<Record<string, number>>;
  /** Some can be sent to telephone numbers alone. */
  byPhoneAlone?: true;
}

export const approved: Readonly<Record<string, ApprovedTemplate>> = {
  '234567': { parameters: { tieu_de: 100, thoi_gian: 20, dia_diem: 80, noi_dung: 200 } },
  '234568': { parameters: { tieu_de: 30 } },
  '234569': { parameters: { tieu_de: 100, thoi_gian: 20, dia_diem: 80, noi_dung: 200 }, byPhoneAlone: true },
};

const bodySchema = z.strictObject({
  user_id: z.string().regex(/^\d{15,20}$/),
  template_id: z.string(),
  template_data: z.record(z.string(), z.string()),
});

export interface FilledIn {
  user: string;
  template: string;
  data: Readonly<Record<string, string>>;
}

/** Throws a refusal. */
export function readTemplate(body: unknown): FilledIn {
  const read = bodySchema.safeParse(body);
  if (!read.success) throw new Refusal(-201, `${read.error.issues[0]?.path.join('.') ?? 'body'} is invalid!`);
  const { user_id: user, template_id: template, template_data: data } = read.data;
  const known = approved[template];
  if (known === undefined) throw new Refusal(-109, 'Template ID is invalid');
  if (known.byPhoneAlone) throw new Refusal(-249, 'Template cannot be sent by user id');
  for (const [name, longest] of Object.entries(known.parameters)) {
    const value = data[name];
    if (value === undefined) throw new Refusal(-1122, `Template data is missing parameter ${name}`);
    if (value.trim() === '') throw new Refusal(-111, `Template data ${name} is empty`);
    if (value.normalize('NFC') !== value || value.length > longest)
      throw new Refusal(-1121, `Template data ${name} exceeds the limit`);
    if (/[\r\n]/.test(value)) throw new Refusal(-1124, `Template data ${name} has a wrong format`);
  }
  const extra = Object.keys(data).find((name) => !(name in known.parameters));
  if (extra !== undefined) throw new Refusal(-132, `Parameter ${extra} is invalid`);
  return { user, template, data };
}
