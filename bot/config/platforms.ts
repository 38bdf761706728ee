/** What belongs together in the settings of a platform: what it lacks, in words for an operator. */
import { z } from 'zod';
import {
  type TemplateField,
  templateFields,
  usualTemplateFields,
  usualTemplatesPerMonth,
} from '../channels/zalo-oa/assumptions.ts';
import type { Template } from '../channels/zalo-oa/template.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** How a platform's messages come in. */
export type ReceivingMode = { kind: 'polling' } | { kind: 'webhook'; url: string; secret: string };

/** What a webhook lacks: `name` begins the platform's settings. */
export function webhookProblems(
  set: Environment,
  publicUrl: string | undefined,
  { name, token, says, isOfficial }: { name: string; token: string; says: string; isOfficial: boolean },
): string[] {
  if (set[token] === undefined || set[`${name}_MODE`] !== 'webhook') return [];
  const when = `when ${name}_MODE is webhook`;
  const problems: string[] = [];
  if (set.PUBLIC_URL === undefined) {
    problems.push(`PUBLIC_URL must be set ${when}: ${says} sends messages to that https address`);
  } else if (publicUrl && !publicUrl.startsWith('https:') && isOfficial) {
    problems.push(`PUBLIC_URL must begin with https:// ${when}: ${says} accepts nothing else`);
  }
  if (set[`${name}_WEBHOOK_SECRET`] === undefined)
    problems.push(`${name}_WEBHOOK_SECRET must be set ${when}; \`openssl rand -hex 32\` makes one`);
  return problems;
}

/** An account needs these three together; what it was given is named, so that a forgotten one is seen at once. */
export function oaProblems(set: Environment): string[] {
  const needed = ['ZALO_OA_APP_ID', 'ZALO_OA_APP_SECRET', 'ZALO_OA_SECRET_KEY'];
  const given = [...needed, 'ZALO_OA_REFRESH_TOKEN'].filter((name) => set[name] !== undefined);
  const missing = needed.filter((name) => set[name] === undefined);
  if (given.length === 0 || missing.length === 0) return [];
  return [`${missing.join(' and ')} must be set, since ${given.join(' and ')} ${given.length === 1 ? 'is' : 'are'}`];
}

export function receivingMode(
  wanted: 'polling' | 'webhook',
  publicUrl: string | undefined,
  path: string,
  secret: string | undefined,
): ReceivingMode {
  return wanted === 'webhook' && publicUrl && secret
    ? { kind: 'webhook', url: `${publicUrl}${path}`, secret }
    : { kind: 'polling' };
}

const oaSecret = (what: string) =>
  z
    .string()
    .regex(/^[\x21-\x7e]{8,2000}$/, `must be ${what}, without spaces`)
    .optional();

/** Of an Official Account, but for where its services are. */
export const oaSettings = {
  ZALO_OA_APP_ID: z
    .string()
    .regex(/^\d{5,30}$/, 'must be the number of the app at developers.zalo.me, such as 1234567890123456789')
    .optional(),
  ZALO_OA_APP_SECRET: oaSecret('the secret key of the app'),
  ZALO_OA_SECRET_KEY: oaSecret('the secret key of the Official Account, from the page of its webhook'),
  ZALO_OA_REFRESH_TOKEN: oaSecret('the refresh token that the API Explorer gave'),
  ZALO_OA_TEMPLATE_ID: z
    .string()
    .regex(/^\d{1,30}$/, 'must be the number of an approved template, such as 234567')
    .optional(),
  ZALO_OA_TEMPLATE_FIELDS: z.string().default(usualTemplateFields).transform(templateFieldsIn),
  ZALO_OA_TEMPLATE_PRICE: z.coerce
    .number()
    .min(0, 'must be đồng a message, such as 300')
    .max(1_000_000, 'must be đồng a message, at most 1000000')
    .optional(),
  ZALO_OA_TEMPLATES_PER_MONTH: z.coerce
    .number()
    .int('must be a whole number, such as 1000')
    .min(0, 'must be a whole number, such as 1000')
    .max(10_000_000, 'must be at most 10000000')
    .default(usualTemplatesPerMonth),
};

/** The template with what it may cost. */
export type TemplateSettings = Template & { perMonth: number; price: number | null };

/** Null without a template. */
export function templateIn(env: z.infer<z.ZodObject<typeof oaSettings>>): TemplateSettings | null {
  if (env.ZALO_OA_TEMPLATE_ID === undefined) return null;
  return {
    id: env.ZALO_OA_TEMPLATE_ID,
    fields: env.ZALO_OA_TEMPLATE_FIELDS,
    perMonth: env.ZALO_OA_TEMPLATES_PER_MONTH,
    price: env.ZALO_OA_TEMPLATE_PRICE ?? null,
  };
}

const fieldSchema = z.tuple([z.enum(templateFields), z.coerce.number().int().min(8).max(400)]);

/** `tieu_de:100,thoi_gian:20`: the parameters that a template has, and how long each may be. */
function templateFieldsIn(text: string, context: z.RefinementCtx): Readonly<Partial<Record<TemplateField, number>>> {
  const pairs = z
    .array(fieldSchema)
    .min(1)
    .safeParse(text.split(',').map((one) => one.trim().split(':'))).data;
  if (pairs !== undefined) return Object.fromEntries(pairs);
  context.addIssue(
    `must be parameters of the template with their lengths (8 to 400), such as tieu_de:100,thoi_gian:20; there are ${templateFields.join(', ')}`,
  );
  return z.NEVER;
}
