/** Every mark, rule and figure of the checklist against the restated decisions in knowledge/sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checklistFor, checklistNotes } from '../../../handlers/dossier/checklist.ts';
import {
  criteriaSet,
  criteriaSets,
  materialNeeded,
  productGroupNames,
} from '../../../handlers/dossier/criteria-sets.ts';
import { wishableStars } from '../../../handlers/dossier/item-keys.ts';
import { minimumMarks, pointsNeeded } from '../../../handlers/dossier/minimum-marks.ts';
import { placeOf } from '../../../handlers/dossier/reasons.ts';
import { rejections } from '../../../handlers/dossier/rejections.ts';
import { readRequirement, setRanges } from '../../../handlers/dossier/requirement-table.ts';
import { papers, producerKinds } from '../../../handlers/programme/vocabulary.ts';
import { readKnowledge } from '../../../knowledge/library.ts';

const folder = fileURLToPath(new URL('../../../knowledge/sources/', import.meta.url));
const allSources = readdirSync(folder)
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .map((file) => readFileSync(`${folder}${file}`, 'utf8').normalize('NFC'))
  .join('\n');
const decision = readKnowledge().parts.documents.find(({ id }) => id === 'quyet-dinh-26-2026');
const sections = new Map(decision?.sections.map((section) => [section.id, section]));
const all = criteriaSets.map((set) => set.number);

const figuresIn = (text: string): string[] => [...text.matchAll(/\d+(?:[.,/]\d+)*/gu)].map(([figure]) => figure);
const markedIn = (key: string, stars: 3 | 4 | 5): number[] =>
  all.filter((set) => minimumMarks(set, stars).some((mark) => mark.key === key && mark.stars === stars));
const rejectedIn = (key: string): number[] => all.filter((set) => rejections(set).some((rule) => rule.key === key));

describe('minimum marks', () => {
  it.each([
    // Written out as the decision's facts list them, so that a slip in the table shows.
    [3, 'trademark-filed', '1-26'],
    [3, 'material-share', '1-25'],
    [3, 'packaging', '1-20'],
    [3, 'label', '1-23'],
    [3, 'information-sheet', '24, 25'],
    [3, 'sold-beyond-commune', '1-23'],
    [3, 'own-story', '1-25'],
    [3, 'quality-announcement', '1-17, 22'],
    [3, 'quality-announcement-if-law', '21'],
    [3, 'food-safety', '1-15, 17'],
    [3, 'gmp', '18'],
    [3, 'internal-control-plan', '23-25'],
    [4, 'trademark-granted', '1-9, 11-26'],
    [4, 'profit-growth', '26'],
    [4, 'five-agents', '1-23'],
    [4, 'label-with-trace', '1-23, 25'],
    [4, 'published-story', '1, 2, 4-25'],
    [4, 'uniqueness', '1-20, 23-25'],
    [4, 'quality-certificate', '1-15, 17, 19-21'],
    [4, 'provincial-speciality', '1-5'],
    [4, 'commune-speciality-or-proven', '6-13, 18-24'],
    [4, 'commune-speciality', '14-17, 25'],
    [5, 'modern-or-foreign-market', '1-23'],
    [5, 'advanced-technology', '1, 3, 4'],
    [5, 'fine-design', '21, 22'],
    [5, 'label-with-trace-ornamental', '24'],
    [5, 'food-safety-water', '16'],
  ] as const)('of %i stars: %s stands in sets %s', (stars, key, sets) => {
    expect(markedIn(key, stars)).toEqual(setRanges(sets));
  });

  it('of tourism are the trademark, then profit and the certificate, then nothing more', () => {
    const keys = (stars: 3 | 4 | 5) => minimumMarks(26, stars).map((mark) => mark.key);
    expect(keys(3)).toEqual(['trademark-filed']);
    expect(keys(4)).toEqual(['trademark-filed', 'trademark-granted', 'profit-growth']);
    expect(keys(5)).toEqual(keys(4));
  });

  it('of more stars hold those of fewer', () => {
    for (const set of all)
      for (const stars of [4, 5] as const)
        expect(minimumMarks(set, stars)).toEqual(expect.arrayContaining(minimumMarks(set, stars === 5 ? 4 : 3)));
  });

  it('are refused for a set that does not exist', () => {
    for (const set of [0, 27, 1.5, Number.NaN]) expect(() => minimumMarks(set, 3)).toThrow(RangeError);
  });
});

