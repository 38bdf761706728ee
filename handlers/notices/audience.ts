/**
 * Whom a notice is for: conditions and exclusions, as data and in words. Of one sort (two communes) one condition must
 * hold, of different sorts (a commune, a product group) all; whoever is meant by any exclusion is taken off.
 */
import { z } from 'zod';
import { productGroupNames } from '../dossier/criteria-sets.ts';
import { type Area, areaContains, areaName } from '../programme/area.ts';
import { allUnits } from '../programme/units.ts';
import { producerKindNames, producerKinds, productGroups } from '../programme/vocabulary.ts';
import { statuses } from '../registration/flow.ts';

/** Registrations that were withdrawn are used for nothing any more, so nobody is found by them. */
export const countedStatuses = statuses.filter((status) => status !== 'withdrawn');

export const entrySchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('commune'), code: z.string() }),
  z.object({ by: z.literal('district'), code: z.string() }),
  z.object({ by: z.literal('group'), group: z.literal(productGroups) }),
  z.object({ by: z.literal('kind'), kind: z.enum(producerKinds) }),
  z.object({ by: z.literal('status'), status: z.enum(countedStatuses) }),
  /** Those who signed up for another notice. */
  z.object({ by: z.literal('notice'), id: z.string().regex(/^\d{1,18}$/) }),
  /** One's own list: codes of registrations and telephone numbers. */
  z.object({ by: z.literal('list'), items: z.array(z.string()) }),
]);
export type Entry = z.infer<typeof entrySchema>;

/** Without any condition: everyone in the officer's area who wants such notices. */
export const audienceSchema = z.object({ conditions: z.array(entrySchema), except: z.array(entrySchema) });
export type Audience = z.infer<typeof audienceSchema>;

/** Whether it is for some people or places by name. All districts together are the province again. */
export function isNarrow({ conditions }: Audience): boolean {
  const districts = conditions.filter(({ by }) => by === 'district').length;
  return (
    conditions.some(({ by }) => by === 'commune' || by === 'list' || by === 'notice') ||
    (districts > 0 && districts < districtsOfProvince)
  );
}

/** Before 1/7/2025. */
const districtsOfProvince = 7;

/** The communes, then and now, that a place holds. */
export function communesOf({ by, code }: Extract<Entry, { code: string }>): string[] {
  const area: Area = { level: by, code };
  return allUnits().flatMap((unit) => (areaContains(area, unit.code) ? [unit.code] : []));
}

const statusWords: Readonly<Record<(typeof countedStatuses)[number], string>> = {
  submitted: 'đã gửi đăng ký',
  changes: 'đang chờ sửa đăng ký',
  accepted: 'đang làm hồ sơ',
  declined: 'bị từ chối',
  dossier_sent: 'đã nộp hồ sơ',
  rated: 'đã có kết quả',
};

export function statusLabel(status: (typeof countedStatuses)[number]): string {
  const words = statusWords[status];
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Titles of notices by their id. */
export type Titles = ReadonlyMap<string, string>;

/** `Xã Vĩnh Hải`, `nhóm 1 (Thực phẩm)`, `danh sách riêng (12 mục)` */
export function entryName(entry: Entry, titles: Titles): string {
  switch (entry.by) {
    case 'commune':
    case 'district':
      return areaName({ level: entry.by, code: entry.code });
    case 'group':
      return `nhóm ${entry.group} (${productGroupNames[entry.group]})`;
    case 'kind':
      return producerKindNames[entry.kind];
    case 'status':
      return statusWords[entry.status];
    case 'notice':
      return `người đăng ký dự «${titles.get(entry.id) ?? `thông báo số ${entry.id}`}»`;
    case 'list':
      return `danh sách riêng (${entry.items.length} mục)`;
  }
}

/** `Xã Vĩnh Hải hoặc Xã Ninh Hải; và nhóm 1 (Thực phẩm)` */
export function conditionsName(entries: readonly Entry[], titles: Titles): string {
  return bySort(entries)
    .map((sort) => sort.map((entry) => entryName(entry, titles)).join(' hoặc '))
    .join('; và ');
}

/** The whole audience in words, with the area that bounds it. */
export function audienceName({ conditions, except }: Audience, area: Area, titles: Titles): string {
  const who =
    conditions.length === 0
      ? `tất cả mọi người (${areaName(area)})`
      : `${conditionsName(conditions, titles)}${area.level === 'province' ? '' : ` (trong ${areaName(area)})`}`;
  const but = except.map((entry) => entryName(entry, titles)).join(', ');
  return but === '' ? who : `${who}; trừ ${but}`;
}

/** The entries of each sort together; places are one sort, whatever their level. */
export function bySort(entries: readonly Entry[]): Entry[][] {
  const sorts = new Map<string, Entry[]>();
  for (const entry of entries) {
    const sort = entry.by === 'district' ? 'commune' : entry.by;
    sorts.set(sort, [...(sorts.get(sort) ?? []), entry]);
  }
  return [...sorts.values()];
}
