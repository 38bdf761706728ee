import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checklistFor, checklistNotes } from '../../../handlers/dossier/checklist.ts';
import {
  type ChecklistItem,
  type ChecklistQuestion,
  needNames,
  needs,
} from '../../../handlers/dossier/checklist-item.ts';
import { criteriaSets, setsOfGroup } from '../../../handlers/dossier/criteria-sets.ts';
import { evidenceKeys, type ItemKey, wishableStars } from '../../../handlers/dossier/item-keys.ts';
import { papers, producerKinds, productGroups } from '../../../handlers/programme/vocabulary.ts';

const dried: ChecklistQuestion = {
  group: 1,
  set: 7,
  producerKind: 'household',
  papers: [],
  wishedStars: 3,
  rules: 'quyet-dinh-26-2026',
};
const tourism: ChecklistQuestion = { ...dried, group: 6, set: 26, producerKind: 'association' };

function items(change: Partial<ChecklistQuestion> = {}): Map<ItemKey, ChecklistItem> {
  return new Map(checklistFor({ ...dried, ...change }).map((item) => [item.key, item]));
}

describe('the checklist of a dossier', () => {
  it.each(criteriaSets.flatMap((set) => wishableStars.map((stars) => [set.number, stars, set.group] as const)))(
    'of set %i for %i stars has forms, evidence in order, the trademark and the commune',
    (set, wishedStars, group) => {
      const list = checklistFor({ ...dried, set, group, wishedStars });
      const keys = list.map((item) => item.key);
      expect(keys.slice(0, 2)).toEqual(['form-01', 'form-02']);
      const evidence = keys.filter((key) => evidenceKeys.some((one) => one === key));
      expect(evidence).toEqual(evidenceKeys.filter((key) => evidence.includes(key)));
      expect(evidence).toHaveLength(group === 6 ? 12 : 15);
      expect(keys.at(-1)).toBe('commune-confirmation');
      expect(list.find((item) => item.key === 'intellectual-property')?.need).toBe('minimum');
      for (const item of list) {
        expect(item.why.length, item.key).toBeGreaterThan(0);
        for (const word of [item.name, item.what, item.where, item.example, item.askWhom])
          expect(word.trim(), item.key).not.toBe('');
        for (const { stars } of item.why) expect(stars ?? 3).toBeLessThanOrEqual(wishedStars);
        expect(item.why.every(({ source }) => source.includes('Quyết định 26/2026/QĐ-TTg'))).toBe(true);
      }
    },
  );

  it('asks five samples of goods and none of tourism', () => {
    expect(items().get('samples')).toMatchObject({ name: '5 sản phẩm mẫu', need: 'required', isSendable: false });
    expect(checklistFor(tourism).map((item) => item.key)).not.toContain('samples');
  });

  it('leaves to the commune what the commune issues', () => {
    const confirmation = items().get('commune-confirmation');
    expect(confirmation).toMatchObject({ by: 'commune', isSendable: false });
    expect(checklistFor(dried).filter((item) => item.by !== 'producer')).toEqual([confirmation]);
  });

  it('knows from the papers what the producer has already', () => {
    const held = checklistFor({ ...dried, papers }).filter((item) => item.isHeld);
    expect(held.map((item) => item.key)).toEqual([
      'business-registration',
      'facility-certificate',
      'material-origin',
      'intellectual-property',
      'quality-announcement',
      'test-report',
      'barcode-trace',
      'quality-system',
    ]);
    expect(checklistFor(dried).some((item) => item.isHeld)).toBe(false);
  });

  it('takes a trademark application for three stars, and a certificate from four', () => {
    const filed = { papers: ['trademark-filed'] as const };
    expect(items(filed).get('intellectual-property')?.isHeld).toBe(true);
    const four = items({ ...filed, wishedStars: 4 }).get('intellectual-property');
    expect(four).toMatchObject({ isHeld: false, fromPapers: ['trademark-granted'] });
    expect(four?.note).toMatch(/đơn nhãn hiệu: đủ cho 3 sao/u);
    expect(items({ ...filed, set: 10, wishedStars: 4 }).get('intellectual-property')?.isHeld).toBe(true);
  });

  it('says at tourism that the trademark is the one minimum of three stars', () => {
    const marked = checklistFor(tourism).filter((item) => item.why.some((reason) => reason.kind === 'minimum'));
    expect(marked.map((item) => item.key)).toEqual(['intellectual-property']);
  });

  it('turns what is rejected without exception into a requirement', () => {
    const required = (group: 1 | 3, set: number) =>
      checklistFor({ ...dried, group, set })
        .filter((item) => item.need === 'required')
        .map((item) => item.key);
    expect(required(3, 18)).toEqual(expect.arrayContaining(['facility-certificate', 'quality-announcement']));
    expect(required(3, 19)).toEqual(expect.arrayContaining(['facility-certificate', 'quality-announcement']));
    expect(required(1, 7)).not.toContain('facility-certificate');
    expect(items().get('facility-certificate')?.need).toBe('minimum');
  });

  it('tells an unregistered producer what comes first', () => {
    const item = items({ producerKind: 'unregistered' }).get('business-registration');
    expect(item?.need).toBe('required');
    expect(item?.note).toMatch(/chưa nộp hồ sơ được.*UBND xã, phường/u);
    expect(items().get('business-registration')?.note).toBeNull();
  });

  it('speaks to a cooperative of its own classification', () => {
    expect(items({ producerKind: 'cooperative' }).get('growth')?.note).toMatch(/xếp loại hợp tác xã/u);
    expect(items().get('growth')?.note).toBeNull();
  });

  it('does not count any paper as the internal plan of live ornamentals', () => {
    const item = items({ group: 5, set: 23, papers }).get('quality-system');
    expect(item).toMatchObject({ isHeld: false, need: 'minimum' });
  });

  it('looks at every set of the group while the set is unknown, and names those that ask', () => {
    const unsettled = items({ set: null });
    const texts = unsettled.get('material-origin')?.why.map((reason) => reason.text) ?? [];
    expect(texts.some((text) => text.startsWith('Bộ 1–4: ') || text.startsWith('Bộ 1, 3, 4: '))).toBe(true);
    expect(texts.some((text) => text.startsWith('Bộ 5, 6, 11–13: '))).toBe(true);
    expect(checklistNotes({ ...dried, set: null }).join(' ')).toMatch(/Chưa rõ bộ tiêu chí/u);
    expect(checklistFor({ ...tourism, set: null })).toEqual(checklistFor(tourism));
    expect(checklistNotes({ ...tourism, set: null })).toEqual(checklistNotes(tourism));
  });

  it('refuses a set of another group, or none', () => {
    expect(() => checklistFor({ ...dried, set: 26 })).toThrow(/criteria set 26 is not of product group 1/u);
    expect(() => checklistFor({ ...dried, set: 27 })).toThrow(/no criteria set 27/u);
  });

  it('has a word for each need, from the strongest', () => {
    expect(needs.map((need) => needNames[need])).toEqual(['Bắt buộc', 'Mức tối thiểu', 'Nên có', 'Nếu có']);
  });

  it('says what no paper can show', () => {
    expect(checklistNotes(dried)).toEqual([
      '3 sao cần từ 50 điểm, và đủ mọi mức tối thiểu của 3 sao.',
      'Sản phẩm giống hệt của người khác, chỉ đổi tên, thì bị loại.',
    ]);
  });

  it('names and needs the same whatever is asked first (any question)', () => {
    const question = fc.record({
      group: fc.constantFrom(...productGroups),
      pick: fc.nat(),
      producerKind: fc.constantFrom(...producerKinds),
      papers: fc.subarray([...papers]),
      wishedStars: fc.constantFrom(...wishableStars),
      rules: fc.constantFrom('quyet-dinh-26-2026' as const, 'quyet-dinh-148-2023' as const),
    });
    fc.assert(
      fc.property(question, ({ pick, ...rest }) => {
        const sets = setsOfGroup(rest.group);
        const narrow = checklistFor({ ...rest, set: sets[pick % sets.length] ?? null });
        const wide = checklistFor({ ...rest, set: null });
        expect(wide.map((item) => item.key)).toEqual(narrow.map((item) => item.key));
        // An unsettled set never asks less than the set it turns out to be.
        narrow.forEach((item, index) => {
          expect(needs.indexOf(wide[index]?.need ?? 'if-any')).toBeLessThanOrEqual(needs.indexOf(item.need));
        });
      }),
    );
  });
});

