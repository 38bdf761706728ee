import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findArea } from '../../../handlers/programme/find-area.ts';
import { type FoundCommunes, findCommunes } from '../../../handlers/programme/find-commune.ts';
import { profileById, profiles } from '../../../handlers/programme/profile.ts';
import { allUnits, districtsOf, successorsOf, unitName, unitsOf } from '../../../handlers/programme/units.ts';
import { fold, stripAccents } from '../../../knowledge/text/fold.ts';

const plan = profileById('ninh-thuan-2024');
const today = profileById('khanh-hoa-2026');

/** 'Xã Vĩnh Hải' for one; 'several: …' or 'none: …' otherwise. */
function shown(found: FoundCommunes): string {
  if (found.kind === 'one') return unitName(found.unit);
  const units = found.kind === 'several' ? found.units : found.near;
  return `${found.kind}: ${units.map(unitName).join(', ')}`;
}

function whyOf(found: FoundCommunes): string | undefined {
  return found.kind === 'one' ? undefined : found.why;
}

describe('every unit is found', () => {
  const withDistrict = unitsOf(plan).map((unit) => ({
    unit,
    text: `${unitName(unit)}, ${unit.district?.kind} ${unit.district?.name}`,
  }));

  it.each(withDistrict)('$text', ({ unit, text }) => {
    const typed = [text, stripAccents(text), fold(text), text.toUpperCase(), text.normalize('NFD'), unitName(unit)];
    for (const one of [...typed, `${unit.district?.name} ${unit.name}`, `em ở ${fold(text)} á`]) {
      expect(findCommunes(one, plan)).toEqual({ kind: 'one', unit });
    }
    const bare = findCommunes(stripAccents(unit.name), plan);
    if (fold(unit.name) === 'thanh hai') expect(bare.kind).toBe('several');
    else expect(bare).toEqual({ kind: 'one', unit });

    const now = successorsOf(unit.code);
    for (const one of [text, stripAccents(text)]) {
      const found = findCommunes(one, today);
      if (now.length === 1) expect(found).toEqual({ kind: 'one', unit: now[0] });
      else expect(found).toMatchObject({ kind: 'several', units: now });
    }
  });

  it.each(unitsOf(today).map((unit) => ({ unit, text: `${unitName(unit)}, tỉnh Ninh Thuận cũ` })))(
    '$text',
    ({ unit, text }) => {
      for (const one of [text, stripAccents(text), text.toUpperCase()]) {
        if (unit.name === 'Đông Hải')
          expect(shown(findCommunes(one, today))).toBe('several: Phường Đông Hải, Xã Phước Dinh');
        else expect(findCommunes(one, today)).toEqual({ kind: 'one', unit });
      }
    },
  );
});

