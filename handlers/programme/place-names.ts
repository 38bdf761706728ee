/** Every name by which a place of the programme may be called. */
import { splitWords, type Word } from '../../knowledge/text/words.ts';
import {
  allUnits,
  type District,
  districts,
  namesakes,
  type PartedVillage,
  partedVillages,
  provinces,
  type Unit,
} from './units.ts';

export type Place =
  | { is: 'unit'; unit: Unit }
  | { is: 'district'; district: District }
  | { is: 'village'; village: PartedVillage }
  /** a town of the old Khánh Hòa, which says that none of our communes is meant */
  | { is: 'town'; name: string }
  | { is: 'province'; list: Unit['list'] };

export interface PlaceName {
  words: readonly Word[];
  place: Place;
}

/** How people call the one district whose name is long. */
const CITY_CALLS = ['Phan Rang Tháp Chàm', 'Phan Rang', 'Tháp Chàm', 'PRTC', 'PR TC'];

export const placeNames: readonly PlaceName[] = [
  ...allUnits().map((unit) => named(unit.name, { is: 'unit', unit })),
  ...districts.flatMap((district) => callsOf(district).map((call) => named(call, { is: 'district', district }))),
  ...partedVillages.map((village) => named(village.name, { is: 'village', village })),
  ...[...new Set(namesakes.map((one) => one.town))].map((name) => named(name, { is: 'town', name })),
  ...provinces.map(({ name, list }) => named(name, { is: 'province', list })),
];

function callsOf(district: District): readonly string[] {
  return district.kind === 'thành phố' ? CITY_CALLS : [district.name];
}

function named(name: string, place: Place): PlaceName {
  return { words: splitWords(name), place };
}
