import type { Area } from './area.ts';
import { findCommunes } from './find-commune.ts';
import { readMentions } from './place-mentions.ts';
import type { Level, Profile } from './profile-schema.ts';
import { districtsNamed, unitsNamed } from './said-places.ts';
import { districtsOf, districtsOn } from './units.ts';

/** What a typed area may be; at most six to choose from. */
export type FoundAreas =
  | { kind: 'one'; area: Area }
  | { kind: 'several'; areas: Area[]; why?: string }
  | { kind: 'none'; near: Area[]; why?: string };

/** Finds the area of a level that an officer's text names. A level that the profile does not have is never found. */
export function findArea(text: string, level: Level, profile: Profile): FoundAreas {
  if (level === 'province') return { kind: 'one', area: { level } };
  if (level === 'district') return findDistrict(text, profile);
  const found = findCommunes(text, profile);
  if (found.kind === 'one') return { kind: 'one', area: communeArea(found.unit) };
  const why = found.why === undefined ? {} : { why: found.why };
  return found.kind === 'several'
    ? { kind: 'several', areas: found.units.map(communeArea), ...why }
    : { kind: 'none', near: found.near.map(communeArea), ...why };
}

function findDistrict(text: string, profile: Profile): FoundAreas {
  const known = districtsOf(profile);
  if (known.length === 0) return { kind: 'none', near: [], why: 'Từ 01/7/2025 không còn cấp huyện.' };
  const mentions = readMentions(text);
  const named = new Set(mentions.flatMap(districtsNamed));
  const around = new Set(mentions.flatMap(unitsNamed).flatMap((unit) => districtsOn(unit.code)));
  const [first, ...others] = [...named].map((district) => districtArea(district.code));
  if (!first) return { kind: 'none', near: [...around].map((district) => districtArea(district.code)) };
  return others.length === 0 ? { kind: 'one', area: first } : { kind: 'several', areas: [first, ...others] };
}

function communeArea({ code }: { code: string }): Area {
  return { level: 'commune', code };
}

function districtArea(code: string): Area {
  return { level: 'district', code };
}
