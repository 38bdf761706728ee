/** The office whose officers have a registration before them, by its name. */
import { officeName } from '../programme/area.ts';
import type { Level, Profile } from '../programme/profile-schema.ts';
import { unitByCode } from '../programme/units.ts';
import type { Registration } from './store.ts';

/** `UBND xã Vĩnh Hải`, `UBND huyện Ninh Hải`, `UBND tỉnh Khánh Hòa`. */
export function deskName({ communeCode }: Pick<Registration, 'communeCode'>, profile: Profile, level: Level): string {
  if (level === 'commune') return officeName({ level, code: communeCode }, profile.province);
  const district = unitByCode(communeCode)?.district;
  if (level === 'district' && district) return officeName({ level, code: district.code }, profile.province);
  return profile.levels.find((one) => one.level === level)?.office ?? profile.province;
}
