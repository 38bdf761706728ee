import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Card, parseCards } from '../../knowledge/card.ts';
import { listed, tableRows } from '../../knowledge/fact-table.ts';
import { readKnowledge } from '../../knowledge/library.ts';
import { quoteFrom } from '../../knowledge/quote.ts';
import { fold } from '../../knowledge/text/fold.ts';

const { parts, problems } = readKnowledge();
const sections = new Map(
  parts.documents.flatMap((document) => document.sections.map((section) => [`${document.id} ${section.id}`, section])),
);
const documents = new Map(parts.documents.map((document) => [document.id, document]));
const ids = new Set(parts.cards.map((card) => card.id));
const changes = new Set(tableRows(table('changes.tsv')).map(([name]) => name));

function table(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../knowledge/facts/${name}`, import.meta.url)), 'utf8');
}

/** Everything that a card says by itself. */
function saidBy(card: Card): string {
  return [card.text, card.who, card.when, card.summary, ...card.later.map((part) => part.text)]
    .join('\n')
    .normalize('NFC');
}

/** What the places that a card cites say, and what their documents are called. */
function citedBy(card: Card): string {
  return card.cites
    .map((cite) => {
      const section = sections.get(`${cite.source} ${cite.section}`);
      const document = documents.get(cite.source);
      return [
        section?.text,
        section?.title,
        section?.label,
        document?.title,
        document?.number,
        document?.date,
        document?.note,
      ].join(' ');
    })
    .join(' ')
    .normalize('NFC');
}

/** Names of documents and places in documents are references, not statements. */
function withoutReferences(text: string): string {
  const names = parts.documents.flatMap((document) => [document.shortTitle, document.title]);
  const bare = names.reduce((rest, name) => rest.replaceAll(name, ' '), text);
  return bare
    .replace(
      /\b(?:Quyết định|Nghị định|Nghị quyết|Kế hoạch) (?:số )?\d+\/\d{4}\/[\p{L}-]+|\d+\/(?:QĐ|KH|NĐ)-[\p{L}]+/gu,
      ' ',
    )
    .replace(/(?:mục|phần|Phụ lục) [IVX]+(?:\.\d+)?|Nhóm \d: |^\d\. /gmu, ' ')
    .replace(/[Kk]ế hoạch(?: OCOP)? 2024|kế hoạch năm 2024/gu, ' ');
}

function figuresIn(text: string): string[] {
  return [...text.matchAll(/\d+(?:[.,/]\d+)*/gu)].map(([figure]) =>
    figure.replace(/\.(?=\d{3}\b)/gu, '').replace(/(^|\/)0+(?=\d)/gu, '$1'),
  );
}

describe('answer cards', () => {
  it('are all readable', () => {
    expect(problems).toEqual([]);
    expect(parts.cards.length).toBeGreaterThan(120);
  });

  it.each(parts.cards.map((card) => [card.id, card] as const))(
    '%s stands on places that exist and holds the words it names',
    (_, card) => {
      for (const cite of card.cites) {
        const section = sections.get(`${cite.source} ${cite.section}`);
        expect(section, `${cite.source} ${cite.section}`).toBeDefined();
        if (section)
          expect(
            quoteFrom(section, cite.words, ''),
            `"${cite.words}" in ${cite.source} ${cite.section}`,
          ).not.toBeNull();
      }
      for (const next of card.next) expect(ids, `next of ${card.id}`).toContain(next);
      for (const note of card.notes) expect(changes, `note of ${card.id}`).toContain(note);
    },
  );

  it.each(parts.cards.filter((card) => card.cites.length > 0).map((card) => [card.id, card] as const))(
    '%s states no figure or date that its sources lack',
    (_, card) => {
      const known = new Set(figuresIn(citedBy(card)));
      const words = citedBy(card);
      for (const figure of figuresIn(withoutReferences(saidBy(card)))) {
        const isCounted = COUNTED[card.id]?.includes(figure) === true;
        expect(known.has(figure) || words.includes(figure) || isCounted, `${figure} in ${card.id}`).toBe(true);
      }
    },
  );

  it.each(parts.cards.filter((card) => card.cites.length > 0).map((card) => [card.id, card] as const))(
    '%s names no body, place or person that its sources lack',
    (_, card) => {
      const cited = fold(citedBy(card)).replaceAll('ubnd', 'uy ban nhan dan');
      const said = fold(withoutReferences(saidBy(card))).replaceAll('ubnd', 'uy ban nhan dan');
      for (const [name, ...others] of NAMES) {
        if (name === undefined || !said.includes(name) || OFFICES_TO_ASK.has(name) || MISSED[card.id] === name)
          continue;
        expect(
          [name, ...others].some((each) => cited.includes(each)),
          `"${name}" in ${card.id}`,
        ).toBe(true);
      }
    },
  );

  it('are asked by a sentence that is not asked of two cards at a time', () => {
    const owners = new Map<string, Card>();
    for (const card of parts.cards) {
      for (const question of card.questions) {
        const other = owners.get(fold(question));
        const together = other && (other.from ?? '') <= (card.to ?? '9') && (card.from ?? '') <= (other.to ?? '9');
        expect(together ? `${question}: ${other.id}, ${card.id}` : null).toBeNull();
        owners.set(fold(question), card);
      }
    }
  });

  it('keep to what fits a chat message', () => {
    for (const card of parts.cards) expect(saidBy(card).length, card.id).toBeLessThanOrEqual(1000);
  });

  it('tell file, line and cause where one is written wrong', () => {
    expect(() => parseCards('x.md', '## Thẻ không có mã\nHỏi:\n- a\nTrả lời:\nb')).toThrow(/x\.md:1: .*mã/u);
    expect(() => parseCards('x.md', '\n## Thẻ {#the}\nHỏi:\n- a\n')).toThrow(/x\.md:2: .*thiếu "Trả lời:"/u);
    expect(() => parseCards('x.md', '## Thẻ {#the}\nHỏi:\n- a\nNguồn:\n- chỉ-một-chữ\nTrả lời:\nb')).toThrow(/nguồn/u);
    expect(() => parseCards('x.md', '## Thẻ {#the}\nHỏi:\n- a\nDùng từ: 2026-05-22\nTrả lời:\nb')).toThrow(
      /22\/05\/2026/u,
    );
  });
});

/** Figures that count what the sources list without counting. */
const COUNTED: Readonly<Record<string, readonly string[]>> = {
  'nhiem-vu-chinh': ['15'],
  'phu-luc-2-tong': ['8', '1'],
  'dot-quang-ba': ['4'],
  'quang-ba-xuc-tien': ['4'],
  'thuan-bac': ['6', '0'],
  'phu-luc-1-tong': ['6'],
};

/** What a card says to be missing from the plan. */
const MISSED: Readonly<Record<string, string>> = { 'thuan-bac': 'thuan bac' };

const PLACES = [
  'Bác Ái',
  'Ninh Sơn',
  'Ninh Phước',
  'Ninh Hải',
  'Thuận Nam',
  'Thuận Bắc',
  'Khánh Hòa',
  'Hà Nội',
  'Cần Thơ',
  'Đà Nẵng',
  'Hồ Chí Minh',
  'Cầu Gẫy',
  'Vĩnh Hải',
  'Trịnh Minh Hoàng',
  'Hồ Quốc Dũng',
];
/** Each name with the other ways in which the documents write it. */
const NAMES = [
  ...PLACES.map((place) => [place]),
  ['Phan Rang', 'PR-TC'],
  ...tableRows(table('bodies.tsv')).map(([, called]) => listed(called)),
].map((names) => names.map(fold));
/** Whom people are sent to in every answer of the kind. */
const OFFICES_TO_ASK = new Set(['khanh hoa', 'uy ban nhan dan cap xa', 'so cong thuong'].map(fold));
