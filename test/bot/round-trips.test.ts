import { afterAll, beforeAll, expect, test } from 'vitest';
import { openKnowledge } from '../../knowledge/library.ts';
import { countStatements, type TurnCost, type TurnKind, turnKinds } from '../bench/turn-kinds.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { createTestClock } from '../machine.ts';

let database: TestDatabase;
let costs: Map<TurnKind, TurnCost>;

beforeAll(async () => {
  database = await openTestDatabase();
  costs = await countStatements(database, openKnowledge().assistant, createTestClock());
});
afterAll(() => database.close());

test.each(turnKinds)('a turn takes at most 6 round trips to the database: %s', (kind) => {
  const { statements = [], arrival = [] } = costs.get(kind) ?? {};
  expect(statements.at(0)).toBe('BEGIN');
  expect(statements.at(-1)).toBe('COMMIT');
  expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(6);
  expect(arrival).toHaveLength(1);
});

test('what was counted did its work: the question without an answer and the vote were kept', async () => {
  expect(costs.get('plain question')?.status).toBe('answered');
  expect(costs.get('button press')?.status).toBe('answered');
  expect(costs.get('unanswered question')?.status).toBe('unknown');
  const kept = await database.client.feedback.findMany({ orderBy: { id: 'asc' } });
  expect(kept.map(({ kind }) => kind)).toEqual(['helpful', 'unanswered']);
});