describe('as people type it', () => {
  it.each([
    ['vinh hai', 'Xã Vĩnh Hải'],
    ['xa vinh hai, ninh hai', 'Xã Vĩnh Hải'],
    ['ninh hải, vĩnh hải', 'Xã Vĩnh Hải'],
    ['vĩnh hãi', 'Xã Vĩnh Hải'],
    ['vixnh hair', 'Xã Vĩnh Hải'],
    ['vi4nh ha3i', 'Xã Vĩnh Hải'],
    ['vinhhai', 'Xã Vĩnh Hải'],
    ['vin hhai', 'Xã Vĩnh Hải'],
    ['em ở xã vĩnh hải bên ninh hải á', 'Xã Vĩnh Hải'],
    ['thôn Thái An, xã Vĩnh Hải', 'Xã Vĩnh Hải'],
    ['thôn Bảo An xã Vĩnh Hải', 'Xã Vĩnh Hải'],
    ['tt khánh hải', 'Phường Ninh Chử'],
    ['p. đô vinh', 'Phường Đô Vinh'],
    ['p.đô vinh', 'Phường Đô Vinh'],
    ['phuowcs haauj', 'Xã Phước Hậu'],
    ['phươc hưu', 'Xã Phước Hữu'],
    ['phuớc hửu', 'Xã Phước Hữu'],
    ['ninh chữ', 'Phường Ninh Chử'],
    ['số 12 đường 16/4, phường Mỹ Hải, TP. Phan Rang - Tháp Chàm', 'Phường Đông Hải'],
    ['HTX nho Thái An, hợp tác xã ở Phước Thuận', 'Xã Ninh Phước'],
    ['Mỹ Hương', 'Phường Phan Rang'],
    ['phường Tấn Tài', 'Phường Phan Rang'],
    ['thanh son', 'Phường Phan Rang'],
    ['thanh hai ninh hai', 'Xã Vĩnh Hải'],
    ['thanh hai phan rang', 'Phường Bảo An'],
    ['Thanh Hải', 'Xã Vĩnh Hải'],
    ['Thành Hải', 'Phường Bảo An'],
    ['phước trung bác ái', 'Xã Mỹ Sơn'],
    ['mỹ sơn bác ái', 'Xã Mỹ Sơn'],
    ['bac ai dong', 'Xã Bác Ái Đông'],
    ['tân sơn ninh sơn', 'Xã Ninh Sơn'],
    ['thôn Phú Thọ, phường Đông Hải', 'Xã Phước Dinh'],
    ['thon phu tho', 'Xã Phước Dinh'],
  ])('"%s" is %s today', (text, name) => {
    expect(shown(findCommunes(text, today))).toBe(name);
  });

  it.each([
    ['thôn Phú Thọ', 'Phường Đông Hải'],
    ['tt khánh hải', 'Thị trấn Khánh Hải'],
    ['vixnh hair', 'Xã Vĩnh Hải'],
    ['thuận nam phước nam', 'Xã Phước Nam'],
  ])('"%s" is %s in 2024', (text, name) => {
    expect(shown(findCommunes(text, plan))).toBe(name);
  });
});

describe('where it would have to guess, it asks', () => {
  it.each([
    ['đông hải', 'several: Phường Đông Hải, Xã Phước Dinh', /chia hai: thôn Phú Thọ thuộc xã Phước Dinh/u],
    ['thanh hai', 'several: Phường Bảo An, Xã Vĩnh Hải', /xã Thành Hải .*phường Bảo An; xã Thanh Hải .*xã Vĩnh Hải/u],
    [
      'ninh hải',
      'several: Xã Ninh Hải, Phường Ninh Chử, Xã Vĩnh Hải, Xã Xuân Hải',
      /huyện Ninh Hải, nay là tên một xã/u,
    ],
    ['huyện Ninh Hải', 'several: Phường Ninh Chử, Xã Vĩnh Hải, Xã Ninh Hải, Xã Xuân Hải', /không còn huyện Ninh Hải/u],
    ['xã Ninh Sơn', 'several: Xã Ninh Sơn', /Ninh Hòa cũ cũng có xã Ninh Sơn/u],
    ['phường Vĩnh Hải', 'several: Xã Vĩnh Hải', /Nha Trang cũ cũng có phường Vĩnh Hải/u],
    ['phường Vĩnh Hải, Nha Trang', 'none: Xã Vĩnh Hải', /Nha Trang không thuộc vùng Ninh Thuận cũ/u],
    ['xã Vĩnh Hải huyện Ninh Phước', 'several: Xã Vĩnh Hải', /không thuộc huyện Ninh Phước/u],
    ['xã nhơn hải hoặc tri hải', 'several: Xã Vĩnh Hải, Xã Ninh Hải', undefined],
    ['vĩnh thái', 'none: Xã Vĩnh Hải', undefined],
    ['khánh', 'none: Phường Ninh Chử', undefined],
    ['tanh son', 'none: Phường Phan Rang, Xã Ninh Sơn', undefined],
    ['phước', 'none: ', undefined],
    ['Hà Nội', 'none: ', undefined],
    ['nho ninh thuận', 'none: ', undefined],
    ['', 'none: ', undefined],
  ])('today "%s" gives %s', (text, expected, why) => {
    const found = findCommunes(text, today);
    expect(shown(found)).toBe(expected);
    if (why === undefined) expect(whyOf(found)).toBeUndefined();
    else expect(whyOf(found)).toMatch(why);
  });

  it('a name that was a district and is a commune now, in all six', () => {
    for (const { name, kind } of districtsOf(plan).filter((district) => district.kind === 'huyện')) {
      const bare = findCommunes(stripAccents(name), today);
      expect(bare.kind === 'several' && bare.units[0]?.name).toBe(name);
      expect(findCommunes(`${kind} ${name}`, today).kind).toBe('several');
      expect(shown(findCommunes(`xã ${name}, Ninh Thuận`, today))).toBe(`Xã ${name}`);
    }
    expect(shown(findCommunes('xã Ninh Hải', today))).toBe('Xã Ninh Hải');
    expect(shown(findCommunes('phường Phan Rang', today))).toBe('Phường Phan Rang');
    expect(findCommunes('TP phan rang', today)).toMatchObject({
      kind: 'several',
      why: expect.stringMatching(/thành phố/u),
    });
  });

  it.each([
    ['xã Ninh Hải', 'several: Xã Phương Hải, Xã Tri Hải, Xã Bắc Sơn', /là tên từ 01\/7\/2025/u],
    ['Anh Dũng', 'several: Xã Hòa Sơn, Xã Ma Nới', /là tên từ 01\/7\/2025/u],
    ['ninh sơn', /^several: (?:[^,]+, ){5}[^,]+$/u, /Huyện Ninh Sơn có 8 xã/u],
    ['huyện thuận bắc', /^several: (?:[^,]+, ){5}[^,]+$/u, /Huyện Thuận Bắc có 6 xã/u],
  ])('in 2024 "%s" asks for the unit of then', (text, expected, why) => {
    const found = findCommunes(text, plan);
    expect(shown(found)).toMatch(expected);
    expect(whyOf(found)).toMatch(why);
  });
});

