/** Every checklist and every item, for every product, fits a small screen. */
import { expect, test } from 'vitest';
import { showChecklist } from '../../../handlers/dossier/checklist-pages.ts';
import { criteriaSets, setsOfGroup } from '../../../handlers/dossier/criteria-sets.ts';
import { wishableStars } from '../../../handlers/dossier/item-keys.ts';
import { showItem } from '../../../handlers/dossier/item-page.ts';
import { itemStandings } from '../../../handlers/dossier/item-standing.ts';
import { outputAndPriceOf } from '../../../handlers/dossier/output-and-price.ts';
import type { Own } from '../../../handlers/dossier/own.ts';
import { progressBar } from '../../../handlers/dossier/progress.ts';
import { productGroups } from '../../../handlers/programme/vocabulary.ts';

const at = new Date('2026-11-24T01:00:00Z');

function own(more: Partial<Own>): Own {
  return {
    id: 1n,
    code: 'OCOP-2026-0001',
    personId: null,
    profile: 'khanh-hoa-2026',
    isHelpRequest: false,
    producerKind: 'household',
    producerName: 'Hộ bà Lan',
    representative: 'Nguyễn Thị Lan',
    phone: '+84905123456',
    communeCode: '2025:22846',
    productName: 'Một cái tên dài như những cái tên dài nhất mà người ta vẫn đặt cho sản phẩm của mình',
    description: '',
    sameKey: '',
    productGroup: 1,
    criteriaSet: null,
    localMaterial: null,
    localLabour: null,
    confirmedMaterial: null,
    confirmedLabour: null,
    confirmedAt: null,
    outputAndPrice: null,
    papers: [],
    wishedStars: 5,
    status: 'accepted',
    waitsFor: null,
    waitsSince: null,
    remark: null,
    version: 1,
    scoreHundredths: null,
    stars: null,
    certifiedOn: null,
    certificateEnds: null,
    decisionNumber: null,
    renewalToldAt: null,
    submittedAt: at,
    updatedAt: at,
    files: [],
    items: [],
    ...more,
  };
}

const cases = productGroups.flatMap((group) =>
  [null, ...setsOfGroup(group)].flatMap((set) =>
    wishableStars.flatMap((stars) =>
      (['khanh-hoa-2026', 'ninh-thuan-2024'] as const).map((profile) =>
        own({ productGroup: group, criteriaSet: set, wishedStars: stars, profile }),
      ),
    ),
  ),
);

test('all sets are looked at', () => {
  expect(cases.length).toBe((criteriaSets.length + productGroups.length) * 3 * 2);
});

test('a page of the checklist has at most 900 characters, and no item is left out', () => {
  for (const one of cases) {
    const opened = new Set<string>();
    for (let page = 0, last = false; !last; page++) {
      const shown = showChecklist(one, page);
      if (!shown) throw new Error('There is no checklist.');
      expect(shown.text.length, shown.text).toBeLessThanOrEqual(900);
      for (const { value } of shown.choices) opened.add(/^dossier:item:[^:]+:(.+)$/.exec(value)?.[1] ?? '');
      last = !shown.choices.some(({ label }) => label === 'Trang sau');
    }
    expect([...opened].filter(Boolean).length).toBe(itemStandings(one)?.length);
  }
});

test('an item has at most about 900 characters, whatever asks for it', () => {
  for (const one of cases) {
    for (const standing of itemStandings(one) ?? []) {
      const { text } = showItem(one, standing);
      expect(text.length, text).toBeLessThanOrEqual(980);
    }
  }
});

test('an item that is not the producer’s to send has no button for it', () => {
  for (const standing of itemStandings(own({ criteriaSet: 7 })) ?? []) {
    const labels = showItem(own({ criteriaSet: 7 }), standing).choices.map(({ label }) => label);
    expect(labels.includes('Gửi tệp')).toBe(standing.item.isSendable && standing.item.by === 'producer');
  }
});

test.each([
  ['2.000 chai, 120.000 đồng/chai', '2.000 chai', '120.000 đồng/chai'],
  ['1,5 tấn mỗi năm; 90k/kg', '1,5 tấn mỗi năm', '90k/kg'],
  ['khoảng 500 hộp', 'khoảng 500 hộp', null],
  ['120.000 đồng một chai', null, '120.000 đồng một chai'],
])('output and price are told apart where the words tell: %s', (text, output, price) => {
  expect(outputAndPriceOf(text)).toEqual({ output, price });
});

test('a bar is full only at the end', () => {
  expect(progressBar(3, 8)).toBe('▰▱▱▱▱ 3/8');
  expect(progressBar(7, 8)).toBe('▰▰▰▰▱ 7/8');
  expect(progressBar(8, 8)).toBe('▰▰▰▰▰ 8/8');
  expect(progressBar(0, 0)).toBe('▱▱▱▱▱ 0/0');
});
