/** Which tables of the schema refer to a person, read from the schema itself, and a person's rows in each. */
import { readFileSync } from 'node:fs';
import type { PrismaClient } from '../../../prisma/generated/client.ts';

const schema = readFileSync(new URL('../../../prisma/schema.prisma', import.meta.url), 'utf8');

interface Model {
  name: string;
  table: string;
  /** Models that its rows point to: by a relation, or by a column that is called like one's id. */
  pointsTo: string[];
}

function modelsOf(text: string): Model[] {
  return [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, name = '', body = '']) => ({
    name,
    table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name,
    pointsTo: [
      ...[...body.matchAll(/^\s+\w+\s+(\w+)\??\s+@relation\(fields:/gm)].map((found) => found[1] ?? ''),
      ...(/^\s+(?:\w*[pP]ersonId|writer|member)\s/m.test(body) ? ['Person'] : []),
    ],
  }));
}

/** The tables whose rows belong to a person, directly or over others; `person` itself apart. */
export function tablesOfPeople(text = schema): string[] {
  const models = modelsOf(text);
  const reached = new Set(['Person']);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const { name, pointsTo } of models) if (pointsTo.some((one) => reached.has(one))) reached.add(name);
  }
  return models.flatMap(({ name, table }) => (reached.has(name) && name !== 'Person' ? [table] : [])).sort();
}

export { schema };

const ofConversation = 'conversation_id IN (SELECT id FROM conversation WHERE person_id = $1::uuid)';
const ofRegistration = 'registration_id IN (SELECT id FROM registration WHERE person_id = $1::uuid)';
const direct = 'person_id = $1::uuid';

/** How a person's rows are found in each of these tables. */
export const belongs: Readonly<Record<string, string>> = {
  consent: direct,
  conversation: direct,
  dossier_item: ofRegistration,
  draft: direct,
  edit: `outbox_id IN (SELECT id FROM outbox WHERE ${ofConversation})`,
  feedback: ofConversation,
  inbox: ofConversation,
  join_code: direct,
  joining: direct,
  model_call: ofConversation,
  officer: direct,
  outbox: ofConversation,
  registration: direct,
  registration_file: ofRegistration,
  sign_up: direct,
  subscription: direct,
  wrong_code: direct,
};

/** All rows of a person, word for word. */
export async function rowsOf(client: PrismaClient, personId: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [table, where] of Object.entries(belongs)) {
    const rows = await client.$queryRawUnsafe<{ row: string }[]>(
      `SELECT row_to_json(t)::text AS row FROM "${table}" t WHERE ${where} ORDER BY 1`,
      personId,
    );
    found[table] = rows.map(({ row }) => row);
  }
  return found;
}

export async function countsOf(client: PrismaClient, personId: string): Promise<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(await rowsOf(client, personId)).map(([table, rows]) => [table, rows.length]),
  );
}
