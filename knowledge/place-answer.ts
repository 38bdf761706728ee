import type { Answer } from './answer.ts';
import type { CardCite } from './card.ts';
import type { Question } from './question.ts';
import { fold } from './text/fold.ts';

export const MERGERS = 'hanh-chinh-hai-cap-2025';
/** "trước thuộc huyện nào", "giờ thuộc đâu", "nhập vào xã nào", "do ai quản", "thì hỏi ai" */
const WHERE =
  /\b(?:thuoc|nhap|gop|sap nhap|chuyen|doi|ve|thanh|nam o|o)(?: (?:vao|voi|ten|thanh|ve|trong|huyen|thanh pho|xa|phuong|tinh|don vi))* (?:nao|dau|gi|nao roi)\b|\b(?:ai|don vi nao|xa nao|phuong nao) quan(?: ly)?\b|\b(?:hoi|gap|lien he|toi|den) (?:ai|dau|cho nao|xa nao)\b|\b(?:gom|gop|nhap)(?: \S+){0,3} (?:nhung|cac|may)? ?(?:xa|phuong)(?: cu)? nao\b|\btruoc (?:day )?(?:la|thuoc)\b|\b(?:la|thanh) (?:xa|phuong|huyen) (?:nao|hay|gi)\b|\bcon khong$/u;
/** figures, goods and duties have their own answers */
const OTHER_MATTER =
  /\b(?:bao nhieu|chi tieu|san pham|sao|ho so|nop|dang ky|tem|bao bi|nhan hieu|lop|du an|von|vay|lam|nuoi|trong|trien khai|giup|ban|mua|tap huan|vuong|ten gi|so dien thoai)\b/u;

/** "xã Thuận Nam" is today's commune, where it is asked what it holds */
const UNIT_OF_TODAY = /\b(?:xa|phuong) \S+ \S+/u;

/** The parts of the writer that it needs. */
export interface Citing {
  cite(cites: readonly CardCite[], hint: string): Answer['citations'];
}

/** Where a commune or district of 2024 belongs now, and a unit of today was before; null for any other question. */
export function placeAnswer(question: Question, citing: Citing): Omit<Answer, 'choices' | 'topic'> | null {
  if (!WHERE.test(question.plain) || OTHER_MATTER.test(question.plain) || question.bodies.length > 0) return null;
  const [commune] = question.communes;
  const [district] = question.districts;
  if (commune) {
    const units = commune.now.split('; ');
    const before =
      commune.district === ''
        ? `**${capital(commune.now)}** là tên mới, có từ 01/7/2025.`
        : `Tháng 02/2024, ${commune.kind} ${commune.name} thuộc **${ofDistrict(commune.district)}**. Từ 01/7/2025 không còn cấp huyện; nơi này nay thuộc **${units.join('** hoặc **')}**, tỉnh Khánh Hòa.`;
    const cites = units.map((unit) => ({ source: MERGERS, section: sectionOf(unit), words: '' }));
    const citations = citing.cite(cites, commune.name);
    const made = citations[0] ? `\nĐơn vị mới gồm: ${madeOf(citations[0].quote, units[0] ?? '')}` : '';
    const [first = ''] = units;
    const text = `${before}${units.length === 1 ? made : ''}\nViệc OCOP bạn hỏi **UBND ${first}**${units.length > 1 ? ' hoặc nơi còn lại, tùy thôn' : ''}.`;
    return citations.length > 0 ? { status: 'answered', text, citations } : null;
  }
  if (!district || question.districts.length > 1) return null;
  const typed = question.words.map((word) => word.plain).join(' ');
  const unit = UNIT_OF_TODAY.test(typed) ? district.today.find((each) => typed.includes(fold(each))) : undefined;
  if (unit !== undefined) return unitOfToday(unit, citing);
  const text = `Từ 01/7/2025 không còn cấp huyện. ${capital(district.name)} cũ nay thuộc tỉnh Khánh Hòa, chia vào: **${district.today.join(', ')}**.\nViệc OCOP bạn hỏi **UBND xã, phường** nơi mình ở.`;
  const cites = [
    { source: MERGERS, section: 'cap-huyen', words: 'không còn cấp huyện' },
    ...district.today.slice(0, 4).map((unit) => ({ source: MERGERS, section: sectionOf(unit), words: '' })),
  ];
  return { status: 'answered', text, citations: citing.cite(cites, district.name) };
}

/** What a commune or ward of today was made of. */
function unitOfToday(unit: string, citing: Citing): Omit<Answer, 'choices' | 'topic'> | null {
  const citations = citing.cite([{ source: MERGERS, section: sectionOf(unit), words: '' }], unit);
  const [first] = citations;
  if (!first) return null;
  const text = `**${capital(unit)}** ngày nay (tỉnh Khánh Hòa, từ 01/7/2025) gồm: ${madeOf(first.quote, unit)}\nViệc OCOP bạn hỏi **UBND ${unit}**.`;
  return { status: 'answered', text, citations };
}

/** The old units in a row of the table, which begins with the unit of today. */
function madeOf(row: string, unit: string): string {
  const rest = row.toLowerCase().startsWith(unit.toLowerCase()) ? row.slice(unit.length) : row;
  return `${rest.replace(/^\s*(?:ngày nay)?\s*[:|]?\s*/u, '').replace(/[\s.]+$/u, '')}.`;
}

function sectionOf(unit: string): string {
  return `don-vi.${fold(unit).replace(/\s+/gu, '-')}`;
}

function ofDistrict(name: string): string {
  return name.startsWith('Phan Rang') ? `thành phố ${name}` : `huyện ${name}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
