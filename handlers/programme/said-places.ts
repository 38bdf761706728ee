/** What a text says of a person's commune, sorted out of the places that it names. */
import { isCommuneWord, type Mention } from './place-mentions.ts';
import type { District, PartedVillage, Unit } from './units.ts';

export interface SaidPlaces {
  /** names of communes */
  communes: Mention[];
  /** the first name that was a district and is a commune now, where nothing beside it decides */
  either: Mention | null;
  districts: District[];
  /** a village that went another way than the rest of its commune, where no other commune is named */
  village: PartedVillage | null;
  /** whether it is called a village, or its commune stands beside it */
  isVillageSure: boolean;
  /** a town outside the programme's area */
  town: string | null;
  /** whether the old province or a district of it is named: no place of the same name elsewhere is meant then */
  isOurs: boolean;
}

/** Sorts the mentions of a text; a district's name beside a commune's is the district. */
export function sortMentions(mentions: readonly Mention[]): SaidPlaces {
  const named = mentions.filter((mention) => mention.kindWord !== 'thôn');
  const mayBeDistrict = named.filter(
    (mention) => districtsNamed(mention).length > 0 && !isCommuneWord(mention.kindWord),
  );
  const communes = named.filter((mention) => unitsNamed(mention).length > 0 && !mayBeDistrict.includes(mention));
  const either = communes.length > 0 ? undefined : mayBeDistrict.find(isEither);
  const districts = mayBeDistrict.filter((mention) => mention !== either).flatMap(districtsNamed);
  const villages = mentions.flatMap((mention) =>
    mention.places.flatMap((place) => (place.is === 'village' ? [{ ...place, mention }] : [])),
  );
  const village = villages.find(({ village: { from } }) =>
    communes.every((mention) => unitsNamed(mention).includes(from)),
  );
  return {
    communes,
    either: either ?? null,
    districts,
    village: village?.village ?? null,
    isVillageSure: village !== undefined && (communes.length > 0 || village.mention.kindWord === 'thôn'),
    town:
      mentions.flatMap(({ places }) => places.flatMap((place) => (place.is === 'town' ? place.name : [])))[0] ?? null,
    isOurs:
      districts.length > 0 ||
      mentions.some(({ places }) => places.some((place) => place.is === 'province' && place.list === 'before2025')),
  };
}

/** The units that a mention may mean. */
export function unitsNamed({ places }: Mention): Unit[] {
  return places.flatMap((place) => (place.is === 'unit' ? place.unit : []));
}

/** The districts that a mention may mean. */
export function districtsNamed({ places }: Mention): District[] {
  return places.flatMap((place) => (place.is === 'district' ? place.district : []));
}

function isEither(mention: Mention): boolean {
  return mention.kindWord === null && unitsNamed(mention).length > 0;
}
