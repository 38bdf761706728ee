/** What the composing dialog must know beside its answers; stored with the draft. */
import { z } from 'zod';
import type { Turn } from '../../bot/capability.ts';
import type { Json, Values } from '../../bot/dialog.ts';
import type { Tx } from '../../prisma/open.ts';
import { codeOf, officeOf, officesOf } from '../officers/office.ts';
import { areaWithin, type Office, roles } from '../officers/rights.ts';
import { profileAt, profileById } from '../programme/profile.ts';
import type { Profile } from '../programme/profile-schema.ts';
import { type Approval, approvalOf, authorOf, composingOffice } from './access.ts';
import { answersOf } from './answers.ts';
import type { Audience, Titles } from './audience.ts';
import { findNotice, type Stored } from './store.ts';

/** Notices whose people can be invited again, the newest first. */
const mostRecent = 6;

const contextSchema = z.object({
  profile: z.string(),
  office: z.object({ id: z.string(), role: z.enum(roles), area: z.string().nullable() }),
  approval: z.enum(['not-needed', 'needed', 'alone']),
  titles: z.array(z.tuple([z.string(), z.string()])),
  edits: z.object({ id: z.string(), version: z.number() }).nullable(),
  values: z.record(z.string(), z.json()),
});

export interface ComposeContext {
  profile: Profile;
  /** Whose area bounds the audience. */
  office: Office;
  approval: Approval;
  titles: Titles;
  /** The version of a notice that is being edited; null for a new one. */
  edits: { id: bigint; version: number } | null;
  /** The answers that an edit begins with. */
  values: Values;
}

/** Null where the stored context is not (or no longer) of a notice. */
export function readContext(context: Json): ComposeContext | null {
  const stored = contextSchema.safeParse(context).data;
  if (!stored) return null;
  return {
    profile: profileById(stored.profile),
    office: officeOf({ ...stored.office, id: BigInt(stored.office.id) }),
    approval: stored.approval,
    titles: new Map(stored.titles),
    edits: stored.edits && { id: BigInt(stored.edits.id), version: stored.edits.version },
    values: stored.values,
  };
}

/** For a new notice; null where the person holds no office that may announce. */
export async function beginNew(turn: Turn, profileId: string | null): Promise<Json> {
  const office = composingOffice(await officesOf(turn.tx, turn.personId));
  return office && contextOf(turn, office, profileAt(turn.now, profileId), null);
}

const seedSchema = z.object({ edits: z.string().regex(/^\d{1,18}$/) });

export function editSeed(id: bigint): Json {
  return { edits: id.toString() };
}

/** For a notice that has not gone out; null for one that has. */
export async function beginEdit(turn: Turn, seed: Json, profileId: string | null): Promise<Json> {
  const id = seedSchema.safeParse(seed).data?.edits;
  const notice = id === undefined ? null : await findNotice(turn.tx, BigInt(id));
  if (!notice || notice.state === 'sent' || notice.state === 'called_off') return null;
  const { office } = await authorOf(turn.tx, notice);
  return contextOf(turn, office, profileAt(turn.now, profileId), notice);
}

async function contextOf(turn: Turn, office: Office, profile: Profile, edited: Stored | null): Promise<Json> {
  const { tx, now, personId } = turn;
  const context: z.input<typeof contextSchema> = {
    profile: profile.id,
    office: { id: office.id.toString(), role: office.role, area: codeOf(office.area) },
    approval: await approvalOf(tx, profile, office, personId),
    titles: [...(await titlesFor(tx, office, edited))],
    edits: edited && { id: edited.id.toString(), version: edited.version },
    values: edited ? answersOf({ ...edited, sendAt: edited.sendAt > now ? edited.sendAt : null }) : {},
  };
  return contextSchema.parse(context);
}

/** Titles of recent notices of the officer's area with sign-up, and of those that an audience names already. */
export async function titlesFor(
  tx: Tx,
  office: Pick<Office, 'area'>,
  edited: Pick<Stored, 'audience'> | null,
): Promise<Titles> {
  const recent = await tx.notice.findMany({
    where: { signUp: true, state: { in: ['sent', 'called_off'] } },
    orderBy: { id: 'desc' },
    take: 50,
    select: { id: true, title: true, officer: true },
  });
  const offices = await tx.officer.findMany({ where: { id: { in: recent.map(({ officer }) => officer) } } });
  const within = new Set(offices.map(officeOf).flatMap(({ id, area }) => (areaWithin(area, office.area) ? [id] : [])));
  const pickable = recent.filter(({ officer }) => within.has(officer)).slice(0, mostRecent);
  const recently = pickable.map(({ id, title }) => [id.toString(), title] as const);
  return new Map([...recently, ...(edited ? await titlesNamed(tx, edited.audience) : [])]);
}

/** Titles of the notices that an audience names. */
export async function titlesNamed(tx: Tx, { conditions, except }: Audience): Promise<Titles> {
  const named = [...conditions, ...except].flatMap((one) => (one.by === 'notice' ? [BigInt(one.id)] : []));
  if (named.length === 0) return new Map();
  const rows = await tx.notice.findMany({ where: { id: { in: named } }, select: { id: true, title: true } });
  return new Map(rows.map(({ id, title }) => [id.toString(), title]));
}
