import { listed, tableRows } from './fact-table.ts';
import { type Found, PhraseFinder } from './phrases.ts';
import type { Word } from './text/words.ts';

/** A district-level unit of February 2024; `section` is its row in Appendix I, null where it has none. */
export interface District {
  section: string | null;
  name: string;
  /** the communes and wards that its land belongs to since 1/7/2025 */
  today: readonly string[];
}

export interface Commune {
  name: string;
  kind: string;
  district: string;
  /** what it belongs to since 1/7/2025 */
  now: string;
}

export type Place =
  | { kind: 'district'; district: District }
  | { kind: 'commune'; commune: Commune }
  | { kind: 'province'; name: string };

/** The name that one place goes by, however it was typed. */
export function nameOf(place: Place): string {
  if (place.kind === 'district') return place.district.name;
  return place.kind === 'commune' ? place.commune.name : place.name;
}

export interface PlaceTables {
  districts: string;
  communes: string;
  otherProvinces: string;
}

/** Finds the districts, communes and other provinces that a text names. */
export class PlaceFinder {
  readonly districts: readonly District[];
  readonly #finder: PhraseFinder<Place>;

  constructor(tables: PlaceTables) {
    const entries: [string, Place][] = [];
    const communes = tableRows(tables.communes);
    this.districts = tableRows(tables.districts).map(([section = '-', name = '', called]) => {
      const today = communes.filter((row) => name.endsWith(row[2] ?? '')).flatMap((row) => (row[3] ?? '').split('; '));
      const district = { section: section === '-' ? null : section, name, today: [...new Set(today)] };
      for (const call of listed(called)) entries.push([call, { kind: 'district', district }]);
      return district;
    });
    const taken = new Set(entries.map(([name]) => name));
    for (const [name = '', kind = '', district = '', now = ''] of communes) {
      if (!taken.has(name)) entries.push([name, { kind: 'commune', commune: { name, kind, district, now } }]);
    }
    const units = communes.flatMap((row) => (row[3] ?? '').split('; '));
    for (const now of new Set(units)) {
      const [kind = '', ...rest] = now.split(' ');
      const name = rest.join(' ');
      const isKnown = taken.has(name) || communes.some((row) => row[0] === name);
      // "xã Ninh Hải" is today's commune only with its kind before it; without it, the old district is meant.
      if (!isKnown) entries.push([name, { kind: 'commune', commune: { name, kind, district: '', now } }]);
    }
    for (const [name = ''] of tableRows(tables.otherProvinces)) entries.push([name, { kind: 'province', name }]);
    this.#finder = new PhraseFinder(entries);
  }

  /** Communes count only where their words cannot be something else: with accents, or after xã, phường, ở … */
  find(words: readonly Word[]): Found<Place>[] {
    return this.#finder.find(words).filter((found) => {
      if (found.value.kind === 'district') return true;
      const span = words.slice(found.start, found.end);
      if (span.some((word) => word.marked !== word.plain)) return true;
      const before = words[found.start - 1]?.plain ?? '';
      return (
        BEFORE_PLACE.has(before) ||
        (found.value.kind === 'province' && found.end - found.start > 1) ||
        span[0]?.plain === 'phuoc'
      );
    });
  }
}

const BEFORE_PLACE = new Set(['xa', 'phuong', 'tran', 'o', 'tai', 've', 'tinh', 'ben', 'ra', 'vo', 'vao', 'di', 'toi']);