describe('whatever is typed', () => {
  const syllables = [...new Set(allUnits().flatMap((unit) => unit.name.split(' ')))];
  const likely = fc
    .array(fc.constantFrom(...syllables, 'xã', 'huyện', 'tp', 'thôn', ',', 'ở', 'Phú Thọ', 'Nha Trang'), {
      maxLength: 12,
    })
    .map((words) => words.join(' '));

  it.each(profiles)('$id: it answers with units of the profile, each once, at most six', (profile) => {
    const own = new Set(unitsOf(profile));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), likely, likely.map(stripAccents)), (text) => {
        const found = findCommunes(text, profile);
        const units = found.kind === 'one' ? [found.unit] : found.kind === 'several' ? found.units : found.near;
        expect(units.length).toBeLessThanOrEqual(6);
        expect(new Set(units).size).toBe(units.length);
        expect(units.every((unit) => own.has(unit))).toBe(true);
        if (found.kind === 'several') expect(units.length > 1 || found.why !== undefined).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('a long text takes no long time', () => {
    const start = performance.now();
    findCommunes('hải thái phước xuân lương '.repeat(20_000), today);
    // A twentieth of it is the usual; what grows with the square of the length takes minutes.
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe("an officer's area", () => {
  it.each([
    ['xã vĩnh hải', 'commune', plan, { kind: 'one', area: { level: 'commune', code: '2024:22846' } }],
    ['xã vĩnh hải', 'commune', today, { kind: 'one', area: { level: 'commune', code: '2025:22846' } }],
    ['thanh hai', 'commune', plan, { kind: 'several', areas: [{ code: '2024:22774' }, { code: '2024:22868' }] }],
    ['vĩnh thái', 'commune', today, { kind: 'none', near: [{ code: '2025:22846' }] }],
    ['ninh hai', 'district', plan, { kind: 'one', area: { level: 'district', code: '2024:586' } }],
    ['huyện Bắc Ái', 'district', plan, { kind: 'one', area: { code: '2024:584' } }],
    ['tp phan rang', 'district', plan, { kind: 'one', area: { code: '2024:582' } }],
    [
      'ninh hải, ninh phước',
      'district',
      plan,
      { kind: 'several', areas: [{ code: '2024:586' }, { code: '2024:587' }] },
    ],
    ['xã vĩnh hải', 'district', plan, { kind: 'none', near: [{ code: '2024:586' }] }],
    ['gì đó', 'district', plan, { kind: 'none', near: [] }],
    ['ninh hải', 'district', today, { kind: 'none', near: [], why: 'Từ 01/7/2025 không còn cấp huyện.' }],
    ['toàn tỉnh', 'province', today, { kind: 'one', area: { level: 'province' } }],
  ] as const)('"%s" as %s', (text, level, profile, expected) => {
    expect(findArea(text, level, profile)).toMatchObject(expected);
  });
});
