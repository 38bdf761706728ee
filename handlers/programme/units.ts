/**
 * The communes and districts that a programme reaches: those of February 2024 (65 communes in 7 districts of Ninh Thuận),
 * and the 24 of Khánh Hòa that they became on 1/7/2025 (Nghị quyết 1667/NQ-UBTVQH15). Sources are told in
 * knowledge/sources/hanh-chinh-hai-cap-2025.md.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Profile } from './profile-schema.ts';

type UnitList = Profile['units'];

/** A commune, ward or township. */
export interface Unit {
  /** unique over both lists, `2024:22738` or `2025:22738`: the state reuses its codes for other areas */
  code: string;
  list: UnitList;
  kind: 'xã' | 'phường' | 'thị trấn';
  name: string;
  district: District | null;
  province: string;
}

/** A district, town or city of February 2024; there are none since 1/7/2025. */
export interface District {
  /** `2024:586` */
  code: string;
  kind: 'huyện' | 'thành phố';
  name: string;
}

/** A village that went to another commune of today than the rest of its old one. */
export interface PartedVillage {
  name: string;
  from: Unit;
  to: Unit;
}

/** A unit of the old Khánh Hòa with the name of one of ours. */
export interface Namesake {
  kind: 'xã' | 'phường';
  name: string;
  town: string;
}

const communeSchema = z.strictObject({
  code: z.string(),
  kind: z.enum(['xã', 'phường', 'thị trấn']),
  name: z.string(),
});
const unitsSchema = z.strictObject({
  before2025: z.strictObject({
    province: z.string(),
    districts: z.array(
      z.strictObject({
        code: z.string(),
        kind: z.enum(['huyện', 'thành phố']),
        name: z.string(),
        communes: z.array(
          communeSchema.extend({
            now: z.array(z.string()).min(1),
            parted: z.strictObject({ village: z.string(), code: z.string() }).optional(),
          }),
        ),
      }),
    ),
  }),
  since2025: z.strictObject({ province: z.string(), communes: z.array(communeSchema) }),
  elsewhere: z.array(z.strictObject({ kind: z.enum(['xã', 'phường']), name: z.string(), town: z.string() })),
});

const file = unitsSchema.parse(JSON.parse(readFileSync(new URL('./units.json', import.meta.url), 'utf8')));

const unitsByCode = new Map<string, Unit>();
const successors = new Map<string, Unit[]>();
const predecessors = new Map<string, Unit[]>();

for (const { code, kind, name } of file.since2025.communes) {
  const province = file.since2025.province;
  const unit: Unit = { code: `2025:${code}`, list: 'since2025', kind, name, district: null, province };
  unitsByCode.set(unit.code, unit);
}
/** The districts of February 2024. */
export const districts: readonly District[] = file.before2025.districts.map(({ code, kind, name }) => ({
  code: `2024:${code}`,
  kind,
  name,
}));
const parted: PartedVillage[] = [];
for (const [index, { communes }] of file.before2025.districts.entries()) {
  for (const { code, kind, name, now, parted: village } of communes) {
    const district = districts[index] ?? null;
    const province = file.before2025.province;
    const unit: Unit = { code: `2024:${code}`, list: 'before2025', kind, name, district, province };
    unitsByCode.set(unit.code, unit);
    const today = now.map((one) => known(`2025:${one}`));
    successors.set(unit.code, today);
    for (const one of today) predecessors.set(one.code, [...(predecessors.get(one.code) ?? []), unit]);
    if (village) parted.push({ name: village.village, from: unit, to: known(`2025:${village.code}`) });
  }
}

/** The province of each list. */
export const provinces: readonly { name: string; list: UnitList }[] = [
  { name: file.before2025.province, list: 'before2025' },
  { name: file.since2025.province, list: 'since2025' },
];

/** Names that ask which province's unit is meant (all in the old Khánh Hòa). */
export const namesakes: readonly Namesake[] = file.elsewhere;

/** Villages that parted from their commune on 1/7/2025: thôn Phú Thọ of phường Đông Hải is the only one. */
export const partedVillages: readonly PartedVillage[] = parted;

/** The unit with this code; null for a code that is in neither list. */
export function unitByCode(code: string): Unit | null {
  return unitsByCode.get(code) ?? null;
}

/** The communes of a profile, in the order of their codes. */
export function unitsOf(profile: Profile): Unit[] {
  return [...unitsByCode.values()].filter((unit) => unit.list === profile.units);
}

/** The communes of both lists. */
export function allUnits(): Unit[] {
  return [...unitsByCode.values()];
}

/** Today's units on the land of a unit of 2024; a unit of today is its own. Empty for an unknown code. */
export function successorsOf(code: string): Unit[] {
  const unit = unitByCode(code);
  if (unit?.list === 'since2025') return [unit];
  return successors.get(code) ?? [];
}

/** The one commune of a profile that a commune of either list is or lies in; null where its land was parted. */
export function communeUnder(profile: Profile, code: string): string | null {
  if (unitByCode(code)?.list === profile.units) return code;
  const [one, ...more] = profile.units === 'since2025' ? successorsOf(code) : [];
  return one && more.length === 0 ? one.code : null;
}

/** The units of 2024 whose land, or part of it, a unit of today has; a unit of 2024 is its own. */
export function predecessorsOf(code: string): Unit[] {
  const unit = unitByCode(code);
  if (unit?.list === 'before2025') return [unit];
  return predecessors.get(code) ?? [];
}

/** The district of a unit of 2024; null for a unit of today and for an unknown code. */
export function districtOf(code: string): District | null {
  return unitByCode(code)?.district ?? null;
}

/** The districts of 2024 that the land of a unit lay in: of one of today there may be several. */
export function districtsOn(code: string): District[] {
  return [...new Set(predecessorsOf(code).flatMap((old) => old.district ?? []))];
}

/** The district with this code, null where there is none. */
export function districtByCode(code: string): District | null {
  return districts.find((district) => district.code === code) ?? null;
}

/** The districts of a profile: none since 1/7/2025. */
export function districtsOf(profile: Profile): readonly District[] {
  return profile.levels.some(({ level }) => level === 'district') ? districts : [];
}

/** `Xã Vĩnh Hải`, `Thành phố Phan Rang - Tháp Chàm`. */
export function unitName(unit: Unit | District): string {
  const kind = unit.kind.charAt(0).toUpperCase() + unit.kind.slice(1);
  return `${kind} ${unit.name}`;
}

/** The name within a sentence: `xã Vĩnh Hải`. */
export function nameInSentence(unit: Unit | District): string {
  return `${unit.kind} ${unit.name}`;
}

/**
 * The name with what tells it from others: `Xã Vĩnh Hải, huyện Ninh Hải`; of a unit of today, the old ones in it:
 * `Xã Vĩnh Hải (gồm Vĩnh Hải, Nhơn Hải, Thanh Hải cũ)`.
 */
export function unitDescription(unit: Unit): string {
  if (unit.district) return `${unitName(unit)}, ${nameInSentence(unit.district)}`;
  const names = predecessorsOf(unit.code).map((old) => {
    const village = partedVillages.find((one) => one.from.code === old.code);
    if (!village) return old.name;
    return village.to.code === unit.code ? `thôn ${village.name}` : `${old.name} trừ thôn ${village.name}`;
  });
  return `${unitName(unit)} (gồm ${names.join(', ')} cũ)`;
}

function known(code: string): Unit {
  const unit = unitsByCode.get(code);
  if (!unit) throw new Error(`units.json: ${code} is no unit of today`);
  return unit;
}
