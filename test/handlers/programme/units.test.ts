import { describe, expect, it } from 'vitest';
import { type Area, areaContains, areaName, officeName } from '../../../handlers/programme/area.ts';
import { profileById, profiles } from '../../../handlers/programme/profile.ts';
import {
  allUnits,
  districtByCode,
  districtOf,
  districtsOf,
  predecessorsOf,
  successorsOf,
  unitByCode,
  unitDescription,
  unitName,
  unitsOf,
} from '../../../handlers/programme/units.ts';
import { openKnowledge } from '../../../knowledge/library.ts';

const plan = profileById('ninh-thuan-2024');
const today = profileById('khanh-hoa-2026');
const names = (units: ReturnType<typeof unitsOf>) => units.map(unitName);

describe('the units', () => {
  it('are 65 in 7 districts in 2024, and 24 without any today', () => {
    const kinds = (kind: string) => unitsOf(plan).filter((unit) => unit.kind === kind).length;
    expect([unitsOf(plan).length, kinds('xã'), kinds('phường'), kinds('thị trấn')]).toEqual([65, 47, 15, 3]);
    expect(districtsOf(plan)).toHaveLength(7);
    expect(unitsOf(today)).toHaveLength(24);
    expect(unitsOf(today).filter((unit) => unit.kind === 'phường')).toHaveLength(5);
    expect(districtsOf(today)).toEqual([]);
  });

  it('have codes of their own, though the state gave some to two places', () => {
    expect(new Set(allUnits().map((unit) => unit.code)).size).toBe(65 + 24);
    expect([unitByCode('2024:22780'), unitByCode('2025:22780')].map((unit) => unit && unitName(unit))).toEqual([
      'Phường Mỹ Hải',
      'Phường Đông Hải',
    ]);
    expect(unitByCode('22780')).toBeNull();
  });

  it('lead from then to now and back', () => {
    expect(names(successorsOf('2024:22868'))).toEqual(['Xã Vĩnh Hải']);
    expect(names(successorsOf('2024:22768'))).toEqual(['Phường Đông Hải', 'Xã Phước Dinh']);
    expect(names(predecessorsOf('2025:22852'))).toEqual(['Xã Phương Hải', 'Xã Tri Hải', 'Xã Bắc Sơn']);
    expect(names(successorsOf('2025:22846'))).toEqual(['Xã Vĩnh Hải']);
    expect([successorsOf('none'), predecessorsOf('none')]).toEqual([[], []]);
    for (const old of unitsOf(plan)) expect(successorsOf(old.code).length).toBeGreaterThan(0);
    for (const unit of unitsOf(today)) expect(predecessorsOf(unit.code).length).toBeGreaterThan(1);
  });

  it('agree with the list in the documents, unit by unit', () => {
    const document = openKnowledge().assistant.documents.find((one) => one.id === 'hanh-chinh-hai-cap-2025');
    const rows = (document?.sections ?? []).filter((section) => section.id.startsWith('don-vi.'));
    expect(rows).toHaveLength(24);
    for (const { row } of rows) {
      const unit = unitsOf(today).find((one) => unitName(one) === row[0]?.value);
      const listed = (row[1]?.value ?? '')
        .replace(/\((?:trừ )?thôn[^)]*\)/gu, '')
        .split(/[,;]/u)
        .map((part) => part.replace(/\(.*/u, '').trim());
      const from = predecessorsOf(unit?.code ?? '').map((old) => unitName(old).toLowerCase());
      expect(listed.map((name) => name.toLowerCase()).sort()).toEqual(from.sort());
    }
  });

  it('are told apart in a list of choices', () => {
    const described = ['2024:22846', '2025:22846', '2025:22780', '2025:22888', '2024:22768'].map((code) => {
      const unit = unitByCode(code);
      return unit && unitDescription(unit);
    });
    expect(described).toEqual([
      'Xã Vĩnh Hải, huyện Ninh Hải',
      'Xã Vĩnh Hải (gồm Vĩnh Hải, Nhơn Hải, Thanh Hải cũ)',
      'Phường Đông Hải (gồm Đông Hải trừ thôn Phú Thọ, Mỹ Đông, Mỹ Bình, Mỹ Hải cũ)',
      'Xã Phước Dinh (gồm thôn Phú Thọ, An Hải, Phước Dinh cũ)',
      'Phường Đông Hải, thành phố Phan Rang - Tháp Chàm',
    ]);
  });
});

describe('an area', () => {
  const ninhHai: Area = { level: 'district', code: '2024:586' };
  const commune = (code: string): Area => ({ level: 'commune', code });

  it.each([
    ['the province', { level: 'province' } satisfies Area, '2024:22846', true],
    ['the province', { level: 'province' } satisfies Area, '2025:22846', true],
    ['the province', { level: 'province' } satisfies Area, 'unknown', false],
    ['a district', ninhHai, '2024:22846', true],
    ['a district', ninhHai, '2024:22876', false],
    ['a district and a commune of today', ninhHai, '2025:22846', true],
    ['a district and a commune of today with a part of it', ninhHai, '2025:22834', true],
    ['a district and a commune of today elsewhere', ninhHai, '2025:22909', false],
    ['a commune', commune('2025:22846'), '2025:22846', true],
    ['another commune', commune('2025:22846'), '2025:22852', false],
    ['an old commune beside its neighbour', commune('2024:22867'), '2024:22846', false],
    ['a commune of today and an old one in it', commune('2025:22846'), '2024:22867', true],
    ['a commune of today and an old one elsewhere', commune('2025:22846'), '2024:22864', false],
    ['an old commune and the one of today', commune('2024:22867'), '2025:22846', true],
    ['an old commune and one of today with its number', commune('2024:22780'), '2025:22852', false],
    ['an unknown commune', commune('gone'), '2025:22846', false],
    ['an unknown code', commune('gone'), 'gone', false],
  ])('%s', (_what, area, code, contains) => {
    expect(areaContains(area, code)).toBe(contains);
  });

  it('divides the communes of 2024 among the districts', () => {
    for (const unit of unitsOf(plan)) {
      const holding = districtsOf(plan).filter(({ code }) => areaContains({ level: 'district', code }, unit.code));
      expect(holding).toEqual([districtOf(unit.code)]);
    }
  });

  it('has a name and an office', () => {
    expect([commune('2025:22846'), ninhHai, { level: 'province' } satisfies Area].map(areaName)).toEqual([
      'Xã Vĩnh Hải',
      'Huyện Ninh Hải',
      'Toàn tỉnh',
    ]);
    expect(officeName(commune('2025:22834'), today.province)).toBe('UBND phường Ninh Chử');
    expect(officeName({ level: 'district', code: '2024:582' }, plan.province)).toBe(
      'UBND thành phố Phan Rang - Tháp Chàm',
    );
    expect(profiles.map((one) => officeName({ level: 'province' }, one.province))).toEqual([
      'UBND tỉnh Ninh Thuận',
      'UBND tỉnh Khánh Hòa',
    ]);
    expect([areaName(commune('gone')), officeName(commune('gone'), '')]).toEqual(['gone', 'UBND gone']);
    expect([districtOf('2025:22846'), districtByCode('gone')]).toEqual([null, null]);
  });
});
