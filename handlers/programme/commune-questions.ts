/** Why the bot asks which commune is meant, in Vietnamese. */
import type { Profile } from './profile-schema.ts';
import {
  type District,
  type Namesake,
  nameInSentence,
  type PartedVillage,
  successorsOf,
  type Unit,
  unitName,
  unitsOf,
} from './units.ts';

/** A unit of 2024 that parted: today it depends on the village. */
export function askParted({ name, from, to }: PartedVillage): string {
  const rest = successorsOf(from.code).find((unit) => unit.code !== to.code);
  const other = rest ? `, phần còn lại thuộc ${nameInSentence(rest)}` : '';
  return `${unitName(from)} cũ nay chia hai: thôn ${name} thuộc ${nameInSentence(to)}${other}.`;
}

/** A name of today under a programme of 2024. */
export function askOldUnit(today: Unit): string {
  return `${unitName(today)} là tên từ 01/7/2025, gộp nhiều xã, phường trước đó. Bạn ở xã, phường nào khi ấy? Chưa thấy thì gõ tên.`;
}

/** Two names that differ by their accents alone. */
export function askAccents(units: readonly Unit[]): string {
  const names = units.map((unit) => {
    const today = successorsOf(unit.code)[0];
    const where = unit.district ? ` (${nameInSentence(unit.district)})` : '';
    return today ? `${nameInSentence(unit)}${where}, nay thuộc ${nameInSentence(today)}` : nameInSentence(unit);
  });
  return `Có ${units.length} nơi tên gần giống nhau: ${names.join('; ')}. Bạn ở đâu?`;
}

/** A district alone. */
export function askWithin(district: District, profile: Profile): string {
  if (profile.units === 'before2025') {
    const count = unitsOf(profile).filter((unit) => unit.district?.code === district.code).length;
    return `${unitName(district)} có ${count} xã, phường, thị trấn. Nếu chưa thấy nơi của mình, bạn gõ tên xã, phường.`;
  }
  return `Từ 01/7/2025 không còn ${nameInSentence(district)}. Bạn thuộc xã, phường nào ngày nay? Không rõ thì gõ tên xã, phường cũ.`;
}

/** A name that was a district and is a commune now. */
export function askDistrictOrCommune(district: District, today: Unit, profile: Profile): string {
  if (profile.units === 'before2025') return askWithin(district, profile);
  return `${today.name} trước kia chỉ ${nameInSentence(district)}, nay là tên một ${today.kind} nhỏ hơn nhiều. Bạn thuộc xã, phường nào? Không rõ thì gõ tên xã, phường cũ.`;
}

/** A commune of ours whose name a unit of the old Khánh Hòa bears too. */
export function askNamesake(unit: Unit, { kind, name, town }: Namesake): string {
  return `${town} cũ cũng có ${kind} ${name}, không thuộc vùng Ninh Thuận. Bạn có ở ${nameInSentence(unit)} (Ninh Thuận cũ) không?`;
}

/** A commune beside a district that it never lay in. */
export function askMismatch(unit: Unit, said: District): string {
  const place = unit.district ? ` thuộc ${nameInSentence(unit.district)},` : '';
  return `${unitName(unit)}${place} không thuộc ${nameInSentence(said)}. Bạn chọn lại giúp.`;
}

/** A town outside the area of the programme. */
export function tellElsewhere(town: string): string {
  return `${town} không thuộc vùng Ninh Thuận cũ mà trợ lý này phục vụ. Bạn hỏi UBND xã, phường nơi mình ở.`;
}
