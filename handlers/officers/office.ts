/** The offices that people hold, and how they are called. */
import { z } from 'zod';
import type { Officer } from '../../prisma/generated/client.ts';
import type { Tx } from '../../prisma/open.ts';
import { type Area, areaContains, areaName } from '../programme/area.ts';
import { allUnits, districts } from '../programme/units.ts';
import { type Office, type Role, roles } from './rights.ts';

const roleSchema = z.enum(roles);

/** The area that goes with a role: the code tells which commune or district. */
export function areaOf(role: Role, code: string | null): Area {
  return code !== null && (role === 'commune' || role === 'district') ? { level: role, code } : { level: 'province' };
}

/** The code of an area as it is stored; null for the whole province. */
export function codeOf(area: Area): string | null {
  return area.level === 'province' ? null : area.code;
}

/** Throws for a role that is none of ours: the database holds nothing else. */
export function officeOf({ id, role, area }: Pick<Officer, 'id' | 'role' | 'area'>): Office {
  const known = roleSchema.parse(role);
  return { id, role: known, area: areaOf(known, area) };
}

/** What a person holds now. */
export async function officesOf(tx: Tx, personId: string): Promise<Office[]> {
  const rows = await tx.officer.findMany({ where: { personId, revokedAt: null }, orderBy: { id: 'asc' } });
  return rows.map(officeOf);
}

const roleNames: Readonly<Record<Role, string>> = {
  commune: 'Cán bộ cấp xã',
  district: 'Cán bộ cấp huyện',
  province: 'Cán bộ cấp tỉnh',
  admin: 'Quản trị',
};

export function roleName(role: Role): string {
  return roleNames[role];
}

/** `Cán bộ cấp xã, Xã Vĩnh Hải` */
export function officeTitle({ role, area }: Omit<Office, 'id'>): string {
  return role === 'admin' ? roleName(role) : `${roleName(role)}, ${areaName(area)}`;
}

/** The codes of the communes in an area; null for all of them. */
export function communesIn(area: Area): string[] | null {
  if (area.level === 'province') return null;
  return allUnits().flatMap(({ code }) => (areaContains(area, code) ? [code] : []));
}

/** The codes of the communes and districts whose officers have a commune in their area. */
export function areasAround(communeCode: string): { communes: string[]; districts: string[] } {
  return {
    communes: allUnits().flatMap(({ code }) => (areaContains({ level: 'commune', code }, communeCode) ? [code] : [])),
    districts: districts.flatMap(({ code }) => (areaContains({ level: 'district', code }, communeCode) ? [code] : [])),
  };
}
