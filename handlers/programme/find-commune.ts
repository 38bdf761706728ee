import { fold } from '../../knowledge/text/fold.ts';
import {
  askAccents,
  askDistrictOrCommune,
  askMismatch,
  askNamesake,
  askOldUnit,
  askParted,
  askWithin,
  tellElsewhere,
} from './commune-questions.ts';
import { SURE } from './name-match.ts';
import { unitsSharingAWord } from './near-names.ts';
import { type Mention, readMentions } from './place-mentions.ts';
import type { Profile } from './profile-schema.ts';
import { districtsNamed, type SaidPlaces, sortMentions, unitsNamed } from './said-places.ts';
import {
  type District,
  districtsOn,
  type Namesake,
  namesakes,
  partedVillages,
  predecessorsOf,
  successorsOf,
  type Unit,
  unitsOf,
} from './units.ts';

/** What a typed commune may be; `why` tells the person, in Vietnamese, what has to be settled. */
export type FoundCommunes =
  | { kind: 'one'; unit: Unit }
  /** best first, at most six; a single one is asked about because something speaks against it */
  | { kind: 'several'; units: Unit[]; why?: string }
  /** not found; `near`, at most six, may be what was meant */
  | { kind: 'none'; near: Unit[]; why?: string };

const MOST_CHOICES = 6;
/** A name that is spelt so much worse than the best one in the text is no second answer. */
const MUCH_WORSE = 0.3;

/**
 * Finds the commune of a profile that a text names: with accents, half of them or none, slips, old and new names, a district
 * beside it, other words around it. Where it would have to guess, it asks. Never throws.
 */
export function findCommunes(text: string, profile: Profile): FoundCommunes {
  const mentions = readMentions(text);
  const said = sortMentions(mentions);
  if (said.town !== null && !said.isOurs) {
    const near = said.communes.flatMap((mention) => unitsMeant(mention, profile));
    return { kind: 'none', near: choices(near), why: tellElsewhere(said.town) };
  }
  if (said.village && said.isVillageSure) {
    return { kind: 'one', unit: profile.units === 'before2025' ? said.village.from : said.village.to };
  }
  const sure = said.communes.filter((mention) => mention.cost <= SURE);
  if (sure.length > 0) return amongCommunes(sure, said, profile);
  if (said.communes.length > 0) return { kind: 'none', near: guesses(said, profile) };
  if (mentions.length > 0) return withoutCommune(said, profile);
  return { kind: 'none', near: choices(unitsSharingAWord(text).flatMap((unit) => inProfile(unit, profile))) };
}

/** The communes of a profile on the land of a district of 2024. */
export function unitsIn(district: District, profile: Profile): Unit[] {
  return unitsOf(profile).filter((unit) => districtsOn(unit.code).includes(district));
}

function amongCommunes(mentions: readonly Mention[], said: SaidPlaces, profile: Profile): FoundCommunes {
  const best = Math.min(...mentions.map((mention) => mention.cost));
  const close = mentions.filter((mention) => mention.cost <= best + MUCH_WORSE);
  const read = close.flatMap((mention) => unitsRead(mention, profile));
  const fitting = said.districts.length === 0 ? read : read.filter((unit) => isWithin(unit, said.districts));
  const units = choices((fitting.length > 0 ? fitting : read).flatMap((unit) => inProfile(unit, profile)));
  const [first] = read;
  const [district] = said.districts;
  if (fitting.length === 0 && first && district) {
    return { kind: 'several', units, why: askMismatch(first, district) };
  }
  const [only, ...others] = units;
  if (only && others.length === 0) {
    const namesake = said.isOurs ? undefined : namesakeOf(close);
    return namesake ? { kind: 'several', units, why: askNamesake(only, namesake) } : { kind: 'one', unit: only };
  }
  const why = whyOneOf(fitting, profile);
  return why === null ? { kind: 'several', units } : { kind: 'several', units, why };
}

/** Why one name leads to several units; null where several were named. */
function whyOneOf(read: readonly Unit[], profile: Profile): string | null {
  const [first, ...others] = read;
  if (!first) return null;
  const isOneName = others.every((unit) => unit.name === first.name);
  if (isOneName && profile.units === 'since2025') {
    const village = partedVillages.find((one) => read.includes(one.from));
    return village ? askParted(village) : null;
  }
  if (isOneName) return first.list === profile.units ? null : askOldUnit(first);
  const old = read.filter((unit) => unit.list === 'before2025');
  const isAlike = old.length === 2 && old.every((unit) => fold(unit.name) === fold(old[0]?.name ?? ''));
  return isAlike ? askAccents(old) : null;
}

function withoutCommune(said: SaidPlaces, profile: Profile): FoundCommunes {
  const district = said.either ? districtsNamed(said.either)[0] : said.districts[0];
  if (!district) {
    const near = said.village ? [said.village.from] : [];
    return { kind: 'none', near: choices(near.flatMap((unit) => inProfile(unit, profile))) };
  }
  const today = said.either ? unitsNamed(said.either)[0] : undefined;
  const within = [district, ...said.districts].flatMap((one) => unitsIn(one, profile));
  if (!today) return { kind: 'several', units: choices(within), why: askWithin(district, profile) };
  const units = choices(today.list === profile.units ? [today, ...within] : within);
  return { kind: 'several', units, why: askDistrictOrCommune(district, today, profile) };
}

/** What a misspelt name may be, those of the district first that stands beside it. */
function guesses(said: SaidPlaces, profile: Profile): Unit[] {
  const meant = said.communes.flatMap((mention) => unitsMeant(mention, profile));
  const within = said.districts.flatMap((district) => unitsIn(district, profile));
  if (within.length === 0) return choices(meant);
  return choices([...meant.filter((unit) => within.includes(unit)), ...within]);
}

/** The units that a mention means: under a programme of 2024 a name of today only where none of then bears it. */
function unitsRead(mention: Mention, profile: Profile): Unit[] {
  const units = unitsNamed(mention);
  const own = units.filter((unit) => unit.list === profile.units);
  return profile.units === 'before2025' && own.length > 0 ? own : units;
}

function unitsMeant(mention: Mention, profile: Profile): Unit[] {
  return unitsRead(mention, profile).flatMap((unit) => inProfile(unit, profile));
}

function inProfile(unit: Unit, profile: Profile): Unit[] {
  return profile.units === 'since2025' ? successorsOf(unit.code) : predecessorsOf(unit.code);
}

function isWithin(unit: Unit, districts: readonly District[]): boolean {
  return districtsOn(unit.code).some((district) => districts.includes(district));
}

function namesakeOf(mentions: readonly Mention[]): Namesake | undefined {
  return namesakes.find(({ kind, name }) =>
    mentions.some((mention) => mention.kindWord === kind && unitsNamed(mention).some((unit) => unit.name === name)),
  );
}

function choices(units: readonly Unit[]): Unit[] {
  return [...new Set(units)].slice(0, MOST_CHOICES);
}
