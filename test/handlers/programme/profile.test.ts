import { describe, expect, it } from 'vitest';
import {
  mayDo,
  profileAt,
  profileById,
  profiles,
  programmeProfileIds,
  starsRecordedBy,
  stepAfter,
  stepOf,
} from '../../../handlers/programme/profile.ts';
import { levels, type Profile, profileSchema } from '../../../handlers/programme/profile-schema.ts';
import { openKnowledge } from '../../../knowledge/library.ts';

const { documents } = openKnowledge().assistant;
const plan = profileById('ninh-thuan-2024');
const today = profileById('khanh-hoa-2026');

describe('the clock chooses the profile', () => {
  it.each([
    ['2020-05-01T00:00:00Z', 'ninh-thuan-2024'],
    ['2024-02-15T09:00:00+07:00', 'ninh-thuan-2024'],
    ['2025-06-30T23:59:59+07:00', 'ninh-thuan-2024'],
    ['2025-07-01T00:00:00+07:00', 'khanh-hoa-2026'],
    ['2026-11-23T09:00:00+07:00', 'khanh-hoa-2026'],
    ['2040-01-01T00:00:00+07:00', 'khanh-hoa-2026'],
  ])('at %s it is %s', (moment, id) => {
    expect(profileAt(new Date(moment)).id).toBe(id);
  });

  it('unless one is configured', () => {
    expect(profileAt(new Date('2026-11-23T09:00:00+07:00'), 'ninh-thuan-2024')).toBe(plan);
    expect(() => profileAt(new Date(0), 'nowhere')).toThrow(/"nowhere"; there are ninh-thuan-2024, khanh-hoa-2026/u);
  });

  it('leaves no day between two periods', () => {
    expect(programmeProfileIds).toEqual(['ninh-thuan-2024', 'khanh-hoa-2026']);
    expect(plan.period.until).toBe('2025-06-30');
    expect(today.period).toEqual({ from: '2025-07-01', until: null });
  });
});

describe('who reviews what', () => {
  it('goes commune, district, province under the plan (V.16, V.17)', () => {
    expect(plan.steps.map((step) => step.level)).toEqual(['commune', 'district', 'province']);
    expect(stepAfter(plan, 'commune')?.level).toBe('district');
    expect(stepAfter(plan, 'province')).toBeNull();
    expect(levels.map((level) => starsRecordedBy(plan, level))).toEqual([[], [3], [4, 5]]);
    expect(mayDo(plan, 'district', 'accept')).toBe(true);
  });

  it('goes commune, province today, and no district does anything (Điều 4, Điều 7)', () => {
    expect(today.steps.map((step) => step.level)).toEqual(['commune', 'province']);
    expect(stepAfter(today, 'commune')?.level).toBe('province');
    expect(stepOf(today, 'district')).toBeNull();
    expect(stepAfter(today, 'district')).toBeNull();
    expect(levels.map((level) => starsRecordedBy(today, level))).toEqual([[], [], [3, 4, 5]]);
    expect(mayDo(today, 'district', 'accept')).toBe(false);
    expect(mayDo(today, 'province', 'accept')).toBe(true);
  });

  it.each(profiles)('$id: the commune confirms shares and gives neither points nor a refusal', (profile) => {
    expect(stepOf(profile, 'commune')?.does).toEqual(['confirm-shares', 'ask-changes']);
  });
});

/** Every source in a profile with what is said there. */
function sourcesOf(profile: Profile) {
  const { stars, certificate, calendar, forms, steps } = profile;
  return [...steps, stars, certificate, certificate.renewal, calendar, forms].flatMap((part) => part?.source ?? []);
}

function sectionOf({ document, section }: { document: string; section: string }) {
  const found = documents.find((one) => one.id === document);
  const part = found?.sections.find((one) => one.id === section);
  if (!found || !part) throw new Error(`no section ${section} in ${document}`);
  return { document: found, section: part };
}

describe('what a profile says stands in the documents', () => {
  it.each(
    profiles.flatMap((profile) => sourcesOf(profile).map((source) => [profile.id, source.cite, source] as const)),
  )('%s: %s', (_id, cite, source) => {
    const { document, section } = sectionOf(source);
    expect(cite).toBe(`${document.shortTitle}, ${section.label}`);
  });

  it.each(profiles)('$id: the rules are a document that held then', (profile) => {
    const rules = documents.find((one) => one.id === profile.rules.document);
    expect(rules?.period.from).toBe(profile.rules.from);
  });

  it.each(profiles)('$id: figures, dates, offices and forms', (profile) => {
    const said = (source: { document: string; section: string }) => sectionOf(source).section.text;
    for (const { workingDays, source } of profile.steps) {
      if (workingDays !== null) expect(said(source)).toContain(`${workingDays} ngày làm việc`);
    }
    const { certificate, calendar, stars, forms } = profile;
    expect(said(certificate.source)).toContain(`${certificate.months} tháng`);
    const { renewal } = certificate;
    if (renewal) {
      expect(said(renewal.source)).toContain(`từ ${renewal.firstDayBefore} đến ${renewal.lastDayBefore} ngày`);
      expect(said(renewal.source)).toContain(`${renewal.resultWithinDays} ngày`);
    }
    for (const { number, submitBefore, resultBefore } of calendar?.rounds ?? []) {
      const shown = (day: string) => day.split('-').reverse().join('/').replace('/0', '/');
      expect(said(calendar?.source ?? stars.source)).toContain(
        `Đợt ${number}: đề nghị của xã đến tỉnh trước ${shown(submitBefore)}, có kết quả trước ${shown(resultBefore)}`,
      );
    }
    const levelNames = {
      district: /3 sao: cấp huyện/u,
      province: /4 sao: cấp tỉnh/u,
      centre: /5 sao/u,
      commune: /^$/u,
    };
    for (const { stars: count, decidedBy } of stars.powers) {
      expect(said(stars.source)).toContain(`${count} sao`);
      expect(said(stars.source)).toMatch(levelNames[decidedBy]);
    }
    const paper = said(forms.source).toLowerCase();
    for (const name of forms.names) expect(paper).toContain(name.toLowerCase());
  });

  it('the ministry decides 5 stars today', () => {
    const five = today.stars.powers.find((power) => power.stars === 5);
    expect(five).toMatchObject({ decidedBy: 'centre', office: 'Bộ Nông nghiệp và Môi trường', recordedBy: 'province' });
    expect(sectionOf(today.stars.source).section.text).toContain('5 sao: Bộ Nông nghiệp và Môi trường');
  });
});

it('a profile whose steps name a level it does not have is refused', () => {
  const broken = { ...today, steps: [...today.steps, { ...plan.steps[1] }] };
  expect(profileSchema.safeParse(broken).success).toBe(false);
});
