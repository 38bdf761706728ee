import type { Card, CardOrigin } from './card.ts';
import type { SourceDocument } from './document.ts';
import type { Section } from './section.ts';

const PLAN = 'ke-hoach-2024';
const LONGEST = 850;
const ASKED_OF_ALL = ['có gì', 'nói gì', 'gồm những gì', 'có những gì', 'là gì', 'quy định gì'];
const GIVEN = ['ngày', 'tiền', 'điểm', 'mẫu đơn', 'số khác'];
const EVIDENT: readonly [string, RegExp][] = [
  ['liên hệ', /\d{3,4}[ .]\d{3}[ .]\d{3}|\d{10}|@|địa chỉ|hội trường|điện thoại:/iu],
  ['tên người', /(?:^|[\s(])(?:ông|bà|đồng chí) \p{Lu}/u],
  ['mức hỗ trợ', /hỗ trợ[^.]*(?:\d+ ?%|đồng|triệu)/iu],
  ['lãi suất', /lãi suất/iu],
];

/**
 * Cards made from the documents themselves, so that what no hand-written card covers is still answered from the right
 * clause: one for each section that leads no written card, and one for each paragraph of the plan's longer sections.
 */
export function cardsFromSources(documents: readonly SourceDocument[], written: readonly Card[]): Card[] {
  const led = new Set(written.map((card) => `${card.cites[0]?.source} ${card.cites[0]?.section}`));
  const known = new Set(written.flatMap((card) => card.cites.map((cite) => cite.source)));
  return documents.flatMap((document) => {
    const leaves = document.sections.filter((section) => section.body.trim() !== '');
    if (document.id !== PLAN) {
      const origin = {
        until: document.period.to,
        isNews: document.status === 'in-force' && !known.has(document.id),
      };
      const cards = leaves
        .filter((section) => !led.has(`${document.id} ${section.id}`))
        .map((section) => ({ ...sectionCard(document, section), origin }));
      return known.has(document.id) ? cards : [...cards, ...overview(document, leaves, origin)];
    }
    return leaves.flatMap((section) => clauseCards(document, section));
  });
}

/** What a document holds, for those who ask it by its name. */
function overview(document: SourceDocument, leaves: readonly Section[], origin: CardOrigin): Card[] {
  const [first] = leaves;
  if (!first) return [];
  const names = [...new Set([document.shortTitle, document.title])];
  const questions = names.flatMap((name) => [name, ...ASKED_OF_ALL.map((asks) => `${name} ${asks}`)]);
  const listed = leaves.slice(0, 8);
  const isLater = (section: Section): boolean => section.from > document.period.from;
  const line = (section: Section): string => `- **${section.title}**: ${cut(inOneLine(section.body), 160)}`;
  const more = leaves.length > 8 ? ['…'] : [];
  const lines = listed.filter((section) => !isLater(section)).map(line);
  const text = cutLines([`**${document.title}** (${document.issuer}) gồm:`, ...lines, ...more]);
  // what may be said only from a later day on is told from that day
  const later = listed.filter(isLater).map((section) => ({ from: section.from, text: line(section) }));
  const room = later.filter(
    (_, at) => [text, ...later.slice(0, at + 1).map((part) => part.text)].join('\n').length <= LONGEST,
  );
  const cites = leaves.slice(0, 3).map((section) => ({ source: document.id, section: section.id, words: '' }));
  const made = card(document, first, '', questions, text, cites);
  const { shortTitle: title, period } = document;
  return [{ ...made, id: `${document.id}#`, title, from: period.from, later: room, origin }];
}

function inOneLine(text: string): string {
  return text
    .replace(/\*\*/gu, '')
    .replace(/\s*\n\s*(?:[-+]\s+)?/gu, ' ')
    .trim();
}

/** As many whole lines as fit a message. */
function cutLines(lines: readonly string[]): string {
  const fits = (count: number): boolean => lines.slice(0, count).join('\n').length <= LONGEST;
  return lines.filter((_, index) => fits(index + 1)).join('\n');
}

function sectionCard(document: SourceDocument, section: Section): Card {
  const cite = { source: document.id, section: section.id, words: '' };
  return card(document, section, '', [section.title, `${document.shortTitle} ${section.title}`], '{mục}', [cite]);
}

function clauseCards(document: SourceDocument, section: Section): Card[] {
  if (section.row.length > 0 || /^(PL|can-cu|noi-nhan|II\.1|I$|II$|III$|V$)/u.test(section.id)) return [];
  const lines = section.body
    .split('\n')
    .map((line) =>
      line
        .replace(/\*\*/gu, '')
        .replace(/^\s*[-+]\s+/u, '')
        .trim(),
    )
    .filter((line) => line.length > 30);
  return lines.map((line, index) => {
    const words = section.text.includes(line) ? line : '';
    const name = line.startsWith(section.title) ? '' : `**${section.title}**: `;
    const cite = { source: document.id, section: section.id, words };
    return card(document, section, `-${index + 1}`, [`${section.title} ${line}`], `${name}${cut(line, LONGEST)}`, [
      cite,
    ]);
  });
}

function card(
  document: SourceDocument,
  section: Section,
  suffix: string,
  questions: string[],
  text: string,
  cites: Card['cites'],
): Card {
  return {
    id: `${document.id}#${section.id}${suffix}`,
    title: section.title,
    status: document.id === 'chua-xac-minh' ? 'unknown' : 'answered',
    questions,
    from: document.id === PLAN ? null : section.from,
    to: null,
    gives: document.id === PLAN ? [] : givenBy(section.body),
    lacks: [],
    cites,
    next: [],
    notes: [],
    who: '',
    when: '',
    summary: '',
    text,
    later: [],
    origin: null,
    file: document.id,
    line: section.line,
  };
}

/** At a sentence end, so that no clause is broken off. */
function cut(line: string, longest: number): string {
  if (line.length <= longest) return line;
  const end = Math.max(line.lastIndexOf('; ', longest), line.lastIndexOf('. ', longest));
  if (end > 0) return line.slice(0, end + 1);
  return longest < LONGEST ? `${line.slice(0, line.lastIndexOf(' ', longest))}…` : line.slice(0, longest);
}

/** Whom or where it names can be told from its words; of the rest, a section that is about the matter tells what it can. */
function givenBy(body: string): string[] {
  return [...GIVEN, ...EVIDENT.filter(([, words]) => words.test(body)).map(([kind]) => kind)];
}
