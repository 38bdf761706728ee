/** What one turn asks of the database. */
import { systemClock } from '../../bot/clock.ts';
import { openKnowledge } from '../../knowledge/library.ts';
import { openDatabase } from '../../prisma/open.ts';
import { createServerDatabase, testServer } from '../database-server.ts';
import type { Findings } from './table.ts';
import { countStatements } from './turn-kinds.ts';

const most = 6;

export async function countRoundTrips(): Promise<Findings> {
  const server = testServer === undefined ? null : await createServerDatabase(testServer);
  const database = await openDatabase(server ? { kind: 'server', url: server.url } : { kind: 'memory' });
  try {
    const costs = await countStatements(database, openKnowledge().assistant, systemClock);
    return {
      title: 'Round trips to the database',
      columns: ['turn', 'arrival', 'BEGIN to COMMIT', `at most ${most}`],
      rows: [...costs].map(([kind, { arrival, statements }]) => [
        kind,
        String(arrival.length),
        String(statements.length),
        statements.length <= most ? 'kept' : 'broken',
      ]),
      notes: [
        `counted at the driver of ${database.engine === 'pglite' ? 'PGlite' : 'PostgreSQL'}`,
        'delivery adds two, one before the sends and one after; a statement serves all arrivals, and all sends, of a moment',
      ],
    };
  } finally {
    await database.close();
    await server?.drop();
  }
}