describe('the checklist under the rules of 2023', () => {
  const old: ChecklistQuestion = { ...dried, rules: 'quyet-dinh-148-2023', wishedStars: 4 };

  it('applies no mark of 2026 and says what is not known', () => {
    for (const item of checklistFor(old)) {
      expect(item.need).not.toBe('minimum');
      expect(item.why.some((reason) => reason.kind === 'minimum' || reason.kind === 'rejection')).toBe(false);
      expect(JSON.stringify(item)).not.toMatch(/2026|Mẫu số/u);
    }
    expect(checklistNotes(old).join(' ')).toMatch(/chưa xác minh được, hỏi UBND xã, phường/u);
  });

  it('is the registration, the self-assessment and evidence, with the confirmation of the plan', () => {
    const list = new Map(checklistFor(old).map((item) => [item.key, item]));
    expect(list.get('form-01')).toMatchObject({ name: 'Phiếu đăng ký', need: 'required' });
    expect(list.get('form-02')).toMatchObject({ name: 'Báo cáo tự đánh giá', need: 'required' });
    expect(list.get('commune-confirmation')?.why[0]?.source).toBe('Kế hoạch OCOP 2024, mục V.17');
    expect(list.get('business-registration')).toMatchObject({ need: 'required' });
    expect(list.get('samples')?.need).toBe('if-any');
  });
});
