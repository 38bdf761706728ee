/**
 * An audience as one SQL query that selects `person_id`: sets of people, intersected and taken off one another, so that
 * its cost grows with the number of people and not with its square.
 */
import { Prisma } from '../../prisma/generated/client.ts';
import { communesIn } from '../officers/office.ts';
import type { Area } from '../programme/area.ts';
import { type Audience, bySort, communesOf, type Entry } from './audience.ts';
import type { NoticeKind } from './notice.ts';

/**
 * Who gets a notice: people who want its kind, in the officer's area, whom the conditions mean and no exclusion does.
 * What a registration says of its producer counts where the officer may see it.
 */
export function audienceSql(kind: NoticeKind, area: Area, { conditions, except }: Audience): Prisma.Sql {
  const within = communesIn(area);
  const wanted = [
    Prisma.sql`(SELECT person_id FROM subscription WHERE topics @> ARRAY[${kind}]::text[])`,
    ...(within === null ? [] : [peopleIn(within)]),
    ...bySort(conditions).map((entries) => peopleOf(entries, within)),
  ];
  const off = bySort(except).map((entries) => peopleOf(entries, within));
  const all = Prisma.join(wanted, ' INTERSECT ');
  const sets = Prisma.join([Prisma.sql`(${all})`, ...off], ' EXCEPT ');
  return Prisma.sql`SELECT person_id FROM (${sets}) AS audience`;
}

/** The people whom one of these entries means; they are all of one sort. */
function peopleOf(entries: readonly Entry[], within: string[] | null): Prisma.Sql {
  const communes = entries.flatMap((entry) => ('code' in entry ? communesOf(entry) : []));
  const notices = entries.flatMap((entry) => (entry.by === 'notice' ? [BigInt(entry.id)] : []));
  const groups = entries.flatMap((entry) => (entry.by === 'group' ? [entry.group] : []));
  const kinds = entries.flatMap((entry) => (entry.by === 'kind' ? [entry.kind] : []));
  const states = entries.flatMap((entry) => (entry.by === 'status' ? [entry.status] : []));
  const items = entries.flatMap((entry) => (entry.by === 'list' ? entry.items : []));
  switch (entries[0]?.by) {
    case 'group':
      return producers(Prisma.sql`product_group = ANY(${groups}::int[])`, within);
    case 'kind':
      return producers(Prisma.sql`producer_kind = ANY(${kinds}::text[])`, within);
    case 'status':
      return producers(Prisma.sql`status = ANY(${states}::registration_status[])`, within);
    case 'list':
      return producers(Prisma.sql`(code = ANY(${items}::text[]) OR phone = ANY(${items}::text[]))`, within);
    case 'notice':
      return Prisma.sql`(SELECT person_id FROM sign_up WHERE notice_id = ANY(${notices}::bigint[]) AND state IN ('going', 'waiting'))`;
    default:
      return peopleIn(communes);
  }
}

/** Where people produce, or where they said that they are. */
function peopleIn(communes: readonly string[]): Prisma.Sql {
  return Prisma.sql`(
    ${producersSql(Prisma.sql`commune_code = ANY(${[...communes]}::text[])`, null)}
    UNION SELECT person_id FROM subscription WHERE commune_code = ANY(${[...communes]}::text[])
  )`;
}

function producers(condition: Prisma.Sql, within: string[] | null): Prisma.Sql {
  return Prisma.sql`(${producersSql(condition, within)})`;
}

function producersSql(condition: Prisma.Sql, within: string[] | null): Prisma.Sql {
  const bound = within === null ? Prisma.empty : Prisma.sql` AND commune_code = ANY(${within}::text[])`;
  return Prisma.sql`SELECT person_id FROM registration WHERE person_id IS NOT NULL AND status <> 'withdrawn' AND ${condition}${bound}`;
}