describe('grounds of rejection', () => {
  it.each([
    ['incomplete', '1-25'],
    ['food-safety-missing', '1-17'],
    ['licence-missing', '15, 17'],
    ['gmp-missing', '18'],
    ['announcement-missing', '18'],
    ['unlawful-label', '18'],
    ['sector-conditions-missing', '19, 20'],
    ['sector-announcement-missing', '19, 20'],
    ['imported-material', '7-15, 18-20'],
    ['copied-product', '5-14'],
    ['everyday-product', '1-4'],
  ])('%s stands in sets %s', (key, sets) => {
    expect(rejectedIn(key)).toEqual(setRanges(sets));
  });
});

describe('what the checklist says, against its sources', () => {
  const requirements = [...new Set(all.flatMap((set) => [...minimumMarks(set, 5), ...rejections(set)]))];

  it.each(requirements.map((one) => [one.key, one] as const))('%s stands in the section that it names', (_, one) => {
    const section = sections.get(one.section);
    expect(section, one.section).toBeDefined();
    expect(section?.label).toBe(placeOf(one.section));
    for (const figure of figuresIn(one.text)) expect(section?.text).toContain(figure);
  });

  it('classifies as the table of the decision does', () => {
    for (const set of criteriaSets) {
      const row = allSources.split('\n').find((line) => line.startsWith(`| Bộ ${set.number} |`)) ?? '';
      const [, , name = '', group = '', , share = ''] = row.split('|').map((cell) => cell.trim());
      expect(name).toBe(set.name);
      expect(group).toContain(`Nhóm ${set.group},`);
      if (set.category) expect(group.split('·')[1]?.trim()).toBe(set.category.toLowerCase());
      else expect(group).not.toContain('·');
      const expected = { all: /^100%/u, half: /^từ 50%/u, some: /dưới 50%/u, none: /không đặt mức/u }[set.material];
      expect(share).toMatch(expected);
    }
    for (const name of Object.values(productGroupNames)) expect(allSources).toContain(name);
    expect(materialNeeded(2).words).toContain('ngư trường');
    expect(criteriaSet(26).group).toBe(6);
  });

  it('begins the stars at the points of the decision', () => {
    for (const stars of wishableStars)
      expect(sections.get('sao')?.text).toContain(`${stars} sao: từ ${pointsNeeded[stars]} `);
  });

  it('states no figure, decision or place in one that no source holds', () => {
    const known = new Set(figuresIn(allSources));
    for (const { number: set, group } of criteriaSets)
      for (const wishedStars of wishableStars)
        for (const rules of ['quyet-dinh-26-2026', 'quyet-dinh-148-2023'] as const) {
          const question = { set, group, wishedStars, rules, producerKind: 'household', papers } as const;
          const said = checklistFor(question).flatMap((item) => [
            ...[item.name, item.what, item.where, item.example, item.askWhom, item.note ?? ''],
            ...item.why.flatMap((reason) => [reason.text, reason.source]),
          ]);
          const unknown = figuresIn([...said, ...checklistNotes(question)].join('\n')).filter((one) => !known.has(one));
          expect(unknown).toEqual([]);
          for (const item of checklistFor(question))
            for (const { source } of item.why)
              for (const part of source.split(', '))
                expect(allSources, source).toContain(part.replace(' và Phụ lục II', ''));
        }
  });

  it('has a note only where a producer can act on it', () => {
    for (const producerKind of producerKinds)
      for (const { number: set, group } of criteriaSets)
        for (const { note } of checklistFor({
          set,
          group,
          producerKind,
          papers: [],
          wishedStars: 4,
          rules: 'quyet-dinh-26-2026',
        }))
          if (note) expect(note.length).toBeLessThan(200);
  });
});

describe('the tables of requirements', () => {
  it('name the row that is written wrong', () => {
    expect(() => readRequirement('x', ['1-27', '-', '-', 's', 't'])).toThrow(/1-27/u);
    expect(() => readRequirement('x', ['5-3', '-', '-', 's', 't'])).toThrow(/5-3/u);
    expect(() => readRequirement('x', ['1', 'maybe', '-', 's', 't'])).toThrow(/x: .*maybe/u);
    expect(() => readRequirement('x', ['1', '-', 'no-such-item', 's', 't'])).toThrow(/x: .*no-such-item/u);
    expect(() => readRequirement('x', ['1', '-', '-', 's'])).toThrow(/x: .*missing/u);
  });
});
