/** One's own list of people: registration codes and telephone numbers, pasted in any order. */
import type { Tx } from '../../prisma/open.ts';
import { communesIn } from '../officers/office.ts';
import type { Area } from '../programme/area.ts';
import { findPhones, showPhone } from '../register/phone.ts';
import type { Audience, Entry } from './audience.ts';

const codes = /OCOP\s*[-–]\s*(\d{4})\s*[-–]\s*(\d{4,})/giu;
/** What was meant as a code or number and is none: told as not found rather than passed over. */
const almost = /\d(?:[ .-]?\d){4,}/gu;

/** The codes and numbers of a text, in the form in which they are stored; empty when it is no list. */
export function listIn(text: string): string[] {
  const found = [...text.matchAll(codes)].map(([, year, number]) => `OCOP-${year}-${number}`);
  const rest = text.replace(codes, ';');
  const phones = findPhones(rest);
  if (found.length === 0 && phones.length === 0) return [];
  const left = phones.reduceRight((all, { start, end }) => `${all.slice(0, start)};${all.slice(end)}`, rest);
  const strange = [...left.matchAll(almost)].map(([number]) => number);
  return [...new Set([...found, ...phones.map(({ phone }) => phone), ...strange])];
}

export interface MatchedList {
  found: number;
  /** As they were written. */
  missing: string[];
}

/**
 * The audience as it is stored: codes of registrations in the officer's area in place of telephone numbers, so that a
 * notice holds nobody's number after they had their data deleted. A list of which nothing is found stays, and means nobody.
 */
export async function withoutNumbers(tx: Tx, area: Area, { conditions, except }: Audience): Promise<Audience> {
  const bare = async (entry: Entry): Promise<Entry> =>
    entry.by === 'list'
      ? { by: 'list', items: (await registrationsOf(tx, area, entry.items)).map(({ code }) => code) }
      : entry;
  const all = { conditions: [...conditions], except: [...except] };
  for (const entries of [all.conditions, all.except]) {
    for (const [index, entry] of entries.entries()) entries[index] = await bare(entry);
  }
  return all;
}

/** Which of the entries are registrations in the officer's area. */
export async function matchList(tx: Tx, area: Area, items: readonly string[]): Promise<MatchedList> {
  const rows = await registrationsOf(tx, area, items);
  const known = new Set(rows.flatMap(({ code, phone }) => [code, phone]));
  const missing = items.filter((item) => !known.has(item));
  return { found: items.length - missing.length, missing: missing.map(shown) };
}

function registrationsOf(tx: Tx, area: Area, items: readonly string[]) {
  const communes = communesIn(area);
  return tx.registration.findMany({
    where: {
      OR: [{ code: { in: [...items] } }, { phone: { in: [...items] } }],
      personId: { not: null },
      status: { not: 'withdrawn' },
      ...(communes && { communeCode: { in: communes } }),
    },
    select: { code: true, phone: true },
    orderBy: { id: 'asc' },
  });
}

function shown(item: string): string {
  return item.startsWith('+84') ? showPhone(item) : item;
}
