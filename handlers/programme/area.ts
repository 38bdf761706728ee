import {
  districtByCode,
  districtsOn,
  nameInSentence,
  predecessorsOf,
  successorsOf,
  unitByCode,
  unitName,
} from './units.ts';

/** Where an officer works. Codes are those of units.ts. */
export type Area = { level: 'commune'; code: string } | { level: 'district'; code: string } | { level: 'province' };

/**
 * Whether a commune lies in an area. Across 1/7/2025 a commune lies in every area that its land lies in, wholly or in part:
 * an officer of huyện Ninh Hải reaches a registration of today's xã Vĩnh Hải, one of today's xã Vĩnh Hải one of the old xã
 * Nhơn Hải. Unknown codes lie nowhere.
 */
export function areaContains(area: Area, communeCode: string): boolean {
  if (area.level === 'province') return unitByCode(communeCode) !== null;
  const commune = unitByCode(communeCode);
  if (!commune) return false;
  if (area.level === 'district') {
    return districtsOn(communeCode).some((district) => district.code === area.code);
  }
  if (unitByCode(area.code)?.list === commune.list) return area.code === communeCode;
  return [...successorsOf(communeCode), ...predecessorsOf(communeCode)].some((unit) => unit.code === area.code);
}

/** `Xã Vĩnh Hải`, `Huyện Ninh Hải`, `Toàn tỉnh`; a code that is no longer known is shown as it is. */
export function areaName(area: Area): string {
  if (area.level === 'province') return 'Toàn tỉnh';
  const unit = area.level === 'commune' ? unitByCode(area.code) : districtByCode(area.code);
  return unit ? unitName(unit) : area.code;
}

/** The office of an area: `UBND xã Vĩnh Hải`, `UBND huyện Ninh Hải`, `UBND tỉnh Khánh Hòa`. */
export function officeName(area: Area, province: string): string {
  if (area.level === 'province') return `UBND tỉnh ${province}`;
  const unit = area.level === 'commune' ? unitByCode(area.code) : districtByCode(area.code);
  return unit ? `UBND ${nameInSentence(unit)}` : `UBND ${area.code}`;
}
